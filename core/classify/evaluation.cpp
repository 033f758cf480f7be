// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/evaluation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/classify/word_model.h"

namespace warbler {

namespace {

int argmax(const std::vector<float> &values) {
    return static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

Evaluation evaluateRows(std::span<const JudgedRow> rows, const std::vector<StudyCategory> &categories, int positive,
                        std::uint64_t seed) {
    Evaluation evaluation;
    const int k = static_cast<int>(categories.size());
    evaluation.categories = categories;
    evaluation.positive = positive;
    evaluation.rows = static_cast<std::int64_t>(rows.size());
    evaluation.matrix = ConfusionMatrix(k);
    std::vector<int> truth;
    std::vector<double> probabilities, scores;
    const std::unique_ptr<bool[]> isPositive(new bool[rows.size()]);
    std::vector<ScoredRow> scored;
    bool haveProbabilities = !rows.empty();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const JudgedRow &row = rows[i];
        evaluation.matrix.add(row.truth, row.predicted);
        truth.push_back(row.truth);
        isPositive[i] = row.truth == positive;
        double score = row.predicted == positive ? 1.0 : 0.0;
        if (row.logProbabilities.size() == categories.size()) {
            for (const float logProbability : row.logProbabilities)
                probabilities.push_back(std::exp(double(logProbability)));
            score = std::exp(double(row.logProbabilities[static_cast<std::size_t>(positive)]));
        } else {
            haveProbabilities = false;
        }
        scores.push_back(score);
        scored.push_back({row.truth, row.predicted, score});
    }
    if (rows.empty())
        return evaluation;
    evaluation.scores = scoresOf(evaluation.matrix, positive);
    if (haveProbabilities) {
        const std::span<const bool> positives(isPositive.get(), rows.size());
        evaluation.roc = rocCurve(positives, scores);
        evaluation.precisionRecall = precisionRecallCurve(positives, scores);
        evaluation.auc = k == 2 ? evaluation.roc->auc : aucOvr(truth, probabilities, k);
        evaluation.averagePrecision = evaluation.precisionRecall->averagePrecision;
        if (k == 2) {
            std::vector<int> binary;
            std::vector<double> pairs;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                binary.push_back(isPositive[i] ? 1 : 0);
                pairs.push_back(1 - scores[i]);
                pairs.push_back(scores[i]);
            }
            evaluation.brier = brierScore(binary, pairs, 2);
        } else {
            evaluation.brier = brierScore(truth, probabilities, k);
        }
        evaluation.logLoss = logLoss(truth, probabilities, k);
        evaluation.calibration = calibrationBins(positives, scores);
        evaluation.calibrationError = expectedCalibrationError(positives, scores);
    }
    if (evaluation.rows < kRowsForIntervals)
        return evaluation;
    evaluation.accuracyWilson = wilson(evaluation.right(), evaluation.rows);
    // With more than two categories the AUC is a mean over all of them, and so is its interval.
    const bool isBinary = k == 2 || !haveProbabilities;
    evaluation.intervals = bootstrapFigures(
        scored, k, positive, seed, 2000, isBinary ? std::span<const double>() : std::span<const double>(probabilities));
    return evaluation;
}

std::int64_t Evaluation::right() const {
    std::int64_t right = 0;
    for (int i = 0; i < matrix.categories(); ++i)
        right += matrix.at(i, i);
    return right;
}

StoredCategoryFigures storedFigures(const Evaluation &evaluation) {
    StoredCategoryFigures figures;
    if (evaluation.rows == 0)
        return figures;
    const Scores &scores = evaluation.scores;
    figures.rows = evaluation.rows;
    figures.metrics = {scores.accuracy,   scores.precision,  scores.recall, scores.f1,      scores.macroF1,
                       scores.weightedF1, scores.kappa,      scores.mcc,    evaluation.auc, evaluation.averagePrecision,
                       evaluation.brier,  evaluation.logLoss};
    figures.positive = evaluation.categories[static_cast<std::size_t>(evaluation.positive)].value;
    const int k = static_cast<int>(evaluation.categories.size());
    for (int i = 0; i < k; ++i) {
        const std::string &label = evaluation.categories[static_cast<std::size_t>(i)].value;
        const CategoryScores &one = scores.perCategory[static_cast<std::size_t>(i)];
        figures.labels.push_back(label);
        figures.perCategory.push_back({label, one.precision, one.recall, one.f1, one.support});
        figures.confusion.emplace_back();
        for (int j = 0; j < k; ++j)
            figures.confusion.back().push_back(evaluation.matrix.at(i, j));
    }
    figures.other = evaluation.matrix.otherTotal();
    const BootstrapFigures &intervals = evaluation.intervals;
    figures.intervals = {evaluation.accuracyWilson, intervals.macroF1.interval, intervals.f1.interval,
                         intervals.auc.interval, intervals.kappa.interval};
    if (evaluation.calibrationError)
        figures.calibration = StoredCalibration{*evaluation.calibrationError, evaluation.calibration};
    return figures;
}

nlohmann::ordered_json toJson(const Evaluation &evaluation) {
    return evaluation.rows == 0 ? nlohmann::ordered_json(nullptr) : toJson(storedFigures(evaluation));
}

std::map<std::string, double> definedMetrics(const Evaluation &evaluation) {
    return definedMetrics(storedFigures(evaluation).metrics);
}

nlohmann::ordered_json notebookFigures(const Evaluation &evaluation) {
    const auto rounded = [](double value) { return std::nearbyint(value * 1000) / 1000; };
    const Scores scores = scoresAsInNotebook(evaluation.matrix, evaluation.positive);
    nlohmann::ordered_json json = {{"accuracy", rounded(scores.accuracy)},
                                   {"f1", rounded(scores.f1)},
                                   {"precision", rounded(scores.precision)},
                                   {"recall", rounded(scores.recall)}};
    json["other"] = evaluation.matrix.otherTotal();
    return json;
}

namespace {

std::vector<JudgedRow> judgeWithWords(const WordModel &model, std::span<const StudyRow *const> rows) {
    std::vector<JudgedRow> judged;
    for (const StudyRow *row : rows) {
        JudgedRow one;
        one.row = row;
        one.truth = row->category;
        one.logProbabilities = model.logProbabilities(row->text);
        one.predicted = argmax(one.logProbabilities);
        judged.push_back(std::move(one));
    }
    return judged;
}

}  // namespace

Baselines evaluateBaselines(const Study &study, std::span<const StudyRow *const> rows, std::uint64_t seed) {
    Baselines baselines;
    const int k = static_cast<int>(study.categories.size());
    std::vector<std::int64_t> counts(study.categories.size(), 0);
    for (const std::int64_t index : study.trainOrder)
        ++counts[static_cast<std::size_t>(study.rows[static_cast<std::size_t>(index)].category)];
    const int majority = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    std::vector<JudgedRow> always;
    // Smoothed training shares as probabilities: log loss and Brier of the rule stay finite.
    std::vector<float> shares;
    const double total = double(study.trainOrder.size()) + k;
    for (const std::int64_t count : counts)
        shares.push_back(static_cast<float>(std::log((double(count) + 1) / total)));
    for (const StudyRow *row : rows) {
        JudgedRow one;
        one.row = row;
        one.truth = row->category;
        one.predicted = majority;
        one.logProbabilities = shares;
        always.push_back(std::move(one));
    }
    baselines.majority = evaluateRows(always, study.categories, study.positive, seed);
    try {
        const WordModel plain = WordModel::fit(study, ClassBalance::None);
        baselines.wordModel = evaluateRows(judgeWithWords(plain, rows), study.categories, study.positive, seed);
        baselines.wordModelRows = judgeWithWords(WordModel::fit(study, ClassBalance::Balanced), rows);
        baselines.wordModelBalanced = evaluateRows(baselines.wordModelRows, study.categories, study.positive, seed);
    } catch (const Error &problem) {
        if (problem.code() != ErrorCode::TooFewLabels)
            throw;
    }
    return baselines;
}

nlohmann::ordered_json toJson(const Baselines &baselines) {
    nlohmann::ordered_json json;
    json["majority"] = toJson(baselines.majority);
    json["tfidf"] = baselines.wordModel ? toJson(*baselines.wordModel) : nlohmann::ordered_json(nullptr);
    json["tfidf_balanced"] =
        baselines.wordModelBalanced ? toJson(*baselines.wordModelBalanced) : nlohmann::ordered_json(nullptr);
    return json;
}

}  // namespace warbler
