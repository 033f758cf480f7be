// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/bootstrap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metrics/scores.h"

namespace warbler {

namespace {

// Draws rows with replacement within each true category: category after category, as many as it has.
class StratifiedDraws {
public:
    template <typename TruthOfRow>
    StratifiedDraws(std::size_t rows, int categories, std::uint64_t seed, TruthOfRow truthOfRow)
        : m_generator(streamSeed(seed, "bootstrap")), m_strata(static_cast<std::size_t>(categories)) {
        for (std::size_t row = 0; row < rows; ++row)
            m_strata.at(static_cast<std::size_t>(truthOfRow(row))).push_back(static_cast<std::uint32_t>(row));
    }

    template <typename Visit>
    void next(Visit visit) {
        for (const std::vector<std::uint32_t> &stratum : m_strata)
            for (std::size_t i = 0; i < stratum.size(); ++i)
                visit(stratum[m_generator.below(static_cast<std::uint32_t>(stratum.size()))]);
    }

private:
    Mt19937 m_generator;
    std::vector<std::vector<std::uint32_t>> m_strata;
};

// As numpy.percentile: linear between neighbours.
double quantile(const std::vector<double> &sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const std::size_t below = static_cast<std::size_t>(place);
    const double low = sorted[below], high = sorted[std::min(below + 1, sorted.size() - 1)],
                 t = place - static_cast<double>(below);
    return t >= 0.5 ? high - (high - low) * (1.0 - t) : low + (high - low) * t;
}

// Values of one figure over the draws.
struct Draws {
    std::vector<double> values;
    int undefined = 0;

    void add(const std::optional<double> &value) {
        if (value && std::isfinite(*value))
            values.push_back(*value);
        else
            ++undefined;
    }

    BootstrapInterval interval() {
        BootstrapInterval result;
        result.undefinedDraws = undefined;
        if (!values.empty()) {
            std::sort(values.begin(), values.end());
            result.interval = Interval{quantile(values, 0.025), quantile(values, 0.975)};
        }
        return result;
    }
};

// Area under the ROC curve of a drawn sample: the rows are sorted once, a draw only says how often each of them counts.
class DrawnArea {
public:
    template <typename IsPositive, typename ScoreOfRow>
    DrawnArea(std::size_t rows, IsPositive isPositive, ScoreOfRow scoreOfRow)
        : m_order(rows), m_isPositive(rows), m_endsTie(rows) {
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::sort(m_order.begin(), m_order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return scoreOfRow(a) > scoreOfRow(b); });
        for (std::size_t i = 0; i < rows; ++i) {
            m_isPositive[i] = isPositive(m_order[i]) ? 1 : 0;
            m_endsTie[i] = i + 1 == rows || scoreOfRow(m_order[i + 1]) < scoreOfRow(m_order[i]) ? 1 : 0;
        }
    }

    std::optional<double> of(const std::vector<std::uint32_t> &times) const {
        std::uint64_t hits = 0, alarms = 0, hitsBefore = 0, alarmsBefore = 0, doubled = 0;
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            (m_isPositive[i] != 0 ? hits : alarms) += times[m_order[i]];
            if (m_endsTie[i] != 0) {
                doubled += (alarms - alarmsBefore) * (hits + hitsBefore);
                hitsBefore = hits;
                alarmsBefore = alarms;
            }
        }
        if (hits == 0 || alarms == 0)
            return std::nullopt;
        return static_cast<double>(doubled) / 2.0 / static_cast<double>(hits) / static_cast<double>(alarms);
    }

private:
    std::vector<std::uint32_t> m_order;
    std::vector<std::uint8_t> m_isPositive, m_endsTie;
};

std::vector<DrawnArea> areasOf(std::span<const ScoredRow> rows, int categories, int positive,
                               std::span<const double> probabilities) {
    const auto refuse = [](std::size_t row) {
        throw Error(ErrorCode::BadData, "the score of row " + std::to_string(row + 1) + " is not a finite number",
                    "Leave rows without a score out, or score them again.");
    };
    std::vector<DrawnArea> areas;
    if (categories > 2 && !probabilities.empty()) {
        const std::size_t width = static_cast<std::size_t>(categories);
        assert(probabilities.size() == rows.size() * width);
        for (std::size_t i = 0; i < probabilities.size(); ++i)
            if (!std::isfinite(probabilities[i]))
                refuse(i / width);
        for (int category = 0; category < categories; ++category)
            areas.emplace_back(
                rows.size(), [&](std::size_t row) { return rows[row].truth == category; },
                [&](std::size_t row) { return probabilities[row * width + static_cast<std::size_t>(category)]; });
        return areas;
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (!std::isfinite(rows[row].score))
            refuse(row);
    areas.emplace_back(
        rows.size(), [&](std::size_t row) { return rows[row].truth == positive; },
        [&](std::size_t row) { return rows[row].score; });
    return areas;
}

std::optional<double> meanArea(const std::vector<DrawnArea> &areas, const std::vector<std::uint32_t> &times) {
    double sum = 0;
    for (const DrawnArea &area : areas) {
        const std::optional<double> value = area.of(times);
        if (!value)
            return std::nullopt;
        sum += *value;
    }
    return sum / static_cast<double>(areas.size());
}

}  // namespace

BootstrapInterval bootstrap(std::span<const ScoredRow> rows, int categories, const Figure &figure, std::uint64_t seed,
                            int draws) {
    StratifiedDraws source(rows.size(), categories, seed, [&](std::size_t row) { return rows[row].truth; });
    std::vector<ScoredRow> drawn;
    drawn.reserve(rows.size());
    Draws values;
    for (int draw = 0; draw < draws; ++draw) {
        drawn.clear();
        source.next([&](std::uint32_t row) { drawn.push_back(rows[row]); });
        values.add(figure(drawn));
    }
    return values.interval();
}

BootstrapFigures bootstrapFigures(std::span<const ScoredRow> rows, int categories, int positive, std::uint64_t seed,
                                  int draws, std::span<const double> probabilities) {
    StratifiedDraws source(rows.size(), categories, seed, [&](std::size_t row) { return rows[row].truth; });
    const std::vector<DrawnArea> areas = areasOf(rows, categories, positive, probabilities);
    std::vector<int> truth(rows.size());
    std::transform(rows.begin(), rows.end(), truth.begin(), [](const ScoredRow &row) { return row.truth; });
    // Every draw has the true categories of the rows, so the majority rule scores the same on each.
    const double majority = rows.empty() ? 0.0 : majorityScores(truth, categories, positive).macroF1;

    Draws macroF1, f1, accuracy, auc, kappa, minusMajority;
    std::vector<std::uint32_t> times(rows.size());
    for (int draw = 0; draw < draws && !rows.empty(); ++draw) {
        std::fill(times.begin(), times.end(), 0U);
        ConfusionMatrix matrix(categories);
        source.next([&](std::uint32_t row) {
            ++times[row];
            matrix.add(rows[row].truth, rows[row].predicted);
        });
        const Scores scores = scoresOf(matrix, positive);
        macroF1.add(scores.macroF1);
        f1.add(scores.f1);
        accuracy.add(scores.accuracy);
        kappa.add(scores.kappa);
        minusMajority.add(scores.macroF1 - majority);
        auc.add(meanArea(areas, times));
    }
    return {macroF1.interval(), f1.interval(),    accuracy.interval(),
            auc.interval(),     kappa.interval(), minusMajority.interval()};
}

BootstrapInterval pairedMacroF1Difference(std::span<const int> truth, std::span<const int> a, std::span<const int> b,
                                          int categories, std::uint64_t seed, int draws) {
    assert(truth.size() == a.size() && truth.size() == b.size());
    StratifiedDraws source(truth.size(), categories, seed, [&](std::size_t row) { return truth[row]; });
    Draws differences;
    for (int draw = 0; draw < draws && !truth.empty(); ++draw) {
        ConfusionMatrix first(categories), second(categories);
        source.next([&](std::uint32_t row) {
            first.add(truth[row], a[row]);
            second.add(truth[row], b[row]);
        });
        differences.add(scoresOf(first, 0).macroF1 - scoresOf(second, 0).macroF1);
    }
    return differences.interval();
}

}  // namespace warbler
