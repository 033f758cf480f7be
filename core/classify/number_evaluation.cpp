// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/number_evaluation.h"

#include <nlohmann/json.hpp>

#include "core/classify/evaluation.h"
#include "core/metrics/regression_scores.h"

namespace warbler {

namespace {

nlohmann::ordered_json orNull(const std::optional<double> &value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json metricsOf(const RegressionScores &scores) {
    return {{"rmse", scores.rmse},
            {"mae", scores.mae},
            {"pearson", orNull(scores.pearson)},
            {"r2", orNull(scores.r2)},
            {"spearman", orNull(scores.spearman)}};
}

nlohmann::ordered_json toJson(const RegressionScores &scores, std::int64_t rows) {
    return {{"rows", rows}, {"metrics", metricsOf(scores)}};
}

}  // namespace

NumberEvaluation evaluateNumbers(std::span<const JudgedNumber> rows, const Study &study) {
    NumberEvaluation evaluation;
    std::vector<double> truth, predicted;
    for (const JudgedNumber &row : rows) {
        truth.push_back(row.truth);
        predicted.push_back(row.predicted);
    }
    evaluation.rows = static_cast<std::int64_t>(rows.size());
    evaluation.scores = regressionScores(truth, predicted);
    if (!study.trainOrder.empty()) {
        double mean = 0;
        for (const std::int64_t index : study.trainOrder)
            mean += study.rows[static_cast<std::size_t>(index)].number.value_or(0) / double(study.trainOrder.size());
        evaluation.mean = regressionScores(truth, std::vector<double>(truth.size(), mean));
    }
    return evaluation;
}

std::map<std::string, double> definedMetrics(const RegressionScores &scores) {
    std::map<std::string, double> metrics;
    const nlohmann::ordered_json json = metricsOf(scores);
    for (const auto &[name, value] : json.items())
        if (value.is_number())
            metrics[name] = value.get<double>();
    return metrics;
}

std::string verdictOnNumbers(const NumberEvaluation &evaluation) {
    if (!evaluation.mean)
        return {};
    if (evaluation.rows < kRowsForIntervals)
        return std::to_string(evaluation.rows) + (evaluation.rows == 1 ? " tweet is" : " tweets are") +
               " too few to say whether this run is nearer than the mean: " + std::to_string(kRowsForIntervals) +
               " are needed.";
    if (evaluation.scores.rmse < evaluation.mean->rmse)
        return {};
    return "This run is no nearer to the given numbers than always answering the mean of the training tweets. Label "
           "more tweets or train longer.";
}

nlohmann::ordered_json toJson(const NumberEvaluation &evaluation) { return toJson(evaluation.scores, evaluation.rows); }

nlohmann::ordered_json baselineJson(const NumberEvaluation &evaluation) {
    return {{"mean", evaluation.mean ? toJson(*evaluation.mean, evaluation.rows) : nlohmann::ordered_json(nullptr)}};
}

}  // namespace warbler
