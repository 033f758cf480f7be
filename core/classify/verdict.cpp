// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/verdict.h"

#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/metrics/bootstrap.h"

namespace warbler {

namespace {

// Beyond this many rows nobody will label on, and the number would only look exact.
constexpr double kMostRowsToSettle = 100000;

// Two leading digits: the number is a rough one and looks like it.
std::int64_t roughCount(double rows) {
    const double step = rows < 100 ? (rows < 20 ? 1 : 5) : std::pow(10, std::floor(std::log10(rows)) - 1);
    return static_cast<std::int64_t>(std::ceil(rows / step - 1e-9) * step);
}

std::string signedFigure(double value) {
    const std::string figure = fixedText(std::abs(value), 2);
    if (figure == "0.00")
        return "0";
    return (value < 0 ? "-" : "+") + figure.substr(figure.rfind("0.", 0) == 0 ? 1 : 0);
}

std::string tweetsOf(std::int64_t rows, const std::string &side) {
    return std::to_string(rows) + " " + (side.empty() ? "" : side + " ") + (rows == 1 ? "tweet" : "tweets");
}

// "lies between -.02 and +.36".
std::string rangeOf(const Comparison &comparison) {
    return "between " + signedFigure(comparison.interval->low) + " and " + signedFigure(comparison.interval->high);
}

std::string sentenceOf(const Comparison &comparison, const std::string &other, std::int64_t rows,
                       const std::string &side) {
    const std::string on = "on " + tweetsOf(rows, side);
    if (!comparison.interval)
        return "Not settled beside " + other + ": " + on + " the difference in macro-F1 has no interval.";
    const std::string lies = on + " the difference in macro-F1 lies " + rangeOf(comparison);
    switch (comparison.standing) {
    case Standing::Better:
        return "Better than " + other + ": " + lies + ".";
    case Standing::Worse:
        return "This run is below " + other + ": " + lies + ".";
    case Standing::NotSettled:
        break;
    case Standing::NotCompared:
    case Standing::TooFewRows:
        return {};
    }
    std::string sentence = "Not settled whether this run is better than " + other + ": " + lies;
    if (comparison.rowsToSettle)
        sentence += "; about " + std::to_string(*comparison.rowsToSettle) + " more labelled " +
                    (side.empty() ? "" : side + " ") + "tweets would settle it";
    return sentence + ".";
}

Comparison tooFewRows(double difference) {
    Comparison comparison;
    comparison.standing = Standing::TooFewRows;
    comparison.difference = difference;
    return comparison;
}

double macroF1(std::span<const int> truth, std::span<const int> predicted, int categories, int positive) {
    return scoresOf(ConfusionMatrix::of(truth, predicted, categories), positive).macroF1;
}

}  // namespace

Comparison comparisonOf(double difference, const std::optional<Interval> &interval, std::int64_t rows) {
    if (rows < kRowsForIntervals)
        return tooFewRows(difference);
    Comparison comparison;
    comparison.difference = difference;
    comparison.interval = interval;
    comparison.standing = Standing::NotSettled;
    if (!interval)
        return comparison;
    if (interval->low > 0)
        comparison.standing = Standing::Better;
    else if (interval->high < 0)
        comparison.standing = Standing::Worse;
    else if (difference != 0) {
        // The end of the interval that has to cross 0, in lengths of the difference.
        const double reach =
            (difference > 0 ? difference - interval->low : interval->high - difference) / std::abs(difference);
        const double more = double(rows) * (reach * reach - 1);
        if (more <= kMostRowsToSettle)
            comparison.rowsToSettle = roughCount(std::max(more, 1.0));
    }
    return comparison;
}

std::string tooFewRowsSentence(std::int64_t rows, std::int64_t right, const std::string &side) {
    if (rows >= kRowsForIntervals)
        return {};
    return std::to_string(right) + " of " + tweetsOf(rows, side) + (rows == 1 ? " is" : " are") +
           " right. That is too few for intervals or a ranking: label " + std::to_string(kRowsForIntervals - rows) +
           " more for these tweets to say something.";
}

Verdict verdictOf(std::span<const JudgedRow> rows, const Baselines &baselines, int categories, int positive,
                  std::uint64_t seed, const std::string &side) {
    Verdict verdict;
    if (rows.empty())
        return verdict;
    std::vector<ScoredRow> scored;
    std::vector<int> truth, ours, words;
    std::int64_t right = 0;
    for (const JudgedRow &row : rows) {
        scored.push_back({row.truth, row.predicted, 0});
        truth.push_back(row.truth);
        ours.push_back(row.predicted);
        right += row.truth == row.predicted ? 1 : 0;
    }
    const auto count = static_cast<std::int64_t>(rows.size());
    const double figure = macroF1(truth, ours, categories, positive);
    verdict.withMajority =
        count < kRowsForIntervals
            ? tooFewRows(figure - baselines.majority.scores.macroF1)
            : comparisonOf(figure - baselines.majority.scores.macroF1,
                           bootstrapFigures(scored, categories, positive, seed).macroF1MinusMajority.interval, count);
    if (baselines.wordModelBalanced) {
        for (const JudgedRow &row : baselines.wordModelRows)
            words.push_back(row.predicted);
        const double difference = figure - macroF1(truth, words, categories, positive);
        verdict.withWordModel =
            count < kRowsForIntervals
                ? tooFewRows(difference)
                : comparisonOf(difference, pairedMacroF1Difference(truth, ours, words, categories, seed).interval,
                               count);
    }
    if (count < kRowsForIntervals)
        verdict.sentence = tooFewRowsSentence(count, right, side);
    else if (verdict.withMajority.standing != Standing::Better ||
             verdict.withWordModel.standing == Standing::NotCompared)
        verdict.sentence = sentenceOf(verdict.withMajority, "always answering the most frequent category", count, side);
    if (verdict.withWordModel.standing == Standing::Worse)
        verdict.sentence = "The word model is better: on " + tweetsOf(count, side) +
                           " the difference in macro-F1 (this run minus the word model) lies " +
                           rangeOf(verdict.withWordModel) + ".";
    else if (verdict.sentence.empty())
        verdict.sentence = sentenceOf(verdict.withWordModel, "the word model", count, side);
    return verdict;
}

}  // namespace warbler
