// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/record_splitter.h"

namespace warbler {

namespace {
std::size_t index(char c) { return static_cast<unsigned char>(c); }
}  // namespace

RecordSplitter::RecordSplitter(const CsvDialect &dialect) : m_delimiter(dialect.delimiter), m_quote(dialect.quote), m_escape(dialect.escape) {
    if (m_delimiter != kNoDelimiter) m_endsField[index(m_delimiter)] = true;
    m_endsField[index('\n')] = m_endsField[index('\r')] = true;
    m_stopsInQuotes[index('\n')] = m_stopsInQuotes[index('\r')] = m_stopsInQuotes[index(m_quote)] = true;
    if (m_escape == QuoteEscape::Backslash) m_stopsInQuotes[index('\\')] = true;
}

std::size_t RecordSplitter::skipBlankLines(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const {
    while (at < bytes.size()) {
        if (bytes[at] == '\n') {
            ++at;
        } else if (bytes[at] == '\r') {
            if (at + 1 == bytes.size() && tail == Tail::MoreFollows) return at;  // perhaps half of a CRLF
            at += at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
        } else {
            break;
        }
        ++record.blankLines;
    }
    return at;
}

std::size_t RecordSplitter::scanQuoted(std::string_view bytes, std::size_t at, RecordSpan &record, FieldSpan &field) const {
    const std::size_t size = bytes.size();
    field.begin = at;
    for (;;) {
        while (at < size && !m_stopsInQuotes[index(bytes[at])]) ++at;
        if (at == size) {
            field.end = size;
            return std::string_view::npos;
        }
        const char next = at + 1 < size ? bytes[at + 1] : '\0';
        if (bytes[at] == m_quote) {
            if (next != m_quote || at + 1 == size) {
                field.end = at;
                return at + 1;
            }
            field.hasEscapes = true;
            at += 2;
        } else if (bytes[at] == '\\') {
            const bool isEscape = at + 1 < size && (next == m_quote || next == '\\');
            field.hasEscapes |= isEscape;
            at += isEscape ? 2 : 1;
        } else {
            ++record.lines;
            at += bytes[at] == '\r' && next == '\n' ? 2 : 1;
        }
    }
}

RecordSplitter::Result RecordSplitter::split(std::string_view bytes, std::size_t at, Tail tail, RecordSpan &record) const {
    const std::size_t size = bytes.size();
    record.blankLines = record.lines = record.quoteLine = 0;
    record.fieldCount = record.defectField = 0;
    record.defect = RecordDefect::None;
    record.fields.clear();
    at = record.begin = skipBlankLines(bytes, at, tail, record);
    const bool mayGrow = tail == Tail::MoreFollows;
    if (at == size) return mayGrow ? Result::NeedMore : Result::End;
    if (mayGrow && bytes[at] == '\r') return Result::NeedMore;

    const auto blame = [&record](RecordDefect defect, std::int64_t quoteLine) {
        if (record.defect != RecordDefect::None) return;
        record.defect = defect;
        record.defectField = record.fieldCount + 1;
        record.quoteLine = quoteLine;
    };
    for (;;) {
        FieldSpan field;
        field.begin = at;
        if (m_quote != kNoQuote && at < size && bytes[at] == m_quote) {
            const std::int64_t quoteLine = record.lines;
            const std::size_t quoteAt = at;
            at = scanQuoted(bytes, at + 1, record, field);
            if (at == std::string_view::npos) {
                if (mayGrow) return Result::NeedMore;
                blame(RecordDefect::UnclosedQuote, quoteLine);
                at = size;
            } else {
                while (at < size && bytes[at] == ' ') ++at;
                if (at < size && !m_endsField[index(bytes[at])]) {
                    blame(RecordDefect::TextAfterQuote, quoteLine);
                    while (at < size && !m_endsField[index(bytes[at])]) ++at;
                    field = {quoteAt, at, false};
                }
            }
        } else {
            while (at < size && !m_endsField[index(bytes[at])]) ++at;
            field.end = at;
        }
        if (at == size && mayGrow) return Result::NeedMore;
        if (field.end - field.begin > kMaxFieldBytes) blame(RecordDefect::FieldTooLong, record.lines);
        ++record.fieldCount;
        if (record.fields.size() <= kMaxColumns) record.fields.push_back(field);
        if (at < size && bytes[at] == m_delimiter && m_delimiter != kNoDelimiter) {
            ++at;
            continue;
        }
        record.end = at;
        if (at < size) {
            if (bytes[at] == '\r' && at + 1 == size && mayGrow) return Result::NeedMore;
            ++record.lines;
            at += bytes[at] == '\r' && at + 1 < size && bytes[at + 1] == '\n' ? 2 : 1;
        }
        record.next = at;
        return Result::Record;
    }
}

void RecordSplitter::unescape(std::string_view field, std::string &out) const {
    out.clear();
    for (std::size_t i = 0; i < field.size(); ++i) {
        const bool hasNext = i + 1 < field.size();
        const bool isDoubled = hasNext && field[i] == m_quote && field[i + 1] == m_quote;
        const bool isBackslashed =
            m_escape == QuoteEscape::Backslash && hasNext && field[i] == '\\' && (field[i + 1] == m_quote || field[i + 1] == '\\');
        if (isDoubled || isBackslashed) ++i;
        out.push_back(field[i]);
    }
}

}  // namespace warbler
