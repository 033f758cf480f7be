// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/dialect_sample.h"
#include "core/tables/csv/header_guess.h"

namespace warbler {

// What makes the beginning of a file a table.
struct FoundDialect {
    CsvDialect dialect;  // without header, skippedLines and columns
    std::vector<SampleRecord> records;
    TableStart table;
    std::string reason;        // why this delimiter
    std::string noTable;       // why one column may be wrong; "" if it is right or there are more
    std::string splitDoubt{};  // why the rows may be texts that were cut; "" if nothing says so
};

// What the user has decided; what is empty is searched for.
struct DialectWish {
    CsvDialect dialect;  // its encoding and comment hold; the others where a flag below says so
    bool hasDelimiter = false, hasQuote = false, hasEscape = false;
    std::vector<std::string> namedColumns;
    Preamble preamble = Preamble::Possible;
};

// Tries delimiters, quotes, escapes and line ends on the text; the share of records with the same number of fields
// decides.
FoundDialect findDialect(std::string_view text, const DialectWish &wish);

}  // namespace warbler
