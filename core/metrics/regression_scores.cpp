// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/regression_scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

namespace warbler {

namespace {

double meanOf(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// The mean of equal numbers is off by a rounding: their spread, not quite zero, would give a correlation of noise.
bool isConstant(std::span<const double> values) {
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

// None where one side is constant, as scipy gives nan.
std::optional<double> correlation(std::span<const double> a, std::span<const double> b) {
    if (isConstant(a) || isConstant(b))
        return std::nullopt;
    const double meanA = meanOf(a), meanB = meanOf(b);
    double both = 0, squaresA = 0, squaresB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - meanA) * (b[i] - meanB);
        squaresA += (a[i] - meanA) * (a[i] - meanA);
        squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    if (!(squaresA > 0) || !(squaresB > 0))
        return std::nullopt;
    return std::clamp(both / std::sqrt(squaresA) / std::sqrt(squaresB), -1.0, 1.0);
}

// Ranks from 1, ties get their mean.
std::vector<double> ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && !(values[order[first]] < values[order[last + 1]]))
            ++last;
        for (std::size_t i = first; i <= last; ++i)
            result[order[i]] = static_cast<double>(first + last) / 2.0 + 1.0;
        first = last + 1;
    }
    return result;
}

}  // namespace

RegressionScores regressionScores(std::span<const double> truth, std::span<const double> predicted) {
    assert(truth.size() == predicted.size());
    RegressionScores scores;
    if (truth.empty())
        return scores;
    const double n = static_cast<double>(truth.size()), mean = meanOf(truth);
    double squares = 0, absolute = 0, spread = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double error = predicted[i] - truth[i];
        squares += error * error;
        absolute += std::abs(error);
        spread += (truth[i] - mean) * (truth[i] - mean);
    }
    scores.rmse = std::sqrt(squares / n);
    scores.mae = absolute / n;
    if (truth.size() < 2)
        return scores;
    if (!isConstant(truth))
        scores.r2 = 1.0 - squares / spread;
    scores.pearson = correlation(truth, predicted);
    scores.spearman = correlation(ranks(truth), ranks(predicted));
    return scores;
}

}  // namespace warbler
