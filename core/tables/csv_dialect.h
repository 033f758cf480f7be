// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/tables/encoding_guess.h"

namespace warbler {

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
    std::string encodingDoubt;                       // a sentence where another encoding may be the right one; "" if none
    std::vector<EncodingCandidate> encodings;        // the guess first
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
