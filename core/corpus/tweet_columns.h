// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/corpus/connection.h"
#include "core/corpus/tweet.h"
#include "core/tables/column_mapping.h"

namespace warbler {

// A record's fields without id, date and text, which stand in the tweet itself: a LEB128 length and the bytes of each.
// Then follow the bytes of fields that the encoding does not know, each with its column before it.
std::string packFields(const CsvRow &row, const ColumnMapping &mapping);
// Fills fields and undecoded of a tweet that has id, date and text. Throws Error(ProjectDamaged) where the bytes end
// early or name a column that is not there.
void unpackFields(std::string_view packed, std::size_t columns, const ColumnMapping &mapping, Tweet &tweet);

// The text of a column of the table tweet. Throws Error(ProjectDamaged) where it holds bytes that are no text; the
// tweets of a large project are checked nowhere else.
std::string tweetText(const Query &row, int column, std::string_view name);
std::int64_t tweetLine(const Query &row, int column);

// The key of a duplicate group is kept as 32 bytes where it is 64 hex digits, else as text.
void bindGroup(Query &query, int parameter, const std::string &group);
std::string groupText(const Query &row, int column);

}  // namespace warbler
