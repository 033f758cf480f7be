// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/evaluation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace warbler {

namespace {

// Of two categories: that of the one of interest. scores: its probability in each row.
double brierOfTwo(std::span<const bool> isPositive, const std::vector<double> &scores) {
    std::vector<int> truth;
    std::vector<double> pairs;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        truth.push_back(isPositive[i] ? 1 : 0);
        pairs.push_back(1 - scores[i]);
        pairs.push_back(scores[i]);
    }
    return brierScore(truth, pairs, 2);
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
        evaluation.brier = k == 2 ? brierOfTwo(positives, scores) : brierScore(truth, probabilities, k);
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

}  // namespace warbler
