// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>

#include "core/corpus/codebook_repository.h"
#include "core/jobs/job_thread.h"
#include "ui/pages/label/decision_text.h"
#include "ui/pages/label/label_keys.h"
#include "ui/pages/label/label_progress.h"
#include "ui/pages/label/label_undo.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/tweet_model.h"
#include "ui/widgets/tweet_view.h"

namespace warbler::ui {

namespace {
const QString kCause = QStringLiteral("label");  // of a notice that goes when a label is stored again
}  // namespace

LabelPage::LabelPage(Session &session, QWidget *parent)
    : Page(PageId::Label, session, parent), m_model(new TweetModel(this)), m_progress(new LabelProgress(session, this)),
      m_keys(new LabelKeys(this)) {
    makeActions();
    makeLayout();
    m_keys->watch(m_list);
    connect(m_keys, &LabelKeys::categoryPressed, this, [this](CodeId code) { label(code); });
    connect(m_progress, &LabelProgress::changed, this, [this] { showCounts(); });
    connect(m_undo, &LabelUndo::said, m_undoLine, &QLabel::setText);
    connect(m_undo, &LabelUndo::labelTurned, this, [this](const UndoNote &note) { showTurned(note); });
    connect(m_undo, &LabelUndo::importTurned, this, [this] { showImportTurned(); });
    connect(m_undo, &LabelUndo::noticeRaised, this, &Page::noticeRaised);
    connect(m_filter, &QComboBox::activated, this, [this] { loadTweets(); });
    connect(m_order, &QComboBox::activated, this, [this] {
        storeSetting(Setting::LabelOrder, m_order->currentData().toString());
        loadTweets();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        // The list scrolls by itself, and never under a mouse button that is being pressed.
        if (now.isValid() && now.row() != m_row)
            takeRow(now.row());
    });
    connect(m_buttons, &CategoryButtons::chosen, this, [this](CodeId code) { label(code); });
    const auto stale = [this] {
        m_isStale = true;
        if (isVisible())
            refresh();
        else if (this->session().hasProject())
            m_progress->read();  // for the rail
    };
    connect(&session, &Session::tweetsChanged, this, stale);
    connect(&session, &Session::codebookChanged, this, stale);
    connect(&session, &Session::projectOpened, this, [this] {
        m_isStale = true;
        m_progress->read();
    });
    connect(&session, &Session::projectClosing, this, [this] { forget(); });
    connect(&session, &Session::labelWanted, this, [this](TweetKey key) {
        Q_EMIT pageRequested(PageId::Label);
        showTweet(key);
    });
}

QString LabelPage::title() const { return tr("Label"); }

QString LabelPage::stateSentence() const { return m_progress->sentence(); }

QAction *LabelPage::nextAction() {
    if (session().hasProject() && m_codebook.active().empty() && m_progress->counts().tweets > 0)
        return m_toCodebook;
    return session().hasProject() && m_progress->isEnoughToTrain(m_codebook) ? m_train : nullptr;
}

RailMark LabelPage::railMark() const { return m_progress->railMark(); }

// The menu of this page acts on the tweet on screen, so from other pages it acts on none.
void LabelPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    m_shown.restart();
    readActions();
}

void LabelPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    readActions();
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
        m_keys->setCategories(m_codebook.active());
        fillPanel();
        m_model->setProject(session().sharedProject());
        m_model->setCodebook(m_codebook);
        loadTweets();
    } else if (m_current.key.row != 0) {
        m_model->forgetAll();
        showTweet(m_current.key);
    }
    m_progress->read();
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
    showCounts();
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
    if (m_progress->counts().tweets == 0 && TweetRepository(session().project()).count() == 0)
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
    offerOtherTweets();
    m_stack->setCurrentIndex(1);
    readActions();
    if (session().hasProject() && filterState() != TweetFilter::State::Unlabelled) {
        m_filter->setCurrentIndex(0);
        m_isStale = true;
    }
}

void LabelPage::showRow(int row) {
    m_row = row;
    const QModelIndex index = m_model->index(row, TweetModel::Text);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    takeRow(row);
}

void LabelPage::takeRow(int row) {
    m_row = row;
    m_current = TweetRepository(session().project()).get(m_model->keyAt(row));
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
    const DecisionText decision = decisionText(states, m_codebook, toUtf8(session().coder()));
    m_own->setText(decision.sentence);
    m_buttons->setChosen(decision.chosen);
    m_hasOwn = decision.hasOwn;
    readWhere();
    readActions();
    // A mark set on the tweet does not begin its time again.
    if (std::exchange(m_timed, m_current.key) != m_current.key)
        m_shown.restart();
}

void LabelPage::forget() {
    m_isStale = true;
    m_current = {};
    m_wanted = {};
    m_timed = {};
    m_hasOwn = false;
    m_row = -1;
    m_drawn = 0;
    m_progress->forget();
    m_codebook = {};
    m_loading.reset();
    m_model->setProject(nullptr);
    m_model->setCodebook({});
    m_buttons->setCategories({});
    m_keys->setCategories({});
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
    const bool isOpen = session().hasProject(), canLabel = canAct();
    const bool isShown = isVisible() && isOpen && m_stack->currentIndex() == 0 && m_current.key.row != 0;
    for (QAction *action : m_keys->categoryActions())
        action->setEnabled(canLabel);
    m_buttons->setEnabled(canLabel);
    m_undo->readActions();
    for (QAction *action : menuActions()) {
        const QString name = action->objectName();
        if (name == u"actionNextTweet")
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
    m_emptyButton->setEnabled(m_emptyAction.isEmpty() || !session().job(JobKind::Files));  // no two imports at once
    m_toCodebook->setEnabled(isOpen);
}

void LabelPage::readWhere() {
    QStringList parts{m_order->currentText()};
    if (m_row >= m_drawn)
        parts << tr("skipped before: %1 of %2")
                     .arg(countText(m_row + 1 - m_drawn), countText(m_model->rowCount() - m_drawn));
    else if (m_row >= 0)
        parts << tr("%1 of %2").arg(countText(m_row + 1), countText(m_drawn));
    parts << m_progress->marks();
    m_where->setText(parts.join(QStringLiteral(" \u00b7 ")));
}

void LabelPage::offerOtherTweets() {
    // Where the list is empty, other states may still hold tweets.
    m_emptyOther->setVisible(session().hasProject() && filterState() == TweetFilter::State::Unlabelled &&
                             m_progress->counts().tweets > 0);
}

void LabelPage::showCounts() {
    readWhere();
    offerOtherTweets();
    // The list is drawn once; how many tweets are in this state by now only the counts say.
    m_filterCount->setText(countText(m_progress->tweetsIn(filterState(), m_drawn)));
    Q_EMIT stateChanged();
}

void LabelPage::label(CodeId code) {
    if (!canAct())
        return;
    m_buttons->light(code);
    act(LabelAction::Label, code, Step::Next);
}

void LabelPage::act(LabelAction action, CodeId code, Step step) {
    // A key pressed while a menu or a choice is open is meant for that.
    if (!canAct() || QApplication::activePopupWidget() || QApplication::activeModalWidget())
        return;
    LabelEvent event;
    event.tweet = m_current.key;
    event.coder = toUtf8(session().coder());
    event.action = action;
    event.code = code;
    event.msShown = static_cast<int>(std::clamp<qint64>(m_shown.elapsed(), 1, 3'600'000));  // 0: not measured
    event.order = order() == TweetOrder::Random ? "random " + std::to_string(session().project().seed()) : "list";
    try {
        LabelRepository(session().project()).append(std::move(event));
    } catch (...) {
        // The tweet stays; nothing was shown as saved.
        Notice notice = caughtNotice(kCause);
        notice.button = tr("Try again");
        notice.act = [this, action, code, step] { act(action, code, step); };
        Q_EMIT noticeRaised(notice);
        return;
    }
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    const TweetKey done = m_current.key;
    m_undo->tellAct(action, m_codebook.find(code), fromUtf8(m_current.id.text()));
    m_model->forget(done);
    if (action == LabelAction::Skip && filterState() == TweetFilter::State::Unlabelled && m_row >= 0)
        m_model->append(done);  // comes again at the end
    if (step == Step::Next)
        next();
    else
        showCurrent();
    m_progress->read();
    session().tellLabelsChanged();
}

void LabelPage::next() {
    if (m_row + 1 < m_model->rowCount())
        showRow(m_row + 1);
    else if (m_current.key.row != 0 && filterState() == TweetFilter::State::Unlabelled)
        loadTweets();  // what is left: skipped ones, or nothing
    else if (m_current.key.row != 0)
        showCurrent();
}

void LabelPage::previous() {
    if (m_row > 0)
        showRow(m_row - 1);
}

void LabelPage::showTurned(const UndoNote &note) {
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    if (note.tweet.row != 0) {
        if (!isVisible())
            Q_EMIT pageRequested(PageId::Label);  // what was taken back is seen
        const int last = m_model->rowCount() - 1;
        if (last > m_row && last > m_model->rowOf(note.tweet) && m_model->keyAt(last) == note.tweet)
            m_model->removeLast();  // a skip taken back need not come again
        m_model->forget(note.tweet);
        showTweet(note.tweet);
    } else {
        m_model->forgetAll();
    }
    m_progress->read();
    session().tellLabelsChanged();
    readActions();
}

void LabelPage::showImportTurned() {
    m_current = {};
    session().tellSaved();
    session().tellTweetsChanged();
    session().tellCodebookChanged();
    session().tellLabelsChanged();
}

}  // namespace warbler::ui
