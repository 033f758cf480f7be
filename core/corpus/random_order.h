// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/corpus/connection.h"

namespace warbler {

// What makes a tweet the same on every computer: the first 16 bytes of SHA-256(file SHA-256 as 32 bytes, u64 LE record
// number). fileHash: 64 hex digits. record: 1-based number of the record in the file, rejected ones counted. Throws
// Error(Internal).
std::string tweetUid(std::string_view fileHash, std::int64_t record);

// Keys 1..visible by SHA-256(u64 LE seed, uid).
std::vector<std::int64_t> drawRandomOrder(Connection &connection, std::int64_t visible, std::uint64_t seed);

}  // namespace warbler
