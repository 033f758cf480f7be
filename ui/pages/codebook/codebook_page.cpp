// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook/codebook_page.h"

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
#include "ui/pages/codebook/category_model.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/category_mark.h"

namespace warbler::ui {

namespace {
const QString kCause = QStringLiteral("codebook");  // of a notice that goes with the next change that is stored
}

CodebookPage::CodebookPage(Session &session, QWidget *parent)
    : Page(PageId::Codebook, session, parent), m_model(new CategoryModel(this)) {
    makeActions();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace24);
    row->setSpacing(kSpace24);
    row->addWidget(makeList());
    row->addWidget(makeForm(), 1);
    connect(&session, &Session::codebookChanged, this, [this] { refresh(); });
    connect(&session, &Session::tweetsChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    // Read also where the page is not shown: the rail tells whether the codebook is done, and the menu what can be
    // done.
    connect(&session, &Session::projectOpened, this, [this] { refresh(); });
    connect(&session, &Session::labelsChanged, this, [this] {
        if (isVisible())
            readCounts();
    });
    connect(&session, &Session::projectClosing, this, [this] {
        m_isLeaving = true;
        store();
        storeVariable();
        m_isLeaving = false;
        forget();
    });
    forget();
}

QString CodebookPage::title() const { return tr("Codebook"); }

QString CodebookPage::stateSentence() const {
    const auto count = static_cast<int>(m_codebook.active().size());
    if (!session().hasProject() || count == 0)
        return {};
    const Category *positive = m_codebook.find(m_codebook.categoryOfInterest());
    return positive
               ? tr("%n categories. F1, ROC and threshold speak of \u201c%1\u201d.", nullptr, static_cast<int>(count))
                     .arg(fromUtf8(positive->name))
               : tr("%n categories.", nullptr, static_cast<int>(count));
}

QAction *CodebookPage::nextAction() { return session().hasProject() ? m_add : nullptr; }

RailMark CodebookPage::railMark() const {
    if (!session().hasProject())
        return RailMark::None;
    return m_codebook.active().size() >= 2 ? RailMark::Done : RailMark::Todo;
}

std::vector<QAction *> CodebookPage::menuActions() const { return {m_add, m_up, m_down, m_archive, m_restore}; }

QAction *CodebookPage::undoAction() const { return m_steps.empty() ? nullptr : m_undo; }

bool CodebookPage::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusOut)
        store();
    return Page::eventFilter(watched, event);
}

void CodebookPage::refresh() {
    if (!session().hasProject()) {
        forget();
        return;
    }
    store();
    storeVariable();
    load();
    if (isVisible())
        readCounts();
}

void CodebookPage::takeFocus() { m_list->setFocus(); }

CodeId CodebookPage::chosen() const {
    const Category *category = m_model->at(m_list->currentIndex().row());
    return category ? category->id : CodeId{};
}

bool CodebookPage::isWritable() const {
    return session().hasProject() && !session().project().isReadOnly() && m_source.lock() == session().sharedProject();
}

void CodebookPage::load() {
    m_isFilling = true;
    const CodeId before = chosen();
    m_codebook = session().hasProject() ? CodebookRepository(session().project()).load() : Codebook();
    m_source = session().sharedProject();
    m_variable->setText(fromUtf8(m_codebook.variable.name));
    m_question->setText(fromUtf8(m_codebook.variable.question));
    m_filledVariable = {toUtf8(m_variable->text().trimmed()), toUtf8(m_question->text().trimmed())};
    const ThemeTokens &tokens = tokensOf(palette());
    for (int i = 0; i < m_colour->count(); ++i)
        m_colour->setItemIcon(i, categoryIcon(i, tokens));
    m_model->setCodebook(m_codebook, tokens);
    m_model->setCounts(m_counts);
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(before))));
    m_isFilling = false;
    showChosen();
    Q_EMIT stateChanged();
}

void CodebookPage::forget() {
    m_counts.clear();
    m_steps.clear();
    m_source.reset();
    m_codebook = {};
    m_filledVariable = {};
    m_isFilling = true;
    m_model->setCounts({});
    m_model->setCodebook({}, tokensOf(palette()));
    m_variable->clear();
    m_question->clear();
    m_isFilling = false;
    showChosen();
    Q_EMIT stateChanged();
}

void CodebookPage::readCounts() {
    session().read<LabelCounts>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](const LabelCounts &counts) {
            m_counts = counts.perCode;
            m_model->setCounts(m_counts);
        });
}

void CodebookPage::showChosen() {
    const Category *category = m_model->at(m_list->currentIndex().row());
    m_form->setVisible(category != nullptr);
    m_empty->setVisible(category == nullptr);
    m_empty->setText(session().hasProject()
                         ? tr("A category is one possible answer to the question. Add the first one.")
                         : tr("No project is open."));
    fillForm(category ? *category : Category());
    readActions();
}

void CodebookPage::readActions() {
    const bool canWrite = isWritable();
    const int row = m_list->currentIndex().row(), active = static_cast<int>(m_codebook.active().size());
    const bool isChosen = canWrite && m_model->at(row), isActive = isChosen && row < active;
    m_add->setEnabled(canWrite);
    m_up->setEnabled(isActive && row > 0);
    m_down->setEnabled(isActive && row + 1 < active);
    m_archive->setEnabled(isActive);
    m_restore->setEnabled(isChosen && !isActive);
    m_undo->setEnabled(canWrite && !m_steps.empty());
    const QString name = m_steps.empty() ? QString() : withPlainAmpersands(fromUtf8(m_steps.back().before.name));
    m_undo->setText(m_steps.empty() ? tr("&Undo")
                    : m_steps.back().before.state == Category::State::Active
                        ? tr("&Undo archiving \u201c%1\u201d").arg(name)
                        : tr("&Undo bringing back \u201c%1\u201d").arg(name));
    m_variable->setEnabled(canWrite);
    m_question->setEnabled(canWrite);
    m_form->setEnabled(isActive);
}

void CodebookPage::fillForm(const Category &category) {
    m_isFilling = true;
    m_name->setText(fromUtf8(category.name));
    m_value->setText(fromUtf8(category.value));
    m_word->setText(fromUtf8(category.word));
    m_key->setCurrentIndex(std::max(0, m_key->findData(fromUtf8(category.key))));
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(category.colour % m_colour->count())));
    m_definition->setPlainText(fromUtf8(category.definition));
    m_include->setPlainText(fromUtf8(category.include));
    m_exclude->setPlainText(fromUtf8(category.exclude));
    const bool isPositive = category.id.row != 0 && m_codebook.categoryOfInterest() == category.id;
    m_positive->setChecked(isPositive);
    m_positive->setEnabled(!isPositive);  // another one is chosen instead
    m_filled = category;
    m_filled = formCategory();
    m_isFilling = false;
    showPreview();
}

Category CodebookPage::formCategory() const {
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

void CodebookPage::showPreview() {
    m_preview->setCategory(formCategory());
    m_preview->setMinimumSize(m_preview->sizeHint());
}

void CodebookPage::store() {
    if (m_isFilling || !isWritable() || m_filled.id.row == 0)
        return;
    const Category wanted = formCategory(), filled = m_filled;
    if (wanted == filled)
        return;
    const bool isStored = tried([&] {
        CodebookRepository repository(session().project());
        const Codebook now = repository.load();
        const Category *stored = now.find(wanted.id);
        if (!stored)
            return;
        // What nobody touched stays as it is stored, blanks at its ends included.
        Category changed = *stored;
        for (const auto field : {&Category::name, &Category::value, &Category::word, &Category::key,
                                 &Category::definition, &Category::include, &Category::exclude})
            if (wanted.*field != filled.*field)
                changed.*field = wanted.*field;
        if (wanted.colour != filled.colour)
            changed.colour = wanted.colour;
        repository.changeCategory(changed);
    });
    if (isStored)
        tellChanged();
}

void CodebookPage::storeVariable() {
    if (m_isFilling || !isWritable())
        return;
    const Variable wanted{toUtf8(m_variable->text().trimmed()), toUtf8(m_question->text().trimmed())};
    if (wanted.name == m_filledVariable.name && wanted.question == m_filledVariable.question)
        return;
    if (tried([&] { CodebookRepository(session().project()).setVariable(wanted.name, wanted.question); }))
        tellChanged();
}

void CodebookPage::add() {
    if (!isWritable())
        return;
    store();
    const QString name =
        dialogs::askText(this, QStringLiteral("addCategoryDialog"), tr("Name of the new category:"), {}).trimmed();
    if (name.isEmpty() || !isWritable())
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
    if (!isWritable() || chosen().row == 0)
        return;
    store();
    const int row = m_list->currentIndex().row();
    if (tried([&] { CodebookRepository(session().project()).moveCategory(chosen(), row + by); }))
        tellChanged();
}

void CodebookPage::archive() {
    if (!isWritable() || !m_codebook.find(chosen()))
        return;
    store();
    const Category category = *m_codebook.find(chosen());
    const auto count = m_counts.find(category.id.row);
    const std::int64_t labels = count == m_counts.end() ? 0 : count->second;
    if (labels > 0 &&
        dialogs::ask(this, QStringLiteral("archiveQuestion"),
                     tr("%Ln tweets are labelled \u201c%1\u201d.", nullptr, static_cast<int>(labels))
                         .arg(fromUtf8(category.name)),
                     tr("Their labels stay in the project and are exported, marked as archived. They take no part in "
                        "training until the "
                        "category is brought back."),
                     {tr("Keep it"), tr("Archive")}) != 1)
        return;
    if (isWritable())
        takeStep({category, m_codebook.positive() == category.id});
}

void CodebookPage::bringBack() {
    const Category *category = m_codebook.find(chosen());
    if (isWritable() && category)
        takeStep({*category, false});
}

void CodebookPage::takeStep(const Step &step) {
    const bool isArchiving = step.before.state == Category::State::Active;
    if (!tried([&] {
            CodebookRepository repository(session().project());
            if (isArchiving)
                repository.archiveCategory(step.before.id);
            else
                repository.restoreCategory(step.before.id);
        }))
        return;
    m_steps.push_back(step);
    tellChanged();
    Q_EMIT noticeRaised({Notice::Kind::Ok,
                         (isArchiving ? tr("\u201c%1\u201d is archived.") : tr("\u201c%1\u201d is back."))
                             .arg(fromUtf8(step.before.name)),
                         tr("Undo"), [this] { undo(); }});
}

void CodebookPage::undo() {
    if (!isWritable() || m_steps.empty())
        return;
    const Step step = m_steps.back();
    m_steps.pop_back();
    Q_EMIT noticeCleared();
    if (tried([&] {
            CodebookRepository repository(session().project());
            if (step.before.state == Category::State::Archived) {
                repository.archiveCategory(step.before.id);
                return;
            }
            repository.restoreCategory(step.before.id);
            // As it was, unless another has its key by now.
            const Codebook now = repository.load();
            Category back = *now.find(step.before.id);
            if (back.key != step.before.key && !now.findKey(step.before.key)) {
                back.key = step.before.key;
                repository.changeCategory(back);
            }
            if (step.wasPositive)
                repository.setPositive(step.before.id);
        }))
        tellChanged();
}

bool CodebookPage::tried(const std::function<void()> &act) {
    try {
        act();
        return true;
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(kCause));
        load();
        return false;
    }
}

void CodebookPage::tellChanged() {
    if (m_isLeaving)
        return;  // the other pages have let go of this project
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    m_filled = formCategory();  // the form says what is stored
    m_filledVariable = {toUtf8(m_variable->text().trimmed()), toUtf8(m_question->text().trimmed())};
    session().tellCodebookChanged();
    session().tellLabelsChanged();
}

}  // namespace warbler::ui
