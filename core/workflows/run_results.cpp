// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/run_results.h"

#include <cmath>
#include <map>
#include <memory>

#include "core/base/error.h"
#include "core/learn/run_record.h"
#include "core/study/run_study.h"
#include "core/workflows/project_checks.h"

namespace warbler {

namespace {

// Stored predictions of the study's rows of one side.
std::vector<JudgedRow> judgedRows(Project &project, const Run &run, const Study &study, Side side) {
    std::vector<const StudyRow *> rows = study.side(side);
    std::vector<TweetKey> keys;
    std::map<TweetKey, const StudyRow *> rowOf;
    for (const StudyRow *row : rows) {
        keys.push_back(row->key);
        rowOf[row->key] = row;
    }
    std::vector<JudgedRow> judged;
    for (const StoredPrediction &prediction : PredictionRepository(project).of(run.id, keys)) {
        if (prediction.logProbabilities.size() != study.categories.size())
            throw Error(ErrorCode::ProjectDamaged,
                        "a stored prediction of " + run.name + " has " +
                            std::to_string(prediction.logProbabilities.size()) + " scores for " +
                            std::to_string(study.categories.size()) + " categories",
                        "Classify the tweets again with that run.");
        const StudyRow *row = rowOf.at(prediction.tweet);
        judged.push_back({row, row->category, prediction.category, prediction.logProbabilities});
    }
    return judged;
}

std::vector<JudgedNumber> judgedNumbers(Project &project, const Run &run, const std::vector<StudyRow> &rows,
                                        Side side) {
    std::vector<TweetKey> keys;
    std::map<TweetKey, const StudyRow *> rowOf;
    for (const StudyRow &row : rows) {
        if (row.side != side)
            continue;
        keys.push_back(row.key);
        rowOf[row.key] = &row;
    }
    std::vector<JudgedNumber> judged;
    for (const StoredPrediction &prediction : PredictionRepository(project).of(run.id, keys))
        if (prediction.number)
            judged.push_back(
                {rowOf.at(prediction.tweet), *rowOf.at(prediction.tweet)->number, double(*prediction.number)});
    return judged;
}

// Figures of a run that learnt numbers; nullptr: none of its rows is evaluated.
std::shared_ptr<const RunResults> resultsOfNumbers(Project &project, const std::shared_ptr<RunResults> &results,
                                                   Study study) {
    if (results->run.kind == RunKind::Folds)
        results->folds = foldsOfRun(project, results->run, study);
    results->rows = study.rows;
    results->numbers = judgedNumbers(project, results->run, results->rows, results->side);
    if (results->numbers.empty())
        return nullptr;
    results->ofNumbers = evaluateNumbers(results->numbers, study);
    if (results->folds)
        results->ofNumbers->mean.reset();  // each fold has its own
    results->verdict.sentence = verdictOnNumbers(*results->ofNumbers);
    return results;
}

// Fewer draws where there are many rows: the band is narrow there, and the page need not wait.
std::optional<RateBand> bandOf(const std::vector<JudgedRow> &judged, int positive, std::uint64_t seed) {
    if (static_cast<std::int64_t>(judged.size()) < kRowsForIntervals)
        return {};
    const std::unique_ptr<bool[]> positives(new bool[judged.size()]);
    std::vector<double> scores;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        if (judged[i].logProbabilities.empty())
            return {};
        positives[i] = judged[i].truth == positive;
        scores.push_back(std::exp(double(judged[i].logProbabilities[static_cast<std::size_t>(positive)])));
    }
    return rocBand(std::span<const bool>(positives.get(), judged.size()), scores, seed,
                   judged.size() > 5000 ? 200 : 2000);
}

// The majority of each fold's training tweets, on the tweets of that fold.
Baselines baselinesOfFolds(const CrossValidation &folds, const Study &study, std::uint64_t seed) {
    std::vector<JudgedRow> always;
    for (const FoldResult &fold : folds.results) {
        for (const OutOfFoldRow &row : fold.rows) {
            const StudyRow &tweet = study.rows[static_cast<std::size_t>(row.row)];
            if (fold.repeat == 1)
                always.push_back({&tweet, tweet.category, fold.majority, {}});
        }
    }
    Baselines baselines;
    baselines.majority = evaluateRows(always, study.categories, study.positive, seed);
    return baselines;
}

}  // namespace

std::shared_ptr<const RunResults> runResults(Project &project, RunId runId, Side side) {
    const RunRepository runs(project);
    auto results = std::make_shared<RunResults>();
    results->run = runs.get(runId);
    results->points = runs.points(runId);
    if (results->run.kind == RunKind::Loaded || results->run.kind == RunKind::Search || results->run.recordJson.empty())
        return nullptr;
    Study study = studyOfRun(project, results->run);
    results->side = study.count(side) == 0 && side == Side::Test ? Side::Validation : side;
    if (study.task == Task::Regression)
        return resultsOfNumbers(project, results, std::move(study));
    const std::vector<JudgedRow> judged = judgedRows(project, results->run, study, results->side);
    if (judged.empty())
        return nullptr;
    const std::uint64_t seed = RunRecord(results->run.configJson).seed();
    std::vector<const StudyRow *> rows;
    for (const JudgedRow &row : judged)
        rows.push_back(row.row);
    if (results->run.kind == RunKind::Folds) {
        results->folds = foldsOfRun(project, results->run, study);
        results->baselines = baselinesOfFolds(*results->folds, study, seed);
    } else {
        results->baselines = evaluateBaselines(study, rows, seed);
    }
    const int categories = static_cast<int>(study.categories.size());
    results->evaluation = evaluateRows(judged, study.categories, study.positive, seed);
    results->rocBand = bandOf(judged, study.positive, seed);
    if (results->run.kind == RunKind::Tuned || results->run.kind == RunKind::Folds)
        results->verdict = verdictOf(judged, results->baselines, categories, study.positive, seed,
                                     results->folds                ? ""
                                     : results->side == Side::Test ? "test"
                                                                   : "validation");
    if (results->verdict.withWordModel.standing == Standing::Worse)
        results->wordModel = wordModelBeside(project, results->run);
    // The rows move into the results; every pointer is set anew by position.
    std::map<const StudyRow *, std::size_t> position;
    for (std::size_t i = 0; i < study.rows.size(); ++i)
        position[&study.rows[i]] = i;
    std::vector<std::size_t> ofJudged, ofWords;
    for (const JudgedRow &row : judged)
        ofJudged.push_back(position.at(row.row));
    for (const JudgedRow &row : results->baselines.wordModelRows)
        ofWords.push_back(position.at(row.row));
    results->rows = std::move(study.rows);
    results->judged = judged;
    for (std::size_t i = 0; i < ofJudged.size(); ++i)
        results->judged[i].row = &results->rows[ofJudged[i]];
    for (std::size_t i = 0; i < ofWords.size(); ++i)
        results->baselines.wordModelRows[i].row = &results->rows[ofWords[i]];
    return results;
}

StoredVerdict storedVerdict(Project &project, const Run &run) {
    const RunRecord record(run.recordJson);
    StoredVerdict stored;
    stored.sentence = record.text("verdict");
    if (record.isTrue("word_model_is_better"))
        stored.wordModel = wordModelBeside(project, run);
    return stored;
}

std::optional<RunComparison> compareRuns(Project &project, RunId a, RunId b, Side side) {
    const RunRepository runs(project);
    const Run runA = runs.get(a), runB = runs.get(b);
    const auto isWithoutRows = [](const Run &run) {
        return run.kind == RunKind::Loaded || run.kind == RunKind::Search;
    };
    if (isWithoutRows(runA) || isWithoutRows(runB))
        return {};
    const Study studyA = studyOfRun(project, runA), studyB = studyOfRun(project, runB);
    if (studyA.task == Task::Regression || studyB.task == Task::Regression)
        return {};
    std::vector<std::string> valuesA, valuesB;
    for (const StudyCategory &category : studyA.categories)
        valuesA.push_back(category.value);
    for (const StudyCategory &category : studyB.categories)
        valuesB.push_back(category.value);
    if (valuesA != valuesB)
        return {};
    std::map<TweetKey, JudgedRow> ofB;
    for (const JudgedRow &row : judgedRows(project, runB, studyB, side))
        ofB[row.row->key] = row;
    RunComparison comparison;
    std::vector<int> truth, ours, theirs;
    for (const JudgedRow &row : judgedRows(project, runA, studyA, side)) {
        const auto other = ofB.find(row.row->key);
        if (other == ofB.end() || other->second.truth != row.truth)
            continue;
        truth.push_back(row.truth);
        ours.push_back(row.predicted);
        theirs.push_back(other->second.predicted);
        const bool isOursRight = row.predicted == row.truth, isTheirsRight = other->second.predicted == row.truth;
        comparison.onlyARight += isOursRight && !isTheirsRight ? 1 : 0;
        comparison.onlyBRight += !isOursRight && isTheirsRight ? 1 : 0;
    }
    if (truth.empty())
        return {};
    const int categories = static_cast<int>(studyA.categories.size());
    comparison.rows = static_cast<std::int64_t>(truth.size());
    comparison.macroF1A = scoresOf(ConfusionMatrix::of(truth, ours, categories), studyA.positive).macroF1;
    comparison.macroF1B = scoresOf(ConfusionMatrix::of(truth, theirs, categories), studyA.positive).macroF1;
    if (comparison.isRanked())
        comparison.difference =
            pairedMacroF1Difference(truth, ours, theirs, categories, RunRecord(runA.configJson).seed());
    comparison.mcnemarP = mcnemarExact(comparison.onlyARight, comparison.onlyBRight);
    return comparison;
}

}  // namespace warbler
