// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/learn/run_figures.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/calibration.h"
#include "core/metrics/confusion_matrix.h"
#include "core/metrics/intervals.h"
#include "core/metrics/roc_curve.h"
#include "core/metrics/scores.h"
#include "core/study/study.h"

namespace warbler {

// One row with its gold category and what a model said of it. logProbabilities sum to 1 after exp, in category order;
// empty where only the answer is known.
struct JudgedRow {
    const StudyRow *row = nullptr;  // may be null for figures from a bare file
    int truth = 0;
    int predicted = 0;  // -1: other
    std::vector<float> logProbabilities;
};

// Fewer rows than this give no interval and no ranking: one answer more or less would turn them.
inline constexpr std::int64_t kRowsForIntervals = 20;

// Intervals of an evaluation that belongs to no run are drawn from this seed, so that the same answers give the same
// figures.
inline constexpr std::uint64_t kEvaluationSeed = 42;

// Every figure of the Results page and of `evaluate`, on one set of rows.
struct Evaluation {
    std::vector<StudyCategory> categories;
    int positive = 0;
    std::int64_t rows = 0;
    ConfusionMatrix matrix{1};
    Scores scores;
    std::optional<RocCurve> roc;  // of the category of interest against the rest; needs probabilities
    std::optional<PrecisionRecallCurve> precisionRecall;
    std::optional<double> auc, averagePrecision, brier, logLoss;  // auc: ovr macro with more than two categories
    // Of the category of interest: ten bins of its probability, and how far probability and share lie apart on average.
    std::vector<CalibrationBin> calibration;
    std::optional<double> calibrationError;
    std::optional<Interval> accuracyWilson;  // empty below kRowsForIntervals rows, as all of intervals
    BootstrapFigures intervals;
    std::int64_t right() const;  // rows whose answer is their gold category
};
Evaluation evaluateRows(std::span<const JudgedRow> rows, const std::vector<StudyCategory> &categories, int positive,
                        std::uint64_t seed);
// As a run's record keeps them.
StoredCategoryFigures storedFigures(const Evaluation &evaluation);
// What `evaluate --json` prints: metrics, positive, confusion, labels, ci, other.
nlohmann::ordered_json toJson(const Evaluation &evaluation);
std::map<std::string, double> definedMetrics(const Evaluation &evaluation);  // of its "metrics": those that are numbers

// Accuracy, F1, precision, recall and counts of the category of interest as the reference notebook's evalModel prints
// them: at three digits, answers that are no category in no figure but accuracy, which makes recall look better than it
// is.
nlohmann::ordered_json notebookFigures(const Evaluation &evaluation);

}  // namespace warbler
