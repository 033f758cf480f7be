// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/number_evaluation.h"

#include <nlohmann/json.hpp>

#include "core/classify/evaluation.h"

namespace warbler {

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

StoredNumberFigures storedFigures(const NumberEvaluation &evaluation) { return {evaluation.rows, evaluation.scores}; }

nlohmann::ordered_json toJson(const NumberEvaluation &evaluation) { return toJson(storedFigures(evaluation)); }

nlohmann::ordered_json baselineJson(const NumberEvaluation &evaluation) {
    return {{"mean", evaluation.mean ? toJson(StoredNumberFigures{evaluation.rows, *evaluation.mean})
                                     : nlohmann::ordered_json(nullptr)}};
}

}  // namespace warbler
