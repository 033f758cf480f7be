// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QElapsedTimer>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet.h"
#include "core/corpus/tweet_repository.h"
#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class CategoryButtons;
class LabelKeys;
class LabelProgress;
class LabelUndo;
class TweetModel;
class TweetView;

// One tweet, one key. A label is on disk when the next tweet is painted: append() commits on this thread, which is the
// only thing the window ever waits for. The list of tweets is drawn once and then only walked, so that a key costs the
// same among 100 and among a million tweets.
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
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum class Step { Stay, Next };
    void makeLayout();  // label_page_layout.cpp
    QWidget *makeList();
    QWidget *makeReader();
    QWidget *makePanel();
    void makeActions();
    void fillPanel();

    void loadTweets();
    void takeTweets(std::vector<TweetKey> keys);
    void showRow(int row);  // in the list as well
    void takeRow(int row);
    void showNothing(const QString &sentence, const QString &button, const QString &action, PageId page);
    void showCurrent();
    void act(LabelAction action, CodeId code, Step step);
    void showTurned(const UndoNote &note);
    void showImportTurned();
    void next();
    void previous();
    void readWhere();
    void showCounts();
    void offerOtherTweets();
    void forget();        // everything that was read from the project
    bool canAct() const;  // the current tweet is on screen and may be labelled
    void togglePanel();
    TweetFilter::State filterState() const;
    TweetOrder order() const;

    Codebook m_codebook;
    TweetModel *m_model;
    Tweet m_current;        // key 0: none
    TweetKey m_wanted;      // to be shown when the list is there; 0: none
    bool m_hasOwn = false;  // the coder has done something to it that can be cleared
    int m_row = -1;
    int m_drawn = 0;  // rows of the list when it was drawn; behind them stand skipped tweets that come again
    LabelProgress *m_progress;
    LabelKeys *m_keys;
    LabelUndo *m_undo = nullptr;
    std::shared_ptr<JobControl> m_loading;
    QElapsedTimer m_shown;  // since m_timed is on screen
    TweetKey m_timed;
    bool m_isStale = true;  // the list is to be drawn again when shown
    QAction *m_train = nullptr, *m_toCodebook = nullptr;

    QStackedWidget *m_stack = nullptr;
    QLabel *m_emptySentence = nullptr;
    QPushButton *m_emptyButton = nullptr, *m_emptyOther = nullptr;
    QString m_emptyAction;
    PageId m_emptyPage = PageId::Label;
    QSplitter *m_splitter = nullptr;
    QComboBox *m_filter = nullptr, *m_order = nullptr;
    QLabel *m_filterCount = nullptr, *m_where = nullptr, *m_question = nullptr, *m_context = nullptr, *m_own = nullptr,
           *m_undoLine = nullptr;
    QListView *m_list = nullptr;
    TweetView *m_view = nullptr;
    CategoryButtons *m_buttons = nullptr;
    QWidget *m_panelHost = nullptr;
    QLabel *m_panel = nullptr;
};

}  // namespace warbler::ui
