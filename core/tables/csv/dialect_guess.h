// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/tables/csv/csv_dialect.h"
#include "core/tables/encoding_guess.h"

namespace warbler {

// A guess with the reason shown beside it.
struct DialectGuess {
    CsvDialect dialect;
    std::string encodingReason, delimiterReason, headerReason;
    std::string encodingDoubt;                 // a sentence where another encoding may be the right one; "" if none
    std::vector<EncodingCandidate> encodings;  // the guess first
    std::string splitDoubt;  // why rows that were found may be texts cut at the delimiter; "" where nothing says so
    std::string noTable;     // why the lines may be rows of a table that was not found; "" where one was
};

// Overrides by the user; what is empty is guessed.
struct DialectChoice {
    std::string encoding, delimiter, quote,
        header;                             // "", or as the command line takes them: utf-8, tab, '"' or none, yes|no
    std::string escape = {}, comment = {};  // doubled, backslash, none or a character; # (none unless given)
    std::string skipLines = {};             // a number of lines, or auto
    // Names of columns the user gave elsewhere: the row that holds all of them is the header. What no row holds is left
    // to others.
    std::vector<std::string> namedColumns = {};
};

// From the first 4 MB. Throws Error(EmptyFile | NotText | BadEncoding | UnsupportedFormat | MissingFile |
// PermissionDenied): .xlsx by its magic bytes is refused with the steps to save it as CSV with the id column as text.
// Error(Usage) for a choice it does not know.
DialectGuess guessDialect(const std::string &path, const DialectChoice &choice = {});

}  // namespace warbler
