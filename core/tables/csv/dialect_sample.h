// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"

namespace warbler {

struct SampleRecord {
    std::int64_t linesBefore = 0;     // in the sample
    std::size_t fieldCount = 0;       // 0: a quote goes wrong in it
    std::size_t quoted = 0;           // fields between quotes
    std::vector<std::string> fields;  // bytes as in the file, at most 4,096 of each; none if a quote goes wrong
};

// The first records a dialect makes of the beginning of a file. One whose quote goes wrong counts once, and the search
// goes on at the line after that quote.
std::vector<SampleRecord> sampleRecords(std::string_view text, const CsvDialect &dialect, std::size_t limit);

// The same without the fields, of the whole text.
struct RecordCount {
    std::size_t records = 0, matching = 0,
                quoted = 0;  // matching: with so many fields; quoted: with a field between quotes
    std::size_t paired = 0;  // of those matching without a quote: with a field between double quotes and others inside
};
RecordCount countRecords(std::string_view text, const CsvDialect &dialect, std::size_t fields);

}  // namespace warbler
