// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>

namespace warbler {

Histogram::Histogram(double low, double high, std::size_t bars) : m_low(low), m_high(high), m_counts(bars, 0) {}

void Histogram::add(double value) {
    const double span = m_high > m_low ? m_high - m_low : 1;
    const auto bars = static_cast<double>(m_counts.size());
    const double place = std::clamp((value - m_low) / span * bars, 0.0, bars - 1);
    ++m_counts[static_cast<std::size_t>(place)];
}

Histogram histogramOf(std::span<const float> values, std::size_t bars) {
    if (values.empty())
        return {};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    Histogram histogram(static_cast<double>(*low), static_cast<double>(*high), bars);
    for (const float value : values)
        histogram.add(static_cast<double>(value));
    return histogram;
}

Histogram histogramOfLengths(std::span<const std::int64_t> lengths, std::size_t bars) {
    const std::int64_t longest = lengths.empty() ? 1 : *std::max_element(lengths.begin(), lengths.end());
    const std::int64_t step = longest / static_cast<std::int64_t>(bars) + 1;
    Histogram histogram(0, static_cast<double>(step * static_cast<std::int64_t>(bars)), bars);
    // The middle of a length's unit, so that no rounding moves it into the bar before.
    for (const std::int64_t length : lengths)
        histogram.add(static_cast<double>(length) + 0.5);
    return histogram;
}

}  // namespace warbler
