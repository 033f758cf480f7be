// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <QWidget>

#include "core/jobs/job_event.h"

class QLabel;

namespace warbler::ui {

class FigureStrip;
class FigureTableView;
class JobMonitor;
class TuningCurvesPlot;
class VerdictLine;

// A run while it goes on and afterwards: five figures, curves over one x axis, a row per epoch.
class TrainLive : public QWidget {
    Q_OBJECT
public:
    explicit TrainLive(QWidget *parent = nullptr);
    void clear();
    // Repaints once per batch.
    void append(std::span<const JobEvent> events);
    // Figures that come from the clock; nullptr: the run is over.
    void showClock(const JobMonitor *job, int epochs);
    void setSentence(const QString &sentence);
    VerdictLine *verdict() const { return m_verdict; }
    const std::vector<EpochDone> &epochs() const { return m_epochs; }

private:
    void link(TuningCurvesPlot *a, TuningCurvesPlot *b);
    void showFigures();
    FigureStrip *m_strip;
    QLabel *m_sentence;
    VerdictLine *m_verdict;
    TuningCurvesPlot *m_loss, *m_scores, *m_rate;
    FigureTableView *m_table;
    std::vector<EpochDone> m_epochs;
    StepDone m_last;
    int m_epochCount = 0;
};

}  // namespace warbler::ui
