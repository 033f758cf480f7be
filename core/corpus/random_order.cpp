// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/random_order.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {

constexpr std::size_t kUidBytes = 16;

int digitValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::string bytesFromHex(std::string_view text) {
    std::string bytes;
    if (text.size() != 64)
        return bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digitValue(text[i]), low = digitValue(text[i + 1]);
        if (high < 0 || low < 0)
            return {};
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string hexFromBytes(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (char c : bytes) {
        text += kDigits[static_cast<unsigned char>(c) >> 4];
        text += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string tweetUid(std::string_view fileHash, std::int64_t record) {
    const std::string bytes = bytesFromHex(fileHash);
    if (bytes.empty())
        throw Error(ErrorCode::Internal,
                    "the file hash of an import has to be 64 hex digits, not \"" + std::string(fileHash) + "\"");
    Sha256 hash;
    hash.update(bytes);
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
