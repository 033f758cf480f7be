// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/record_splitter.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/tables/text_decoder.h"

namespace warbler {

namespace {
std::size_t index(char c) { return static_cast<unsigned char>(c); }

std::string encodedAs(char32_t codePoint, Encoding encoding) {
    std::string utf8;
    appendUtf8(utf8, codePoint);
    if (codePoint < 0x80 || encodingKind(encoding) != EncodingKind::OneByte)
        return utf8;
    const TextDecoder decoder(encoding);
    for (int byte = 0x80; byte < 0x100; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        std::string text;
        if (decoder.decode(one, text) == 0 && text == utf8)
            return one;
    }
    return utf8;
}
}  // namespace

QuoteMarks quoteMarks(const std::string &quote, Encoding encoding) {
    if (quote.empty())
        return {};
    std::size_t at = 0;
    const std::string open = encodedAs(nextCodePoint(quote, at), encoding);
    return {open, at < quote.size() ? encodedAs(nextCodePoint(quote, at), encoding) : open};
}

RecordSplitter::RecordSplitter(const CsvDialect &dialect)
    : m_delimiter(dialect.delimiter), m_comment(dialect.comment),
      m_escape(dialect.escape == kUnescapedQuotes ? kDoubledQuotes : dialect.escape), m_lineEnds(dialect.lineEnds),
      m_dropsBlanks(dialect.leadingBlanks == LeadingBlanks::Dropped),
      m_hasQuotesInside(dialect.escape == kUnescapedQuotes) {
    const QuoteMarks marks = quoteMarks(dialect.quote, dialect.encoding);
    m_open = marks.open;
    m_close = marks.close;
    if (!m_delimiter.empty())
        m_stops[index(m_delimiter[0])] = true;
    m_stops[index('\n')] = m_lineEnds == LineEnds::Any || m_lineEnds == LineEnds::LineFeed;
    m_stops[index('\r')] = true;
    if (!m_close.empty())
        m_stopsInQuotes[index(m_close[0])] = true;
    m_stopsInQuotes[index('\n')] = m_lineEnds != LineEnds::Return;
    m_stopsInQuotes[index('\r')] = m_lineEnds == LineEnds::Any || m_lineEnds == LineEnds::Return;
    if (m_close.size() == 1 && m_escape == m_close[0])
        m_escape = kDoubledQuotes;
    if (m_escape != kDoubledQuotes)
        m_stops[index(m_escape)] = m_stopsInQuotes[index(m_escape)] = true;
}

bool RecordSplitter::isCut(std::string_view bytes, std::size_t at, const std::string &word) {
    const std::string_view rest = bytes.substr(std::min(at, bytes.size()));
    return rest.size() < word.size() && std::string_view(word).substr(0, rest.size()) == rest;
}

// Outside quotes an escape other than the backslash is text before itself, as the slashes of an address are.
bool RecordSplitter::isEscaped(std::string_view bytes, std::size_t at, Place place) const {
    if (at >= bytes.size())
        return false;
    if (bytes[at] == m_escape)
        return place == Place::Quoted || m_escape == '\\';
    return isAt(bytes, at, m_close) || isAt(bytes, at, m_delimiter);
}

std::optional<bool> RecordSplitter::isFieldEndAt(std::string_view bytes, std::size_t at, Tail tail) const {
    const bool mayGrow = tail == Tail::MoreFollows;
    while (at < bytes.size() && bytes[at] == ' ' && !isAt(bytes, at, m_delimiter))
        ++at;
    if (at == bytes.size())
        return mayGrow ? std::nullopt : std::optional(true);
    if (isAt(bytes, at, m_delimiter))
        return true;
    if (mayGrow && isCut(bytes, at, m_delimiter))
        return std::nullopt;
    const std::size_t length = lineEndAt(bytes, at, tail);
    return length == kUnknown ? std::nullopt : std::optional(length > 0);
}

std::size_t RecordSplitter::lineEndAt(std::string_view bytes, std::size_t at, Tail tail) const {
    if (bytes[at] == '\n')
        return m_lineEnds == LineEnds::Any || m_lineEnds == LineEnds::LineFeed ? 1 : 0;
    if (bytes[at] != '\r')
        return 0;
    if (m_lineEnds == LineEnds::Return)
        return 1;
    std::size_t next = at + 1;
    if (m_lineEnds != LineEnds::Any)  // some programs write CR CR LF
        while (next < bytes.size() && bytes[next] == '\r')
            ++next;
    if (next == bytes.size())
        return tail == Tail::MoreFollows ? kUnknown : next - at;
    if (bytes[next] == '\n')
        return next + 1 - at;
    return m_lineEnds == LineEnds::Any ? 1 : 0;
}

RecordSplitter::Line RecordSplitter::lineFrom(std::string_view bytes, std::size_t at, Tail tail) const {
    for (; at < bytes.size(); ++at) {
        if (bytes[at] != '\n' && bytes[at] != '\r')
            continue;
        const std::size_t length = lineEndAt(bytes, at, tail);
        if (length == kUnknown)
            return {};
        if (length > 0)
            return {at, at + length};
        while (bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\r')
            ++at;
    }
    return {};
}

std::size_t RecordSplitter::skipBlankLines(std::string_view bytes, std::size_t at, Tail tail,
                                           RecordSpan &record) const {
    while (at < bytes.size()) {
        const std::size_t length = lineEndAt(bytes, at, tail);
        if (length == 0 || length == kUnknown)
            break;
        at += length;
        ++record.blankLines;
    }
    return at;
}

RecordSplitter::Stop RecordSplitter::scanPlain(std::string_view bytes, std::size_t &at, Tail tail,
                                               FieldSpan &field) const {
    const std::size_t size = bytes.size();
    for (;;) {
        while (at < size && !m_stops[index(bytes[at])])
            ++at;
        if (at == size)
            return tail == Tail::MoreFollows ? Stop::Unknown : Stop::Bytes;
        const char c = bytes[at];
        if (c == '\n' || c == '\r') {
            const std::size_t length = lineEndAt(bytes, at, tail);
            if (length == kUnknown)
                return Stop::Unknown;
            if (length > 0)
                return Stop::LineEnd;
            while (at + 1 < size && bytes[at + 1] == '\r')
                ++at;  // looked at once: a run of them may be long
        } else if (c == m_escape && m_escape != kDoubledQuotes) {
            if (at + 1 == size && tail == Tail::MoreFollows)
                return Stop::Unknown;
            if (isEscaped(bytes, at + 1, Place::Plain)) {
                field.hasEscapes = true;
                ++at;
            }
        } else {
            if (tail == Tail::MoreFollows && isCut(bytes, at, m_delimiter))
                return Stop::Unknown;
            if (isAt(bytes, at, m_delimiter))
                return Stop::Delimiter;
        }
        ++at;
    }
}

std::size_t RecordSplitter::scanQuoted(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record,
                                       FieldSpan &field) const {
    const std::size_t size = bytes.size(), width = m_close.size();
    field.begin = at;
    for (;;) {
        while (at < size && !m_stopsInQuotes[index(bytes[at])])
            ++at;
        if (at >= size) {
            field.end = size;
            return std::string_view::npos;
        }
        const char c = bytes[at];
        if (isAt(bytes, at, m_close) && m_hasQuotesInside) {
            const std::optional<bool> isEnd = isFieldEndAt(bytes, at + width, tail);
            field.end = at;
            if (!isEnd)
                return std::string_view::npos;
            if (*isEnd)
                return at + width;
            at += width;
        } else if (isAt(bytes, at, m_close)) {
            if (!isAt(bytes, at + width, m_close)) {
                field.end = at;
                return at + width;
            }
            field.hasEscapes = true;
            at += 2 * width;
        } else if (c == m_escape && m_escape != kDoubledQuotes) {
            const bool isOne = isEscaped(bytes, at + 1, Place::Quoted);
            field.hasEscapes |= isOne;
            at += isOne ? 2 : 1;
        } else if (c == '\n' || c == '\r') {
            ++record.lines;
            at += c == '\r' && m_lineEnds == LineEnds::Any && at + 1 < size && bytes[at + 1] == '\n' ? 2 : 1;
        } else {
            ++at;  // the first byte of another character
        }
    }
}

namespace {

// Only the first defect of a record is told.
void blame(RecordSpan &record, RecordDefect defect, std::int64_t quoteLine, std::size_t quoteAt) {
    if (record.defect != RecordDefect::None)
        return;
    record.defect = defect;
    record.defectField = record.fieldCount + 1;
    record.quoteLine = quoteLine;
    record.quoteAt = quoteAt;
}

}  // namespace

std::optional<RecordSplitter::Result> RecordSplitter::passComment(std::string_view bytes, std::size_t at, Tail tail,
                                                                  RecordSpan &record) const {
    if (m_comment.empty() || !isAt(bytes, at, m_comment))
        return std::nullopt;
    const Line line = lineFrom(bytes, at, tail);
    if (line.next == std::string_view::npos && tail == Tail::MoreFollows)
        return Result::NeedMore;
    record.end = std::min(line.end, bytes.size());
    record.next = std::min(line.next, bytes.size());
    record.lines = line.next == std::string_view::npos ? 0 : 1;
    return Result::Comment;
}

RecordSplitter::Stop RecordSplitter::scanField(std::string_view bytes, std::size_t &at, Tail tail, RecordSpan &record,
                                               FieldSpan &field) const {
    if (!isAt(bytes, at, m_open)) {
        const Stop stop = scanPlain(bytes, at, tail, field);
        field.end = at;
        return stop;
    }
    const std::int64_t quoteLine = record.lines;
    const std::size_t quoteAt = at;
    field.isQuoted = true;
    at = scanQuoted(bytes, at + m_open.size(), tail, record, field);
    if (at == std::string_view::npos) {
        if (tail == Tail::MoreFollows)
            return Stop::Unknown;
        blame(record, RecordDefect::UnclosedQuote, quoteLine, quoteAt);
        at = bytes.size();
        return Stop::Bytes;
    }
    while (at < bytes.size() && bytes[at] == ' ' && !isAt(bytes, at, m_delimiter))
        ++at;
    const std::size_t behind = at;
    FieldSpan rest;
    const Stop stop = scanPlain(bytes, at, tail, rest);
    if (at > behind) {
        blame(record, RecordDefect::TextAfterQuote, quoteLine, quoteAt);
        field = {quoteAt, at, false, false};
    }
    return stop;
}

RecordSplitter::Result RecordSplitter::split(std::string_view bytes, std::size_t at, Tail tail,
                                             RecordSpan &record) const {
    const std::size_t size = bytes.size();
    record.blankLines = record.lines = record.quoteLine = 0;
    record.fieldCount = record.defectField = record.quoteAt = 0;
    record.defect = RecordDefect::None;
    record.fields.clear();
    at = record.begin = skipBlankLines(bytes, at, tail, record);
    const bool mayGrow = tail == Tail::MoreFollows;
    if (at == size)
        return mayGrow ? Result::NeedMore : Result::End;
    if (mayGrow && (lineEndAt(bytes, at, tail) == kUnknown || (!m_comment.empty() && isCut(bytes, at, m_comment))))
        return Result::NeedMore;
    if (const std::optional<Result> comment = passComment(bytes, at, tail, record))
        return *comment;
    for (;;) {
        if (m_dropsBlanks)
            while (at < size && bytes[at] == ' ')
                ++at;
        if (mayGrow && (at == size || (m_open.size() > 1 && isCut(bytes, at, m_open))))
            return Result::NeedMore;
        FieldSpan field;
        field.begin = at;
        const Stop stop = scanField(bytes, at, tail, record, field);
        if (stop == Stop::Unknown)
            return Result::NeedMore;
        if (field.end - field.begin > kMaxFieldBytes)
            blame(record, RecordDefect::FieldTooLong, record.lines, field.begin);
        ++record.fieldCount;
        if (record.fields.size() <= kMaxOwnColumns)
            record.fields.push_back(field);
        if (stop == Stop::Delimiter) {
            at += m_delimiter.size();
            continue;
        }
        record.end = at;
        if (stop == Stop::LineEnd) {
            ++record.lines;
            at += lineEndAt(bytes, at, tail);
        }
        record.next = at;
        return Result::Record;
    }
}

void RecordSplitter::take(std::string_view bytes, const FieldSpan &field, std::string &out) const {
    const std::string_view raw = bytes.substr(field.begin, field.end - field.begin);
    if (!field.hasEscapes) {
        out.assign(raw);
        return;
    }
    out.clear();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool isDoubled = field.isQuoted && isAt(raw, i, m_close) && isAt(raw, i + m_close.size(), m_close);
        const bool isOne = m_escape != kDoubledQuotes && raw[i] == m_escape &&
                           isEscaped(raw, i + 1, field.isQuoted ? Place::Quoted : Place::Plain);
        if (isDoubled && !isOne)
            i += m_close.size();
        if (isOne)
            ++i;
        out.push_back(raw[i]);
    }
}

}  // namespace warbler
