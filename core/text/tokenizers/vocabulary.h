// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

// Tokens and their ids, both ways. All bytes lie in one block, so that a million tokens cost little beyond their text.
class Vocabulary {
public:
    static constexpr TokenId kNone = -1;
    static constexpr TokenId kIdLimit = 2'000'000;
    enum class Added { Yes, TokenTaken, IdTaken };

    Added add(std::string_view token, TokenId id);  // 0 <= id < kIdLimit
    TokenId find(std::string_view token) const;     // kNone if absent
    std::string_view token(TokenId id) const;       // empty if absent
    bool has(TokenId id) const;
    std::size_t size() const { return m_entries.size(); }
    TokenId idLimit() const { return static_cast<TokenId>(m_entryOf.size()); }  // highest id + 1
    std::size_t longestToken() const { return m_longest; }                      // bytes

private:
    struct Entry {
        std::uint32_t begin, size;
        TokenId id;
    };
    std::string_view text(const Entry &entry) const {
        return std::string_view(m_bytes).substr(entry.begin, entry.size);
    }
    std::size_t slotOf(std::string_view token) const;
    void grow();

    std::string m_bytes;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_slots;    // entry + 1, 0 empty; size a power of two
    std::vector<std::uint32_t> m_entryOf;  // id to entry + 1
    std::size_t m_longest = 0;
};

}  // namespace warbler
