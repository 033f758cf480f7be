// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/evaluation.h"
#include "core/metrics/roc_curve.h"
#include "core/tables/csv/dialect_guess.h"

namespace warbler {

// A CSV that holds true and predicted values itself, whoever predicted them.
struct FileEvaluationRequest {
    std::string path;
    std::string truth, predicted, score;  // columns; score: of the category of interest, empty: there is none
    std::string positive;                 // value of the category of interest; empty: guessed
    DialectChoice dialect;
};

// How well the scores rank the category of interest.
struct ScoreFigures {
    RocCurve roc;
    std::optional<double> averagePrecision;
    std::optional<double> brier, logLoss;  // where every score lies in [0, 1], so that it may be a probability
};

struct FileEvaluation {
    Evaluation evaluation;  // rows with a true value; a row without a predicted one counts as other
    std::optional<ScoreFigures> ofScores;
    std::vector<std::string> warnings;  // spellings that count as one category, or perhaps should
};

// Values that one column writes as 1 and the other as 1.0 are one category. Throws Error(MissingColumn | BadData |
// EmptyFile | UnknownLabel ...) naming file, line, column and fix.
FileEvaluation evaluateFile(const FileEvaluationRequest &request);
// As toJson(Evaluation), with roc{fpr, tpr, thresholds} and the metrics of the scores where there are any, and
// warnings.
nlohmann::ordered_json toJson(const FileEvaluation &file);

}  // namespace warbler
