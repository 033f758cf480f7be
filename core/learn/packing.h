// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/learn/scoring.h"

namespace warbler {

// Several examples laid end to end, no padding.
struct PackedBatch {
    std::vector<TokenId> ids;              // [sum(tokens)]
    std::vector<std::int64_t> offsets;     // [examples + 1]
    std::vector<std::int64_t> labelRows;   // rows of ids whose next token is a target
    std::vector<std::int64_t> inputIndex;  // [examples]: position in the span given
};

// Order of the examples in one epoch: mega-batches of 8 * batchSize are shuffled as a whole set, sorted by length
// inside, cut into batches, and the batches shuffled; seeded, each index once. shuffle off: 0..n-1.
std::vector<std::vector<std::int64_t>> epochBatches(std::span<const std::int64_t> lengths, std::int64_t batchSize,
                                                    bool shuffle, std::uint64_t seed, int epoch);
// For inference: indices sorted by length (longest first), cut so that a pack holds at most maxTokens (at least one
// example).
std::vector<std::vector<std::int64_t>> lengthSortedPacks(std::span<const std::int64_t> lengths, std::int64_t maxTokens);

// Cuts one batch, in its order, into parts of at most maxExamples examples and about maxRows rows, evenly by rows; a
// longer example is a part of its own. Gives the end of each part.
std::vector<std::size_t> microBatchEnds(std::span<const std::int64_t> rows, std::int64_t maxExamples,
                                        std::int64_t maxRows);

}  // namespace warbler
