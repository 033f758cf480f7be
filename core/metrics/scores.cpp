// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace warbler {

namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0.0; }

struct Margins {
    std::vector<double> truth, predicted;  // [categories]
    double total = 0, correct = 0, other = 0;
};

Margins marginsOf(const ConfusionMatrix &matrix) {
    Margins margins;
    for (int category = 0; category < matrix.categories(); ++category) {
        margins.truth.push_back(static_cast<double>(matrix.trueTotal(category)));
        margins.predicted.push_back(static_cast<double>(matrix.predictedTotal(category)));
        margins.correct += static_cast<double>(matrix.at(category, category));
    }
    margins.total = static_cast<double>(matrix.total());
    margins.other = static_cast<double>(matrix.otherTotal());
    return margins;
}

// Cohen, J. (1960, 1968): 1 - sum(w * observed) / sum(w * expected), w = |i - j|^power, power 0: disagreement yes or
// no.
std::optional<double> weightedKappa(const ConfusionMatrix &matrix, const Margins &margins, int power) {
    // "Other" has no place on a scale of categories; as a disagreement it is one like any other.
    if (power > 0 && margins.other > 0)
        return std::nullopt;
    double observed = 0, expected = 0;
    for (int i = 0; i < matrix.categories(); ++i) {
        const double row = margins.truth[static_cast<std::size_t>(i)];
        for (int j = 0; j < matrix.categories(); ++j) {
            const double distance = std::abs(i - j);
            const double weight = i == j ? 0.0 : power == 0 ? 1.0 : power == 1 ? distance : distance * distance;
            observed += weight * static_cast<double>(matrix.at(i, j));
            expected += weight * row * margins.predicted[static_cast<std::size_t>(j)];
        }
        observed += static_cast<double>(matrix.other(i));
        expected += row * margins.other;
    }
    if (!(expected > 0))
        return std::nullopt;
    return 1.0 - observed * margins.total / expected;
}

// Gorodkin, J. (2004), the multi-class form; 0 where a margin has no spread, as scikit-learn.
double matthews(const Margins &margins) {
    double together = 0, truthSquares = 0, predictedSquares = margins.other * margins.other;
    for (std::size_t k = 0; k < margins.truth.size(); ++k) {
        together += margins.truth[k] * margins.predicted[k];
        truthSquares += margins.truth[k] * margins.truth[k];
        predictedSquares += margins.predicted[k] * margins.predicted[k];
    }
    const double square = margins.total * margins.total;
    const double spread = (square - predictedSquares) * (square - truthSquares);
    return spread > 0 ? (margins.correct * margins.total - together) / std::sqrt(spread) : 0.0;
}

}  // namespace

Scores scoresOf(const ConfusionMatrix &matrix, int positive) {
    const Margins margins = marginsOf(matrix);
    Scores scores;
    // A category that neither is true nor was predicted anywhere belongs to no mean, as in scikit-learn's union of
    // labels.
    double present = 0, truthSum = 0, predictedSum = 0;
    for (int k = 0; k < matrix.categories(); ++k) {
        const double hits = static_cast<double>(matrix.at(k, k));
        const double truth = margins.truth[static_cast<std::size_t>(k)],
                     predicted = margins.predicted[static_cast<std::size_t>(k)];
        CategoryScores category;
        category.support = matrix.trueTotal(k);
        category.precisionDefined = predicted > 0;
        category.recallDefined = truth > 0;
        category.precision = ratio(hits, predicted);
        category.recall = ratio(hits, truth);
        category.f1 = ratio(2 * hits, truth + predicted);
        scores.perCategory.push_back(category);
        truthSum += truth;
        predictedSum += predicted;
        if (truth + predicted > 0) {
            ++present;
            scores.macroPrecision += category.precision;
            scores.macroRecall += category.recall;
            scores.macroF1 += category.f1;
        }
        scores.weightedPrecision += category.precision * truth;
        scores.weightedRecall += category.recall * truth;
        scores.weightedF1 += category.f1 * truth;
    }
    for (double *mean : {&scores.macroPrecision, &scores.macroRecall, &scores.macroF1})
        *mean = ratio(*mean, present);
    for (double *mean : {&scores.weightedPrecision, &scores.weightedRecall, &scores.weightedF1})
        *mean = ratio(*mean, margins.total);
    scores.accuracy = ratio(margins.correct, margins.total);
    scores.microPrecision = ratio(margins.correct, predictedSum);
    scores.microRecall = ratio(margins.correct, truthSum);
    scores.microF1 = ratio(2 * margins.correct, truthSum + predictedSum);

    if (matrix.categories() <= 2 && positive >= 0 && positive < matrix.categories()) {
        const CategoryScores &category = scores.perCategory[static_cast<std::size_t>(positive)];
        scores.precision = category.precision;
        scores.recall = category.recall;
        scores.f1 = category.f1;
    } else {
        scores.precision = scores.macroPrecision;
        scores.recall = scores.macroRecall;
        scores.f1 = scores.macroF1;
    }
    scores.kappa = weightedKappa(matrix, margins, 0);
    scores.kappaLinear = weightedKappa(matrix, margins, 1);
    scores.kappaQuadratic = weightedKappa(matrix, margins, 2);
    scores.mcc = matthews(margins);
    return scores;
}

Scores scoresAsInNotebook(const ConfusionMatrix &matrix, int positive) {
    ConfusionMatrix answered(matrix.categories());
    for (int truth = 0; truth < matrix.categories(); ++truth)
        for (int predicted = 0; predicted < matrix.categories(); ++predicted)
            answered.add(truth, predicted, matrix.at(truth, predicted));
    Scores scores = scoresOf(answered, positive);
    scores.accuracy = ratio(marginsOf(matrix).correct, static_cast<double>(matrix.total()));
    return scores;
}

Scores majorityScores(std::span<const int> truth, int categories, int positive, std::span<const int> training) {
    assert(categories > 0);
    std::vector<std::int64_t> counts(static_cast<std::size_t>(categories), 0);
    for (int category : training.empty() ? truth : training)
        ++counts[static_cast<std::size_t>(category)];
    const int majority = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    ConfusionMatrix matrix(categories);
    for (int category : truth)
        matrix.add(category, majority);
    return scoresOf(matrix, positive);
}

}  // namespace warbler
