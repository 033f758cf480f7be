// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/corpus/database.h"
#include "core/corpus/tweet_repository.h"

namespace warbler {

// Keys of the visible tweets a filter lets through, ascending.
std::vector<std::int64_t> selectTweets(Database &database, const TweetFilter &filter);

}  // namespace warbler
