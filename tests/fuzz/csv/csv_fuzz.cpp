// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes as a CSV: with guessed and with forced dialects reading ends, every field is good UTF-8, every row has the
// width of the first, lines and offsets rise, the hash is that of all bytes.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/csv_reader.h"
#include "tests/fuzz/memory_file.h"

using namespace warbler;
using test::MemoryFile;

namespace {
void require(bool holds, const char *what) {
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void readAll(const MemoryFile &file, const CsvDialect &dialect, const std::string &sha) {
    CsvReader reader(file.path(), dialect);
    const std::size_t width = reader.columns().size();
    require(width >= 1 && width <= 2000, "the number of columns");
    for (const auto &name : reader.columns())
        require(!name.empty() && isValidUtf8(name), "a column's name");
    CsvRow row;
    RejectedRow rejected;
    std::int64_t line = 0;
    std::uint64_t offset = 0;
    bool isFirst = true;
    for (;;) {
        const auto outcome = reader.next(row, rejected);
        if (outcome == CsvReader::Outcome::End)
            break;
        const bool isRow = outcome == CsvReader::Outcome::Row;
        const std::int64_t newLine = isRow ? row.line : rejected.line;
        const std::uint64_t newOffset = isRow ? row.byteOffset : rejected.byteOffset;
        require(newLine > line && (isFirst || newOffset > offset) && newOffset < reader.fileBytes(),
                "lines and offsets rise");
        line = newLine;
        offset = newOffset;
        isFirst = false;
        for (const auto &field : isRow ? row.fields : rejected.fields)
            require(isValidUtf8(field), "a field is good UTF-8");
        if (isRow) {
            require(row.fields.size() == width, "a row has the header's width");
            for (const auto &undecoded : row.undecoded)
                require(undecoded.column < width && !undecoded.bytes.empty(), "an undecoded field");
        } else {
            require(!rejected.reason.empty() && rejected.raw.size() <= (std::size_t(1) << 20) * 3 &&
                        isValidUtf8(rejected.raw),
                    "a rejected record");
        }
    }
    require(reader.next(row, rejected) == CsvReader::Outcome::End, "the end stays the end");
    require(reader.sha256() == sha, "the hash of all bytes");
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const MemoryFile file(data, size);
    const std::string sha = sha256Hex(std::string_view(reinterpret_cast<const char *>(data), size));
    try {
        const CsvPreview preview = previewCsv(file.path(), {}, {}, 2000);
        for (const Alarm &alarm : preview.alarms)
            require(!alarm.kind.empty() && !alarm.sentence.empty(), "an alarm");
    } catch (const Error &error) {
        require(!error.detail().empty() && !error.hint().empty(), "a refusal says why and what next");
    }
    // The last byte chooses, so that one seed reaches every dialect.
    const unsigned choice = size > 0 ? data[size - 1] : 0;
    CsvDialect dialect;
    dialect.encoding = static_cast<Encoding>(choice % 5);
    static const std::string delimiters[] = {",", ";", "\t", "|", "", "||", " "},
                             quotes[] = {"\"", "'", "", "\u201C\u201D"};
    dialect.delimiter = delimiters[choice / 5 % 7];
    dialect.quote = quotes[choice / 35 % 4];
    dialect.escape = choice / 70 % 2 ? '\\' : kDoubledQuotes;
    dialect.lineEnds = static_cast<LineEnds>(choice / 3 % 3);
    dialect.leadingBlanks = choice / 9 % 2 ? LeadingBlanks::Dropped : LeadingBlanks::Kept;
    dialect.comment = choice / 18 % 4 ? "" : "#";
    dialect.skippedLines = choice / 11 % 4;
    dialect.header = choice / 150 % 2 ? HeaderRow::Absent : HeaderRow::Present;
    try {
        readAll(file, dialect, sha);
    } catch (const Error &error) {
        require(!error.detail().empty() && !error.hint().empty(), "a refusal says why and what next");
    }
    return 0;
}
