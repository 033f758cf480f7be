// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QElapsedTimer>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet.h"
#include "ui/pages/page.h"

class QStackedWidget;

namespace warbler::ui {

class CodebookPanel;
class LabelKeys;
class LabelProgress;
class LabelReader;
class LabelUndo;
class NothingToLabel;
class TweetQueue;

// One tweet, one key: the queue of tweets, the reader and the codebook side by side. A label is on disk when the next
// tweet is painted: append() commits on this thread, which is the only thing the window ever waits for.
class LabelPage : public Page {
    Q_OBJECT
public:
    explicit LabelPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    RailMark railMark() const override;
    void refresh() override;
    void takeFocus() override;
    std::vector<QAction *> menuActions() const override;
    QAction *undoAction() const override;
    QAction *redoAction() const override;
    void readActions() override;

    TweetKey currentTweet() const { return m_current.key; }
    void label(CodeId code);  // of the current tweet, then the next one
    void showTweet(TweetKey key);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum class Step { Stay, Next };
    void makeActions();
    void makeLayout();
    void listenToParts();
    void listenToSession();

    void showNothing();  // of the queue's state
    void showEmpty();    // in place of queue and reader
    void showTweetNow(TweetKey key);
    void showCurrent();
    void act(LabelAction action, CodeId code, Step step);
    void showTurned(const UndoNote &note);
    void showImportTurned();
    void showPlace();
    void showCounts();
    void offerAllTweets();
    void forget();         // everything that was read from the project
    bool isShown() const;  // the current tweet is on screen
    bool canAct() const;   // and may be labelled

    Codebook m_codebook;
    Tweet m_current;        // key 0: none
    bool m_hasOwn = false;  // the coder has done something to it that can be cleared
    QElapsedTimer m_shown;  // since m_timed is on screen
    TweetKey m_timed;
    bool m_isStale = true;  // codebook and queue are to be read again when the page is shown
    LabelProgress *m_progress;
    LabelKeys *m_keys;
    LabelUndo *m_undo = nullptr;
    QAction *m_train = nullptr, *m_toCodebook = nullptr;

    QStackedWidget *m_stack;
    TweetQueue *m_queue = nullptr;
    LabelReader *m_reader = nullptr;
    CodebookPanel *m_panel = nullptr;
    NothingToLabel *m_nothing;
};

}  // namespace warbler::ui
