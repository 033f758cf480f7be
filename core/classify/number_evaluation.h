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
#include "core/metrics/regression_scores.h"
#include "core/study/study.h"

namespace warbler {

// One row with its number and the one a model gave.
struct JudgedNumber {
    const StudyRow *row = nullptr;
    double truth = 0, predicted = 0;
};

// A regression's figures on one set of rows, beside those of always answering the training rows' mean.
struct NumberEvaluation {
    std::int64_t rows = 0;
    RegressionScores scores;
    std::optional<RegressionScores> mean;  // empty: the training rows are not known
};
// study: whose training rows' mean is the baseline.
NumberEvaluation evaluateNumbers(std::span<const JudgedNumber> rows, const Study &study);
// Plain English where the figures are no better than the mean's; else empty.
std::string verdictOnNumbers(const NumberEvaluation &evaluation);
// As a run's record keeps them.
StoredNumberFigures storedFigures(const NumberEvaluation &evaluation);
// {"rows": n, "metrics": {"rmse", "mae", "pearson", "r2", "spearman"}}; what is undefined is null.
nlohmann::ordered_json toJson(const NumberEvaluation &evaluation);
nlohmann::ordered_json baselineJson(const NumberEvaluation &evaluation);  // {"mean": the same of the mean}

}  // namespace warbler
