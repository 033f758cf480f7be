// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace warbler {

// Finds which of many texts begin at a place. Sorted texts and bisection: no memory beyond an index, however long they are.
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
        Range range = m_byFirst[static_cast<unsigned char>(text[0])];
        for (std::size_t depth = 1; range.begin < range.end; ++depth) {
            while (range.begin < range.end && at(range.begin).size() == depth)
                found(m_order[range.begin++], depth);
            if (depth == text.size())
                return;
            range = narrowed(range, depth, static_cast<unsigned char>(text[depth]));
        }
    }

private:
    struct Range {
        std::uint32_t begin = 0, end = 0;
    };
    std::string_view at(std::uint32_t place) const { return m_texts[m_order[place]]; }
    Range narrowed(Range range, std::size_t depth, unsigned char byte) const;

    std::vector<std::string_view> m_texts;
    std::vector<std::uint32_t> m_order;
    std::array<Range, 256> m_byFirst{};
};

}  // namespace warbler
