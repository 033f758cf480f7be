// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace warbler {

// How many different texts there were, in eight bytes a text: only their hashes are kept.
class DistinctTexts {
public:
    void add(const std::string &text) { m_hashes.push_back(std::hash<std::string>()(text)); }
    std::int64_t count() {
        std::sort(m_hashes.begin(), m_hashes.end());
        m_hashes.erase(std::unique(m_hashes.begin(), m_hashes.end()), m_hashes.end());
        return std::ssize(m_hashes);
    }

private:
    std::vector<std::size_t> m_hashes;
};

}  // namespace warbler
