// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/settings_group.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/learn/setting_text.h"
#include "ui/pages/train/form_parts.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {

constexpr int kMost = 1'000'000;

QStringList choicesOf(const std::string &key) {
    if (key == "class_weights")
        return {QStringLiteral("balanced"), QStringLiteral("none")};
    if (key == "pooling")
        return {QStringLiteral("mean"), QStringLiteral("cls"), QStringLiteral("first_row"), QStringLiteral("last_row")};
    if (key == "init")
        return {QStringLiteral("sample_vocab"), QStringLiteral("text"), QStringLiteral("random")};
    if (key == "select_by")
        return {QStringLiteral("macro_f1"),        QStringLiteral("f1"),   QStringLiteral("accuracy"),
                QStringLiteral("validation_loss"), QStringLiteral("rmse"), QStringLiteral("mae"),
                QStringLiteral("pearson"),         QStringLiteral("r2"),   QStringLiteral("none")};
    if (key == "schedule")
        return {QStringLiteral("linear"), QStringLiteral("cosine"), QStringLiteral("constant")};
    return {};
}

// Blanks count, and a new line is written as \n.
bool isWords(const std::string &key) { return key == "template" || key == "init_text"; }

QString shownText(const TuningConfig &config, const std::string &key) {
    return fromUtf8(settingText(config, key)).replace(QLatin1Char('\n'), QStringLiteral("\\n"));
}

void fillEditor(QWidget *editor, const QString &text) {
    if (auto *spin = qobject_cast<QSpinBox *>(editor))
        spin->setValue(text.toInt());
    else if (auto *choice = qobject_cast<QComboBox *>(editor))
        choice->setCurrentText(text);
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setText(text);
}

std::string editorText(const QWidget *editor, const std::string &key) {
    if (const auto *spin = qobject_cast<const QSpinBox *>(editor))
        return std::to_string(spin->value());
    if (const auto *choice = qobject_cast<const QComboBox *>(editor))
        return toUtf8(choice->currentText());
    const QString text = qobject_cast<const QLineEdit *>(editor)->text();
    return toUtf8(isWords(key) ? text : text.trimmed());
}

}  // namespace

SettingsGroup::SettingsGroup(QWidget *parent) : QWidget(parent) {
    auto *column = groupColumn(this);
    column->addWidget(headingLabel(tr("Settings"), this));
    auto *folded = new QWidget(this);
    QFormLayout *shown = makeShown(), *hidden = makeFolded(folded);
    for (QFormLayout *form : {shown, hidden}) {
        form->setHorizontalSpacing(kSpace12);
        form->setVerticalSpacing(kSpace4);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    }
    column->addLayout(shown);
    addFold(column, folded);
}

QFormLayout *SettingsGroup::makeShown() {
    auto *form = new QFormLayout;
    addField(form, "template", tr("Prompt"), tr("{text} is the tweet, \\n a new line"));
    addField(form, "init_text", tr("Instruction"), tr("stands once before everything"));
    addField(form, "shots", tr("Examples"), tr("labelled training tweets shown to the model"));
    addField(form, "epochs", tr("Epochs"), tr("passes over the training tweets"));
    addField(form, "virtual_tokens", tr("Virtual words"), tr("few are enough for two categories"));
    addField(form, "learning_rate", tr("Learning rate"), tr("of the prompt"));
    addField(form, "head_learning_rate", tr("Head learning rate"), tr("the head needs smaller steps"));
    addField(form, "batch_size", tr("Batch size"), tr("tweets per step"));
    addField(form, "class_weights", tr("Category weights"), tr("balanced: rare categories count as much"));
    return form;
}

QFormLayout *SettingsGroup::makeFolded(QWidget *host) {
    auto *form = new QFormLayout(host);
    form->setContentsMargins(0, 0, 0, 0);
    addField(form, "max_tokens", tr("Longest tweet"), tr("in tokens; the rest is cut"));
    addField(form, "seed", tr("Seed"), tr("same seed, same run"));
    addField(form, "weight_decay", tr("Weight decay"), tr("keeps values small"));
    addField(form, "warmup", tr("Warm-up"), tr("share of all steps"));
    addField(form, "schedule", tr("Schedule"), tr("of the learning rate"));
    addField(form, "average_last_epochs", tr("Mean of last"), tr("epochs; below 2 the best epoch is kept"));
    addField(form, "patience", tr("Patience"), tr("epochs without gain; 0: all epochs"));
    addField(form, "select_by", tr("Best by"), tr("figure on validation tweets"));
    addField(form, "pooling", tr("Pooling"), tr("which rows the head reads"));
    addField(form, "init", tr("Prompt starts as"), tr("words drawn from the vocabulary"));
    addField(form, "rank", tr("LoRA rank"), tr("LoRA only"));
    return form;
}

void SettingsGroup::addFold(QVBoxLayout *column, QWidget *folded) {
    auto *fold = new QToolButton(this);
    fold->setObjectName(QStringLiteral("advancedButton"));
    fold->setText(tr("Advanced"));
    fold->setCheckable(true);
    fold->setAutoRaise(true);
    fold->setArrowType(Qt::RightArrow);
    fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    column->addWidget(fold);
    column->addWidget(folded);
    folded->hide();
    connect(fold, &QToolButton::toggled, this, [fold, folded](bool isOpen) {
        folded->setVisible(isOpen);
        fold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    });
}

QWidget *SettingsGroup::editorOf(const char *key, std::size_t field) {
    if (const QStringList choices = choicesOf(key); !choices.isEmpty()) {
        auto *choice = new QComboBox(this);
        choice->addItems(choices);
        connect(choice, &QComboBox::currentIndexChanged, this, [this, field] { edited(field); });
        return choice;
    }
    if (isWholeNumber(key)) {
        auto *spin = new QSpinBox(this);
        spin->setRange(0, kMost);
        spin->setGroupSeparatorShown(true);
        connect(spin, &QSpinBox::valueChanged, this, [this, field] { edited(field); });
        return spin;
    }
    auto *line = new QLineEdit(this);
    connect(line, &QLineEdit::textChanged, this, [this, field] { edited(field); });
    return line;
}

void SettingsGroup::addField(QFormLayout *form, const char *key, const QString &name, const QString &reason) {
    QWidget *editor = editorOf(key, m_fields.size());
    editor->setObjectName(QStringLiteral("setting_") + QString::fromLatin1(key));
    editor->setAccessibleName(name);
    QLabel *note = mutedLabel({}, this);
    note->setWordWrap(true);
    auto *cell = new QVBoxLayout;
    cell->setSpacing(0);
    cell->addWidget(editor);
    cell->addWidget(note);
    auto *label = new QLabel(name, this);
    label->setBuddy(editor);
    form->addRow(label, cell);
    m_fields.push_back({key, editor, note, reason, form, cell});
}

void SettingsGroup::edited(std::size_t field) {
    noteDifference(m_fields[field]);
    if (!m_isFilling)
        Q_EMIT changed();
}

void SettingsGroup::noteDifference(const Field &field) {
    const QString standard = shownText(m_preset, field.key);
    const QString words = tr("default %1 \u2013 %2").arg(standard, field.reason);
    const bool isStandard = editorText(field.editor, field.key) == toUtf8(standard);
    field.note->setText(isStandard ? words : tr("changed; %1").arg(words));
}

void SettingsGroup::show(const TuningConfig &preset) {
    m_preset = preset;
    m_isFilling = true;
    for (const Field &field : m_fields) {
        fillEditor(field.editor, shownText(preset, field.key));
        noteDifference(field);
    }
    m_isFilling = false;
}

void SettingsGroup::showFieldsOf(const QString &method, bool learnsNumbers) {
    const bool isPrompt = method == u"prompt_tuning", isHard = method == u"hard_prompt";
    const QStringList ofHard{QStringLiteral("template"), QStringLiteral("init_text"), QStringLiteral("shots")};
    const QStringList ofAll{QStringLiteral("max_tokens"), QStringLiteral("seed")};
    for (const Field &field : m_fields) {
        const QString key = fromUtf8(field.key);
        if (key == u"class_weights" && learnsNumbers) {
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

void SettingsGroup::chooseBestBy(const std::string &figure) {
    for (const Field &field : m_fields)
        if (field.key == "select_by")
            fillEditor(field.editor, fromUtf8(figure));
}

void SettingsGroup::askInWords() {
    for (const Field &field : m_fields)
        if (field.key == "template" && editorText(field.editor, field.key) == "{text}")
            fillEditor(field.editor, tr("Tweet: {text}\\nLabel:"));
}

void SettingsGroup::showTrial(const std::vector<SettingText> &settings) {
    const TuningConfig trial = withSettings(m_preset, settings);
    m_isFilling = true;
    for (const SettingText &setting : settings)
        for (const Field &field : m_fields)
            if (field.key == setting.key)
                fillEditor(field.editor, shownText(trial, field.key));
    m_isFilling = false;
}

TuningConfig SettingsGroup::config() const {
    TuningConfig config = m_preset;
    for (const Field &field : m_fields) {
        const std::string text = editorText(field.editor, field.key);
        if (isWords(field.key)) {
            setFieldToText(config, field.key,
                           toUtf8(fromUtf8(text).replace(QStringLiteral("\\n"), QStringLiteral("\n"))));
            continue;
        }
        setFieldAsTyped(config, field.key, text);
    }
    return config;
}

}  // namespace warbler::ui
