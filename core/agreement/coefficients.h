// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/agreement/ratings.h"

namespace warbler {

// Share of agreeing pairs among all pairs of labels of a tweet; the percentage of agreement where there are two coders.
Coefficient rawAgreement(const Ratings &ratings, const Units &units = {});

enum class Distance { Nominal, Ordinal, Interval, Ratio };
// Krippendorff's alpha; labels may be missing, tweets with fewer than two count for nothing. Interval and Ratio take
// the number a category stands for from `values` (its index where that is empty). At most 1; none if no tweet has two
// labels or only one category occurs. Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011),
// coincidence matrices.
Coefficient krippendorffAlpha(const Ratings &ratings, Distance distance, const Units &units = {},
                              const std::vector<double> &values = {});

enum class KappaWeights { None, Linear, Quadratic };
// Cohen's kappa of two coders over the tweets both coded (Cohen 1960; weighted 1968). The ratings must be of two
// coders.
Coefficient cohenKappa(const Ratings &ratings, KappaWeights weights = KappaWeights::None, const Units &units = {});

// Fleiss' kappa (1971). None unless every tweet has the same number of labels, at least two.
Coefficient fleissKappa(const Ratings &ratings, const Units &units = {});

// A percentile interval over resampled tweets.
struct AgreementInterval {
    double low = 0, high = 0;
    int draws = 0, undefined = 0;  // undefined: resamples without a coefficient, left out
    bool isDefined = false;        // false: fewer than half of the draws have one
};
using AgreementStatistic = std::function<Coefficient(const Units &units)>;
// `level` (.95) of the resamples' values lie between low and high; percentiles by linear interpolation, draws from
// streamSeed(seed, "agreement").
AgreementInterval bootstrapAgreement(std::size_t units, const AgreementStatistic &statistic, std::uint64_t seed,
                                     int draws = 2000, double level = 0.95);

}  // namespace warbler
