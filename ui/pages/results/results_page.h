// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/workflows/run_results.h"
#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class CalibrationPlot;
class ConfusionMatrixView;
class FigureStrip;
class FigureTableView;
class NumberResults;
class PrecisionRecallPlot;
class RocPlot;
class TweetDrawer;
class VerdictLine;

// What a run is worth: figures with intervals and baselines, the matrix whose cells open their tweets, curves,
// categories, errors, and this run beside another on the same tweets.
class ResultsPage : public Page {
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    void refresh() override;
    void readActions() override;
    const RunResults *results() const { return m_results.get(); }  // as shown; nullptr: none

private:
    struct Loaded {
        std::shared_ptr<const RunResults> results;
        std::optional<RunComparison> comparison;
    };
    QWidget *makeHead();
    QWidget *makeBody();
    void makeFigures(QVBoxLayout &column);
    void makePlots(QVBoxLayout &column);
    void readRuns();
    void showRuns(std::vector<Run> runs);
    void readResults();
    void show(const Loaded &loaded);
    void showFigures();
    void showPlots();
    void showComparison(const std::optional<RunComparison> &comparison);
    void openCell(int truth, int predicted);
    void openTweet(TweetKey tweet);
    const Run *runOf(const QComboBox *box) const;
    QString categoryName(int category) const;
    std::int64_t rows() const;  // tweets judged

    QComboBox *m_runBox, *m_sideBox, *m_otherBox;
    QLabel *m_sentence, *m_comparison, *m_errorsHeading;
    VerdictLine *m_verdict = nullptr;
    FigureStrip *m_strip;
    ConfusionMatrixView *m_matrix;
    RocPlot *m_roc;
    CalibrationPlot *m_calibration = nullptr;
    PrecisionRecallPlot *m_precisionRecall;
    FigureTableView *m_categories, *m_errors, *m_folds;
    TweetDrawer *m_drawer;
    NumberResults *m_numbers;
    std::vector<QWidget *> m_ofCategories;  // shown of a run that learnt categories alone
    QWidget *m_empty, *m_filled;
    QAction *m_classify;
    std::shared_ptr<JobControl> m_reading;
    std::vector<Run> m_runs;
    RunId m_wanted;
    std::shared_ptr<const RunResults> m_results;
};

}  // namespace warbler::ui
