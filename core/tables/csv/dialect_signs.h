// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"

namespace warbler {

// What the beginning of a file shows of quotes and escapes before any dialect is tried; each one pass over the text.
// Quotes are given as bytes of the text's encoding.

// What may end the records, the likeliest first.
std::vector<LineEnds> lineEndCandidates(std::string_view text);
std::size_t countOf(std::string_view text, std::string_view what);
// Whether a field may begin with the quote: one stands after a line end or a delimiter, perhaps with a blank between.
bool isFieldBegun(std::string_view text, const std::string &open, const std::vector<std::string> &delimiters);
// Whether a blank stands between a delimiter and a quote.
bool isBlankBefore(std::string_view text, const std::string &open, const std::vector<std::string> &delimiters);
// Characters that stand before a quote or a delimiter as an escape would; at most two, the likeliest first.
std::vector<char> escapesBefore(std::string_view text, const std::string &close,
                                const std::vector<std::string> &delimiters);
// How often these quotes stand between other characters than delimiters, line ends and quotes.
std::size_t innerCount(std::string_view text, const std::string &quotes, const std::vector<std::string> &delimiters);

}  // namespace warbler
