// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/id_table.h"

#include <cstring>

#include "core/base/sha256.h"

namespace warbler {

namespace {

constexpr std::size_t kFirstPlaces = 4096;

}  // namespace

IdTable::Place &IdTable::placeOf(std::vector<Place> &places, const std::array<std::uint64_t, 2> &hash) {
    std::size_t at = hash[0] & (places.size() - 1);
    while (places[at].key != 0 && places[at].hash != hash)
        at = (at + 1) & (places.size() - 1);
    return places[at];
}

std::int64_t IdTable::findOrAdd(std::string_view id, std::int64_t key) {
    Sha256 digest;
    digest.update(id);
    const Sha256::Digest bytes = digest.finish();
    std::array<std::uint64_t, 2> hash{};
    std::memcpy(hash.data(), bytes.data(), sizeof hash);
    if (m_places.empty())
        m_places.resize(kFirstPlaces);
    Place &place = placeOf(m_places, hash);
    if (place.key != 0)
        return place.key;
    place = {hash, key};
    if (++m_count * 2 > m_places.size()) {
        std::vector<Place> larger(m_places.size() * 2);
        for (const Place &old : m_places)
            if (old.key != 0)
                placeOf(larger, old.hash) = old;
        m_places = std::move(larger);
    }
    return 0;
}

}  // namespace warbler
