// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "ui/pages/train/check_options.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {

constexpr int kFormWidth = 340;
constexpr int kDrawnSplits = 4;  // those the form always has; a project's columns follow them

// Blanks count, and a new line is written as \n.
bool isWords(const std::string &key) { return key == "template" || key == "init_text"; }

std::string shown(const nlohmann::ordered_json &value) {
    if (value.is_string())
        return toUtf8(fromUtf8(value.get<std::string>()).replace(QLatin1Char('\n'), QStringLiteral("\\n")));
    return value.is_number_float() ? shortest(value.get<double>()) : value.dump();
}

QComboBox *box(const char *objectName, const QString &accessibleName, QWidget *parent) {
    auto *made = new QComboBox(parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setAccessibleName(accessibleName);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(12);
    return made;
}

const QString kMissing = QStringLiteral("missing:");

// What to put where, and what it will need: full fine-tuning holds six times the weights, as the engine's estimate.
Error missingModel(const std::string &name, const TuningConfig &config, std::int64_t parameters) {
    const double weights = static_cast<double>(parameters) * (config.dtype == "bfloat16" ? 2 : 4);
    const double gigabytes = (weights * (config.method == Method::Full ? 6 : 1) + 1e9) / 1e9;
    return Error(
        ErrorCode::MissingModel, toUtf8(TrainForm::tr("the model %1 is not on this machine").arg(fromUtf8(name))),
        toUtf8(TrainForm::tr("Put its files (config.json, model.safetensors or pytorch_model.bin, tokenizer.json) into "
                             "a folder and choose "
                             "it as the model. Its weights are %1 GB, and this run needs about %2 GB of memory.")
                   .arg(weights / 1e9, 0, 'f', 1)
                   .arg(gigabytes, 0, 'f', 1)));
}

}  // namespace

TrainForm::TrainForm(QWidget *parent)
    : QWidget(parent), m_groups(new QWidget(this)), m_model(box("modelBox", tr("Model"), this)),
      m_preset(box("presetBox", tr("Preset"), this)), m_method(box("methodBox", tr("Method"), this)),
      m_split(box("splitBox", tr("Split"), this)), m_target(box("targetBox", tr("Learn"), this)),
      m_presetSentence(mutedLabel({}, this)), m_labels(new QLabel(this)), m_check(new QLabel(this)),
      m_estimate(mutedLabel({}, this)), m_fold(new QToolButton(this)), m_checks(new CheckOptions(m_groups)),
      m_buttons(new QVBoxLayout) {
    setFixedWidth(kFormWidth);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(kSpace8);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(m_groups);
    column->setContentsMargins(0, 0, kSpace12, 0);
    column->setSpacing(kSpace8);
    fillGroups(column);
    column->addStretch(1);
    scroll->setWidget(m_groups);
    outer->addWidget(scroll, 1);
    m_estimate->setObjectName(QStringLiteral("estimateLabel"));
    m_estimate->setWordWrap(true);
    outer->addWidget(m_estimate);
    outer->addLayout(m_buttons);
    fillPresets();
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isFilling)
            return;
        takeTarget();
        Q_EMIT changed();
    });
    connect(m_preset, &QComboBox::currentIndexChanged, this, [this] { takePreset(); });
    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        showFieldsOfMethod();
        if (!m_isFilling)
            askInWords();
        if (!m_isFilling)
            Q_EMIT changed();
    });
    connect(m_checks, &CheckOptions::changed, this, [this] { Q_EMIT changed(); });
    connect(m_split, &QComboBox::activated, this, [this] { Q_EMIT changed(); });
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (m_model->itemData(index).toString().isEmpty())
            chooseModelFolder();
        Q_EMIT changed();
    });
    takePreset();
}

TuningConfig TrainForm::presetConfig() const { return presetNamed(toUtf8(m_preset->currentData().toString())).config; }

void TrainForm::takePreset() {
    const Preset &preset = presetNamed(toUtf8(m_preset->currentData().toString()));
    m_presetSentence->setText(fromUtf8(preset.sentence));
    const nlohmann::ordered_json values = toJson(preset.config);
    m_isFilling = true;
    if (m_model->count() > 0)
        takeModelOfPreset();
    m_method->setCurrentIndex(std::max(0, m_method->findData(fromUtf8(shown(values["method"])))));
    m_split->setCurrentIndex(std::max(0, m_split->findData(fromUtf8(preset.split))));
    for (const Field &field : m_fields) {
        fillField(field, fromUtf8(shown(values[field.key])));
        noteDifference(field);
    }
    const bool wantsNumbers = preset.config.task == Task::Regression;
    if (wantsNumbers != learnsNumbers() && (wantsNumbers || m_target->currentIndex() > 0))
        m_target->setCurrentIndex(wantsNumbers && m_target->count() > 1 ? 1 : 0);
    takeTarget();
    m_isFilling = false;
    Q_EMIT changed();
}

void TrainForm::fillField(const Field &field, const QString &text) {
    if (auto *spin = qobject_cast<QSpinBox *>(field.editor))
        spin->setValue(text.toInt());
    else if (auto *choice = qobject_cast<QComboBox *>(field.editor))
        choice->setCurrentText(text);
    else if (auto *line = qobject_cast<QLineEdit *>(field.editor))
        line->setText(text);
}

void TrainForm::takeModelOfPreset() {
    for (int i = m_model->count() - 1; i >= 0; --i)
        if (m_model->itemData(i).toString().startsWith(kMissing))
            m_model->removeItem(i);
    const std::string &named = presetConfig().model;
    const QString wanted = named == "default" ? QString::fromLatin1(kDefaultModelName) : fromUtf8(named);
    if (m_model->findText(wanted) < 0)
        m_model->insertItem(0, tr("%1 (not on this machine)").arg(wanted), kMissing + wanted);
    m_model->setCurrentIndex(std::max(0, m_model->findText(wanted)));
}

void TrainForm::showFieldsOfMethod() {
    const QString method = m_method->currentData().toString();
    const bool isPrompt = method == u"prompt_tuning", isHard = method == u"hard_prompt";
    const QStringList ofHard{QStringLiteral("template"), QStringLiteral("init_text"), QStringLiteral("shots")};
    const QStringList ofAll{QStringLiteral("max_tokens"), QStringLiteral("seed")};
    for (const Field &field : m_fields) {
        const QString key = fromUtf8(field.key);
        if (key == u"class_weights" && learnsNumbers()) {
            field.form->setRowVisible(field.cell, false);
            continue;
        }
        if (isHard || ofHard.contains(key)) {
            field.form->setRowVisible(field.cell, isHard && (ofHard.contains(key) || ofAll.contains(key)));
            continue;
        }
        const bool isOfPrompt = field.key == "virtual_tokens" || field.key == "init";
        field.form->setRowVisible(field.cell, isOfPrompt ? isPrompt
                                              : field.key == "rank"
                                                  ? method == u"lora"
                                                  : field.key != "learning_rate" || method != u"head");
    }
}

void TrainForm::askInWords() {
    if (m_method->currentData().toString() != u"hard_prompt")
        return;
    for (const Field &field : m_fields)
        if (field.key == "template" && textOf(field) == "{text}")
            fillField(field, tr("Tweet: {text}\\nLabel:"));
}

std::string TrainForm::textOf(const Field &field) const {
    if (const auto *spin = qobject_cast<const QSpinBox *>(field.editor))
        return std::to_string(spin->value());
    if (const auto *choice = qobject_cast<const QComboBox *>(field.editor))
        return toUtf8(choice->currentText());
    const QString text = qobject_cast<const QLineEdit *>(field.editor)->text();
    return toUtf8(isWords(field.key) ? text : text.trimmed());
}

void TrainForm::noteDifference(const Field &field) {
    const std::string standard = shown(toJson(presetConfig())[field.key]);
    const QString words = tr("default %1 \u2013 %2").arg(fromUtf8(standard), field.reason);
    field.note->setText(textOf(field) == standard ? words : tr("changed; %1").arg(words));
}

void TrainForm::setModels(const std::vector<FoundModel> &models) {
    const QString chosen = m_model->currentData().toString();
    m_isFilling = true;
    m_model->clear();
    for (const FoundModel &model : models)
        if (model.isComplete)
            m_model->addItem(model.name == "default" ? QString::fromLatin1(kDefaultModelName) : fromUtf8(model.name),
                             fromUtf8(model.path));
    if (!chosen.isEmpty() && !chosen.startsWith(kMissing) && m_model->findData(chosen) < 0)
        m_model->addItem(chosen, chosen);
    m_model->addItem(tr("Another folder\u2026"), QString());
    m_model->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, m_model->findData(chosen)));
    if (chosen.isEmpty() || chosen.startsWith(kMissing))
        takeModelOfPreset();
    m_isFilling = false;
}

void TrainForm::chooseModelFolder() {
    const QString folder = dialogs::chooseFolder(this, tr("Folder of a model"));
    if (folder.isEmpty()) {
        m_model->setCurrentIndex(0);
        return;
    }
    m_model->insertItem(0, folder, folder);
    m_model->setCurrentIndex(0);
}

TuneRequest TrainForm::request() const {
    TuneRequest request;
    request.config = presetConfig();
    for (const Field &field : m_fields) {
        if (isWords(field.key)) {
            setField(request.config, field.key,
                     toUtf8(fromUtf8(textOf(field)).replace(QStringLiteral("\\n"), QStringLiteral("\n"))));
            continue;
        }
        nlohmann::json value = nlohmann::json::parse(textOf(field), nullptr, false);
        if (value.is_discarded())
            value = textOf(field);
        setField(request.config, field.key, value);
    }
    setField(request.config, "method", toUtf8(m_method->currentData().toString()));
    if (learnsNumbers()) {
        request.config.task = Task::Regression;
        request.config.classWeights = ClassWeights::None;
        request.numberColumn = toUtf8(m_target->currentData().toString());
    } else if (request.config.task == Task::Regression) {
        request.config.task = Task::SeqCls;  // the preset's model and settings, on the categories
    }
    const QString model = m_model->currentData().toString();
    if (model.startsWith(kMissing))
        throw missingModel(toUtf8(model.mid(kMissing.size())), request.config,
                           presetNamed(request.config.preset).modelParameters);
    request.modelPath = toUtf8(model);
    if (request.modelPath.empty())
        throw Error(ErrorCode::MissingModel, "no model is chosen", "Choose a model folder.");
    request.resume = Resume::Never;
    return request;
}

void TrainForm::takeSettings(const std::string &settings) {
    const nlohmann::ordered_json values = nlohmann::ordered_json::parse(settings, nullptr, false);
    if (!values.is_object())
        return;
    m_isFilling = true;
    for (const Field &field : m_fields) {
        if (!values.contains(field.key))
            continue;
        fillField(field, fromUtf8(shown(values[field.key])));
        noteDifference(field);
    }
    m_isFilling = false;
    m_checks->turnOff();
    Q_EMIT changed();
}

std::string TrainForm::split() const { return toUtf8(m_split->currentData().toString()); }

void TrainForm::setSplitColumns(const std::vector<std::string> &columns) {
    const QString chosen = m_split->currentData().toString();
    while (m_split->count() > kDrawnSplits)
        m_split->removeItem(kDrawnSplits);
    for (const std::string &column : columns)
        m_split->addItem(tr("As the column \u201c%1\u201d says").arg(fromUtf8(column)),
                         QStringLiteral("column:") + fromUtf8(column));
    m_split->setCurrentIndex(std::max(0, m_split->findData(chosen)));
    if (m_split->currentData().toString() != chosen)
        Q_EMIT changed();  // the column is gone: what was planned with it no longer holds
}

void TrainForm::setLabelsSentence(const QString &sentence) { m_labels->setText(sentence); }

void TrainForm::setCheck(const QString &sentences) { m_check->setText(sentences); }

QString TrainForm::check() const { return m_check->text(); }

void TrainForm::setEstimate(const QString &sentence) { m_estimate->setText(sentence); }

void TrainForm::startAnew() {
    setLocked(false);
    setSplitColumns({});
    setNumberColumns({});
    m_checks->turnOff();
    m_preset->setCurrentIndex(0);
    takePreset();
    for (QLabel *label : {m_labels, m_check, m_estimate})
        label->clear();
}

void TrainForm::setLocked(bool isLocked) { m_groups->setEnabled(!isLocked); }

}  // namespace warbler::ui
