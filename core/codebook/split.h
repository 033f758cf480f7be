// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace warbler {

enum class Side { Train, Validation, Test };
std::string_view sideName(Side side);  // "train" "validation" "test"
// train; val, valid, validation, dev; test; any case. Empty: none of them.
std::optional<Side> sideNamed(std::string_view text);

// Parts of a whole, any unit: 70/15/15, 8/0/2. At least one is above 0, the sum is at most 1,000,000.
struct SplitRatios {
    std::uint32_t train = 70, validation = 15, test = 15;
    bool operator==(const SplitRatios &) const = default;
};

struct Split {
    std::vector<Side> sides;  // [rows]
    // Training rows in the order an unshuffled epoch takes them: row order, or the reference notebook's.
    std::vector<std::uint32_t> trainingOrder;
};

// Stratified by category; rows of one duplicate group stay on one side (a group of several categories counts with its
// most frequent one). Drawn with SHA-256(u64 LE seed, group) and whole numbers, so the same on every computer and for
// every order of the rows. Per category the counts are the ratios rounded by largest remainder, as far as groups allow;
// from three groups on every side with a ratio above 0 gets at least one. categories: [rows], >= 0. groups: [rows], or
// empty: each row is its own group.
Split makeStratifiedSplit(std::span<const int> categories, std::span<const std::string> groups, SplitRatios ratios,
                          std::uint64_t seed);

// Side of a group that was not there at the first draw: by SHA-256(u64 LE seed, group) alone, so that it moves no
// other.
Side sideOfNewGroup(std::uint64_t seed, std::string_view group, SplitRatios ratios);

// The reference notebook's split: permutation of seed 42, first 0.8 n rows train, the rest test, no validation;
// training order = permutation of (positives ++ negatives drawn without the last `downsample` ones). Rows left out by
// downsampling stay on the side Train but not in trainingOrder. downsample: at most the number of negatives in the
// training part.
Split notebookSplit(std::span<const int> categories, int positive, std::uint32_t downsample = 0);

// The Gemma codelab's split: the first 800 rows of permutation 32 train in that order, the rest test, no validation.
// Throws Error(TooFewLabels) where no row is left to test.
Split codelabSplit(std::size_t rows);

// Test fold of each row, 0..k-1: stratified, groups whole; without duplicates the counts of a category differ by at
// most 1. Throws Error(Usage) for k < 2 and Error(TooFewLabels) where there are fewer groups than folds.
std::vector<int> kFold(std::span<const int> categories, std::span<const std::string> groups, int k, std::uint64_t seed);

}  // namespace warbler
