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

void refuseOtherCategories(const StoredPrediction &prediction, const Run &run, const Study &study) {
    if (prediction.logProbabilities.size() != study.categories.size())
        throw Error(ErrorCode::ProjectDamaged,
                    "a stored prediction of " + run.name + " has " +
                        std::to_string(prediction.logProbabilities.size()) + " scores for " +
                        std::to_string(study.categories.size()) + " categories",
                    "Classify the tweets again with that run.");
}

// Stored predictions of those of the rows that are on one side; study says what the run learnt.
JudgedRows storedAnswers(Project &project, const Run &run, const Study &study, const std::vector<StudyRow> &rows,
                         Side side) {
    std::vector<TweetKey> keys;
    std::map<TweetKey, const StudyRow *> rowOf;
    for (const StudyRow &row : rows) {
        if (row.side != side)
            continue;
        keys.push_back(row.key);
        rowOf[row.key] = &row;
    }
    std::vector<JudgedRow> judged;
    std::vector<JudgedNumber> numbers;
    for (const StoredPrediction &prediction : PredictionRepository(project).of(run.id, keys)) {
        const StudyRow *row = rowOf.at(prediction.tweet);
        if (study.task != Task::Regression) {
            refuseOtherCategories(prediction, run, study);
            judged.push_back({row, row->category, prediction.category, prediction.logProbabilities});
        } else if (prediction.number) {
            numbers.push_back({row, *row->number, double(*prediction.number)});
        }
    }
    return study.task == Task::Regression ? JudgedRows(std::move(numbers)) : JudgedRows(std::move(judged));
}

std::vector<JudgedRow> judgedCategories(Project &project, const Run &run, const Study &study, Side side) {
    return std::get<std::vector<JudgedRow>>(storedAnswers(project, run, study, study.rows, side));
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

// Each fold learnt from other rows, so that no baseline of all rows is beside it; of numbers no fold keeps its mean.
SideReport besideFolds(SideReport report, const CrossValidation &folds, const Study &study, std::uint64_t seed) {
    if (auto *figures = std::get_if<CategoryFigures>(&report.figures))
        figures->baselines = baselinesOfFolds(folds, study, seed);
    else
        std::get<NumberFigures>(report.figures).evaluation.mean.reset();
    return report;
}

}  // namespace

std::shared_ptr<const RunResults> runResults(Project &project, RunId runId, Side side) {
    const RunRepository runs(project);
    auto results = std::make_shared<RunResults>();
    results->run = runs.get(runId);
    results->points = runs.points(runId);
    if (results->run.kind == RunKind::Loaded || results->run.kind == RunKind::Search || results->run.recordJson.empty())
        return nullptr;
    const Study study = studyOfRun(project, results->run);
    results->side = study.count(side) == 0 && side == Side::Test ? Side::Validation : side;
    results->rows = study.rows;
    JudgedRows judged = storedAnswers(project, results->run, study, results->rows, results->side);
    if (std::visit([](const auto &rows) { return rows.empty(); }, judged))
        return nullptr;
    const std::uint64_t seed = readableTuningConfig(results->run.configJson).seed;
    results->report = sideReport(std::move(judged), study, seed);
    if (results->run.kind == RunKind::Folds) {
        results->folds = foldsOfRun(project, results->run, study);
        results->report = besideFolds(std::move(results->report), *results->folds, study, seed);
    }
    if (const CategoryFigures *figures = results->report.categories())
        results->rocBand = bandOf(figures->rows, study.positive, seed);
    if (results->run.kind != RunKind::WordModel)
        results->verdict = verdictOf(results->report, seed,
                                     results->folds                ? ""
                                     : results->side == Side::Test ? "test"
                                                                   : "validation");
    if (results->verdict.withWordModel.standing == Standing::Worse)
        results->wordModel = wordModelBeside(project, results->run);
    return results;
}

StoredVerdict storedVerdict(Project &project, const Run &run) {
    StoredVerdict stored;
    const RunRecord record = readableRunRecord(run.recordJson);
    if (record.outcome() == nullptr)
        return stored;
    stored.sentence = record.outcome()->verdict;
    if (record.outcome()->isWordModelBetter)
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
    for (const JudgedRow &row : judgedCategories(project, runB, studyB, side))
        ofB[row.row->key] = row;
    RunComparison comparison;
    std::vector<int> truth, ours, theirs;
    for (const JudgedRow &row : judgedCategories(project, runA, studyA, side)) {
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
            pairedMacroF1Difference(truth, ours, theirs, categories, readableTuningConfig(runA.configJson).seed);
    comparison.mcnemarP = mcnemarExact(comparison.onlyARight, comparison.onlyBRight);
    return comparison;
}

}  // namespace warbler
