// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>

#include "core/corpus/codebook_repository.h"
#include "core/study/enough_labels.h"
#include "ui/pages/label/codebook_panel.h"
#include "ui/pages/label/decision_text.h"
#include "ui/pages/label/label_keys.h"
#include "ui/pages/label/label_progress.h"
#include "ui/pages/label/label_reader.h"
#include "ui/pages/label/label_undo.h"
#include "ui/pages/label/nothing_to_label.h"
#include "ui/pages/label/tweet_queue.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kListWidth = 260, kReaderWidth = 600, kPanelWidth = 264;
const QString kCause = QStringLiteral("label");  // of a notice that goes when a label is stored again
}  // namespace

LabelPage::LabelPage(Session &session, QWidget *parent)
    : Page(PageId::Label, session, parent), m_progress(new LabelProgress(session, this)), m_keys(new LabelKeys(this)),
      m_stack(new QStackedWidget(this)), m_nothing(new NothingToLabel(this)) {
    makeActions();
    makeLayout();
    listenToParts();
    listenToSession();
}

void LabelPage::makeActions() {
    m_keys->add("actionSkip", tr("&Skip for now"), {Qt::Key_Space}, [this] { act(LabelAction::Skip, {}, Step::Next); });
    m_keys->add("actionNotCodable", tr("&Not codable"), {Qt::Key_X},
                [this] { act(LabelAction::NotCodable, {}, Step::Next); });
    m_keys->add("actionUnsure", tr("&Unsure"), {Qt::Key_U}, [this] { act(LabelAction::Unsure, {}, Step::Stay); });
    m_keys->add("actionFlag", tr("&Flag"), {Qt::Key_F}, [this] { act(LabelAction::Flag, {}, Step::Stay); });
    m_keys->add("actionClearLabel", tr("&Clear my label"), {Qt::Key_Delete},
                [this] { act(LabelAction::Clear, {}, Step::Stay); });
    m_undo = new LabelUndo(session(), *m_keys, this);
    m_keys->add("actionNextTweet", tr("Ne&xt tweet"), {Qt::Key_Right, Qt::Key_PageDown}, [this] { m_queue->next(); });
    m_keys->add("actionPreviousTweet", tr("&Previous tweet"), {Qt::Key_Left, Qt::Key_PageUp},
                [this] { m_queue->previous(); });
    m_keys->add("actionCodebookPanel", tr("Code&book panel"), {Qt::Key_H}, [this] { m_panel->toggle(); });
    m_train = new QAction(tr("Train\u2026"), this);
    m_train->setObjectName(QStringLiteral("actionTrainFromLabels"));
    connect(m_train, &QAction::triggered, this, [this] { Q_EMIT pageRequested(PageId::Train); });
    m_toCodebook = new QAction(tr("Add categories\u2026"), this);
    m_toCodebook->setObjectName(QStringLiteral("actionAddCategoriesToLabel"));
    connect(m_toCodebook, &QAction::triggered, this, [this] { Q_EMIT pageRequested(PageId::Codebook); });
}

void LabelPage::makeLayout() {
    auto *work = new QWidget(this);
    auto *row = new QHBoxLayout(work);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    auto *splitter = new QSplitter(work);
    splitter->setObjectName(QStringLiteral("labelSplitter"));
    splitter->setHandleWidth(kSpace16);
    m_queue = new TweetQueue(session(), this);
    m_reader = new LabelReader(*m_keys, this);
    m_panel = new CodebookPanel(this);
    splitter->addWidget(m_queue);
    splitter->addWidget(m_reader);
    splitter->addWidget(m_panel);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListWidth, kReaderWidth, kPanelWidth});
    for (int i = 0; i < 3; ++i)
        splitter->setCollapsible(i, false);
    splitter->restoreState(widgetState(splitter->objectName()));
    connect(splitter, &QSplitter::splitterMoved, this,
            [splitter] { storeWidgetState(splitter->objectName(), splitter->saveState()); });
    row->addWidget(splitter);
    m_stack->addWidget(work);
    m_stack->addWidget(m_nothing);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
}

void LabelPage::listenToParts() {
    m_keys->watch(m_queue->list());
    connect(m_keys, &LabelKeys::categoryPressed, this, [this](CodeId code) { label(code); });
    connect(m_reader, &LabelReader::categoryChosen, this, [this](CodeId code) { label(code); });
    connect(m_progress, &LabelProgress::changed, this, [this] { showCounts(); });
    connect(m_undo, &LabelUndo::sentenceChanged, m_reader, &LabelReader::setUndo);
    connect(m_undo, &LabelUndo::labelTurned, this, [this](const UndoNote &note) { showTurned(note); });
    connect(m_undo, &LabelUndo::importTurned, this, [this] { showImportTurned(); });
    connect(m_undo, &LabelUndo::noticeRaised, this, &Page::noticeRaised);
    connect(m_queue, &TweetQueue::loaded, this, [this] { showCounts(); });
    connect(m_queue, &TweetQueue::emptied, this, [this] { showNothing(); });
    connect(m_queue, &TweetQueue::tweetShown, this, [this](TweetKey key) { showTweetNow(key); });
    connect(m_nothing, &NothingToLabel::pageRequested, this, &Page::pageRequested);
    connect(m_nothing, &NothingToLabel::actionRequested, this, &Page::actionRequested);
    connect(m_nothing, &NothingToLabel::allTweetsRequested, m_queue, &TweetQueue::loadAll);
}

void LabelPage::listenToSession() {
    const auto stale = [this] {
        m_isStale = true;
        if (isVisible())
            refresh();
        else if (session().hasProject())
            m_progress->read();  // for the rail
    };
    connect(&session(), &Session::tweetsChanged, this, stale);
    connect(&session(), &Session::codebookChanged, this, stale);
    connect(&session(), &Session::projectOpened, this, [this] {
        m_isStale = true;
        m_progress->read();
    });
    connect(&session(), &Session::projectClosing, this, [this] { forget(); });
    connect(&session(), &Session::labelWanted, this, [this](TweetKey key) {
        Q_EMIT pageRequested(PageId::Label);
        showTweet(key);
    });
}

QString LabelPage::title() const { return tr("Label"); }

QString LabelPage::stateSentence() const { return m_progress->sentence(); }

QAction *LabelPage::nextAction() {
    if (session().hasProject() && m_codebook.active().empty() && m_progress->counts().tweets > 0)
        return m_toCodebook;
    return session().hasProject() && isEnoughToTrain(m_codebook, m_progress->counts()) ? m_train : nullptr;
}

RailMark LabelPage::railMark() const { return m_progress->railMark(); }

std::vector<QAction *> LabelPage::menuActions() const {
    std::vector<QAction *> actions;
    for (QAction *action : m_keys->actions())
        if (action != m_undo->undoAction() && action != m_undo->redoAction())
            actions.push_back(action);
    return actions;
}

QAction *LabelPage::undoAction() const { return m_undo->undoAction(); }

QAction *LabelPage::redoAction() const { return m_undo->redoAction(); }

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
        m_nothing->showAction(tr("No project is open."), tr("Import tweets\u2026"),
                              QStringLiteral("actionImportTweets"));
        showEmpty();
        Q_EMIT stateChanged();
        return;
    }
    if (m_isStale) {
        m_isStale = false;
        m_codebook = CodebookRepository(session().project()).load();
        m_reader->setCodebook(m_codebook);
        m_keys->setCategories(m_codebook.active());
        m_panel->setCodebook(m_codebook);
        m_queue->setCodebook(m_codebook);
        m_queue->load();
    } else if (m_current.key.row != 0) {
        m_queue->readAgain();
        showTweet(m_current.key);
    }
    m_progress->read();
}

void LabelPage::takeFocus() { m_queue->list()->setFocus(); }

void LabelPage::showNothing() {
    m_current = {};
    if (m_progress->counts().tweets == 0 && TweetRepository(session().project()).count() == 0)
        m_nothing->showAction(tr("There are no tweets yet."), tr("Import tweets\u2026"),
                              QStringLiteral("actionImportTweets"));
    else if (m_queue->state() == TweetFilter::State::Unlabelled)
        m_nothing->showPage(tr("Every tweet is labelled."), tr("Train\u2026"), PageId::Train);
    else
        m_nothing->showPage(tr("No tweet is in this state."), tr("Back to the overview"), PageId::Overview);
    showEmpty();
    if (m_queue->state() != TweetFilter::State::Unlabelled) {
        m_queue->resetState();
        m_isStale = true;
    }
}

void LabelPage::showEmpty() {
    offerAllTweets();
    m_stack->setCurrentWidget(m_nothing);
    readActions();
}

void LabelPage::showTweet(TweetKey key) {
    if (m_isStale || m_queue->isLoading()) {
        m_queue->showAfterLoad(key);
        m_current = {};  // no key acts on a tweet that is not on screen
        readActions();
        return;
    }
    m_queue->show(key);
}

void LabelPage::showTweetNow(TweetKey key) {
    m_current = TweetRepository(session().project()).get(key);
    showCurrent();
}

void LabelPage::showCurrent() {
    m_stack->setCurrentIndex(0);
    const std::vector<LabelEvent> history = LabelRepository(session().project()).history(m_current.key);
    const DecisionText decision = decisionText(coderStates(history), m_codebook, toUtf8(session().coder()));
    m_reader->show(m_current, decision);
    m_hasOwn = decision.hasOwn;
    showPlace();
    readActions();
    // A mark set on the tweet does not begin its time again.
    if (std::exchange(m_timed, m_current.key) != m_current.key)
        m_shown.restart();
}

void LabelPage::forget() {
    m_isStale = true;
    m_current = {};
    m_timed = {};
    m_hasOwn = false;
    m_codebook = {};
    m_progress->forget();
    m_queue->forget();
    m_keys->setCategories({});
    m_panel->setCodebook({});
    m_reader->clear();
    readActions();
}

bool LabelPage::isShown() const {
    return isVisible() && session().hasProject() && m_stack->currentIndex() == 0 && m_current.key.row != 0;
}

bool LabelPage::canAct() const { return isShown() && !session().project().isReadOnly(); }

void LabelPage::readActions() {
    const bool isOpen = session().hasProject(), canLabel = canAct();
    for (QAction *action : m_keys->categoryActions())
        action->setEnabled(canLabel);
    m_reader->setCanLabel(canLabel);
    m_undo->readActions();
    for (QAction *action : menuActions()) {
        const QString name = action->objectName();
        if (name == u"actionNextTweet")
            action->setEnabled(isShown() && m_queue->hasNext());
        else if (name == u"actionPreviousTweet")
            action->setEnabled(isShown() && m_queue->hasPrevious());
        else if (name == u"actionCodebookPanel")
            action->setEnabled(isOpen);
        else if (name == u"actionClearLabel")
            action->setEnabled(canLabel && m_hasOwn);
        else
            action->setEnabled(canLabel);
    }
    m_train->setEnabled(isOpen);
    m_nothing->setCanImport(!session().job(JobKind::Files));
    m_toCodebook->setEnabled(isOpen);
}

void LabelPage::showPlace() {
    m_reader->setPlace((QStringList{m_queue->placeText()} + m_progress->marks()).join(QStringLiteral(" \u00b7 ")));
}

void LabelPage::offerAllTweets() {
    // Where the list is empty, other states may still hold tweets.
    m_nothing->offerAllTweets(session().hasProject() && m_queue->state() == TweetFilter::State::Unlabelled &&
                              m_progress->counts().tweets > 0);
}

void LabelPage::showCounts() {
    showPlace();
    offerAllTweets();
    m_queue->setCount(m_progress->tweetsIn(m_queue->state(), m_queue->length()));
    Q_EMIT stateChanged();
}

void LabelPage::label(CodeId code) {
    if (!canAct())
        return;
    m_reader->light(code);
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
    event.order =
        m_queue->order() == TweetOrder::Random ? "random " + std::to_string(session().project().seed()) : "list";
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
    m_queue->readAgain(done);
    if (action == LabelAction::Skip)
        m_queue->append(done);
    if (step == Step::Next)
        m_queue->next();
    else
        showCurrent();
    m_progress->read();
    session().tellLabelsChanged();
}

void LabelPage::showTurned(const UndoNote &note) {
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    if (note.tweet.row != 0) {
        if (!isVisible())
            Q_EMIT pageRequested(PageId::Label);  // what was taken back is seen
        m_queue->takeBack(note.tweet);
        showTweet(note.tweet);
    } else {
        m_queue->readAgain();
    }
    m_progress->read();
    session().tellLabelsChanged();
    readActions();
}

void LabelPage::showImportTurned() {
    m_current = {};
    m_queue->dropCurrent();
    session().tellSaved();
    session().tellTweetsChanged();
    session().tellCodebookChanged();
    session().tellLabelsChanged();
}

}  // namespace warbler::ui
