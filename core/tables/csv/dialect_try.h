// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/dialect_sample.h"
#include "core/tables/csv/header_guess.h"

namespace warbler {

// How well records agree on their number of fields.
struct Score {
    double share = 0;         // of the table's records: those with its number of fields
    double shareOfSound = 0;  // of those without a quoting defect
    std::size_t fields = 1, matching = 0, sound = 0, records = 0,
                quoted = 0;  // quoted: records with a field between quotes
    std::size_t quotedFields = 0;
    bool isFirstMatching = false;
    // Nine of ten; in a short file one row may be ragged if the first, perhaps the header, is not, or the table is
    // wide.
    bool isClear() const {
        const bool isShort = shareOfSound > 0 && sound >= 4 && sound - matching <= 1;
        const bool isWide = fields >= 5 && matching >= 8 && shareOfSound >= 0.75;  // no sentences do
        return shareOfSound >= 0.9 || isWide || (isShort && (isFirstMatching || (fields >= 3 && matching >= 5)));
    }
};

// One dialect and what it makes of the beginning of a file.
struct Try {
    CsvDialect dialect;
    std::vector<SampleRecord> records;
    TableStart table;
    Score score;
};

Try tryDialect(std::string_view text, const CsvDialect &dialect, const std::vector<std::string> &namedColumns,
               Preamble preamble);
std::string scoreText(const Score &score);  // "40 of the first 41 rows have 3 fields"
// Whether nearly every value of some column stands between quotes; start: the first part of the text.
bool hasQuotedColumn(const Try &one, std::string_view start);
// Whether the header names columns of tweets, so that more than the tenth of the rows may be ragged.
bool isNamedTable(const Try &one, double share = 0.9);
bool isFirstWhole(const Try &one);   // the table's first record, perhaps the header, has its number of fields
bool isQuotedTable(const Try &one);  // nearly all agree, and there are quoted fields in most
// bare: a dialect without quotes. Whether more rows speak for the quote than for bare: those that fit with the quote
// and, of those that fit without, the ones with a field between quotes that holds others; against all that fit without.
bool isRatherQuoted(const Try &bare, std::string_view start, const std::string &quote);
std::size_t knownCount(const std::vector<std::string> &fields);  // those that are names columns usually have
// Whether each field that is not blank may name a column: no number or id, no user, no end of a sentence, not long.
bool areLikeNames(const std::vector<std::string> &fields);

}  // namespace warbler
