// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv_dialect.h"

namespace warbler {

constexpr std::size_t kMaxColumns = 2000;
constexpr std::size_t kMaxFieldBytes = std::size_t(16) << 20;
constexpr std::size_t kMaxRecordBytes = std::size_t(64) << 20;

struct FieldSpan {
    std::size_t begin = 0, end = 0;  // offsets, without the quotes
    bool hasEscapes = false;         // holds a doubled or a backslashed quote
};

enum class RecordDefect { None, TextAfterQuote, UnclosedQuote, FieldTooLong };

// Where a record and its fields lie in the bytes it was split from.
struct RecordSpan {
    std::size_t begin = 0, end = 0;     // without the line end
    std::size_t next = 0;               // where the record after it may begin
    std::int64_t blankLines = 0;        // skipped before begin: a blank line is no record
    std::int64_t lines = 0;             // line ends in begin..next
    std::size_t fieldCount = 0;
    std::vector<FieldSpan> fields;      // the first kMaxColumns + 1
    RecordDefect defect = RecordDefect::None;
    std::size_t defectField = 0;        // 1-based
    std::int64_t quoteLine = 0;         // line ends between begin and the quote of the defect
};

enum class Tail { MoreFollows, EndsHere };  // whether bytes follow those given

// Splits bytes of an encoding that contains ASCII (UTF-8, windows-1252) at delimiters and line ends (CRLF, LF, CR) outside
// quotes, as RFC 4180 says; a quote opens a field only as its first byte. Blanks between a closing quote and the delimiter
// are dropped, other text there is a defect. Stateless between calls.
class RecordSplitter {
public:
    explicit RecordSplitter(const CsvDialect &dialect);
    enum class Result { Record, NeedMore, End };
    // The record at or behind `at`. NeedMore: only blankLines and begin are set; call again from begin with more bytes.
    Result split(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const;
    void unescape(std::string_view field, std::string &out) const;

private:
    std::size_t skipBlankLines(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const;
    // Behind the closing quote, or npos where the bytes end before it.
    std::size_t scanQuoted(std::string_view bytes, std::size_t at, RecordSpan &record, FieldSpan &field) const;

    char m_delimiter, m_quote;
    QuoteEscape m_escape;
    std::array<bool, 256> m_endsField{}, m_stopsInQuotes{};
};

}  // namespace warbler
