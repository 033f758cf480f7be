// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/model_group.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/learn/planned_size.h"
#include "core/learn/setting_text.h"
#include "ui/pages/train/form_parts.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {

const QString kMissing = QStringLiteral("missing:");

// What to put where, and what it will need.
Error missingModel(const std::string &name, const TuningConfig &config, std::int64_t parameters) {
    const auto gigabytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / 1e9; };
    return Error(
        ErrorCode::MissingModel, toUtf8(ModelGroup::tr("the model %1 is not on this machine").arg(fromUtf8(name))),
        toUtf8(ModelGroup::tr("Put its files (config.json, model.safetensors or pytorch_model.bin, tokenizer.json) "
                              "into a folder and choose "
                              "it as the model. Its weights are %1 GB, and this run needs about %2 GB of memory.")
                   .arg(gigabytes(weightBytes(config, parameters)), 0, 'f', 1)
                   .arg(gigabytes(roughBytes(config, parameters)), 0, 'f', 1)));
}

}  // namespace

ModelGroup::ModelGroup(QWidget *parent)
    : QWidget(parent), m_model(formBox("modelBox", tr("Model"), this)),
      m_preset(formBox("presetBox", tr("Preset"), this)), m_sentence(mutedLabel({}, this)),
      m_method(formBox("methodBox", tr("Method"), this)) {
    makeRows();
    offerPresets(false);
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (m_model->itemData(index).toString().isEmpty())
            chooseModelFolder();
        Q_EMIT modelChosen();
    });
    connect(m_preset, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT presetChosen(); });
    connect(m_method, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT methodChosen(); });
}

void ModelGroup::makeRows() {
    auto *column = groupColumn(this);
    column->addWidget(headingLabel(tr("Model"), this));
    column->addWidget(m_model);
    addNamed(column, tr("Preset"), m_preset);
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    auto *reset = new QPushButton(tr("Reset to the preset"), this);
    reset->setObjectName(QStringLiteral("resetToPresetButton"));
    reset->setToolTip(
        tr("Every setting below goes back to the preset\u2019s own value, and no check or search is made."));
    connect(reset, &QPushButton::clicked, this, [this] { Q_EMIT resetPressed(); });
    column->addWidget(reset, 0, Qt::AlignLeft);
    m_method->addItem(tr("Prompt tuning: virtual words and a head learn"), QStringLiteral("prompt_tuning"));
    m_method->addItem(tr("LoRA: small changes to the attention learn"), QStringLiteral("lora"));
    m_method->addItem(tr("Head only: the model is read, not changed"), QStringLiteral("head"));
    m_method->addItem(tr("Fine-tuning: all weights of the model learn"), QStringLiteral("full"));
    m_method->addItem(tr("Prompt of words: nothing learns, a few tweets are shown"), QStringLiteral("hard_prompt"));
    addNamed(column, tr("Method"), m_method);
}

const Preset &ModelGroup::preset() const { return presetNamed(toUtf8(m_preset->currentData().toString())); }

QString ModelGroup::method() const { return m_method->currentData().toString(); }

std::string ModelGroup::modelPath(const TuningConfig &config) const {
    const QString model = m_model->currentData().toString();
    if (model.startsWith(kMissing))
        throw missingModel(toUtf8(model.mid(kMissing.size())), config, presetNamed(config.preset).modelParameters);
    if (model.isEmpty())
        throw Error(ErrorCode::MissingModel, "no model is chosen", "Choose a model folder.");
    return toUtf8(model);
}

void ModelGroup::setModels(const std::vector<FoundModel> &models) {
    const QString chosen = m_model->currentData().toString();
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
}

bool ModelGroup::offerPresets(bool hasNumberColumns) {
    const QString chosen = m_preset->currentData().toString();
    const QSignalBlocker quiet(m_preset);
    m_preset->clear();
    for (const Preset &offered : presets())
        if (offered.config.task != Task::Regression || hasNumberColumns)
            m_preset->addItem(fromUtf8(offered.name), fromUtf8(offered.name));
    m_preset->setCurrentIndex(std::max(0, m_preset->findData(chosen)));
    return m_preset->currentData().toString() == chosen;
}

void ModelGroup::chooseFirstPreset() {
    const QSignalBlocker quiet(m_preset);
    m_preset->setCurrentIndex(0);
}

void ModelGroup::takePreset() {
    const Preset &taken = preset();
    m_sentence->setText(fromUtf8(taken.sentence));
    if (m_model->count() > 0)
        takeModelOfPreset();
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentIndex(std::max(0, m_method->findData(fromUtf8(settingText(taken.config, "method")))));
}

void ModelGroup::takeModelOfPreset() {
    for (int i = m_model->count() - 1; i >= 0; --i)
        if (m_model->itemData(i).toString().startsWith(kMissing))
            m_model->removeItem(i);
    const std::string &named = preset().config.model;
    const QString wanted = named == "default" ? QString::fromLatin1(kDefaultModelName) : fromUtf8(named);
    if (m_model->findText(wanted) < 0)
        m_model->insertItem(0, tr("%1 (not on this machine)").arg(wanted), kMissing + wanted);
    m_model->setCurrentIndex(std::max(0, m_model->findText(wanted)));
}

void ModelGroup::chooseModelFolder() {
    const QString folder = dialogs::chooseFolder(this, tr("Folder of a model"));
    if (folder.isEmpty()) {
        m_model->setCurrentIndex(0);
        return;
    }
    m_model->insertItem(0, folder, folder);
    m_model->setCurrentIndex(0);
}

}  // namespace warbler::ui
