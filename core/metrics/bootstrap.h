// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "core/metrics/intervals.h"

namespace warbler {

// Everything one evaluated row carries into a bootstrap draw.
struct ScoredRow {
    int truth = 0;
    int predicted = 0;  // -1: other
    double score = 0;   // of the category of interest
};
// Stratified percentile bootstrap: rows are drawn with replacement within each true category. Undefined draws are
// dropped and counted. 95 %, percentiles by linear interpolation as numpy. Generator: Mt19937 of streamSeed(seed,
// "bootstrap"); a draw takes the categories in order and, within each, below(rows of it) once for every row of it.
struct BootstrapInterval {
    std::optional<Interval> interval;  // empty: every draw undefined
    int undefinedDraws = 0;
};
using Figure = std::function<std::optional<double>(std::span<const ScoredRow>)>;
BootstrapInterval bootstrap(std::span<const ScoredRow> rows, int categories, const Figure &figure, std::uint64_t seed,
                            int draws = 2000);
// The usual figures in one pass over the draws, fast since each draw is one confusion matrix. f1 is that of the
// category of interest, macro with more than two categories. auc is that of ScoredRow::score; with more than two
// categories and probabilities [rows * categories] given, the mean over one-against-rest. macroF1MinusMajority: the
// rule "always the most frequent category" on the same rows.
struct BootstrapFigures {
    BootstrapInterval macroF1, f1, accuracy, auc, kappa, macroF1MinusMajority;
};
BootstrapFigures bootstrapFigures(std::span<const ScoredRow> rows, int categories, int positive, std::uint64_t seed,
                                  int draws = 2000, std::span<const double> probabilities = {});

// Two models on the same rows: interval of macro-F1(a) - macro-F1(b), rows drawn in pairs.
BootstrapInterval pairedMacroF1Difference(std::span<const int> truth, std::span<const int> a, std::span<const int> b,
                                          int categories, std::uint64_t seed, int draws = 2000);

}  // namespace warbler
