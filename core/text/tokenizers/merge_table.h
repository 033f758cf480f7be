// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

// Which adjacent symbols become one, and in which order of rank: pair to merge, in open addressing.
class MergeTable {
public:
    struct Merge {
        std::uint64_t pair;
        std::uint32_t rank;
        TokenId result;
    };
    static constexpr std::uint32_t kNoRank = ~std::uint32_t(0);

    explicit MergeTable(std::size_t merges) {
        std::size_t slots = 16;
        while (slots * 5 < merges * 8)
            slots *= 2;
        m_merges.assign(slots, Merge{kNoPair, kNoRank, -1});
    }

    // At most as many as the constructor was told. A pair listed twice takes the later rank, as in the references.
    void add(TokenId left, TokenId right, std::uint32_t rank, TokenId result) {
        const std::uint64_t pair = pairOf(left, right);
        std::size_t slot = first(pair);
        while (m_merges[slot].pair != kNoPair && m_merges[slot].pair != pair)
            slot = next(slot);
        m_merges[slot] = {pair, rank, result};
    }

    // nullptr: the two stay apart
    const Merge *find(TokenId left, TokenId right) const {
        const std::uint64_t pair = pairOf(left, right);
        std::size_t slot = first(pair);
        while (m_merges[slot].pair != pair) {
            if (m_merges[slot].pair == kNoPair)
                return nullptr;
            slot = next(slot);
        }
        return &m_merges[slot];
    }

private:
    static constexpr std::uint64_t kNoPair = ~std::uint64_t(0);
    static std::uint64_t pairOf(TokenId left, TokenId right) {
        return std::uint64_t(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
    }
    std::size_t first(std::uint64_t pair) const {
        pair *= 0x9E3779B97F4A7C15u;
        return static_cast<std::size_t>(pair ^ pair >> 29) & (m_merges.size() - 1);
    }
    std::size_t next(std::size_t slot) const { return (slot + 1) & (m_merges.size() - 1); }

    std::vector<Merge> m_merges;  // size a power of two, never full
};

}  // namespace warbler
