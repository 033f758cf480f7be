// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/tables/csv/csv_dialect.h"

namespace warbler {

// A field with bytes its encoding does not know, as they stand in the file (quotes removed): so that an export can give
// them back.
struct UndecodedField {
    std::size_t column = 0;
    std::string bytes;
};

struct CsvRow {
    std::int64_t line = 0;  // 1-based physical line the record starts on
    std::uint64_t byteOffset = 0;
    std::vector<std::string> fields;        // UTF-8
    std::vector<UndecodedField> undecoded;  // nearly always empty; never filled for UTF-16
};

// A record that could not be read as a row; kept with its reason, never dropped silently. Where a quote is not closed,
// or closes lines later in the middle of a field, each line from there on is one of these until rows begin again.
struct RejectedRow {
    std::int64_t line = 0;
    std::uint64_t byteOffset = 0;
    std::string reason;               // "3 fields, the header has 4"; "quote opened at line 4 is never closed"
    std::string raw;                  // UTF-8, at most 1 MB of it
    std::vector<std::string> fields;  // as far as it could be split
};

// A line that is no record: before the header, a comment, or the header once more.
struct SkippedLine {
    std::int64_t line = 0;
    std::string raw;  // UTF-8, at most 1 MB of it
};

// Ours: a file Warbler wrote, whose columns are those of several imports and our own.
enum class CsvOrigin { Foreign, Ours };

// Streams a CSV of any size; memory stays that of a few records. Decodes to UTF-8; a byte the encoding does not know
// becomes U+FFFD and counts. A blank line is no record. Limits: 2,000 columns (100,000 in a file of ours), a field 16
// MB, a record 64 MB. Not thread-safe.
class CsvReader {
public:
    // Throws Error(MissingFile | PermissionDenied | UnsupportedFormat | EmptyFile), Error(BadData) for a header that
    // cannot be read or is too wide.
    CsvReader(const std::string &path, const CsvDialect &dialect, CsvOrigin origin = CsvOrigin::Foreign);
    ~CsvReader();
    // Names of the columns; empty and repeated names get visible suffixes ("", "text" -> "column 3", "text (2)").
    const std::vector<std::string> &columns() const;
    const std::vector<std::string> &originalColumns() const;
    enum class Outcome { Row, Rejected, End };
    // Throws Error(BadData) if the file changed while it was read, Error(IoError).
    Outcome next(CsvRow &row, RejectedRow &rejected);
    // Hands over all that is left, in order: each row to take, each rejected one to reject. Throws as next().
    void forEach(const std::function<void(CsvRow &)> &take, const std::function<void(const RejectedRow &)> &reject);
    std::uint64_t bytesRead() const;
    std::uint64_t fileBytes() const;
    std::int64_t badBytes() const;      // so far
    std::string sha256() const;         // of the whole file; after End only
    std::int64_t skippedCount() const;  // lines so far that are no records, blank ones before the header among them
    std::vector<SkippedLine> skippedLines() const;  // the first 200

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
