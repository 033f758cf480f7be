// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace warbler {

// Finds which of many texts begin at a place: a trie over the first bytes of the sorted texts, then bisection, so
// that memory grows with their number and not with their length.
class SortedTokens {
public:
    SortedTokens() = default;
    // The texts must outlive this; none empty.
    explicit SortedTokens(std::vector<std::string_view> texts);

    // Calls found(index into texts, length) for each text that text begins with, shortest first.
    template <class Found>
    void prefixesOf(std::string_view text, Found found) const {
        if (text.empty() || m_order.empty())
            return;
        std::uint32_t node = 0;
        Range range = m_nodes[0].range;
        for (std::size_t depth = 0;; ++depth) {
            while (range.begin < range.end && at(range.begin).size() == depth)
                found(m_order[range.begin++], depth);
            if (depth == text.size() || range.begin == range.end)
                return;
            const auto byte = static_cast<unsigned char>(text[depth]);
            if (depth < kTrieDepth && m_nodes[node].children > 0) {
                node = child(m_nodes[node], byte);
                if (node == 0)
                    return;
                range = m_nodes[node].range;
            } else {
                range = narrowRange(range, depth, byte);
            }
        }
    }

private:
    struct Range {
        std::uint32_t begin = 0, end = 0;
    };
    struct Node {
        Range range;                   // of m_order: the texts that begin with the node's bytes
        std::uint32_t firstChild = 0;  // children lie side by side, by byte
        std::uint32_t children = 0;    // 0: one text, or kTrieDepth reached
    };
    static constexpr std::size_t kTrieDepth = 8;
    std::string_view at(std::uint32_t place) const { return m_texts[m_order[place]]; }
    void growTrie();
    std::uint32_t child(const Node &node, unsigned char byte) const;  // 0: there is none
    Range narrowRange(Range range, std::size_t depth, unsigned char byte) const;

    std::vector<std::string_view> m_texts;
    std::vector<std::uint32_t> m_order;
    std::vector<Node> m_nodes;
    std::vector<unsigned char> m_bytes;  // by which a node is reached
};

}  // namespace warbler
