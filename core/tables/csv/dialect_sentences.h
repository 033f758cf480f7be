// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/tables/csv/dialect_try.h"

namespace warbler {

// Sentences of equal length agree as rows do. What tells the lines of texts from the rows of a table.

// Whether the first line that is not blank is one name of a column of texts, perhaps between quotes.
bool isTextNamed(std::string_view text);
// Quotes, ids or names of columns show that these are rows; asked of what also divides sentences.
bool isSurelyTable(const Try &one, std::string_view start);
// Whether the delimiter stands in sentences: a blank, a colon and ", " do; "^", "~", "||" and "::" where blanks stand
// beside most of them.
bool isInSentences(const std::string &delimiter, std::string_view start);
// Whether rows under a line that names one column of texts are a table all the same: that line was a title, or R's.
bool isTableUnderName(const Try &one);
// Whether a doubled sign such as "||" stands between the parts of sentences and not between fields.
bool areSignedSentences(const Try &one, std::string_view start);
// Whether a few lines without a header agree only by the blanks and commas of sentences.
bool areFewSentences(const Try &one);
// Why the rows may be texts that were cut; "" where a header, quotes, numbers or ids speak for the table.
std::string splitDoubt(const Try &one);

}  // namespace warbler
