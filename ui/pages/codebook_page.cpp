// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook_page.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "ui/dialogs/dialogs.h"
#include "ui/models/category_model.h"
#include "ui/support/category_buttons.h"
#include "ui/support/category_mark.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr int kListWidth = 340, kParagraphLines = 3, kColours = 20;
// No command letter among them.
const char *const kKeys[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "Q", "W", "E", "R", "T", "A", "S", "D", "G", "V"};

}  // namespace

CodebookPage::CodebookPage(Session &session, QWidget *parent) : Page(PageId::Codebook, session, parent), m_model(new CategoryModel(this)) {
    makeActions();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace24);
    row->setSpacing(kSpace24);
    row->addWidget(makeList());
    row->addWidget(makeForm(), 1);
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session, &Session::codebookChanged, this, again);
    connect(&session, &Session::tweetsChanged, this, again);
    // The rail tells whether the codebook is done, so it is read (it is small) although the page is not shown.
    for (const auto signal : {&Session::projectOpened, &Session::codebookChanged})
        connect(&session, signal, this, [this] {
            if (isVisible())
                return;
            m_codebook = CodebookRepository(this->session().project()).load();
            Q_EMIT stateChanged();
        });
    connect(&session, &Session::labelsChanged, this, [this] {
        if (isVisible())
            readCounts();
    });
    connect(&session, &Session::projectClosing, this, [this] {
        store();
        m_codebook = {};
        m_counts.clear();
    });
}

QString CodebookPage::title() const { return tr("Codebook"); }

QString CodebookPage::stateSentence() const {
    const auto count = static_cast<int>(m_codebook.active().size());
    if (!session().hasProject() || count == 0)
        return {};
    const Category *positive = m_codebook.find(m_codebook.positive());
    return positive ? tr("%1 categories. F1, ROC and threshold speak of \u201c%2\u201d.").arg(countText(count), fromUtf8(positive->name))
                    : tr("%1 categories.").arg(countText(count));
}

QAction *CodebookPage::nextAction() { return session().hasProject() ? m_add : nullptr; }

RailMark CodebookPage::railMark() const {
    if (!session().hasProject())
        return RailMark::None;
    return m_codebook.active().size() >= 2 ? RailMark::Done : RailMark::Todo;
}

std::vector<QAction *> CodebookPage::menuActions() const { return {m_add, m_up, m_down, m_archive}; }

void CodebookPage::makeActions() {
    const auto make = [this](const char *name, const QString &text, std::function<void()> act) {
        auto *action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, std::move(act));
        return action;
    };
    m_add = make("actionAddCategory", tr("Add category\u2026"), [this] { add(); });
    m_up = make("actionMoveCategoryUp", tr("Move up"), [this] { move(-1); });
    m_down = make("actionMoveCategoryDown", tr("Move down"), [this] { move(1); });
    m_archive = make("actionArchiveCategory", tr("Archive\u2026"), [this] { archive(); });
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
    auto *acts = new QHBoxLayout;
    const std::pair<QAction *, const char *> buttons[] = {{m_up, "up"}, {m_down, "down"}, {m_archive, "archive"}};
    for (const auto &entry : buttons) {
        auto *button = new QToolButton(side);
        button->setDefaultAction(entry.first);
        button->setObjectName(entry.first->objectName().mid(6) + QStringLiteral("Button"));
        button->setIcon(themedIcon(QString::fromLatin1(entry.second), Ink::Muted));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        acts->addWidget(button);
    }
    acts->addStretch(1);
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

QWidget *CodebookPage::makeForm() {
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *outer = new QVBoxLayout(card);
    outer->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    m_empty = new QLabel(tr("A category is one possible answer to the question. Add the first one."), card);
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
        if (tried([this] { CodebookRepository(session().project()).setPositive(chosen()); }))
            tellChanged();
    });
    m_definition = paragraph("categoryDefinitionField", tr("Definition"));
    m_include = paragraph("categoryIncludeField", tr("Include"));
    m_exclude = paragraph("categoryExcludeField", tr("Exclude"));
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Value in files"), m_value);
    form->addRow(tr("Label word"), m_word);
    auto *small = new QHBoxLayout;
    small->addWidget(m_key);
    small->addSpacing(kSpace16);
    auto *colourWord = new QLabel(tr("Colour and shape"), m_form);
    colourWord->setBuddy(m_colour);
    small->addWidget(colourWord);
    small->addWidget(m_colour);
    small->addSpacing(kSpace16);
    small->addWidget(m_positive);
    small->addStretch(1);
    auto *keyWord = new QLabel(tr("Key"), m_form);
    keyWord->setBuddy(m_key);
    form->addRow(keyWord, small);
    form->addRow(tr("Definition"), m_definition);
    form->addRow(tr("Include"), m_include);
    form->addRow(tr("Exclude"), m_exclude);
    column->addLayout(form);
    column->addStretch(1);
    outer->addWidget(m_form, 1);
    return card;
}

bool CodebookPage::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusOut)
        store();
    return Page::eventFilter(watched, event);
}

void CodebookPage::refresh() {
    setEnabled(session().hasProject() && !session().project().isReadOnly());
    load();
    if (session().hasProject())
        readCounts();
    Q_EMIT stateChanged();
}

void CodebookPage::takeFocus() { m_list->setFocus(); }

CodeId CodebookPage::chosen() const {
    const Category *category = m_model->at(m_list->currentIndex().row());
    return category ? category->id : CodeId{};
}

void CodebookPage::load() {
    m_isFilling = true;
    const CodeId before = chosen();
    m_codebook = session().hasProject() ? CodebookRepository(session().project()).load() : Codebook();
    m_variable->setText(fromUtf8(m_codebook.variable.name));
    m_question->setText(fromUtf8(m_codebook.variable.question));
    const ThemeTokens &tokens = tokensOf(palette());
    for (int i = 0; i < kColours; ++i)
        m_colour->setItemIcon(i, categoryIcon(i, tokens));
    m_model->setCodebook(m_codebook, tokens);
    m_model->setCounts(m_counts);
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(before))));
    m_isFilling = false;
    showChosen();
}

void CodebookPage::readCounts() {
    session().read<LabelCounts>(
        JobKind::Search, this, [project = session().sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](const LabelCounts &counts) {
            m_counts = counts.perCode;
            m_model->setCounts(m_counts);
        });
}

void CodebookPage::showChosen() {
    const int row = m_list->currentIndex().row();
    const Category *category = m_model->at(row);
    m_form->setVisible(category != nullptr);
    m_empty->setVisible(category == nullptr);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(category && row + 1 < m_model->rowCount());
    m_archive->setEnabled(category != nullptr);
    if (!category)
        return;
    m_isFilling = true;
    m_name->setText(fromUtf8(category->name));
    m_value->setText(fromUtf8(category->value));
    m_word->setText(fromUtf8(category->word));
    m_key->setCurrentIndex(std::max(0, m_key->findData(fromUtf8(category->key))));
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(category->colour % kColours)));
    m_definition->setPlainText(fromUtf8(category->definition));
    m_include->setPlainText(fromUtf8(category->include));
    m_exclude->setPlainText(fromUtf8(category->exclude));
    const bool isPositive = m_codebook.positive() == category->id;
    m_positive->setChecked(isPositive);
    m_positive->setEnabled(!isPositive);  // another one is chosen instead
    m_isFilling = false;
    showPreview();
}

Category CodebookPage::formCategory() const {
    Category category;
    if (const Category *stored = m_codebook.find(chosen()))
        category = *stored;
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

void CodebookPage::showPreview() {
    m_preview->setCategory(formCategory());
    m_preview->setMinimumSize(m_preview->sizeHint());
}

void CodebookPage::store() {
    if (m_isFilling || !session().hasProject() || session().project().isReadOnly() || chosen().row == 0)
        return;
    const Category wanted = formCategory();
    const Category *stored = m_codebook.find(wanted.id);
    if (!stored || *stored == wanted)
        return;
    if (tried([&] { CodebookRepository(session().project()).changeCategory(wanted); }))
        tellChanged();
}

void CodebookPage::storeVariable() {
    const std::string name = toUtf8(m_variable->text().trimmed()), question = toUtf8(m_question->text().trimmed());
    if (m_isFilling || !session().hasProject() || (name == m_codebook.variable.name && question == m_codebook.variable.question))
        return;
    if (tried([&] { CodebookRepository(session().project()).setVariable(name, question); }))
        tellChanged();
}

void CodebookPage::add() {
    const QString name = dialogs::askText(this, QStringLiteral("addCategoryDialog"), tr("Name of the new category:"), {}).trimmed();
    if (name.isEmpty())
        return;
    CodeId id;
    if (!tried([&] {
            Category category;
            category.name = category.value = toUtf8(name);
            category.colour = static_cast<int>(m_codebook.categories().size());
            id = CodebookRepository(session().project()).addCategory(category);
        }))
        return;
    tellChanged();
    m_list->setCurrentIndex(m_model->index(m_model->rowOf(id)));
}

void CodebookPage::move(int by) {
    const int row = m_list->currentIndex().row();
    if (tried([&] { CodebookRepository(session().project()).moveCategory(chosen(), row + by); }))
        tellChanged();
}

void CodebookPage::archive() {
    const Category *category = m_codebook.find(chosen());
    if (!category)
        return;
    const auto count = m_counts.find(category->id.row);
    const std::int64_t labels = count == m_counts.end() ? 0 : count->second;
    if (labels > 0 &&
        dialogs::ask(this, QStringLiteral("archiveQuestion"),
                     tr("%1 tweets are labelled \u201c%2\u201d.").arg(countText(labels), fromUtf8(category->name)),
                     tr("Their labels stay in the project, but take no part in training and exports while the category is archived."),
                     {tr("Keep it"), tr("Archive")}) != 1)
        return;
    if (tried([&] { CodebookRepository(session().project()).archiveCategory(category->id); }))
        tellChanged();
}

bool CodebookPage::tried(const std::function<void()> &act) {
    try {
        act();
        return true;
    } catch (const Error &error) {
        Q_EMIT noticeRaised({Notice::Kind::Problem, errorSentence(error), {}, {}});
        load();
        return false;
    }
}

void CodebookPage::tellChanged() {
    session().tellSaved();
    session().tellCodebookChanged();
    session().tellLabelsChanged();
    load();
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
