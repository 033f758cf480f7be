// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace warbler {

// Ids of the tweets of one import, each as half of its SHA-256, with the tweet it belongs to: about 50 bytes an id.
class IdTable {
public:
    // Key of the tweet that has this id already; else stores the new one and returns 0.
    std::int64_t findOrAdd(std::string_view id, std::int64_t key);

private:
    struct Place {
        std::array<std::uint64_t, 2> hash;
        std::int64_t key;  // 0: free
    };
    static Place &placeOf(std::vector<Place> &places, const std::array<std::uint64_t, 2> &hash);
    std::vector<Place> m_places;  // a power of two of them, at most half taken
    std::size_t m_count = 0;
};

}  // namespace warbler
