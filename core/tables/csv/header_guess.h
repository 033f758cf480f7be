// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/tables/csv/dialect_sample.h"

namespace warbler {

using SampleRows = std::vector<const std::vector<std::string> *>;

struct HeaderGuess {
    HeaderRow header = HeaderRow::Absent;
    std::string reason;
};
// Whether the first of these rows, which has to be there, names the columns of the others: by known names, by what
// stands below each (numbers, dates, values that repeat, texts that are all longer).
HeaderGuess guessHeader(const SampleRows &rows);

// Where the table begins among the records and how wide it is.
struct TableStart {
    std::size_t fields = 1;         // of most records, 2 or more; 1: no two records agree on more
    std::size_t first = 0;          // the record of the header; of the first row where there is none
    std::string headerDelimiter{};  // between its names, where it is another one
    std::size_t end = 0;            // after the last record of the table: what follows are footnotes
    bool isHeaderShort = false;     // one name less than fields: as R writes row names
    bool isLastUnnamed = false;     // the missing name is the last one
    bool isHeaderKnown = false;     // by the names the user gave, or since other lines stand before it
    std::optional<std::size_t>
        oneColumnName;  // the record that names one column of texts, over lines that only seem to agree
};
// named: columns the user gave. mayBePreceded: other lines may stand before the header.
enum class Preamble { Possible, None };
TableStart findTable(const std::vector<SampleRecord> &records, const std::vector<std::string> &named,
                     Preamble preamble);
// The rows of that width from `first` on.
SampleRows rowsFrom(const std::vector<SampleRecord> &records, std::size_t first, std::size_t fields);

}  // namespace warbler
