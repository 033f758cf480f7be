// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/calibration.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace warbler {

double brierScore(std::span<const int> truth, std::span<const double> probabilities, int categories) {
    const std::size_t width = static_cast<std::size_t>(categories);
    assert(probabilities.size() == truth.size() * width);
    if (truth.empty())
        return 0;
    double sum = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double target = truth[i / width] == static_cast<int>(i % width) ? 1.0 : 0.0;
        sum += (probabilities[i] - target) * (probabilities[i] - target);
    }
    return sum / static_cast<double>(truth.size()) / (categories == 2 ? 2.0 : 1.0);
}

double logLoss(std::span<const int> truth, std::span<const double> probabilities, int categories) {
    const std::size_t width = static_cast<std::size_t>(categories);
    assert(probabilities.size() == truth.size() * width);
    if (truth.empty())
        return 0;
    constexpr double kLeast = std::numeric_limits<double>::epsilon();
    double sum = 0;
    for (std::size_t row = 0; row < truth.size(); ++row)
        sum -= std::log(
            std::clamp(probabilities[row * width + static_cast<std::size_t>(truth[row])], kLeast, 1.0 - kLeast));
    return sum / static_cast<double>(truth.size());
}

std::vector<CalibrationBin> calibrationBins(std::span<const bool> correct, std::span<const double> confidence,
                                            int bins) {
    assert(correct.size() == confidence.size() && bins > 0);
    std::vector<std::size_t> order(correct.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return confidence[a] < confidence[b]; });

    const std::size_t wanted = static_cast<std::size_t>(bins);
    std::vector<CalibrationBin> result;
    std::size_t next = 0;
    for (std::size_t bin = 0; bin < wanted; ++bin) {
        const std::size_t rows = order.size() / wanted + (bin < order.size() % wanted ? 1 : 0);
        if (rows == 0)
            break;
        CalibrationBin entry;
        entry.rows = static_cast<std::int64_t>(rows);
        entry.lowest = confidence[order[next]];
        entry.highest = confidence[order[next + rows - 1]];
        std::int64_t right = 0;
        for (std::size_t i = next; i < next + rows; ++i) {
            entry.meanConfidence += confidence[order[i]];
            right += correct[order[i]] ? 1 : 0;
        }
        entry.meanConfidence /= static_cast<double>(rows);
        entry.accuracy = static_cast<double>(right) / static_cast<double>(rows);
        entry.interval = wilson(right, entry.rows);
        result.push_back(entry);
        next += rows;
    }
    return result;
}

double expectedCalibrationError(std::span<const bool> correct, std::span<const double> confidence, int bins) {
    double sum = 0;
    for (const CalibrationBin &bin : calibrationBins(correct, confidence, bins))
        sum += static_cast<double>(bin.rows) * std::abs(bin.accuracy - bin.meanConfidence);
    return correct.empty() ? 0.0 : sum / static_cast<double>(correct.size());
}

}  // namespace warbler
