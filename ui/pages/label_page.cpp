// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label_page.h"

#include <algorithm>
#include <utility>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>

#include "core/corpus/codebook_repository.h"
#include "core/jobs/job_thread.h"
#include "ui/models/tweet_model.h"
#include "ui/support/category_buttons.h"
#include "ui/support/error_text.h"
#include "ui/support/held_keys.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/tweet_view.h"

namespace warbler::ui {

namespace {
constexpr std::int64_t kEnoughLabels = 20;                            // per category, to offer the first training
constexpr quint32 kFirstDigitScanCode = 10, kLastDigitScanCode = 19;  // top row of a keyboard under X11 and Wayland
}  // namespace

LabelPage::LabelPage(Session &session, QWidget *parent)
    : Page(PageId::Label, session, parent), m_model(new TweetModel(this)) {
    makeActions();
    makeLayout();
    watchKeys(m_list);
    new HeldKeys([this](const QKeyEvent &event) { return actsOncePerPress(event); }, this);
    connect(m_filter, &QComboBox::activated, this, [this] { loadTweets(); });
    connect(m_order, &QComboBox::activated, this, [this] {
        storeSetting(Setting::LabelOrder, m_order->currentData().toString());
        loadTweets();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (now.isValid() && now.row() != m_row)
            showRow(now.row());
    });
    connect(m_buttons, &CategoryButtons::chosen, this, [this](CodeId code) { label(code); });
    const auto stale = [this] {
        m_isStale = true;
        if (isVisible())
            refresh();
        else if (this->session().hasProject())
            readCounts();  // for the rail
    };
    connect(&session, &Session::tweetsChanged, this, stale);
    connect(&session, &Session::codebookChanged, this, stale);
    connect(&session, &Session::projectOpened, this, [this] {
        m_isStale = true;
        readCounts();
    });
    connect(&session, &Session::projectClosing, this, [this] { forget(); });
    connect(&session, &Session::labelWanted, this, [this](TweetKey key) {
        Q_EMIT pageRequested(PageId::Label);
        showTweet(key);
    });
}

QString LabelPage::title() const { return tr("Label"); }

QString LabelPage::stateSentence() const {
    if (!session().hasProject() || m_counts.tweets == 0)
        return {};
    return tr("%1 of %2 labelled.").arg(countText(m_counts.labelled), countText(m_counts.tweets));
}

QAction *LabelPage::nextAction() {
    const std::vector<Category> active = m_codebook.active();
    const bool isEnough =
        active.size() >= 2 && std::all_of(active.begin(), active.end(), [this](const Category &category) {
            const auto count = m_counts.perCode.find(category.id.row);
            return count != m_counts.perCode.end() && count->second >= kEnoughLabels;
        });
    return isEnough && session().hasProject() ? m_train : nullptr;
}

RailMark LabelPage::railMark() const {
    if (!session().hasProject() || m_counts.tweets == 0)
        return RailMark::None;
    return m_counts.labelled + m_counts.notCodable >= m_counts.tweets ? RailMark::Done
           : m_counts.labelled == 0                                   ? RailMark::Todo
                                                                      : RailMark::None;
}

std::vector<QAction *> LabelPage::menuActions() const { return m_actions; }

void LabelPage::watchKeys(QWidget *widget) { widget->installEventFilter(this); }

bool LabelPage::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && qobject_cast<QAbstractButton *>(watched)) {
        // Space presses the button that has the focus; elsewhere it skips.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && watched == m_list && pressDigit(*static_cast<QKeyEvent *>(event)))
        return true;
    return Page::eventFilter(watched, event);
}

bool LabelPage::actsOncePerPress(const QKeyEvent &event) const {
    if (!isVisible() || qobject_cast<QLineEdit *>(QApplication::focusWidget()) ||
        qobject_cast<QAbstractSpinBox *>(QApplication::focusWidget()))
        return false;
    const quint32 code = event.nativeScanCode();
    if (code >= kFirstDigitScanCode && code <= kLastDigitScanCode)
        return true;
    const QKeySequence keys(
        QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, static_cast<Qt::Key>(event.key())));
    const auto isOurs = [&](const QAction *action) {
        return !action->autoRepeat() && action->shortcuts().contains(keys);
    };
    return std::any_of(m_actions.begin(), m_actions.end(), isOurs) ||
           std::any_of(m_categoryActions.begin(), m_categoryActions.end(), isOurs);
}

// The menu of this page acts on the tweet on screen, so from other pages it acts on none.
void LabelPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    readActions();
}

void LabelPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    readActions();
}

void LabelPage::keyPressEvent(QKeyEvent *event) {
    if (!pressDigit(*event))
        Page::keyPressEvent(event);
}

bool LabelPage::pressDigit(const QKeyEvent &event) {
    // The top row acts by position: on a French keyboard without Shift as well.
    const quint32 code = event.nativeScanCode();
    if (code < kFirstDigitScanCode || code > kLastDigitScanCode || event.isAutoRepeat() ||
        (event.modifiers() & ~Qt::ShiftModifier) != Qt::NoModifier)
        return false;
    const std::string key(1, static_cast<char>('0' + (code - kFirstDigitScanCode + 1) % 10));
    const Category *category = m_codebook.findKey(key);
    if (!category)
        return false;
    label(category->id);
    return true;
}

TweetFilter::State LabelPage::filterState() const {
    return static_cast<TweetFilter::State>(m_filter->currentData().toInt());
}

TweetOrder LabelPage::order() const {
    return m_order->currentData().toString() == QLatin1String("random") ? TweetOrder::Random : TweetOrder::Import;
}

void LabelPage::refresh() {
    if (!session().hasProject()) {
        showNothing(tr("No project is open."), tr("Import tweets\u2026"), QStringLiteral("actionImportTweets"),
                    PageId::Overview);
        Q_EMIT stateChanged();
        return;
    }
    if (m_isStale) {
        m_isStale = false;
        m_codebook = CodebookRepository(session().project()).load();
        m_buttons->setCategories(m_codebook.active());
        m_question->setText(fromUtf8(m_codebook.variable.question));
        m_question->setVisible(!m_codebook.variable.question.empty());
        makeCategoryActions();
        fillPanel();
        for (QWidget *button : m_buttons->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            watchKeys(button);
        m_model->setProject(session().sharedProject());
        m_model->setCodebook(m_codebook);
        loadTweets();
    } else if (m_current.key.row != 0) {
        m_model->forgetAll();
        showTweet(m_current.key);
    }
    readCounts();
}

void LabelPage::takeFocus() { m_list->setFocus(); }

void LabelPage::loadTweets() {
    if (!session().hasProject())
        return;
    if (m_loading)
        m_loading->requestStop();
    TweetFilter filter;
    filter.state = filterState();
    m_loading = session().read<std::vector<TweetKey>>(
        JobKind::Search, this,
        [project = session().sharedProject(), filter, order = order()](std::stop_token) {
            return TweetRepository(*project).keys(filter, order);
        },
        [this](std::vector<TweetKey> keys) { takeTweets(std::move(keys)); });
}

void LabelPage::takeTweets(std::vector<TweetKey> keys) {
    m_loading.reset();
    m_model->setKeys(std::move(keys));
    m_drawn = m_model->rowCount();
    readFilterCount();
    m_row = -1;
    const TweetKey asked = std::exchange(m_wanted, {});
    const int wanted = m_model->rowOf(asked.row != 0 ? asked : m_current.key);
    if (asked.row != 0 && wanted < 0) {
        showTweet(asked);  // the filter leaves it out, and still it was asked for
        return;
    }
    if (m_model->rowCount() > 0) {
        showRow(std::max(0, wanted));
        return;
    }
    m_current = {};
    if (m_counts.tweets == 0 && TweetRepository(session().project()).count() == 0)
        showNothing(tr("There are no tweets yet."), tr("Import tweets\u2026"), QStringLiteral("actionImportTweets"),
                    PageId::Overview);
    else if (filterState() == TweetFilter::State::Unlabelled)
        showNothing(tr("Every tweet is labelled."), tr("Train\u2026"), {}, PageId::Train);
    else
        showNothing(tr("No tweet is in this state."), tr("Back to the overview"), {}, PageId::Overview);
}

void LabelPage::showNothing(const QString &sentence, const QString &button, const QString &action, PageId page) {
    m_emptySentence->setText(sentence);
    m_emptyButton->setText(button);
    m_emptyAction = action;
    m_emptyPage = page;
    // The filter stays within reach where another state may hold tweets.
    m_stack->setCurrentIndex(1);
    readActions();
    if (session().hasProject() && filterState() != TweetFilter::State::Unlabelled) {
        m_filter->setCurrentIndex(0);
        m_isStale = true;
    }
}

void LabelPage::showRow(int row) {
    m_row = row;
    m_current = TweetRepository(session().project()).get(m_model->keyAt(row));
    const QModelIndex index = m_model->index(row, TweetModel::Text);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    showCurrent();
}

void LabelPage::showTweet(TweetKey key) {
    if (m_isStale || m_loading) {
        m_wanted = key;
        m_current = {};  // no key acts on a tweet that is not on screen
        readActions();
        return;
    }
    const int row = m_model->rowOf(key);
    if (row >= 0) {
        showRow(row);
    } else {
        m_current = TweetRepository(session().project()).get(key);
        showCurrent();
    }
}

void LabelPage::showCurrent() {
    m_stack->setCurrentIndex(0);
    m_view->setTweet(fromUtf8(m_current.text));
    QStringList context{tr("Id %1").arg(fromUtf8(m_current.id.text()))};
    if (!m_current.createdAt.empty())
        context.prepend(localDateText(m_current.createdAt));
    m_context->setText(context.join(QStringLiteral(" \u00b7 ")));
    const std::vector<LabelEvent> history = LabelRepository(session().project()).history(m_current.key);
    const std::vector<CoderState> states = coderStates(history);
    QStringList decisions;
    CodeId own;
    m_hasOwn = false;
    for (const CoderState &state : states) {
        QString word;
        if (state.decision == LabelAction::Label) {
            const Category *category = m_codebook.find(state.code);
            word = category ? fromUtf8(category->name) : tr("an archived category");
        } else if (state.decision == LabelAction::Skip) {
            word = tr("skipped for now");
        } else if (state.decision == LabelAction::NotCodable) {
            word = tr("not codable");
        } else {
            word = tr("no label");
        }
        if (state.isUnsure)
            word += tr(", unsure");
        if (state.isFlagged)
            word += tr(", flagged");
        if (state.decision == LabelAction::Clear && !state.isUnsure && !state.isFlagged)
            continue;
        const bool isImported = state.coder == kImportedCoder;
        decisions << (isImported ? tr("%1 (imported)").arg(word) : tr("%1 (%2)").arg(word, fromUtf8(state.coder)));
        m_hasOwn = m_hasOwn || fromUtf8(state.coder) == session().coder();
        if (state.decision == LabelAction::Label && (own.row == 0 || fromUtf8(state.coder) == session().coder()))
            own = state.code;
    }
    m_own->setText(decisions.isEmpty()
                       ? tr("Not labelled yet.")
                       : tr("Label: %1. Another key changes it.").arg(decisions.join(QStringLiteral(", "))));
    m_buttons->setChosen(own);
    readWhere();
    readActions();
    m_shown.restart();
}

void LabelPage::forget() {
    m_isStale = true;
    m_current = {};
    m_wanted = {};
    m_hasOwn = false;
    m_row = -1;
    m_drawn = 0;
    m_counts = {};
    m_codebook = {};
    m_loading.reset();
    m_model->setProject(nullptr);
    m_model->setCodebook({});
    m_buttons->setCategories({});
    makeCategoryActions();
    fillPanel();
    m_view->setTweet({});
    for (QLabel *label : {m_filterCount, m_where, m_question, m_context, m_own, m_undoLine})
        label->clear();
    readActions();
}

bool LabelPage::canAct() const {
    return isVisible() && session().hasProject() && !session().project().isReadOnly() && m_stack->currentIndex() == 0 &&
           m_current.key.row != 0;
}

void LabelPage::readActions() {
    const bool isOpen = session().hasProject(), canLabel = canAct(),
               canWrite = isVisible() && isOpen && !session().project().isReadOnly();
    const bool isShown = isVisible() && isOpen && m_stack->currentIndex() == 0 && m_current.key.row != 0;
    const std::string coder = toUtf8(session().coder());
    // A whole import is taken back on the files thread.
    const auto canTurn = [this](const std::optional<UndoNote> &note) {
        return note && (note->batch == 0 || !session().job(JobKind::Files));
    };
    for (QAction *action : m_categoryActions)
        action->setEnabled(canLabel);
    m_buttons->setEnabled(canLabel);
    for (QAction *action : m_actions) {
        const QString name = action->objectName();
        if (name == u"actionUndoLabel")
            action->setEnabled(canWrite && canTurn(LabelRepository(session().project()).nextUndo(coder)));
        else if (name == u"actionRedoLabel")
            action->setEnabled(canWrite && canTurn(LabelRepository(session().project()).nextRedo(coder)));
        else if (name == u"actionNextTweet")
            action->setEnabled(isShown &&
                               (m_row + 1 < m_model->rowCount() || filterState() == TweetFilter::State::Unlabelled));
        else if (name == u"actionPreviousTweet")
            action->setEnabled(isShown && m_row > 0);
        else if (name == u"actionCodebookPanel")
            action->setEnabled(isOpen);
        else if (name == u"actionClearLabel")
            action->setEnabled(canLabel && m_hasOwn);
        else
            action->setEnabled(canLabel);
    }
    m_train->setEnabled(isOpen);
}

void LabelPage::readWhere() {
    QStringList parts{m_order->currentText()};
    if (m_row >= m_drawn)
        parts << tr("skipped before: %1 of %2")
                     .arg(countText(m_row + 1 - m_drawn), countText(m_model->rowCount() - m_drawn));
    else if (m_row >= 0)
        parts << tr("%1 of %2").arg(countText(m_row + 1), countText(m_drawn));
    if (m_counts.skipped > 0)
        parts << tr("%1 skipped").arg(countText(m_counts.skipped));
    if (m_counts.unsure > 0)
        parts << tr("%1 unsure").arg(countText(m_counts.unsure));
    m_where->setText(parts.join(QStringLiteral(" \u00b7 ")));
}

void LabelPage::readFilterCount() {
    // The list is drawn once; how many tweets are in this state by now only the counts say.
    std::int64_t count = m_drawn;
    if (m_counts.tweets > 0) {
        switch (filterState()) {
        case TweetFilter::State::Any:
            count = m_counts.tweets;
            break;
        case TweetFilter::State::Unlabelled:
            count = m_counts.unlabelled();
            break;
        case TweetFilter::State::Labelled:
            count = m_counts.labelled;
            break;
        case TweetFilter::State::Skipped:
            count = m_counts.skipped;
            break;
        case TweetFilter::State::NotCodable:
            count = m_counts.notCodable;
            break;
        case TweetFilter::State::Unsure:
            count = m_counts.unsure;
            break;
        case TweetFilter::State::Flagged:
            count = m_counts.flagged;
            break;
        }
    }
    m_filterCount->setText(countText(count));
}

void LabelPage::readCounts() {
    if (m_counting)
        m_counting->requestStop();  // of several keys in a row only the last count matters
    m_counting = session().read<LabelCounts>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](const LabelCounts &counts) {
            m_counts = counts;
            readWhere();
            readFilterCount();
            Q_EMIT stateChanged();
        });
}

void LabelPage::togglePanel() {
    const bool isShown = !m_panelHost->isVisible();
    m_panelHost->setVisible(isShown);
    storeSetting(Setting::CodebookPanel, isShown ? QStringLiteral("shown") : QStringLiteral("hidden"));
}

}  // namespace warbler::ui
