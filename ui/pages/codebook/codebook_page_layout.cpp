// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands on the codebook page and where, and what its actions are called.
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "ui/pages/codebook/category_model.h"
#include "ui/pages/codebook/codebook_page.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {

constexpr int kListWidth = 340, kParagraphLines = 3, kColours = 20;
// No command letter among them.
const char *const kKeys[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0",
                             "Q", "W", "E", "R", "T", "A", "S", "D", "G", "V"};

}  // namespace

void CodebookPage::makeActions() {
    const auto make = [this](const char *name, const QString &text, std::function<void()> act) {
        auto *action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, std::move(act));
        return action;
    };
    m_add = make("actionAddCategory", tr("&Add category\u2026"), [this] { add(); });
    m_up = make("actionMoveCategoryUp", tr("Move &up"), [this] { move(-1); });
    m_down = make("actionMoveCategoryDown", tr("Move &down"), [this] { move(1); });
    m_archive = make("actionArchiveCategory", tr("A&rchive\u2026"), [this] { archive(); });
    m_restore = make("actionRestoreCategory", tr("&Bring back"), [this] { bringBack(); });
    m_undo = make("actionUndoCodebook", tr("&Undo"), [this] { undo(); });
}

QWidget *CodebookPage::makeList() {
    auto *side = new QWidget(this);
    side->setFixedWidth(kListWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kSpace12);
    m_question = new QLineEdit(side);
    m_question->setObjectName(QStringLiteral("questionField"));
    m_question->setPlaceholderText(tr("Does the tweet \u2026?"));
    m_variable = new QLineEdit(side);
    m_variable->setObjectName(QStringLiteral("variableField"));
    m_variable->setToolTip(tr("Name of the variable in exports"));
    form->addRow(tr("Question"), m_question);
    form->addRow(tr("Variable"), m_variable);
    column->addLayout(form);
    for (QLineEdit *field : {m_question, m_variable})
        connect(field, &QLineEdit::editingFinished, this, [this] { storeVariable(); });
    m_list = new QListView(side);
    m_list->setObjectName(QStringLiteral("categoryList"));
    m_list->setAccessibleName(tr("Categories"));
    m_list->setModel(m_model);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSpacing(2);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_isFilling)
            showChosen();
    });
    column->addWidget(m_list, 1);
    auto *acts = new WrappingRow(kSpace4);
    const std::pair<QAction *, const char *> buttons[] = {
        {m_up, "up"}, {m_down, "down"}, {m_archive, "archive"}, {m_restore, "undo"}};
    for (const auto &entry : buttons) {
        auto *button = new QToolButton(side);
        entry.first->setIcon(themedIcon(QString::fromLatin1(entry.second), Ink::Muted));
        entry.first->setIconVisibleInMenu(false);
        button->setDefaultAction(entry.first);
        button->setObjectName(entry.first->objectName().mid(6) + QStringLiteral("Button"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        acts->addWidget(button);
    }
    column->addLayout(acts);
    return side;
}

QPlainTextEdit *CodebookPage::paragraph(const char *name, const QString &word) {
    auto *field = new QPlainTextEdit(m_form);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(word);
    field->setTabChangesFocus(true);
    field->setFixedHeight(kParagraphLines * fontMetrics().lineSpacing() + kSpace16);
    field->installEventFilter(this);
    return field;
}

void CodebookPage::makeFields() {
    const auto line = [this](const char *name, const QString &tip) {
        auto *field = new QLineEdit(m_form);
        field->setObjectName(QString::fromLatin1(name));
        field->setToolTip(tip);
        connect(field, &QLineEdit::textEdited, this, [this] { showPreview(); });
        connect(field, &QLineEdit::editingFinished, this, [this] { store(); });
        return field;
    };
    m_name = line("categoryNameField", tr("As coders and figures show it"));
    m_value = line("categoryValueField", tr("As it stands in the label column of files"));
    m_word = line("categoryWordField", tr("Label word of a model that writes; blanks count. Empty: not used"));
    m_key = new QComboBox(m_form);
    m_key->setObjectName(QStringLiteral("categoryKeyBox"));
    m_key->addItem(tr("none"), QString());
    for (const char *key : kKeys)
        m_key->addItem(QString::fromLatin1(key), QString::fromLatin1(key));
    m_colour = new QComboBox(m_form);
    m_colour->setObjectName(QStringLiteral("categoryColourBox"));
    for (int i = 0; i < kColours; ++i)
        m_colour->addItem(tr("Mark %1").arg(i + 1), i);
    for (QComboBox *box : {m_key, m_colour})
        connect(box, &QComboBox::activated, this, [this] {
            showPreview();
            store();
        });
    m_positive = new QCheckBox(tr("Category of interest"), m_form);
    m_positive->setObjectName(QStringLiteral("categoryPositiveBox"));
    m_positive->setToolTip(tr("F1, ROC, AUC and threshold speak of this category."));
    connect(m_positive, &QCheckBox::clicked, this, [this] {
        if (!isWritable())
            return;
        store();
        if (tried([this] { CodebookRepository(session().project()).setPositive(chosen()); }))
            tellChanged();
    });
    m_definition = paragraph("categoryDefinitionField", tr("Definition"));
    m_include = paragraph("categoryIncludeField", tr("Include"));
    m_exclude = paragraph("categoryExcludeField", tr("Exclude"));
}

QWidget *CodebookPage::makeForm() {
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *outer = new QVBoxLayout(card);
    outer->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    m_empty = new QLabel(card);
    m_empty->setObjectName(QStringLiteral("codebookEmptySentence"));
    outer->addWidget(m_empty);
    m_form = new QWidget(card);
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace16);
    m_preview = new CategoryButton(m_form);
    m_preview->setFocusPolicy(Qt::NoFocus);
    m_preview->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(m_preview, 0, Qt::AlignLeft);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kSpace16);
    form->setVerticalSpacing(kSpace8);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    makeFields();
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Value in files"), m_value);
    form->addRow(tr("Label word"), m_word);
    auto *small = new QHBoxLayout;
    small->addWidget(m_key);
    small->addSpacing(kSpace16);
    auto *colourWord = new QLabel(tr("Colour and shape"), m_form);
    colourWord->setBuddy(m_colour);
    small->addWidget(colourWord);
    small->addSpacing(kSpace8);
    small->addWidget(m_colour);
    small->addStretch(1);
    auto *keyWord = new QLabel(tr("Key"), m_form);
    keyWord->setBuddy(m_key);
    form->addRow(keyWord, small);
    form->addRow(QString(), m_positive);
    form->addRow(tr("Definition"), m_definition);
    form->addRow(tr("Include"), m_include);
    form->addRow(tr("Exclude"), m_exclude);
    column->addLayout(form);
    column->addStretch(1);
    outer->addWidget(m_form, 1);
    return card;
}

}  // namespace warbler::ui
