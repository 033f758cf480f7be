// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/jobs/job_event.h"
#include <QPointF>

#include "ui/plots/plot_frame.h"

class QCPGraph;
class QCPItemText;

namespace warbler::ui {

// The curves of a run over its optimiser steps. Two kinds with one x axis: losses (each step faint, its average,
// validation with a dot per epoch) and scores (F1, macro-F1, accuracy, the majority's macro-F1 dashed; of numbers MAE,
// RMSE, the mean's dashed). Lines are named at their right end.
class TuningCurvesPlot : public PlotFrame {
    Q_OBJECT
public:
    enum class Kind { Loss, Score, LearningRate };
    explicit TuningCurvesPlot(Kind kind, QWidget *parent = nullptr);
    // Appends the steps and epochs among the events and repaints once; a step at or before the last one replaces what
    // came after it (a resumed run goes back to its checkpoint).
    void append(std::span<const JobEvent> events);
    void clear();
    void setSteps(std::int64_t steps);  // whole run; 0: grows with the data
    void setSmoothing(double weight);   // 0 .. .99, of the loss's average; .9 at first
    int stepPoints() const { return static_cast<int>(m_steps.size()); }
    int epochPoints() const { return static_cast<int>(m_epochs.size()); }
    const std::vector<StepDone> &steps() const { return m_steps; }
    const std::vector<EpochDone> &epochs() const { return m_epochs; }
    QPointF shownSteps() const;                  // first and last step on the axis
    std::vector<double> smoothedLosses() const;  // s_t / (1 - w^t): debiased, a constant stays constant

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;

Q_SIGNALS:
    void rangeChanged(double low, double high);  // of the x axis, by the user: linked plots follow

public Q_SLOTS:
    void setRange(double low, double high);

protected:
    void applyColours(const ThemeTokens &tokens) override;
    QString hoverText(const QPoint &position) const override;

private:
    struct Line {
        QCPGraph *graph;
        QCPItemText *name;
    };
    Line addLine(const QString &name);
    // What the plot of scores shows: of categories macro-F1, F1 and the majority's macro-F1; of numbers RMSE, MAE and
    // the mean's RMSE.
    struct Scores {
        std::optional<double> EpochDone::*main, EpochDone::*second, EpochDone::*baseline;
    };
    Scores scores() const;
    bool isOfNumbers() const;
    void redraw();
    void nameKinds();
    void nameLines();
    Kind m_kind;
    double m_weight = 0.9;
    std::int64_t m_totalSteps = 0;
    std::vector<StepDone> m_steps;
    std::vector<EpochDone> m_epochs;
    std::vector<Line> m_lines;  // Loss: raw, average, validation; Score: F1, macro-F1, accuracy, majority
    QCPGraph *m_best;           // small triangle
    double m_end = 1;           // of the x axis when all is shown
    bool m_isZoomed = false, m_isWheeling = false;
};

}  // namespace warbler::ui
