// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/record_splitter.h"
#include "core/tables/text_source.h"

namespace warbler {

// The records of a file one after another, with the line and the byte each begins at. Memory stays that of one record.
class RecordStream {
public:
    RecordStream(const std::string &path, const CsvDialect &dialect);  // throws as TextSource

    // Finds the record at or after the place; false at the end of the file. Comments before it become skipped lines,
    // and blank lines before the first record.
    bool find();
    const RecordSpan &record() const { return m_record; }
    bool isOversized() const { return m_isOversized; }   // the record found is above 64 MB: passOversized() is next
    std::string_view bytes() const { return m_buffer; }  // what the spans count in
    void pass();                                         // moves the place after the record found
    std::int64_t linesSpanned() const;                   // by the record found; the last line of a file may have no end
    // Moves the place after a record above the limit; raw gets its beginning. Where its quote is never closed the place
    // stays and the line of that quote is returned, else 0.
    std::int64_t passOversized(std::string &raw);
    // Moves the place after the line that stands there; raw gets at most 1 MB of it. False at the end of the file.
    bool takeLine(std::string &raw);

    // Whether rows of so many fields begin at the place, after a line with a quote that was opened by mistake: `rows`
    // of them without a defect and without a quote in their plain fields.
    bool isAtRows(std::size_t columns, int rows);
    // Whether the line of the defect's quote is a whole row if that quote is text.
    bool isWholeWithoutQuote(std::size_t columns) const;
    // Whether a quoted field of the record found, which is sound, holds rows: then its quote was opened by mistake and
    // a second one by mistake closes it; the record's quoteAt, quoteLine and defectField tell which.
    bool findQuoteOverRows(std::size_t columns);

    void skipLine();    // as a skipped line
    void skipRecord();  // the record found, as one skipped line
    struct SkippedLine {
        std::int64_t line = 0;
        std::string raw;  // bytes as in the file
    };
    std::int64_t skippedCount() const { return m_skipped; }
    const std::vector<SkippedLine> &skippedLines() const { return m_skippedLines; }  // the first 200

    std::int64_t line() const { return m_line; }       // of the place, 1-based
    std::uint64_t offset() const { return m_offset; }  // of the place in the file
    const RecordSplitter &splitter() const { return m_splitter; }
    const TextSource &source() const { return m_source; }
    std::string sha256() { return m_source.sha256(); }

private:
    void advance(std::size_t count);
    void refill();
    void skip(std::int64_t line, std::string_view raw);
    bool fits(std::string_view bytes, const RecordSpan &record, std::size_t columns) const;
    bool holdsRows(const FieldSpan &field, std::size_t columns) const;

    RecordSplitter m_splitter;
    QuoteMarks m_quote;
    std::string m_delimiter;
    char m_escape;
    LineEnds m_lineEnds;
    TextSource m_source;
    std::string m_buffer;
    std::size_t m_at = 0;  // in the buffer: the place
    std::uint64_t m_offset;
    std::int64_t m_line = 1;
    Tail m_tail = Tail::MoreFollows;
    RecordSpan m_record, m_ahead;
    bool m_isOversized = false, m_isBeforeAll = true;
    std::int64_t m_skipped = 0;
    std::vector<SkippedLine> m_skippedLines;
};

}  // namespace warbler
