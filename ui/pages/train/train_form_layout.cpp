// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands on the form of the train page and where.
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "ui/pages/train/check_options.h"
#include "ui/pages/train/train_form.h"
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

}  // namespace

void TrainForm::fillGroups(QVBoxLayout *column) {
    const auto add = [&](const QString &name, QWidget *editor) {
        auto *label = new QLabel(name, m_groups);
        label->setBuddy(editor);
        column->addWidget(label);
        column->addWidget(editor);
    };
    column->addWidget(headingLabel(tr("Model"), m_groups));
    column->addWidget(m_model);
    m_presetSentence->setWordWrap(true);
    add(tr("Preset"), m_preset);
    column->addWidget(m_presetSentence);
    auto *reset = new QPushButton(tr("Reset to the preset"), m_groups);
    reset->setObjectName(QStringLiteral("resetToPresetButton"));
    reset->setToolTip(
        tr("Every setting below goes back to the preset\u2019s own value, and no check or search is made."));
    connect(reset, &QPushButton::clicked, this, [this] {
        m_checks->turnOff();
        takePreset();
    });
    column->addWidget(reset, 0, Qt::AlignLeft);
    m_method->addItem(tr("Prompt tuning: virtual words and a head learn"), QStringLiteral("prompt_tuning"));
    m_method->addItem(tr("LoRA: small changes to the attention learn"), QStringLiteral("lora"));
    m_method->addItem(tr("Head only: the model is read, not changed"), QStringLiteral("head"));
    m_method->addItem(tr("Fine-tuning: all weights of the model learn"), QStringLiteral("full"));
    m_method->addItem(tr("Prompt of words: nothing learns, a few tweets are shown"), QStringLiteral("hard_prompt"));
    add(tr("Method"), m_method);
    column->addSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Labels"), m_groups));
    m_labels->setObjectName(QStringLiteral("labelsSentence"));
    m_labels->setWordWrap(true);
    column->addWidget(m_labels);
    m_target->addItem(tr("The categories"), QString());
    add(tr("Learn"), m_target);
    m_split->addItem(tr("70 / 15 / 15, kept for the project"), QStringLiteral("70/15/15"));
    m_split->addItem(tr("80 % training, 20 % test"), QStringLiteral("0.8"));
    m_split->addItem(tr("As in the notebook (no validation)"), QStringLiteral("notebook"));
    m_split->addItem(tr("As in the Gemma codelab (800 training, no validation)"), QStringLiteral("codelab"));
    add(tr("Split"), m_split);
    column->addSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Settings"), m_groups));
    addFields(column);
    column->addSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Check"), m_groups));
    column->addWidget(m_checks);
    m_check->setObjectName(QStringLiteral("checkLabel"));
    m_check->setWordWrap(true);
    m_check->setTextFormat(Qt::PlainText);
    column->addWidget(m_check);
}

void TrainForm::addFields(QVBoxLayout *column) {
    auto *shownFields = new QFormLayout;
    addField(shownFields, "template", tr("Prompt"), tr("{text} is the tweet, \\n a new line"));
    addField(shownFields, "init_text", tr("Instruction"), tr("stands once before everything"));
    addField(shownFields, "shots", tr("Examples"), tr("labelled training tweets shown to the model"));
    addField(shownFields, "epochs", tr("Epochs"), tr("passes over the training tweets"));
    addField(shownFields, "virtual_tokens", tr("Virtual words"), tr("few are enough for two categories"));
    addField(shownFields, "learning_rate", tr("Learning rate"), tr("of the prompt"));
    addField(shownFields, "head_learning_rate", tr("Head learning rate"), tr("the head needs smaller steps"));
    addField(shownFields, "batch_size", tr("Batch size"), tr("tweets per step"));
    addField(shownFields, "class_weights", tr("Category weights"), tr("balanced: rare categories count as much"));
    auto *advanced = new QWidget(m_groups);
    auto *hidden = new QFormLayout(advanced);
    hidden->setContentsMargins(0, 0, 0, 0);
    addField(hidden, "max_tokens", tr("Longest tweet"), tr("in tokens; the rest is cut"));
    addField(hidden, "seed", tr("Seed"), tr("same seed, same run"));
    addField(hidden, "weight_decay", tr("Weight decay"), tr("keeps values small"));
    addField(hidden, "warmup", tr("Warm-up"), tr("share of all steps"));
    addField(hidden, "schedule", tr("Schedule"), tr("of the learning rate"));
    addField(hidden, "average_last_epochs", tr("Mean of last"), tr("epochs; below 2 the best epoch is kept"));
    addField(hidden, "patience", tr("Patience"), tr("epochs without gain; 0: all epochs"));
    addField(hidden, "select_by", tr("Best by"), tr("figure on validation tweets"));
    addField(hidden, "pooling", tr("Pooling"), tr("which rows the head reads"));
    addField(hidden, "init", tr("Prompt starts as"), tr("words drawn from the vocabulary"));
    addField(hidden, "rank", tr("LoRA rank"), tr("LoRA only"));
    for (QFormLayout *form : {shownFields, hidden}) {
        form->setHorizontalSpacing(kSpace12);
        form->setVerticalSpacing(kSpace4);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    }
    column->addLayout(shownFields);
    m_fold->setObjectName(QStringLiteral("advancedButton"));
    m_fold->setText(tr("Advanced"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    column->addWidget(m_fold);
    column->addWidget(advanced);
    advanced->hide();
    connect(m_fold, &QToolButton::toggled, this, [this, advanced](bool isOpen) {
        advanced->setVisible(isOpen);
        m_fold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    });
}

void TrainForm::addField(QFormLayout *form, const char *key, const QString &name, const QString &reason) {
    const nlohmann::ordered_json value = toJson(TuningConfig())[key];
    QWidget *editor = nullptr;
    const std::size_t index = m_fields.size();
    const auto edited = [this, index] {
        noteDifference(m_fields[index]);
        if (!m_isFilling)
            Q_EMIT changed();
    };
    if (const QStringList choices = choicesOf(key); !choices.isEmpty()) {
        auto *choice = new QComboBox(m_groups);
        choice->addItems(choices);
        connect(choice, &QComboBox::currentIndexChanged, this, edited);
        editor = choice;
    } else if (value.is_number_integer()) {
        auto *spin = new QSpinBox(m_groups);
        spin->setRange(0, kMost);
        spin->setGroupSeparatorShown(true);
        connect(spin, &QSpinBox::valueChanged, this, edited);
        editor = spin;
    } else {
        auto *line = new QLineEdit(m_groups);
        connect(line, &QLineEdit::textChanged, this, edited);
        editor = line;
    }
    editor->setObjectName(QStringLiteral("setting_") + QString::fromLatin1(key));
    editor->setAccessibleName(name);
    QLabel *note = mutedLabel({}, m_groups);
    note->setWordWrap(true);
    auto *cell = new QVBoxLayout;
    cell->setSpacing(0);
    cell->addWidget(editor);
    cell->addWidget(note);
    auto *label = new QLabel(name, m_groups);
    label->setBuddy(editor);
    form->addRow(label, cell);
    m_fields.push_back({key, editor, note, reason, form, cell});
}

}  // namespace warbler::ui
