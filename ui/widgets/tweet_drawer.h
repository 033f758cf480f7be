// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/base/ids.h"
#include "ui/widgets/figure_table_model.h"

class QLabel;

namespace warbler::ui {

class FigureTableView;
class TweetView;

// Tweets at the right edge of a page: a list, and the chosen one to be read. Stays closed until it has something to
// show.
class TweetDrawer : public QFrame {
    Q_OBJECT
public:
    explicit TweetDrawer(QWidget *parent = nullptr);
    void show(const QString &heading, FigureTable tweets);  // key of a row: TweetKey::row
    const FigureTable &tweets() const;
    QString heading() const;

Q_SIGNALS:
    void tweetOpened(warbler::TweetKey tweet);  // to be labelled anew

private:
    QLabel *m_heading;
    FigureTableView *m_table;
    TweetView *m_text;
};

}  // namespace warbler::ui
