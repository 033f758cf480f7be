// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/packing.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <string>

#include "core/base/random.h"

namespace warbler {

namespace {
std::vector<std::int64_t> sliceOf(const std::vector<std::int64_t> &order, std::size_t begin, std::size_t end) {
    return {order.begin() + std::ptrdiff_t(begin), order.begin() + std::ptrdiff_t(std::min(end, order.size()))};
}
}  // namespace

std::vector<std::vector<std::int64_t>> epochBatches(std::span<const std::int64_t> lengths, std::int64_t batchSize,
                                                    bool shuffle, std::uint64_t seed, int epoch) {
    assert(batchSize >= 1);
    const std::size_t size = std::size_t(batchSize);
    std::vector<std::int64_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    std::vector<std::vector<std::int64_t>> batches;
    if (!shuffle) {
        for (std::size_t begin = 0; begin < order.size(); begin += size)
            batches.push_back(sliceOf(order, begin, begin + size));
        return batches;
    }
    Mt19937 generator(streamSeed(seed, "shuffle." + std::to_string(epoch)));
    const std::vector<std::uint32_t> shuffled = permutation(std::uint32_t(lengths.size()), generator);
    order.assign(shuffled.begin(), shuffled.end());
    const std::size_t mega = 8 * size;
    for (std::size_t begin = 0; begin < order.size(); begin += mega) {
        std::vector<std::int64_t> part = sliceOf(order, begin, begin + mega);
        std::stable_sort(part.begin(), part.end(), [&](std::int64_t a, std::int64_t b) {
            return lengths[std::size_t(a)] > lengths[std::size_t(b)];
        });
        for (std::size_t at = 0; at < part.size(); at += size)
            batches.push_back(sliceOf(part, at, at + size));
    }
    std::vector<std::vector<std::int64_t>> result;
    for (std::uint32_t index : permutation(std::uint32_t(batches.size()), generator))
        result.push_back(std::move(batches[index]));
    return result;
}

std::vector<std::vector<std::int64_t>> lengthSortedPacks(std::span<const std::int64_t> lengths,
                                                         std::int64_t maxTokens) {
    std::vector<std::int64_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int64_t a, std::int64_t b) { return lengths[std::size_t(a)] > lengths[std::size_t(b)]; });
    std::vector<std::vector<std::int64_t>> packs;
    std::int64_t tokens = 0;
    for (std::int64_t index : order) {
        const std::int64_t length = lengths[std::size_t(index)];
        if (packs.empty() || tokens + length > maxTokens) {
            packs.emplace_back();
            tokens = 0;
        }
        packs.back().push_back(index);
        tokens += length;
    }
    return packs;
}

std::vector<std::size_t> microBatchEnds(std::span<const std::int64_t> rows, std::int64_t maxExamples,
                                        std::int64_t maxRows) {
    assert(maxExamples >= 1 && maxRows >= 1);
    std::int64_t left = std::accumulate(rows.begin(), rows.end(), std::int64_t(0));  // this part and those to come
    std::vector<std::size_t> ends;
    std::size_t begin = 0;
    std::int64_t here = 0;  // rows of this part
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // A part ends where the example in front would carry it beyond its even share by more than half of itself.
        const std::int64_t parts = (left + maxRows - 1) / maxRows;
        const bool isFull =
            i - begin >= std::size_t(maxExamples) || here + rows[i] > maxRows || here + rows[i] / 2 > left / parts;
        if (i > begin && isFull) {
            ends.push_back(i);
            begin = i;
            left -= here;
            here = 0;
        }
        here += rows[i];
    }
    if (begin < rows.size())
        ends.push_back(rows.size());
    return ends;
}

}  // namespace warbler
