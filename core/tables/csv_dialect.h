// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

enum class Encoding { Utf8, Utf8Bom, Utf16Le, Utf16Be, Windows1252 };
const char *encodingName(Encoding encoding);         // "UTF-8", "UTF-8 with BOM", "UTF-16 LE", "UTF-16 BE", "windows-1252"
Encoding encodingFromName(const std::string &name);  // any case; Error(BadEncoding) listing the names
constexpr char kNoDelimiter = '\0';                  // one column: nothing separates
constexpr char kNoQuote = '\0';                      // quotes are ordinary text
std::string delimiterName(char delimiter);           // "," ";" "tab" "|" "none"
char delimiterFromName(const std::string &name);     // those, and comma, semicolon, bar; Error(Usage)
enum class QuoteEscape { Doubled, Backslash };
enum class HeaderRow { Present, Absent };

struct CsvDialect {
    Encoding encoding = Encoding::Utf8;
    char delimiter = ',';                            // , ; tab | or kNoDelimiter
    char quote = '"';                                // " or ' or kNoQuote
    QuoteEscape escape = QuoteEscape::Doubled;
    HeaderRow header = HeaderRow::Present;
    bool operator==(const CsvDialect &) const = default;
};

// A guess with the reason shown beside it.
struct DialectGuess {
    CsvDialect dialect;
    std::string encodingReason, delimiterReason, headerReason;
    std::string otherEncoding;                       // the name of one the bytes look like and Warbler cannot read; "" if none
};

// Overrides by the user; what is empty is guessed.
struct DialectChoice {
    std::string encoding, delimiter, quote, header;  // "", or as the command line takes them: utf-8, tab, '"' or none, yes|no
};

// From the first 4 MB. Throws Error(EmptyFile | NotText | BadEncoding | UnsupportedFormat | MissingFile | PermissionDenied): .xlsx
// by its magic bytes is refused with the steps to save it as CSV with the id column as text. Error(Usage) for a choice it
// does not know.
DialectGuess guessDialect(const std::string &path, const DialectChoice &choice = {});

}  // namespace warbler
