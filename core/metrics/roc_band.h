// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace warbler {

// Where a ROC curve lies in 95 % of bootstrap draws: at each false positive rate 0, .01, ... 1 the 2.5 % and 97.5 %
// percentiles of the true positive rate, linear between the curve's points ("vertical averaging", Fawcett 2006). [101]
// each.
struct RateBand {
    std::vector<double> falsePositiveRate, low, high;
};
// Rows are drawn with replacement within each kind, as bootstrap() does; the same seed gives the same band. positives
// and scores: [rows]. Empty where one kind is missing or a score is not finite.
std::optional<RateBand> rocBand(std::span<const bool> positives, std::span<const double> scores, std::uint64_t seed,
                                int draws = 2000);

}  // namespace warbler
