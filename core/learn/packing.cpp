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
std::vector<std::int64_t> cut(const std::vector<std::int64_t> &order, std::size_t begin, std::size_t end) {
    return {order.begin() + std::ptrdiff_t(begin), order.begin() + std::ptrdiff_t(std::min(end, order.size()))};
}
}  // namespace

std::vector<std::vector<std::int64_t>> epochBatches(std::span<const std::int64_t> lengths, std::int64_t batchSize, bool shuffle,
                                                    std::uint64_t seed, int epoch) {
    assert(batchSize >= 1);
    const std::size_t size = std::size_t(batchSize);
    std::vector<std::int64_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    std::vector<std::vector<std::int64_t>> batches;
    if (!shuffle) {
        for (std::size_t begin = 0; begin < order.size(); begin += size)
            batches.push_back(cut(order, begin, begin + size));
        return batches;
    }
    Mt19937 generator(streamSeed(seed, "shuffle." + std::to_string(epoch)));
    const std::vector<std::uint32_t> shuffled = permutation(std::uint32_t(lengths.size()), generator);
    order.assign(shuffled.begin(), shuffled.end());
    const std::size_t mega = 8 * size;
    for (std::size_t begin = 0; begin < order.size(); begin += mega) {
        std::vector<std::int64_t> part = cut(order, begin, begin + mega);
        std::stable_sort(part.begin(), part.end(), [&](std::int64_t a, std::int64_t b) {
            return lengths[std::size_t(a)] > lengths[std::size_t(b)];
        });
        for (std::size_t at = 0; at < part.size(); at += size)
            batches.push_back(cut(part, at, at + size));
    }
    std::vector<std::vector<std::int64_t>> result;
    for (std::uint32_t index : permutation(std::uint32_t(batches.size()), generator))
        result.push_back(std::move(batches[index]));
    return result;
}

std::vector<std::vector<std::int64_t>> lengthSortedPacks(std::span<const std::int64_t> lengths, std::int64_t maxTokens) {
    std::vector<std::int64_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        return lengths[std::size_t(a)] > lengths[std::size_t(b)];
    });
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

}  // namespace warbler
