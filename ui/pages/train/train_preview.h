// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/tuning/tune_plan.h"

class QLabel;

namespace warbler {
class Project;
}

namespace warbler::ui {

class FigureTableView;
class HistogramPlot;
class ReadExampleView;

// What a run would learn from, before it starts.
struct TrainingOutlook {
    Study study;
    TunePlan plan;
    std::uint64_t freeMemory = 0;  // bytes; 0: unknown
    double examplesPerSecond = 0;  // of the last run with this model; 0: unknown
    std::int64_t runs = 1;         // what Start makes of the plan: folds times rounds, or trials at most
    std::int64_t runTweets = 0;    // training tweets of one of them
    double mostMinutes = 0;        // after which no trial begins; 0: no limit
};
// On the files thread. Throws Error naming what is missing and the next step.
TrainingOutlook outlookOf(Project &project, const TuneRequest &request, const std::string &split);
// Problems and hints about an outlook, one sentence a line; empty: nothing to say.
QString checkSentences(const TrainingOutlook &outlook);
// "Needs about 0.8 GB of memory, 6.1 GB are free. About 45 s."
QString estimateSentence(const TrainingOutlook &outlook);

// Tweets per category and side, how long they are in tokens, and one of them token by token.
class TrainPreview : public QWidget {
    Q_OBJECT
public:
    explicit TrainPreview(QWidget *parent = nullptr);
    void show(const TrainingOutlook &outlook);
    void showNothing(const QString &sentence);

private:
    QLabel *m_facts;
    FigureTableView *m_sides;
    HistogramPlot *m_lengths;
    ReadExampleView *m_example;
};

}  // namespace warbler::ui
