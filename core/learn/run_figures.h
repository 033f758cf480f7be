// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/metrics/calibration.h"
#include "core/metrics/intervals.h"
#include "core/metrics/regression_scores.h"

namespace warbler {

class RecordFields;

// The figures of one side as a run's record and `--json` keep them: numbers and labels, without the rows they were
// computed from.

// Empty: not defined on these rows, or not stored by the program that wrote the record.
struct CategoryMetrics {
    std::optional<double> accuracy, precision, recall, f1, macroF1, weightedF1, kappa, mcc, auc, averagePrecision,
        brier, logLoss;
};

struct LabelFigures {  // of one category against the rest
    std::string label;
    double precision = 0, recall = 0, f1 = 0;
    std::int64_t rows = 0;  // whose true category it is
};

struct CategoryIntervals {  // 95 %; empty: too few rows
    std::optional<Interval> accuracy, macroF1, f1, auc, kappa;
};

struct StoredCalibration {
    double error = 0;
    std::vector<CalibrationBin> bins;  // rows, meanConfidence, accuracy and interval
};

struct StoredCategoryFigures {
    std::int64_t rows = 0;
    CategoryMetrics metrics;
    std::string positive;                              // value of the category of interest
    std::vector<std::string> labels;                   // values, in category order
    std::vector<std::vector<std::int64_t>> confusion;  // [true][predicted], in category order
    std::int64_t other = 0;                            // answers that are no category
    std::vector<LabelFigures> perCategory;
    CategoryIntervals intervals;
    std::optional<StoredCalibration> calibration;  // empty: the answers have no probabilities
};

struct StoredNumberFigures {
    std::int64_t rows = 0;
    RegressionScores scores;  // rmse and mae are NaN where the record has none
};

using StoredFigures = std::variant<StoredCategoryFigures, StoredNumberFigures>;

nlohmann::ordered_json toJson(const StoredCategoryFigures &figures);
nlohmann::ordered_json toJson(const StoredNumberFigures &figures);
nlohmann::ordered_json toJson(const StoredFigures &figures);
// Back from it. What is not there is empty.
StoredFigures storedFigures(const RecordFields &fields);

// By their JSON names, "macro_f1" or "rmse": those that are defined.
std::map<std::string, double> definedMetrics(const CategoryMetrics &metrics);
std::map<std::string, double> definedMetrics(const RegressionScores &scores);

}  // namespace warbler
