// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"

namespace warbler {

constexpr std::size_t kMaxColumns = 2000;
constexpr std::size_t kMaxOwnColumns = 100000;  // of files we wrote: columns of several imports, and ours
constexpr std::size_t kMaxFieldBytes = std::size_t(16) << 20;
constexpr std::size_t kMaxRecordBytes = std::size_t(64) << 20;

struct FieldSpan {
    std::size_t begin = 0, end = 0;  // offsets, without the quotes
    bool hasEscapes = false;         // holds a doubled quote or an escaped character
    bool isQuoted = false;
};

enum class RecordDefect { None, TextAfterQuote, UnclosedQuote, FieldTooLong };

// Where a record and its fields lie in the bytes it was split from.
struct RecordSpan {
    std::size_t begin = 0, end = 0;  // without the line end
    std::size_t next = 0;            // where the record after it may begin
    std::int64_t blankLines = 0;     // skipped before begin: a blank line is no record
    std::int64_t lines = 0;          // line ends in begin..next
    std::size_t fieldCount = 0;
    std::vector<FieldSpan> fields;  // the first kMaxOwnColumns + 1
    RecordDefect defect = RecordDefect::None;
    std::size_t defectField = 0;  // 1-based
    std::size_t quoteAt = 0;      // where the quote of the defect opens
    std::int64_t quoteLine = 0;   // line ends between begin and that quote
};

enum class Tail { MoreFollows, EndsHere };  // whether bytes follow those given

// Splits bytes of an encoding that contains ASCII (UTF-8, windows-1252) at delimiters and line ends outside quotes, as
// RFC 4180 says; a quote opens a field only as its first character (after blanks where the dialect drops those).
// Blanks between a closing quote and the delimiter are dropped, other text there is a defect. Stateless between calls.
class RecordSplitter {
public:
    explicit RecordSplitter(const CsvDialect &dialect);
    enum class Result { Record, Comment, NeedMore, End };
    // The record at or after `at`; of a Comment only begin, end, next and lines are set. NeedMore: only blankLines and
    // begin are set; call again from begin with more bytes.
    Result split(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const;
    // The field's text in out.
    void take(std::string_view bytes, const FieldSpan &field, std::string &out) const;
    // Length of the line end at `at`; 0 where none is, kUnknown where the bytes end too early to tell.
    std::size_t lineEndAt(std::string_view bytes, std::size_t at, Tail tail) const;
    static constexpr std::size_t kUnknown = std::string_view::npos;
    // Where the line at `at` ends, and where the next one begins; npos both where it does not end in these bytes.
    struct Line {
        std::size_t end = std::string_view::npos, next = std::string_view::npos;
    };
    Line lineFrom(std::string_view bytes, std::size_t at, Tail tail) const;

private:
    std::size_t skipBlankLines(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const;
    enum class Stop { Delimiter, LineEnd, Bytes, Unknown };  // Bytes: where they end
    // What ends the plain text from `at` on, and where.
    Stop scanPlain(std::string_view bytes, std::size_t &at, Tail tail, FieldSpan &field) const;
    // One field whole, quoted or plain. Unknown: more bytes are needed first.
    Stop scanField(std::string_view bytes, std::size_t &at, Tail tail, RecordSpan &record, FieldSpan &field) const;
    // Empty: the record at this place is no comment.
    std::optional<Result> passComment(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const;
    // The place after the closing quote, or npos where the bytes end before it.
    std::size_t scanQuoted(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record,
                           FieldSpan &field) const;
    // Whether a delimiter or a line end stands at `at`, after blanks; empty: more bytes are needed to tell.
    std::optional<bool> isFieldEndAt(std::string_view bytes, std::size_t at, Tail tail) const;
    bool isAt(std::string_view bytes, std::size_t at, const std::string &word) const {
        return word.size() == 1 ? at < bytes.size() && bytes[at] == word[0]
                                : !word.empty() && bytes.compare(at, word.size(), word) == 0;
    }
    enum class Place { Quoted, Plain };
    bool isEscaped(std::string_view bytes, std::size_t at, Place place) const;
    // Whether more bytes could complete `word` at the end of these.
    static bool isCut(std::string_view bytes, std::size_t at, const std::string &word);

    std::string m_delimiter, m_open, m_close, m_comment;
    char m_escape;
    LineEnds m_lineEnds;
    bool m_dropsBlanks, m_hasQuotesInside;
    std::array<bool, 256> m_stops{}, m_stopsInQuotes{};
};

// The two characters of a quote as the encoding's bytes; the same twice where they are alike, both empty for kNoQuote.
struct QuoteMarks {
    std::string open, close;
};
QuoteMarks quoteMarks(const std::string &quote, Encoding encoding);

}  // namespace warbler
