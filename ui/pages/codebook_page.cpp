// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook_page.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>

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
    for (int i = 0; i < m_colour->count(); ++i)
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
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(category->colour % m_colour->count())));
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
                     tr("Their labels stay in the project and are exported, marked as archived. They take no part in training until the "
                        "category is brought back."),
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
