// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agreement/coefficients.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace warbler {

namespace {
Coefficient none(const char *reason) { return {std::nullopt, reason}; }

template <typename Visit>
void forEachUnit(const Ratings &ratings, const Units &units, Visit visit) {
    if (units.empty())
        for (std::size_t unit = 0; unit < ratings.units(); ++unit)
            visit(unit);
    else
        for (const std::uint32_t unit : units)
            visit(static_cast<std::size_t>(unit));
}

// Labels of a unit by category; returns how many there are.
int countLabels(const Ratings &ratings, std::size_t unit, std::vector<int> &counts) {
    std::fill(counts.begin(), counts.end(), 0);
    int labels = 0;
    for (std::size_t coder = 0; coder < ratings.coders(); ++coder) {
        const int code = ratings.code(unit, coder);
        if (code == kNotCoded)
            continue;
        ++counts[static_cast<std::size_t>(code)];
        ++labels;
    }
    return labels;
}

double percentile(const std::vector<double> &sorted, double share) {
    const double position = share * static_cast<double>(sorted.size() - 1);
    const std::size_t below = static_cast<std::size_t>(position);
    const double next = below + 1 < sorted.size() ? sorted[below + 1] : sorted[below];
    return sorted[below] + (position - static_cast<double>(below)) * (next - sorted[below]);
}
}  // namespace

Coefficient rawAgreement(const Ratings &ratings, const Units &units) {
    std::vector<int> counts(static_cast<std::size_t>(ratings.categories()));
    double agreeing = 0, pairs = 0;
    forEachUnit(ratings, units, [&](std::size_t unit) {
        const int labels = countLabels(ratings, unit, counts);
        pairs += 0.5 * labels * (labels - 1);
        for (const int count : counts)
            agreeing += 0.5 * count * (count - 1);
    });
    return pairs > 0 ? Coefficient{agreeing / pairs, {}} : none("no tweet was coded by two coders");
}

Coefficient krippendorffAlpha(const Ratings &ratings, Distance distance, const Units &units,
                              const std::vector<double> &values) {
    const std::size_t k = static_cast<std::size_t>(ratings.categories());
    assert(values.empty() || values.size() == k);
    std::vector<double> coincidences(k * k, 0.0);
    std::vector<int> counts(k);
    forEachUnit(ratings, units, [&](std::size_t unit) {
        const int labels = countLabels(ratings, unit, counts);
        if (labels < 2)
            return;
        for (std::size_t c = 0; c < k; ++c)
            for (std::size_t d = 0; counts[c] > 0 && d < k; ++d)
                coincidences[c * k + d] +=
                    static_cast<double>(counts[c]) * (counts[d] - (c == d ? 1 : 0)) / (labels - 1);
    });
    std::vector<double> totals(k, 0.0);
    for (std::size_t c = 0; c < k; ++c)
        for (std::size_t d = 0; d < k; ++d)
            totals[c] += coincidences[c * k + d];
    const double n = std::accumulate(totals.begin(), totals.end(), 0.0);
    if (n == 0)
        return none("no tweet was coded by two coders");

    const auto value = [&](std::size_t c) { return values.empty() ? static_cast<double>(c) : values[c]; };
    // Squared distance of the categories c < d.
    const auto squared = [&](std::size_t c, std::size_t d) {
        double difference = 1;
        switch (distance) {
        case Distance::Nominal:
            break;
        case Distance::Ordinal:
            difference = std::accumulate(totals.begin() + static_cast<std::ptrdiff_t>(c),
                                         totals.begin() + static_cast<std::ptrdiff_t>(d) + 1, 0.0) -
                         (totals[c] + totals[d]) / 2;
            break;
        case Distance::Interval:
            difference = value(d) - value(c);
            break;
        case Distance::Ratio:
            difference = value(d) + value(c) == 0 ? 0 : (value(d) - value(c)) / (value(d) + value(c));
            break;
        }
        return difference * difference;
    };
    double observed = 0, expected = 0;
    for (std::size_t c = 0; c < k; ++c)
        for (std::size_t d = c + 1; d < k; ++d) {
            const double weight = squared(c, d);
            observed += coincidences[c * k + d] * weight;
            expected += totals[c] * totals[d] * weight;
        }
    if (expected == 0)
        return none("only one category was used");
    return {1 - (n - 1) * observed / expected, {}};
}

Coefficient cohenKappa(const Ratings &ratings, KappaWeights weights, const Units &units) {
    assert(ratings.coders() == 2);
    const std::size_t k = static_cast<std::size_t>(ratings.categories());
    std::vector<double> table(k * k, 0.0), first(k, 0.0), second(k, 0.0);
    double n = 0;
    forEachUnit(ratings, units, [&](std::size_t unit) {
        const int a = ratings.code(unit, 0), b = ratings.code(unit, 1);
        if (a == kNotCoded || b == kNotCoded)
            return;
        ++table[static_cast<std::size_t>(a) * k + static_cast<std::size_t>(b)];
        ++first[static_cast<std::size_t>(a)];
        ++second[static_cast<std::size_t>(b)];
        ++n;
    });
    if (n == 0)
        return none("no tweet was coded by both coders");
    double observed = 0, expected = 0;
    for (std::size_t a = 0; a < k; ++a)
        for (std::size_t b = 0; b < k; ++b) {
            const double apart = a > b ? static_cast<double>(a - b) : static_cast<double>(b - a);
            const double weight = weights == KappaWeights::None     ? (a == b ? 0 : 1)
                                  : weights == KappaWeights::Linear ? apart
                                                                    : apart * apart;
            observed += weight * table[a * k + b];
            expected += weight * first[a] * second[b] / n;
        }
    if (expected == 0)
        return none("both coders used one and the same category only");
    return {1 - observed / expected, {}};
}

Coefficient fleissKappa(const Ratings &ratings, const Units &units) {
    const std::size_t k = static_cast<std::size_t>(ratings.categories());
    std::vector<int> counts(k);
    std::vector<double> totals(k, 0.0);
    double agreement = 0, n = 0;
    int labels = -1;
    bool isEven = true;
    forEachUnit(ratings, units, [&](std::size_t unit) {
        const int here = countLabels(ratings, unit, counts);
        if (labels < 0)
            labels = here;
        isEven = isEven && here == labels;
        ++n;
        for (std::size_t c = 0; c < k; ++c) {
            totals[c] += counts[c];
            agreement += static_cast<double>(counts[c]) * (counts[c] - 1);
        }
    });
    if (n == 0)
        return none("there are no tweets");
    if (!isEven)
        return none("the tweets have different numbers of labels");
    if (labels < 2)
        return none("no tweet was coded by two coders");
    const double observed = agreement / (n * labels * (labels - 1));
    double expected = 0;
    for (const double total : totals)
        expected += total * total / (n * labels * n * labels);
    if (expected >= 1)
        return none("only one category was used");
    return {(observed - expected) / (1 - expected), {}};
}

AgreementInterval bootstrapAgreement(std::size_t units, const AgreementStatistic &statistic, std::uint64_t seed,
                                     int draws, double level) {
    assert(level > 0 && level < 1);
    AgreementInterval interval;
    interval.draws = draws;
    if (units == 0)
        return interval;
    Mt19937 random(streamSeed(seed, "agreement"));
    Units drawn(units);
    std::vector<double> values;
    for (int draw = 0; draw < draws; ++draw) {
        for (auto &unit : drawn)
            unit = random.below(static_cast<std::uint32_t>(units));
        if (const Coefficient coefficient = statistic(drawn); coefficient.value)
            values.push_back(*coefficient.value);
        else
            ++interval.undefined;
    }
    if (2 * values.size() < static_cast<std::size_t>(draws) || values.empty())
        return interval;
    std::sort(values.begin(), values.end());
    interval.low = percentile(values, (1 - level) / 2);
    interval.high = percentile(values, (1 + level) / 2);
    interval.isDefined = true;
    return interval;
}

}  // namespace warbler
