// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook/category_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/category_mark.h"

namespace warbler::ui {

namespace {

constexpr int kParagraphLines = 3, kColours = 20;
// No command letter among them.
const char *const kKeys[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0",
                             "Q", "W", "E", "R", "T", "A", "S", "D", "G", "V"};

}  // namespace

CategoryForm::CategoryForm(QWidget *parent)
    : QFrame(parent), m_sentence(new QLabel(this)), m_fields(new QWidget(this)),
      m_preview(new CategoryButton(m_fields)) {
    setProperty("card", true);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    m_sentence->setObjectName(QStringLiteral("codebookEmptySentence"));
    outer->addWidget(m_sentence);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace16);
    m_preview->setFocusPolicy(Qt::NoFocus);
    m_preview->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(m_preview, 0, Qt::AlignLeft);
    makeFields();
    column->addLayout(makeRows());
    column->addStretch(1);
    outer->addWidget(m_fields, 1);
}

QLineEdit *CategoryForm::line(const char *name, const QString &tip) {
    auto *field = new QLineEdit(m_fields);
    field->setObjectName(QString::fromLatin1(name));
    field->setToolTip(tip);
    connect(field, &QLineEdit::textEdited, this, [this] { showPreview(); });
    connect(field, &QLineEdit::editingFinished, this, [this] { Q_EMIT left(); });
    return field;
}

QPlainTextEdit *CategoryForm::paragraph(const char *name, const QString &word) {
    auto *field = new QPlainTextEdit(m_fields);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(word);
    field->setTabChangesFocus(true);
    field->setFixedHeight(kParagraphLines * fontMetrics().lineSpacing() + kSpace16);
    field->installEventFilter(this);
    return field;
}

void CategoryForm::makeFields() {
    m_name = line("categoryNameField", tr("As coders and figures show it"));
    m_value = line("categoryValueField", tr("As it stands in the label column of files"));
    m_word = line("categoryWordField", tr("Label word of a model that writes; blanks count. Empty: not used"));
    m_key = new QComboBox(m_fields);
    m_key->setObjectName(QStringLiteral("categoryKeyBox"));
    m_key->addItem(tr("none"), QString());
    for (const char *key : kKeys)
        m_key->addItem(QString::fromLatin1(key), QString::fromLatin1(key));
    m_colour = new QComboBox(m_fields);
    m_colour->setObjectName(QStringLiteral("categoryColourBox"));
    for (int i = 0; i < kColours; ++i)
        m_colour->addItem(tr("Mark %1").arg(i + 1), i);
    for (QComboBox *box : {m_key, m_colour})
        connect(box, &QComboBox::activated, this, [this] {
            showPreview();
            Q_EMIT left();
        });
    m_interest = new QCheckBox(tr("Category of interest"), m_fields);
    m_interest->setObjectName(QStringLiteral("categoryPositiveBox"));
    m_interest->setToolTip(tr("F1, ROC, AUC and threshold speak of this category."));
    connect(m_interest, &QCheckBox::clicked, this, [this] { Q_EMIT interestChosen(); });
    m_definition = paragraph("categoryDefinitionField", tr("Definition"));
    m_include = paragraph("categoryIncludeField", tr("Include"));
    m_exclude = paragraph("categoryExcludeField", tr("Exclude"));
}

QFormLayout *CategoryForm::makeRows() {
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kSpace16);
    form->setVerticalSpacing(kSpace8);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Value in files"), m_value);
    form->addRow(tr("Label word"), m_word);
    auto *small = new QHBoxLayout;
    small->addWidget(m_key);
    small->addSpacing(kSpace16);
    auto *colourWord = new QLabel(tr("Colour and shape"), m_fields);
    colourWord->setBuddy(m_colour);
    small->addWidget(colourWord);
    small->addSpacing(kSpace8);
    small->addWidget(m_colour);
    small->addStretch(1);
    auto *keyWord = new QLabel(tr("Key"), m_fields);
    keyWord->setBuddy(m_key);
    form->addRow(keyWord, small);
    form->addRow(QString(), m_interest);
    form->addRow(tr("Definition"), m_definition);
    form->addRow(tr("Include"), m_include);
    form->addRow(tr("Exclude"), m_exclude);
    return form;
}

bool CategoryForm::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusOut)
        Q_EMIT left();
    return QFrame::eventFilter(watched, event);
}

void CategoryForm::show(const Category &category, bool isOfInterest) {
    m_fields->show();
    m_sentence->hide();
    fill(category, isOfInterest);
}

void CategoryForm::showNone(const QString &sentence) {
    m_fields->hide();
    m_sentence->show();
    m_sentence->setText(sentence);
    fill({}, false);
}

void CategoryForm::fill(const Category &category, bool isOfInterest) {
    m_name->setText(fromUtf8(category.name));
    m_value->setText(fromUtf8(category.value));
    m_word->setText(fromUtf8(category.word));
    m_key->setCurrentIndex(std::max(0, m_key->findData(fromUtf8(category.key))));
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(category.colour % m_colour->count())));
    m_definition->setPlainText(fromUtf8(category.definition));
    m_include->setPlainText(fromUtf8(category.include));
    m_exclude->setPlainText(fromUtf8(category.exclude));
    m_interest->setChecked(isOfInterest);
    m_interest->setEnabled(!isOfInterest);  // another one is chosen instead
    m_filled = category;
    noteStored();
    showPreview();
}

void CategoryForm::setEditable(bool isEditable) { m_fields->setEnabled(isEditable); }

Category CategoryForm::category() const {
    Category category = m_filled;
    category.name = toUtf8(m_name->text().trimmed());
    category.value = toUtf8(m_value->text().trimmed());
    category.word = toUtf8(m_word->text());
    category.key = toUtf8(m_key->currentData().toString());
    category.colour = m_colour->currentData().toInt();
    category.definition = toUtf8(m_definition->toPlainText());
    category.include = toUtf8(m_include->toPlainText());
    category.exclude = toUtf8(m_exclude->toPlainText());
    return category;
}

bool CategoryForm::isChanged() const { return m_filled.id.row != 0 && category() != m_filled; }

Category CategoryForm::changedCategory(const Category &stored) const {
    const Category wanted = category();
    Category result = stored;
    for (const auto field : {&Category::name, &Category::value, &Category::word, &Category::key, &Category::definition,
                             &Category::include, &Category::exclude})
        if (wanted.*field != m_filled.*field)
            result.*field = wanted.*field;
    if (wanted.colour != m_filled.colour)
        result.colour = wanted.colour;
    return result;
}

void CategoryForm::noteStored() { m_filled = category(); }

void CategoryForm::readTheme() {
    const ThemeTokens &tokens = tokensOf(palette());
    for (int i = 0; i < m_colour->count(); ++i)
        m_colour->setItemIcon(i, categoryIcon(i, tokens));
}

void CategoryForm::showPreview() {
    m_preview->setCategory(category());
    m_preview->setMinimumSize(m_preview->sizeHint());
}

}  // namespace warbler::ui
