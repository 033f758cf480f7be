// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/classifier.h"
#include "core/classify/evaluation.h"
#include "core/classify/number_evaluation.h"
#include "core/classify/verdict.h"
#include "core/learn/engine.h"
#include "core/study/study.h"

namespace warbler {

// Everything a finished or stopped run leaves.
struct TuneReport {
    TuningResult result;
    TuningConfig config;
    TrainedModel best, last;
    std::string warblerJson;  // of best
    std::string configHash;
    std::string device;
    std::vector<JudgedRow> validationRows, testRows;  // by best; empty sides stay empty
    std::optional<Evaluation> validation, test;
    std::optional<Baselines> validationBaselines, testBaselines;
    std::vector<JudgedNumber> validationNumbers,
        testNumbers;  // of a study of numbers, which leaves the four above empty
    std::optional<NumberEvaluation> validationOfNumbers, testOfNumbers;
    std::optional<Verdict> verdict;  // on the test rows, else the validation rows
    std::vector<std::string> warnings;
};

nlohmann::ordered_json toJson(const TuneReport &report, const Study &study);  // what `tune --json` prints

}  // namespace warbler
