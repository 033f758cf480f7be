// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "core/codebook/codebook.h"
#include "core/workflows/run_results.h"

class QLabel;
class QVBoxLayout;

namespace warbler::ui {

class CalibrationPlot;
class ConfusionMatrixView;
class FigureTableView;
class PrecisionRecallPlot;
class RocPlot;

// A run that learnt categories in detail: the matrix whose cells open their tweets, the curves of the category of
// interest, every category, this run beside another, and the errors.
class CategoryResults : public QWidget {
    Q_OBJECT
public:
    explicit CategoryResults(QWidget *parent = nullptr);
    void show(const RunResults &results, const Codebook &codebook);  // results of a run that learnt categories
    // other: nullptr where there is none to compare with.
    void showComparison(const std::optional<RunComparison> &comparison, const Run *other);

Q_SIGNALS:
    void cellActivated(int truth, int predicted);
    void tweetOpened(warbler::TweetKey tweet);

private:
    void makePlots();
    void addPair(QVBoxLayout *column, QWidget *left, QWidget *right);
    QWidget *makeCategories();
    QWidget *makeComparison();
    void showCurves(const RunResults &results);
    void showErrors(const RunResults &results);

    ConfusionMatrixView *m_matrix;
    RocPlot *m_roc;
    PrecisionRecallPlot *m_precisionRecall;
    CalibrationPlot *m_calibration;
    FigureTableView *m_categories = nullptr, *m_errors;
    QLabel *m_comparison = nullptr, *m_errorsHeading;
};

}  // namespace warbler::ui
