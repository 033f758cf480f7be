// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace warbler {

// How many values lie in each of several equal steps.
class Histogram {
public:
    Histogram() = default;  // without bars
    // bars > 0; high > low, else all values lie in the first bar.
    Histogram(double low, double high, std::size_t bars);
    void add(double value);  // one outside counts in the bar at its end
    double low() const { return m_low; }
    double high() const { return m_high; }
    const std::vector<std::int64_t> &counts() const { return m_counts; }

private:
    double m_low = 0, m_high = 1;
    std::vector<std::int64_t> m_counts;
};

// From the lowest value to the highest; no values: no bars.
Histogram histogramOf(std::span<const float> values, std::size_t bars);
// From 0, in steps of whole tokens that are wide enough for the longest; lengths >= 0.
Histogram histogramOfLengths(std::span<const std::int64_t> lengths, std::size_t bars);

}  // namespace warbler
