// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/workflows/run_results.h"

class QLabel;

namespace warbler::ui {

class FigureStrip;
class FigureTableView;
class ScatterPlot;

// What a run that learnt numbers is worth: its errors beside those of the training tweets' mean, predicted over given
// numbers, and the tweets it misses by most.
class NumberResults : public QWidget {
    Q_OBJECT
public:
    explicit NumberResults(QWidget *parent = nullptr);
    void show(const RunResults &results, const QString &column);  // results of a run that learnt numbers

Q_SIGNALS:
    void tweetOpened(TweetKey tweet);

private:
    FigureStrip *m_strip;
    QLabel *m_sentence;
    ScatterPlot *m_scatter;
    FigureTableView *m_errors;
};

}  // namespace warbler::ui
