// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sorted_tokens.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace warbler {

SortedTokens::SortedTokens(std::vector<std::string_view> texts) : m_texts(std::move(texts)), m_order(m_texts.size()) {
    std::iota(m_order.begin(), m_order.end(), 0u);
    std::sort(m_order.begin(), m_order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return m_texts[a] != m_texts[b] ? m_texts[a] < m_texts[b] : a < b; });
    for (std::uint32_t i = 0; i < m_order.size(); ++i) {
        assert(!at(i).empty());
        Range &range = m_byFirst[static_cast<unsigned char>(at(i)[0])];
        if (range.begin == range.end)
            range.begin = i;
        range.end = i + 1;
    }
}

// All texts of the range agree up to depth and are longer.
SortedTokens::Range SortedTokens::narrowed(Range range, std::size_t depth, unsigned char byte) const {
    const auto byteAt = [&](std::uint32_t entry) { return static_cast<unsigned char>(m_texts[entry][depth]); };
    const auto first = m_order.begin() + range.begin, last = m_order.begin() + range.end;
    const auto low = std::partition_point(first, last, [&](std::uint32_t entry) { return byteAt(entry) < byte; });
    const auto high = std::partition_point(low, last, [&](std::uint32_t entry) { return byteAt(entry) <= byte; });
    return {static_cast<std::uint32_t>(low - m_order.begin()), static_cast<std::uint32_t>(high - m_order.begin())};
}

}  // namespace warbler
