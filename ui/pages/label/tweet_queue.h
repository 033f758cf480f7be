// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"
#include "core/corpus/tweet_repository.h"

class QComboBox;
class QLabel;
class QListView;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class Session;
class TweetModel;

// The tweets in the order in which they are labelled, with a choice of the tweets above the list and a choice of the
// order below it. The list is read once and then only walked, so that a key costs the same among 100 and among a
// million tweets.
class TweetQueue : public QWidget {
    Q_OBJECT
public:
    explicit TweetQueue(Session &session, QWidget *parent = nullptr);
    QListView *list() const { return m_list; }
    TweetFilter::State state() const;  // of the tweets that are listed
    TweetOrder order() const;
    bool isLoading() const { return m_loading != nullptr; }
    bool isEmpty() const;
    std::int64_t length() const { return m_length; }
    // "Random order - 3 of 588"; among skipped tweets that came again: "skipped before: 1 of 4".
    QString placeText() const;
    bool hasNext() const;
    bool hasPrevious() const { return m_row > 0; }

    void setCodebook(const Codebook &codebook);  // of the open project, whose tweets are listed from now on
    void load();                                 // reads the list; then it shows the tweet of before, else the first
    void loadAll();                              // of any state
    void resetState();                           // unlabelled tweets, from the next load() on
    void show(TweetKey tweet);                   // also one that is not listed
    void showAfterLoad(TweetKey tweet);          // while the list is read or about to be
    void next();
    void previous();
    void readAgain();  // every row, as what is stored may have changed
    void readAgain(TweetKey tweet);
    void append(TweetKey tweet);         // a skipped one comes again at the end
    void takeBack(TweetKey tweet);       // an act on it was undone: a skip that was undone need not come again
    void dropCurrent();                  // the next load() shows the first tweet
    void forget();                       // everything that was read from the project
    void setCount(std::int64_t tweets);  // in this state by now, whatever the list held when it was read

Q_SIGNALS:
    void loaded();                             // the list was read; a tweet or emptied() follows
    void emptied();                            // no tweet is in this state
    void tweetShown(warbler::TweetKey tweet);  // this one is to be labelled now

private:
    void makeState();
    void makeList();
    void makeOrder();
    void take(std::vector<TweetKey> tweets);
    void showRow(int row);  // in the list as well
    void takeRow(int row);
    void setShown(TweetKey tweet);

    Session &m_session;
    TweetModel *m_model;
    TweetKey m_current, m_wanted;  // on screen; to be shown when the list is there. 0: none
    int m_row = -1;
    int m_length = 0;  // rows of the list when it was read; skipped tweets that come again stand after them
    std::shared_ptr<JobControl> m_loading;
    QComboBox *m_state;
    QLabel *m_count;
    QListView *m_list;
    QComboBox *m_order;
};

}  // namespace warbler::ui
