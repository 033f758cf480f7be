// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/roc_band.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace warbler {

namespace {

constexpr std::size_t kGrid = 101;

// Rows from the highest score down; a step of the curve ends where the score changes.
struct Ranking {
    std::vector<std::size_t> order;
    std::vector<bool> endsStep;
};

Ranking rankingOf(std::span<const double> scores) {
    Ranking ranking;
    ranking.order.resize(scores.size());
    std::iota(ranking.order.begin(), ranking.order.end(), std::size_t(0));
    std::stable_sort(ranking.order.begin(), ranking.order.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    for (std::size_t i = 0; i < scores.size(); ++i)
        ranking.endsStep.push_back(i + 1 == scores.size() || scores[ranking.order[i]] != scores[ranking.order[i + 1]]);
    return ranking;
}

// The true positive rate of one draw on the grid; counts: how often each row was drawn.
void addCurve(const Ranking &ranking, std::span<const bool> positives, const std::vector<int> &counts,
              double ofPositive, double ofNegative, std::vector<std::vector<float>> &rates) {
    double x = 0, y = 0;
    double hits = 0, misses = 0;
    std::size_t next = 0;
    const auto at = [](std::size_t i) { return double(i) / double(kGrid - 1); };
    for (std::size_t i = 0; i < ranking.order.size(); ++i) {
        const std::size_t row = ranking.order[i];
        (positives[row] ? hits : misses) += counts[row];
        if (!ranking.endsStep[i])
            continue;
        const double toX = misses / ofNegative, toY = hits / ofPositive;
        // At a vertical step the upper end counts, so a grid point is taken only when the curve has left it.
        for (; next < kGrid && at(next) < toX; ++next)
            rates[next].push_back(static_cast<float>(y + (toX > x ? (at(next) - x) / (toX - x) : 1) * (toY - y)));
        x = toX;
        y = toY;
    }
    for (; next < kGrid; ++next)
        rates[next].push_back(1);
}

// numpy's linear percentile of sorted values.
double percentile(const std::vector<float> &sorted, double share) {
    const double place = share * double(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return double(sorted[below]) + (place - double(below)) * (double(sorted[above]) - double(sorted[below]));
}

}  // namespace

std::optional<RateBand> rocBand(std::span<const bool> positives, std::span<const double> scores, std::uint64_t seed,
                                int draws) {
    std::vector<std::size_t> kinds[2];
    for (std::size_t i = 0; i < positives.size(); ++i)
        kinds[positives[i] ? 1 : 0].push_back(i);
    if (kinds[0].empty() || kinds[1].empty() || draws < 1 ||
        std::any_of(scores.begin(), scores.end(), [](double score) { return !std::isfinite(score); }))
        return {};
    const Ranking ranking = rankingOf(scores);
    std::vector<std::vector<float>> rates(kGrid);
    Mt19937 generator(streamSeed(seed, "roc band"));
    std::vector<int> counts(positives.size());
    for (int draw = 0; draw < draws; ++draw) {
        std::fill(counts.begin(), counts.end(), 0);
        for (const std::vector<std::size_t> &rows : kinds)
            for (std::size_t i = 0; i < rows.size(); ++i)
                ++counts[rows[generator.below(static_cast<std::uint32_t>(rows.size()))]];
        addCurve(ranking, positives, counts, double(kinds[1].size()), double(kinds[0].size()), rates);
    }
    RateBand band;
    for (std::size_t i = 0; i < kGrid; ++i) {
        std::sort(rates[i].begin(), rates[i].end());
        band.falsePositiveRate.push_back(double(i) / double(kGrid - 1));
        band.low.push_back(percentile(rates[i], 0.025));
        band.high.push_back(percentile(rates[i], 0.975));
    }
    return band;
}

}  // namespace warbler
