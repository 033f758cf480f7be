// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace warbler {

struct Interval {
    double low = 0, high = 0;
};

Interval wilson(std::int64_t successes, std::int64_t n, double z = 1.959963984540054);

// Exact McNemar, two-sided binomial.
double mcnemarExact(std::int64_t onlyARight, std::int64_t onlyBRight);

struct MeanSd {
    double mean = 0, sd = 0, se = 0;  // SD with k - 1, SE = SD / sqrt(k); NaN where undefined (k = 1, k = 0)
};
MeanSd meanSd(std::span<const double> values);

}  // namespace warbler
