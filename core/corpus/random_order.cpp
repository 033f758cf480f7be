// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/random_order.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {

constexpr std::size_t kUidBytes = 16;

}  // namespace

std::string tweetUid(std::string_view fileHash, std::int64_t record) {
    const std::optional<std::string> bytes = bytesFromHex(fileHash);
    if (!bytes || bytes->size() != sizeof(Sha256::Digest))
        throw Error(ErrorCode::Internal,
                    "the file hash of an import has to be 64 hex digits, not \"" + std::string(fileHash) + "\"");
    Sha256 hash;
    hash.update(*bytes);
    hash.updateU64(static_cast<std::uint64_t>(record));
    const Sha256::Digest digest = hash.finish();
    return std::string(digest.begin(), digest.begin() + kUidBytes);
}

std::vector<std::int64_t> drawRandomOrder(Connection &connection, std::int64_t visible, std::uint64_t seed) {
    struct Place {
        std::array<std::uint8_t, 16> rank;  // half a digest tells any number of tweets apart
        std::int64_t key;
    };
    std::vector<Place> places;
    Query rows = connection.query("SELECT key, uid FROM tweet WHERE key BETWEEN 1 AND ?1");
    rows.bind(1, visible);
    while (rows.next()) {
        Sha256 hash;
        hash.updateU64(seed);
        hash.update(rows.text(1));
        const Sha256::Digest digest = hash.finish();
        Place place{{}, rows.integer(0)};
        std::copy_n(digest.begin(), place.rank.size(), place.rank.begin());
        places.push_back(place);
    }
    std::sort(places.begin(), places.end(),
              [](const Place &a, const Place &b) { return a.rank != b.rank ? a.rank < b.rank : a.key < b.key; });
    std::vector<std::int64_t> keys;
    keys.reserve(places.size());
    for (const Place &place : places)
        keys.push_back(place.key);
    return keys;
}

}  // namespace warbler
