// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/cross_validation.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/tuning/checkpoint_file.h"
#include "core/tuning/tune.h"
#include "core/tuning/tune_plan.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

namespace {
using Json = nlohmann::ordered_json;

// Percent of the tweets that a fold does not test: those that train, and those that choose the epoch.
constexpr int kTrainingShare = 85, kEpochShare = 15;

// Numbers are drawn as one category.
int stratumOf(const StudyRow &row) { return std::max(0, row.category); }

// The study of one fold: its tweets are the test side, some of the others choose the epoch.
Study studyOfFold(const Study &study, const std::vector<int> &foldOf, int fold, std::uint64_t seed) {
    Study part = study;
    part.splitSpec = "fold";
    part.trainOrder.clear();
    std::vector<std::size_t> others;
    std::vector<int> categories;
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        part.rows[i].side = Side::Test;
        if (foldOf[i] == fold)
            continue;
        others.push_back(i);
        categories.push_back(stratumOf(part.rows[i]));
        groups.push_back(part.rows[i].group);
    }
    const Split split = makeStratifiedSplit(categories, groups, {kTrainingShare, kEpochShare, 0}, seed);
    for (std::size_t i = 0; i < others.size(); ++i)
        part.rows[others[i]].side = split.sides[i];
    for (const std::uint32_t index : split.trainingOrder)
        part.trainOrder.push_back(static_cast<std::int64_t>(others[index]));
    return checkedStudy(std::move(part));
}

FoldResult resultOf(const TuneReport &report, const Study &part) {
    FoldResult result;
    result.train = part.count(Side::Train);
    result.validation = part.count(Side::Validation);
    result.test = part.count(Side::Test);
    result.bestEpoch = report.result.bestEpoch;
    result.seconds = report.result.seconds;
    const SideReport &test = *report.test;
    result.metrics = definedMetrics(test);
    if (const NumberFigures *figures = test.numbers()) {
        result.baselines["mean"] = definedMetrics(*figures->evaluation.mean);
        for (const JudgedNumber &judged : figures->rows)
            result.rows.push_back({judged.row - part.rows.data(), 0, 0, -1, {}, judged.predicted});
        return result;
    }
    const CategoryFigures &figures = *test.categories();
    const Baselines &baselines = *figures.baselines;
    for (int c = 0; c < static_cast<int>(part.categories.size()); ++c)
        if (baselines.majority.matrix.predictedTotal(c) > 0)
            result.majority = c;
    result.baselines["majority"] = definedMetrics(baselines.majority);
    if (baselines.wordModel)
        result.baselines["tfidf"] = definedMetrics(*baselines.wordModel);
    if (baselines.wordModelBalanced)
        result.baselines["tfidf_balanced"] = definedMetrics(*baselines.wordModelBalanced);
    for (const JudgedRow &judged : figures.rows)
        result.rows.push_back({judged.row - part.rows.data(), 0, 0, judged.predicted, judged.logProbabilities, {}});
    return result;
}

Json foldJson(const FoldResult &fold) {
    return {{"repeat", fold.repeat},
            {"fold", fold.fold},
            {"train", fold.train},
            {"validation", fold.validation},
            {"test", fold.test},
            {"majority", fold.majority},
            {"best_epoch", fold.bestEpoch ? Json(*fold.bestEpoch) : Json(nullptr)},
            {"seconds", fold.seconds},
            {"metrics", fold.metrics},
            {"baselines", fold.baselines}};
}

void addTo(std::map<std::string, std::vector<double>> &all, const std::map<std::string, double> &metrics) {
    for (const auto &[name, value] : metrics)
        all[name].push_back(value);
}

std::map<std::string, MeanSd> spreadOf(const std::map<std::string, std::vector<double>> &all) {
    std::map<std::string, MeanSd> spread;
    for (const auto &[name, values] : all)
        spread[name] = meanSd(values);
    return spread;
}

Json spreadJson(const std::map<std::string, MeanSd> &spread, double MeanSd::*part) {
    Json json = Json::object();
    for (const auto &[name, values] : spread)
        json[name] = std::isnan(values.*part) ? Json(nullptr) : Json(values.*part);
    return json;
}

}  // namespace

std::int64_t trainedPerFold(std::int64_t rows, int folds) {
    return static_cast<std::int64_t>(kTrainingShare / 100.0 * static_cast<double>(rows) * (folds - 1) / folds);
}

std::string foldsToText(const std::vector<FoldResult> &results) {
    Json journal = Json::array();
    for (const FoldResult &fold : results) {
        Json entry = foldJson(fold), rows = Json::array();
        for (const OutOfFoldRow &row : fold.rows)
            rows.push_back(row.number ? Json({row.row, *row.number})
                                      : Json({row.row, row.predicted, row.logProbabilities}));
        entry["rows"] = rows;
        journal.push_back(entry);
    }
    return journal.dump();
}

std::vector<FoldResult> foldsFromText(const std::string &text) try {
    std::vector<FoldResult> results;
    for (const Json &entry : text.empty() ? Json::array() : Json::parse(text)) {
        FoldResult fold;
        fold.repeat = entry.at("repeat");
        fold.fold = entry.at("fold");
        fold.train = entry.at("train");
        fold.validation = entry.at("validation");
        fold.test = entry.at("test");
        if (!entry.at("best_epoch").is_null())
            fold.bestEpoch = entry.at("best_epoch").get<int>();
        fold.majority = entry.value("majority", 0);
        fold.seconds = entry.at("seconds");
        fold.metrics = entry.at("metrics").get<std::map<std::string, double>>();
        fold.baselines = entry.at("baselines").get<std::map<std::string, std::map<std::string, double>>>();
        for (const Json &row : entry.at("rows"))
            if (row.size() == 2)
                fold.rows.push_back({row.at(0), fold.repeat, fold.fold, -1, {}, row.at(1).get<double>()});
            else
                fold.rows.push_back(
                    {row.at(0), fold.repeat, fold.fold, row.at(1), row.at(2).get<std::vector<float>>(), {}});
        results.push_back(std::move(fold));
    }
    return results;
} catch (const nlohmann::json::exception &problem) {
    throw Error(ErrorCode::ProjectDamaged, std::string("the finished folds cannot be read: ") + problem.what(),
                "Start the check anew.");
}

void summariseFolds(CrossValidation &out, const Study &study, std::uint64_t seed) {
    std::map<std::string, std::vector<double>> metrics;
    std::map<std::string, std::map<std::string, std::vector<double>>> baselines;
    std::vector<JudgedRow> judged;
    std::vector<JudgedNumber> numbers;
    for (const FoldResult &fold : out.results) {
        addTo(metrics, fold.metrics);
        for (const auto &[name, figures] : fold.baselines)
            addTo(baselines[name], figures);
        for (const OutOfFoldRow &row : fold.rows) {
            const StudyRow &tweet = study.rows[static_cast<std::size_t>(row.row)];
            if (fold.repeat == 1 && row.number)
                numbers.push_back({&tweet, tweet.number.value_or(0), *row.number});
            else if (fold.repeat == 1)
                judged.push_back({&tweet, tweet.category, row.predicted, row.logProbabilities});
        }
    }
    out.metrics = spreadOf(metrics);
    for (const auto &[name, figures] : baselines)
        out.baselines[name] = spreadOf(figures);
    if (study.task == Task::Regression) {
        NumberEvaluation evaluation = evaluateNumbers(numbers, study);
        evaluation.mean.reset();  // each fold has its own
        out.outOfFold = evaluation;
    } else {
        out.outOfFold = evaluateRows(judged, study.categories, study.positive, seed);
    }
}

namespace {
CheckpointFile journalOf(const TuneRequest &request, const Study &study, int folds) {
    return {request.checkpointFolder, sha256Hex("folds " + std::to_string(folds) + " " + runHash(request, study))};
}
}  // namespace

CrossValidation crossValidate(Engine &engine, const TuneRequest &request, const Study &study, int folds, int repeats,
                              std::stop_token stop, const ReportEvent &report, const FoldsFinished &finished) {
    if (repeats < 1 || repeats > 100)
        throw Error(ErrorCode::Usage, "--repeats " + std::to_string(repeats) + " is not from 1 to 100",
                    "Leave it out for one round.");
    CrossValidation out;
    out.folds = folds;
    out.repeats = repeats;
    out.warnings = study.warnings;
    std::vector<int> categories;
    std::vector<std::string> groups;
    for (const StudyRow &row : study.rows) {
        categories.push_back(stratumOf(row));
        groups.push_back(row.group);
    }
    const CheckpointFile journal = journalOf(request, study, folds);
    journal.tryOut();
    if (request.resume == Resume::Auto)
        out.results = foldsFromText(journal.load());
    if (!out.results.empty())
        report(Warned{"Going on after " + std::to_string(out.results.size()) + " finished folds."});
    for (int repeat = 1; repeat <= repeats; ++repeat) {
        const std::uint64_t seed = streamSeed(request.config.seed, "folds." + std::to_string(repeat));
        const std::vector<int> foldOf = kFold(categories, groups, folds, seed);
        for (int fold = 1; fold <= folds; ++fold) {
            if (static_cast<std::size_t>((repeat - 1) * folds + fold) <= out.results.size())
                continue;
            report(PartStarted{PartStarted::Kind::Fold, (repeat - 1) * folds + fold, repeats * folds,
                               "Fold " + std::to_string(fold) + " of " + std::to_string(folds) +
                                   (repeats > 1 ? ", round " + std::to_string(repeat) : "")});
            const Study part = studyOfFold(study, foldOf, fold - 1, seed);
            TuneRequest one = request;
            one.onStop = OnStop::Leave;
            const TuneReport tuned = trainAndJudge(engine, one, part, stop, report);
            if (tuned.result.state == RunState::Stopped) {
                out.isStopped = true;
                return out;
            }
            if (tuned.result.state == RunState::Failed)
                throw Error(ErrorCode::NotFinite, "fold " + std::to_string(fold) + ": " + tuned.result.reason,
                            "Lower the learning rate.");
            FoldResult result = resultOf(tuned, part);
            result.repeat = repeat;
            result.fold = fold;
            for (OutOfFoldRow &row : result.rows) {
                row.repeat = repeat;
                row.fold = fold;
            }
            out.results.push_back(std::move(result));
            journal.save(foldsToText(out.results));
            saveTrained(one, tuned);
            if (finished)
                finished(out.results);
        }
    }
    summariseFolds(out, study, request.config.seed);
    return out;
}

void forgetFolds(const TuneRequest &request, const Study &study, int folds) {
    journalOf(request, study, folds).remove();
}

nlohmann::ordered_json toJson(const CrossValidation &result) {
    Json json;
    json["folds"] = Json::array();
    for (const FoldResult &fold : result.results)
        json["folds"].push_back(foldJson(fold));
    json["repeats"] = result.repeats;
    json["mean"] = spreadJson(result.metrics, &MeanSd::mean);
    json["sd"] = spreadJson(result.metrics, &MeanSd::sd);
    json["se"] = spreadJson(result.metrics, &MeanSd::se);
    for (const auto &[name, spread] : result.baselines)
        json["baselines"][name] = {{"mean", spreadJson(spread, &MeanSd::mean)},
                                   {"sd", spreadJson(spread, &MeanSd::sd)},
                                   {"se", spreadJson(spread, &MeanSd::se)}};
    if (result.outOfFold)
        json["out_of_fold"] = std::visit([](const auto &evaluation) { return toJson(evaluation); }, *result.outOfFold);
    json["warnings"] = result.warnings;
    return json;
}

}  // namespace warbler
