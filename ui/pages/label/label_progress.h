// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "ui/pages/page.h"

namespace warbler {
class JobControl;
}

namespace warbler::ui {

// How far labelling is: the counts of the open project, read on a worker after each act.
class LabelProgress : public QObject {
    Q_OBJECT
public:
    explicit LabelProgress(Session &session, QObject *parent);
    const LabelCounts &counts() const { return m_counts; }
    void read();  // of several calls in a row only the last count matters
    void forget();
    QString sentence() const;  // "312 of 1,000 labelled."; empty while there are no tweets
    RailMark railMark() const;
    // Tweets in this state; `otherwise` while nothing is counted yet.
    std::int64_t tweetsIn(TweetFilter::State state, std::int64_t otherwise) const;
    QStringList marks() const;  // "3 skipped", "2 unsure", "1 fast"; those of no tweet are left out

Q_SIGNALS:
    void changed();

private:
    Session &m_session;
    LabelCounts m_counts;
    std::shared_ptr<JobControl> m_counting;
};

}  // namespace warbler::ui
