// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook/codebook_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "ui/pages/codebook/category_form.h"
#include "ui/pages/codebook/category_model.h"
#include "ui/pages/codebook/variable_fields.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {
constexpr int kListWidth = 340;
const QString kCause = QStringLiteral("codebook");  // of a notice that goes with the next change that is stored
}  // namespace

CodebookPage::CodebookPage(Session &session, QWidget *parent)
    : Page(PageId::Codebook, session, parent), m_model(new CategoryModel(this)) {
    makeActions();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace24);
    row->setSpacing(kSpace24);
    row->addWidget(makeList());
    m_form = new CategoryForm(this);
    connect(m_form, &CategoryForm::left, this, [this] { store(); });
    connect(m_form, &CategoryForm::interestChosen, this, [this] { chooseInterest(); });
    row->addWidget(m_form, 1);
    listenToSession();
    forget();
}

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
    m_variable = new VariableFields(side);
    connect(m_variable, &VariableFields::left, this, [this] { storeVariable(); });
    column->addWidget(m_variable);
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

void CodebookPage::listenToSession() {
    connect(&session(), &Session::codebookChanged, this, [this] { refresh(); });
    connect(&session(), &Session::tweetsChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    // Read also where the page is not shown: the rail tells whether the codebook is done, and the menu what can be
    // done.
    connect(&session(), &Session::projectOpened, this, [this] { refresh(); });
    connect(&session(), &Session::labelsChanged, this, [this] {
        if (isVisible())
            readCounts();
    });
    connect(&session(), &Session::projectClosing, this, [this] {
        m_isLeaving = true;
        store();
        storeVariable();
        m_isLeaving = false;
        forget();
    });
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

CodeId CodebookPage::chosenCode() const {
    const Category *category = m_model->at(m_list->currentIndex().row());
    return category ? category->id : CodeId{};
}

bool CodebookPage::isWritable() const {
    return session().hasProject() && !session().project().isReadOnly() && m_source.lock() == session().sharedProject();
}

void CodebookPage::load() {
    m_isFilling = true;
    const CodeId before = chosenCode();
    m_codebook = session().hasProject() ? CodebookRepository(session().project()).load() : Codebook();
    m_source = session().sharedProject();
    m_variable->show(m_codebook.variable);
    m_form->readTheme();
    m_model->setCodebook(m_codebook, tokensOf(palette()));
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
    m_isFilling = true;
    m_model->setCounts({});
    m_model->setCodebook({}, tokensOf(palette()));
    m_variable->show({});
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
    if (category)
        m_form->show(*category, m_codebook.categoryOfInterest() == category->id);
    else
        m_form->showNone(session().hasProject()
                             ? tr("A category is one possible answer to the question. Add the first one.")
                             : tr("No project is open."));
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
    m_variable->setEditable(canWrite);
    m_form->setEditable(isActive);
}

void CodebookPage::store() {
    if (m_isFilling || !isWritable() || !m_form->isChanged())
        return;
    const bool isStored = runAct([this] {
        CodebookRepository repository(session().project());
        const Codebook now = repository.load();
        if (const Category *stored = now.find(m_form->shownCode()))
            repository.changeCategory(m_form->changedCategory(*stored));
    });
    if (isStored)
        tellChanged();
}

void CodebookPage::storeVariable() {
    if (m_isFilling || !isWritable() || !m_variable->isChanged())
        return;
    const Variable wanted = m_variable->variable();
    if (runAct([&] { CodebookRepository(session().project()).setVariable(wanted.name, wanted.question); }))
        tellChanged();
}

void CodebookPage::chooseInterest() {
    if (!isWritable())
        return;
    store();
    if (runAct([this] { CodebookRepository(session().project()).setPositive(chosenCode()); }))
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
    if (!runAct([&] {
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
    if (!isWritable() || chosenCode().row == 0)
        return;
    store();
    const int row = m_list->currentIndex().row();
    if (runAct([&] { CodebookRepository(session().project()).moveCategory(chosenCode(), row + by); }))
        tellChanged();
}

void CodebookPage::archive() {
    if (!isWritable() || !m_codebook.find(chosenCode()))
        return;
    store();
    const Category category = *m_codebook.find(chosenCode());
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
    const Category *category = m_codebook.find(chosenCode());
    if (isWritable() && category)
        takeStep({*category, false});
}

void CodebookPage::takeStep(const Step &step) {
    const bool isArchiving = step.before.state == Category::State::Active;
    if (!runAct([&] {
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
    if (runAct([&] {
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

bool CodebookPage::runAct(const std::function<void()> &act) {
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
    m_form->noteStored();
    m_variable->noteStored();
    session().tellCodebookChanged();
    session().tellLabelsChanged();
}

}  // namespace warbler::ui
