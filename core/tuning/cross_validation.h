// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/evaluation.h"
#include "core/classify/number_evaluation.h"
#include "core/learn/engine.h"
#include "core/metrics/intervals.h"
#include "core/study/study.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// One tweet as the fold that did not learn from it judged it.
struct OutOfFoldRow {
    std::int64_t row = 0;      // index into the study's rows
    int repeat = 0, fold = 0;  // from 1
    int predicted = -1;
    std::vector<float> logProbabilities;  // [categories]
    std::optional<double> number;         // of a regression; then nothing of the two above
};

struct FoldResult {
    int repeat = 0, fold = 0;  // from 1
    std::int64_t train = 0, validation = 0, test = 0;
    int majority = 0;  // most frequent category of its training tweets
    std::optional<int> bestEpoch;
    double seconds = 0;
    std::map<std::string, double>
        metrics;  // "accuracy", "macro_f1" ... as in toJson(Evaluation), of numbers "rmse" ...; what is defined
    std::map<std::string, std::map<std::string, double>>
        baselines;  // "majority", "tfidf", "tfidf_balanced"; of numbers "mean"
    std::vector<OutOfFoldRow> rows;
};

struct CrossValidation {
    bool isStopped = false;  // the same call goes on
    int folds = 0, repeats = 1;
    std::vector<FoldResult> results;
    std::map<std::string, MeanSd> metrics;  // over all folds of all repeats; SD with n - 1, SE = SD / sqrt(n)
    std::map<std::string, std::map<std::string, MeanSd>> baselines;
    // Of the first repeat, every tweet once; of numbers without a baseline, since each fold has its own.
    std::optional<std::variant<Evaluation, NumberEvaluation>> outOfFold;
    std::vector<std::string> warnings;
};

// Training tweets of each fold of a study with so many rows: the other folds' tweets without those that choose the
// epoch.
std::int64_t trainedPerFold(std::int64_t rows, int folds);

// After each fold, with all that are finished.
using FoldsFinished = std::function<void(const std::vector<FoldResult> &)>;

// Repeated stratified k-fold, duplicates in one fold; tweets with numbers are drawn without strata, as a split of them
// is. Each fold is trained anew on the others and scored once; a stratified 15 % of the others choose the epoch. Sides
// of the study are not looked at. A finished fold is kept in the checkpoint folder until forgetFolds(), an unfinished
// one goes on from its checkpoint. Throws Error(Usage | TooFewLabels ...). On the device thread.
CrossValidation crossValidate(Engine &engine, const TuneRequest &request, const Study &study, int folds, int repeats,
                              std::stop_token stop, const ReportEvent &report, const FoldsFinished &finished = {});
// When what they gave is stored.
void forgetFolds(const TuneRequest &request, const Study &study, int folds);
// Finished folds as text, rows by position in the study, and back. Throws Error(ProjectDamaged) where it is no such
// text.
std::string foldsToText(const std::vector<FoldResult> &results);
std::vector<FoldResult> foldsFromText(const std::string &text);
// Means, spread and the pooled figures of finished folds.
void summariseFolds(CrossValidation &result, const Study &study, std::uint64_t seed);
// folds[], mean{}, sd{}, se{}, baselines{name: mean{} sd{} se{}}, out_of_fold{}.
nlohmann::ordered_json toJson(const CrossValidation &result);

}  // namespace warbler
