// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tables/encoding_guess.h"

namespace warbler {

inline const std::string kNoDelimiter;                    // one column: nothing separates
inline const std::string kNoQuote;                        // quotes are ordinary text
std::string delimiterName(const std::string &delimiter);  // "tab", "space", "U+001F", "none", else itself
std::string delimiterFromName(
    const std::string &name);  // those, and comma, semicolon, bar, any one or two characters; Error(Usage)
std::string quoteName(const std::string &quote);  // "none", else itself
constexpr char kDoubledQuotes = '\0';
// A quote inside stands as it is: only one before a delimiter or a line end closes.
constexpr char kUnescapedQuotes = '\1';
std::string escapeName(char escape);           // "doubled", "none", "backslash", else itself
char escapeFromName(const std::string &name);  // those, or one character; Error(Usage)
enum class HeaderRow { Present, Absent };
// What ends a record outside quotes. LineFeed: LF or CRLF, a lone CR is text. Return: CR, a lone LF is text.
// ReturnFeed: CRLF, both alone are text. Any: each of them.
enum class LineEnds { Any, LineFeed, Return, ReturnFeed };
enum class LeadingBlanks { Kept, Dropped };  // between a delimiter and the field after it

struct CsvDialect {
    Encoding encoding = Encoding::Utf8;
    std::string delimiter = ",";   // one or two characters, or kNoDelimiter
    std::string quote = "\"";      // one character, an opening and a closing one, or kNoQuote
    char escape = kDoubledQuotes;  // before a quote in a quoted field and a delimiter in any; or it is written twice
    HeaderRow header = HeaderRow::Present;
    LineEnds lineEnds = LineEnds::Any;
    LeadingBlanks leadingBlanks = LeadingBlanks::Kept;
    std::string comment;            // a line that begins so is no record; "": none
    std::int64_t skippedLines = 0;  // before the header
    // Fields of a row; 0: as many as the first record has. A header one name shorter is R's, which writes none over the
    // row names, unless the last column is the one without a name. Names beyond this are dropped where they are blank;
    // else those columns are empty.
    std::int64_t columns = 0;
    bool isLastUnnamed = false;
    std::string headerDelimiter;  // between the names, where it is another one; "": the same
    bool operator==(const CsvDialect &) const = default;
};

}  // namespace warbler
