// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/vocabulary.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace warbler {

std::size_t Vocabulary::slotOf(std::string_view token) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(token) & mask;
    while (m_slots[slot] != 0 && text(m_entries[m_slots[slot] - 1]) != token)
        slot = (slot + 1) & mask;
    return slot;
}

void Vocabulary::grow() {
    m_slots.assign(std::max<std::size_t>(64, m_slots.size() * 2), 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_slots[slotOf(text(m_entries[i]))] = static_cast<std::uint32_t>(i + 1);
}

Vocabulary::Added Vocabulary::add(std::string_view token, TokenId id) {
    assert(id >= 0 && id < kIdLimit);
    if ((m_entries.size() + 1) * 4 > m_slots.size() * 3)
        grow();
    const std::size_t slot = slotOf(token);
    if (m_slots[slot] != 0)
        return Added::TokenTaken;
    if (has(id))
        return Added::IdTaken;
    const auto at = static_cast<std::size_t>(id);
    if (at >= m_entryOf.size())
        m_entryOf.resize(at + 1, 0);
    m_entries.push_back({static_cast<std::uint32_t>(m_bytes.size()), static_cast<std::uint32_t>(token.size()), id});
    m_bytes.append(token);
    m_slots[slot] = m_entryOf[at] = static_cast<std::uint32_t>(m_entries.size());
    m_longest = std::max(m_longest, token.size());
    return Added::Yes;
}

TokenId Vocabulary::find(std::string_view token) const {
    if (m_slots.empty())
        return kNone;
    const std::uint32_t entry = m_slots[slotOf(token)];
    return entry == 0 ? kNone : m_entries[entry - 1].id;
}

bool Vocabulary::has(TokenId id) const {
    return id >= 0 && static_cast<std::size_t>(id) < m_entryOf.size() && m_entryOf[static_cast<std::size_t>(id)] != 0;
}

std::string_view Vocabulary::token(TokenId id) const {
    return has(id) ? text(m_entries[m_entryOf[static_cast<std::size_t>(id)] - 1]) : std::string_view();
}

}  // namespace warbler
