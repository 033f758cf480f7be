// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/classify/baselines.h"
#include "core/classify/evaluation.h"
#include "core/metrics/intervals.h"

namespace warbler {

// What the interval of a paired difference in macro-F1 says about a run beside a baseline.
enum class Standing {
    NotCompared,  // there is no such baseline
    TooFewRows,   // fewer than kRowsForIntervals rows: nothing is ranked
    Better,       // the whole interval lies above 0
    NotSettled,   // the interval contains 0, whichever figure is higher
    Worse         // the whole interval lies below 0
};

struct Comparison {
    Standing standing = Standing::NotCompared;
    double difference = 0;             // macro-F1 of the run minus the baseline's
    std::optional<Interval> interval;  // 95 %, of that difference
    // How many more labelled rows would settle it if the difference stayed as it is; empty where no number would, or
    // where it is settled. The width of an interval shrinks with the root of the rows.
    std::optional<std::int64_t> rowsToSettle;
};
// interval: of difference on this many rows.
Comparison comparisonOf(double difference, const std::optional<Interval> &interval, std::int64_t rows);

// Is a run better than always answering the most frequent category, and than the word model?
struct Verdict {
    Comparison withMajority, withWordModel;
    std::string sentence;  // plain English, never empty where rows were judged
};
// side: whose rows these are, as the sentence calls them: "test", "validation"; empty: just tweets.
Verdict verdictOf(std::span<const JudgedRow> rows, const Baselines &baselines, int categories, int positive,
                  std::uint64_t seed, const std::string &side = {});
// "Only 7 test tweets are labelled: ...": why there are no intervals and nothing is ranked; empty from
// kRowsForIntervals rows on.
std::string tooFewRowsSentence(std::int64_t rows, std::int64_t right, const std::string &side);

}  // namespace warbler
