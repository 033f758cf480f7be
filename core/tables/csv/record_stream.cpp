// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/record_stream.h"

#include <algorithm>

#include "core/tables/field_kind.h"

namespace warbler {

namespace {
constexpr std::size_t kChunk = std::size_t(256) << 10;
constexpr std::size_t kMaxChunk = std::size_t(16) << 20;
constexpr std::size_t kMaxRaw = std::size_t(1) << 20;
constexpr std::size_t kMaxLookAhead = std::size_t(1) << 20;
constexpr std::size_t kSkippedShown = 200;
}  // namespace

RecordStream::RecordStream(const std::string &path, const CsvDialect &dialect)
    : m_splitter(dialect), m_quote(quoteMarks(dialect.quote, dialect.encoding)), m_delimiter(dialect.delimiter),
      m_escape(dialect.escape == kUnescapedQuotes ? kDoubledQuotes : dialect.escape), m_lineEnds(dialect.lineEnds),
      m_source(path, dialect.encoding), m_offset(m_source.start()) {}

void RecordStream::advance(std::size_t count) {
    m_offset += m_source.sourceBytes(std::string_view(m_buffer).substr(m_at, count));
    m_at += count;
}

void RecordStream::refill() {
    m_buffer.erase(0, m_at);
    m_at = 0;
    if (!m_source.appendTo(m_buffer, std::clamp(m_buffer.size(), kChunk, kMaxChunk)))
        m_tail = Tail::EndsHere;
}

void RecordStream::skip(std::int64_t line, std::string_view raw) {
    ++m_skipped;
    if (m_skippedLines.size() < kSkippedShown)
        m_skippedLines.push_back({line, std::string(raw.substr(0, kMaxRaw))});
}

bool RecordStream::find() {
    m_isOversized = false;
    for (;;) {
        const auto result = m_splitter.split(m_buffer, m_at, m_tail, m_record);
        m_line += m_record.blankLines;
        advance(m_record.begin - m_at);
        for (std::int64_t i = m_isBeforeAll ? m_record.blankLines : 0; i > 0; --i)
            skip(m_line - i, {});
        if (result == RecordSplitter::Result::Record)
            return true;
        if (result == RecordSplitter::Result::End)
            return false;
        if (result == RecordSplitter::Result::Comment) {
            skipRecord();
            continue;
        }
        if (m_buffer.size() - m_at > kMaxRecordBytes) {
            m_isOversized = true;
            return true;
        }
        refill();
    }
}

void RecordStream::pass() {
    m_isBeforeAll = false;
    m_line += m_record.lines;
    advance(m_record.next - m_at);
}

std::int64_t RecordStream::linesSpanned() const { return m_record.lines + (m_record.end == m_record.next ? 1 : 0); }

void RecordStream::skipRecord() {
    skip(m_line, std::string_view(m_buffer).substr(m_record.begin, m_record.end - m_record.begin));
    const bool wasBeforeAll = m_isBeforeAll;
    pass();
    m_isBeforeAll = wasBeforeAll;
}

bool RecordStream::takeLine(std::string &raw) {
    raw.clear();
    bool isAny = false;
    for (;;) {
        const RecordSplitter::Line line = m_splitter.lineFrom(m_buffer, m_at, m_tail);
        const bool isComplete = line.next != std::string_view::npos;
        const bool isCut =
            !m_buffer.empty() && m_buffer.back() == '\r' && m_tail == Tail::MoreFollows;  // a CR that more must explain
        const std::size_t end = isComplete ? line.end : std::max(m_at, m_buffer.size() - (isCut ? 1 : 0));
        if (raw.size() <= kMaxRaw)
            raw.append(m_buffer, m_at, std::min(end - m_at, kMaxRaw + 4));
        isAny |= isComplete || end > m_at;
        advance(end - m_at);
        if (isComplete) {
            advance(line.next - line.end);
            ++m_line;
            return true;
        }
        if (m_tail == Tail::EndsHere)
            return isAny;
        refill();
    }
}

void RecordStream::skipLine() {
    std::string raw;
    const std::int64_t line = m_line;
    if (takeLine(raw))
        skip(line, raw);
}

std::int64_t RecordStream::passOversized(std::string &raw) {
    m_isOversized = false;
    const std::uint64_t startOffset = m_offset;
    const std::int64_t startLine = m_line;
    enum class Place { FieldStart, Plain, Quoted, Escaped, QuoteInQuoted, AfterReturn } place = Place::FieldStart;
    const char open = m_quote.open.empty() ? '\0' : m_quote.open[0],
               close = m_quote.close.empty() ? '\0' : m_quote.close[0];
    const bool hasQuote = !m_quote.open.empty();
    bool isEnd = false, wasReturn = false;
    char before = '\0';
    std::int64_t openedAt = m_line;
    raw = m_buffer.substr(m_at, kMaxRaw + 4);
    while (!isEnd) {
        std::size_t i = m_at;
        for (; i < m_buffer.size() && !isEnd; ++i) {
            const char c = m_buffer[i];
            const bool isReturn = c == '\r' && (m_lineEnds == LineEnds::Any || m_lineEnds == LineEnds::Return),
                       isFeed = c == '\n' && m_lineEnds != LineEnds::Return &&
                                (m_lineEnds != LineEnds::ReturnFeed || before == '\r');
            before = c;
            if (place == Place::AfterReturn) {
                isEnd = true;
                if (!isFeed)
                    break;
                continue;
            }
            if (place == Place::Quoted || place == Place::Escaped) {
                if (isReturn || (isFeed && !wasReturn))
                    ++m_line;
                if (place == Place::Escaped || c != close)
                    place = place == Place::Quoted && c == m_escape && m_escape != kDoubledQuotes ? Place::Escaped
                                                                                                  : Place::Quoted;
                else
                    place = Place::QuoteInQuoted;
            } else if (place == Place::QuoteInQuoted && c == close) {
                place = Place::Quoted;
            } else if (place == Place::FieldStart && hasQuote && c == open) {
                openedAt = m_line;
                place = Place::Quoted;
            } else if (isFeed) {
                ++m_line;
                isEnd = true;
            } else if (isReturn) {
                ++m_line;
                place = Place::AfterReturn;
            } else {
                place = !m_delimiter.empty() && c == m_delimiter.back() ? Place::FieldStart : Place::Plain;
            }
            wasReturn = isReturn;
        }
        advance(i - m_at);
        if (isEnd || m_tail == Tail::EndsHere)
            break;
        refill();
    }
    const bool isUnclosed =
        m_tail == Tail::EndsHere && m_at == m_buffer.size() && (place == Place::Quoted || place == Place::Escaped);
    if (!isUnclosed)
        return 0;
    m_source.seek(startOffset);
    m_buffer.clear();
    m_at = 0;
    m_offset = startOffset;
    m_line = startLine;
    m_tail = Tail::MoreFollows;
    return openedAt;
}

bool RecordStream::fits(std::string_view bytes, const RecordSpan &record, std::size_t columns) const {
    if (record.defect != RecordDefect::None || record.fieldCount != columns)
        return false;
    return std::all_of(record.fields.begin(), record.fields.end(), [&](const FieldSpan &field) {
        return field.isQuoted ||
               bytes.substr(field.begin, field.end - field.begin).find(m_quote.close) == std::string_view::npos;
    });
}

bool RecordStream::isAtRows(std::size_t columns, int rows) {
    for (std::size_t from = 0;;) {
        const auto result = m_splitter.split(m_buffer, m_at + from, m_tail, m_ahead);
        if (result == RecordSplitter::Result::NeedMore) {
            if (m_buffer.size() - m_at > kMaxLookAhead)
                return false;
            refill();
            continue;
        }
        if (result == RecordSplitter::Result::End)
            return false;
        from = m_ahead.next - m_at;
        if (result == RecordSplitter::Result::Comment)
            continue;
        if (!fits(m_buffer, m_ahead, columns))
            return false;
        if (--rows <= 0)
            return true;
    }
}

bool RecordStream::isWholeWithoutQuote(std::size_t columns) const {
    const std::string_view bytes = m_buffer;
    const RecordSplitter::Line line = m_splitter.lineFrom(bytes, m_record.quoteAt, Tail::EndsHere);
    const std::string_view rest = bytes.substr(m_record.quoteAt, std::min(line.end, bytes.size()) - m_record.quoteAt);
    std::size_t fields = m_record.defectField;
    const std::size_t delimiter = m_delimiter.empty() ? std::string_view::npos : rest.find(m_delimiter);
    if (delimiter != std::string_view::npos) {
        RecordSpan others;
        const auto result = m_splitter.split(rest, delimiter + m_delimiter.size(), Tail::EndsHere, others);
        if (others.defect != RecordDefect::None)
            return false;
        fields += result == RecordSplitter::Result::Record ? others.fieldCount : 1;
    }
    return fields == columns;
}

// Whether the lines but the first and the last, at least two and nine of ten, are rows that begin with a number as the
// record does.
bool RecordStream::holdsRows(const FieldSpan &field, std::size_t columns) const {
    const std::string_view text = std::string_view(m_buffer).substr(field.begin, field.end - field.begin);
    const auto isNumber = [](std::string_view value) {
        const FieldKind kind = fieldKind(value);
        return kind == FieldKind::Number || kind == FieldKind::LongId;
    };
    const FieldSpan &first = m_record.fields.front();
    if (!isNumber(std::string_view(m_buffer).substr(first.begin, first.end - first.begin)))
        return false;
    RecordSplitter::Line line = m_splitter.lineFrom(text, 0, Tail::EndsHere);
    int rows = 0, others = 0;
    RecordSpan span;
    while (line.next != std::string_view::npos) {
        const std::size_t begin = line.next;
        line = m_splitter.lineFrom(text, begin, Tail::EndsHere);
        if (line.next == std::string_view::npos)
            break;
        const std::string_view inner = text.substr(begin, line.end - begin);
        const bool isRow = m_splitter.split(inner, 0, Tail::EndsHere, span) == RecordSplitter::Result::Record &&
                           fits(inner, span, columns) &&
                           isNumber(inner.substr(span.fields[0].begin, span.fields[0].end - span.fields[0].begin));
        ++(isRow ? rows : others);
        if (others > 10 + rows)
            return false;
    }
    return rows >= 2 && 10 * others <= rows;
}

bool RecordStream::findQuoteOverRows(std::size_t columns) {
    if (m_record.lines < 3 || columns < 2)
        return false;
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < m_record.fields.size(); ++i) {
        const FieldSpan &field = m_record.fields[i];
        if (!field.isQuoted)
            continue;
        if (i > 0 && holdsRows(field, columns)) {
            m_record.quoteAt = field.begin - m_quote.open.size();
            m_record.defectField = i + 1;
            m_record.quoteLine = lines;
            if (isWholeWithoutQuote(columns))
                return true;
        }
        for (std::size_t at = field.begin; at < field.end; ++at) {
            const std::size_t length =
                m_buffer[at] == '\n' || m_buffer[at] == '\r' ? m_splitter.lineEndAt(m_buffer, at, Tail::EndsHere) : 0;
            if (length == 0)
                continue;
            ++lines;
            at += length - 1;
        }
    }
    return false;
}

}  // namespace warbler
