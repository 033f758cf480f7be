// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/intervals.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace warbler {

// Wilson, E. B. (1927), without continuity correction.
Interval wilson(std::int64_t successes, std::int64_t n, double z) {
    assert(successes >= 0 && successes <= n);
    if (n == 0)
        return {0.0, 1.0};
    const double count = static_cast<double>(n), share = static_cast<double>(successes) / count;
    const double scale = 1.0 + z * z / count;
    const double centre = (share + z * z / (2.0 * count)) / scale;
    const double half = z / scale * std::sqrt(share * (1.0 - share) / count + z * z / (4.0 * count * count));
    // At the ends the formula gives 0 and 1 but for rounding.
    return {successes == 0 ? 0.0 : std::max(0.0, centre - half), successes == n ? 1.0 : std::min(1.0, centre + half)};
}

// Twice the smaller tail of Binomial(n, 1/2), at most 1.
double mcnemarExact(std::int64_t onlyARight, std::int64_t onlyBRight) {
    assert(onlyARight >= 0 && onlyBRight >= 0);
    const std::int64_t n = onlyARight + onlyBRight, tail = std::min(onlyARight, onlyBRight);
    double logTerm = -static_cast<double>(n) * std::log(2.0), sum = 0;
    for (std::int64_t i = 0; i <= tail; ++i) {
        sum += std::exp(logTerm);
        logTerm += std::log(static_cast<double>(n - i)) - std::log(static_cast<double>(i + 1));
    }
    return std::min(1.0, 2.0 * sum);
}

MeanSd meanSd(std::span<const double> values) {
    MeanSd result;
    if (values.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(),
                std::numeric_limits<double>::quiet_NaN()};
    const double k = static_cast<double>(values.size());
    for (double value : values)
        result.mean += value / k;
    double squares = 0;
    for (double value : values)
        squares += (value - result.mean) * (value - result.mean);
    result.sd = values.size() > 1 ? std::sqrt(squares / (k - 1.0)) : std::numeric_limits<double>::quiet_NaN();
    result.se = result.sd / std::sqrt(k);
    return result;
}

}  // namespace warbler
