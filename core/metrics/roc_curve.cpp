// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/roc_curve.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <string>

#include "core/base/error.h"

namespace warbler {

namespace {

// Counts of rows with a score of at least the threshold, thresholds falling, one entry per distinct score.
struct Steps {
    std::vector<std::int64_t> truePositives, falsePositives;
    std::vector<double> thresholds;
    std::int64_t positives() const { return truePositives.empty() ? 0 : truePositives.back(); }
    std::int64_t negatives() const { return falsePositives.empty() ? 0 : falsePositives.back(); }
};

Steps stepsOf(std::span<const bool> isPositive, std::span<const double> score) {
    assert(isPositive.size() == score.size());
    for (std::size_t row = 0; row < score.size(); ++row)
        if (!std::isfinite(score[row]))
            throw Error(ErrorCode::BadData, "the score of row " + std::to_string(row + 1) + " is not a finite number",
                        "Leave rows without a score out, or score them again.");
    std::vector<std::size_t> order(score.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });

    Steps steps;
    std::int64_t hits = 0, alarms = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        ++(isPositive[order[i]] ? hits : alarms);
        if (i + 1 == order.size() || score[order[i + 1]] < score[order[i]]) {
            steps.truePositives.push_back(hits);
            steps.falsePositives.push_back(alarms);
            steps.thresholds.push_back(score[order[i]]);
        }
    }
    return steps;
}

// Trapezoids in whole numbers, divided once.
std::optional<double> areaOf(const Steps &steps) {
    if (steps.positives() == 0 || steps.negatives() == 0)
        return std::nullopt;
    double doubled = 0;
    std::int64_t hits = 0, alarms = 0;
    for (std::size_t i = 0; i < steps.thresholds.size(); ++i) {
        doubled +=
            static_cast<double>(steps.falsePositives[i] - alarms) * static_cast<double>(steps.truePositives[i] + hits);
        hits = steps.truePositives[i];
        alarms = steps.falsePositives[i];
    }
    return doubled / 2.0 / static_cast<double>(steps.positives()) / static_cast<double>(steps.negatives());
}

// One row of a matrix of probabilities against the others: rows of these categories only, `positive` among them.
std::optional<double> areaOfColumn(std::span<const int> truth, std::span<const double> probabilities, int categories,
                                   int positive, std::optional<int> against) {
    const std::unique_ptr<bool[]> isPositive = std::make_unique<bool[]>(truth.size());
    std::vector<double> score;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        if (against && truth[row] != positive && truth[row] != *against)
            continue;
        isPositive[score.size()] = truth[row] == positive;
        score.push_back(probabilities[row * static_cast<std::size_t>(categories) + static_cast<std::size_t>(positive)]);
    }
    return areaOf(stepsOf({isPositive.get(), score.size()}, score));
}

}  // namespace

RocCurve rocCurve(std::span<const bool> isPositive, std::span<const double> score) {
    const Steps steps = stepsOf(isPositive, score);
    RocCurve curve;
    curve.auc = areaOf(steps);
    if (!curve.auc)
        return curve;
    const std::vector<std::int64_t> &tps = steps.truePositives, &fps = steps.falsePositives;
    const auto push = [&](std::int64_t alarms, std::int64_t hits, double threshold) {
        curve.falsePositiveRate.push_back(static_cast<double>(alarms) / static_cast<double>(steps.negatives()));
        curve.truePositiveRate.push_back(static_cast<double>(hits) / static_cast<double>(steps.positives()));
        curve.thresholds.push_back(threshold);
    };
    push(0, 0, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < steps.thresholds.size(); ++i) {
        // A point midway between equal steps lies on the line through its neighbours.
        const bool isCollinear = i > 0 && i + 1 < steps.thresholds.size() &&
                                 tps[i + 1] - tps[i] == tps[i] - tps[i - 1] &&
                                 fps[i + 1] - fps[i] == fps[i] - fps[i - 1];
        if (!isCollinear)
            push(fps[i], tps[i], steps.thresholds[i]);
    }
    return curve;
}

PrecisionRecallCurve precisionRecallCurve(std::span<const bool> isPositive, std::span<const double> score) {
    const Steps steps = stepsOf(isPositive, score);
    PrecisionRecallCurve curve;
    if (steps.positives() == 0)
        return curve;
    double area = 0, recallBefore = 0;
    for (std::size_t i = 0; i < steps.thresholds.size(); ++i) {
        const double hits = static_cast<double>(steps.truePositives[i]);
        const double precision = hits / static_cast<double>(steps.truePositives[i] + steps.falsePositives[i]);
        const double recall = hits / static_cast<double>(steps.positives());
        area += (recall - recallBefore) * precision;
        recallBefore = recall;
        curve.precision.push_back(precision);
        curve.recall.push_back(recall);
        curve.thresholds.push_back(steps.thresholds[i]);
    }
    curve.averagePrecision = area;
    for (std::vector<double> *column : {&curve.precision, &curve.recall, &curve.thresholds})
        std::reverse(column->begin(), column->end());
    curve.precision.push_back(1.0);
    curve.recall.push_back(0.0);
    return curve;
}

std::optional<double> aucOvr(std::span<const int> truth, std::span<const double> probabilities, int categories) {
    assert(probabilities.size() == truth.size() * static_cast<std::size_t>(categories));
    double sum = 0;
    for (int positive = 0; positive < categories; ++positive) {
        const std::optional<double> area = areaOfColumn(truth, probabilities, categories, positive, std::nullopt);
        if (!area)
            return std::nullopt;
        sum += *area;
    }
    return categories > 0 ? std::optional<double>(sum / categories) : std::nullopt;
}

std::optional<double> aucOvo(std::span<const int> truth, std::span<const double> probabilities, int categories) {
    assert(probabilities.size() == truth.size() * static_cast<std::size_t>(categories));
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < categories; ++a) {
        for (int b = a + 1; b < categories; ++b, ++pairs) {
            const std::optional<double> first = areaOfColumn(truth, probabilities, categories, a, b);
            const std::optional<double> second = areaOfColumn(truth, probabilities, categories, b, a);
            if (!first || !second)
                return std::nullopt;
            sum += (*first + *second) / 2.0;
        }
    }
    return pairs > 0 ? std::optional<double>(sum / pairs) : std::nullopt;
}

RocCurve rocCurve(std::span<const int> truth, int positive, std::span<const double> score) {
    const std::unique_ptr<bool[]> isPositive = std::make_unique<bool[]>(truth.size());
    std::transform(truth.begin(), truth.end(), isPositive.get(), [&](int category) { return category == positive; });
    return rocCurve({isPositive.get(), truth.size()}, score);
}

PrecisionRecallCurve precisionRecallCurve(std::span<const int> truth, int positive, std::span<const double> score) {
    const std::unique_ptr<bool[]> isPositive = std::make_unique<bool[]>(truth.size());
    std::transform(truth.begin(), truth.end(), isPositive.get(), [&](int category) { return category == positive; });
    return precisionRecallCurve({isPositive.get(), truth.size()}, score);
}

}  // namespace warbler
