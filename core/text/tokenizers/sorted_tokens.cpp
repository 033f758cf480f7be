// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sorted_tokens.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace warbler {

SortedTokens::SortedTokens(std::vector<std::string_view> texts) : m_texts(std::move(texts)), m_order(m_texts.size()) {
    std::iota(m_order.begin(), m_order.end(), 0u);
    std::sort(m_order.begin(), m_order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return m_texts[a] != m_texts[b] ? m_texts[a] < m_texts[b] : a < b;
    });
    growTrie();
}

// Breadth first, so that the children of a node are neighbours.
void SortedTokens::growTrie() {
    m_nodes.push_back({{0, static_cast<std::uint32_t>(m_order.size())}, 0, 0});
    m_bytes.push_back(0);
    std::size_t level = 0;
    for (std::size_t depth = 0; depth < kTrieDepth; ++depth) {
        const std::size_t end = m_nodes.size();
        for (; level < end; ++level) {
            Range range = m_nodes[level].range;
            while (range.begin < range.end && at(range.begin).size() == depth)
                ++range.begin;
            if (range.end - range.begin < (depth == 0 ? 1 : 2))
                continue;
            m_nodes[level].firstChild = static_cast<std::uint32_t>(m_nodes.size());
            while (range.begin < range.end) {
                const auto byte = static_cast<unsigned char>(at(range.begin)[depth]);
                Range narrow = narrowRange(range, depth, byte);
                m_nodes.push_back({narrow, 0, 0});
                m_bytes.push_back(byte);
                ++m_nodes[level].children;
                range.begin = narrow.end;
            }
        }
    }
}

std::uint32_t SortedTokens::child(const Node &node, unsigned char byte) const {
    const auto first = m_bytes.begin() + node.firstChild, last = first + node.children;
    const auto place = std::lower_bound(first, last, byte);
    return place != last && *place == byte ? static_cast<std::uint32_t>(place - m_bytes.begin()) : 0;
}

// All texts of the range agree up to depth and are longer.
SortedTokens::Range SortedTokens::narrowRange(Range range, std::size_t depth, unsigned char byte) const {
    const auto byteAt = [&](std::uint32_t entry) { return static_cast<unsigned char>(m_texts[entry][depth]); };
    const auto first = m_order.begin() + range.begin, last = m_order.begin() + range.end;
    const auto low = std::partition_point(first, last, [&](std::uint32_t entry) { return byteAt(entry) < byte; });
    const auto high = std::partition_point(low, last, [&](std::uint32_t entry) { return byteAt(entry) <= byte; });
    return {static_cast<std::uint32_t>(low - m_order.begin()), static_cast<std::uint32_t>(high - m_order.begin())};
}

}  // namespace warbler
