// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#include "core/corpus/database.h"

namespace warbler {

using IndexProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Puts the staged tweets of a batch into the search index, then merges its segments; short transactions, each marking
// in the batch how far it came.
void indexBatch(Database &database, std::int64_t batch, const IndexProgress &progress);
// Takes them out again, as far as they had come.
void unindexBatch(Database &database, std::int64_t batch);
// For a visible tweet whose text is about to change or has changed, in that transaction.
void unindexTweet(Connection &connection, std::int64_t key);
void indexTweet(Connection &connection, std::int64_t key);

}  // namespace warbler
