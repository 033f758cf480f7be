// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_sample.h"

#include <algorithm>

#include "core/tables/csv/record_splitter.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxField = 4096;

// The records of a text one after another; after a defect it goes on at the next line.
class SampleWalk {
public:
    SampleWalk(std::string_view text, const CsvDialect &dialect)
        : m_text(text), m_splitter(dialect), m_hasDelimiter(dialect.delimiter != kNoDelimiter) {}

    bool next() {
        for (;;) {
            const auto result = m_splitter.split(m_text, m_at, Tail::EndsHere, m_span);
            m_lines += m_span.blankLines;
            if (result != RecordSplitter::Result::Record && result != RecordSplitter::Result::Comment)
                return false;
            m_before = m_lines;
            m_at = m_span.next;
            m_lines += m_span.lines;
            if (result == RecordSplitter::Result::Comment || isEmptyLine())
                continue;
            const bool reachesOn = m_span.lines > 1 || m_span.defect == RecordDefect::UnclosedQuote;
            if (m_span.defect != RecordDefect::None && reachesOn) {
                const RecordSplitter::Line line = m_splitter.lineFrom(m_text, m_span.quoteAt, Tail::EndsHere);
                m_at = std::min(line.next, m_text.size());
                m_lines = m_before + m_span.quoteLine + 1;
            }
            return true;
        }
    }
    // A line of blanks, which is no row of a table.
    bool isEmptyLine() const {
        return m_hasDelimiter && m_span.fieldCount == 1 && !m_span.fields[0].isQuoted &&
               m_text.substr(m_span.begin, m_span.end - m_span.begin).find_first_not_of(" \t\x1A") ==
                   std::string_view::npos;
    }
    bool isSound() const { return m_span.defect == RecordDefect::None; }
    const RecordSpan &span() const { return m_span; }
    std::int64_t linesBefore() const { return m_before; }
    std::size_t quotedFields() const {
        return static_cast<std::size_t>(std::count_if(m_span.fields.begin(), m_span.fields.end(),
                                                      [](const FieldSpan &field) { return field.isQuoted; }));
    }
    // Whether a field looks like one between double quotes that holds others, doubled or after a backslash.
    bool hasPairs() const {
        return std::any_of(m_span.fields.begin(), m_span.fields.end(), [this](const FieldSpan &span) {
            const std::string_view field = m_text.substr(span.begin, span.end - span.begin);
            if (field.size() < 6 || field.front() != '"' || field.back() != '"')
                return false;
            std::string_view inner = field.substr(1, field.size() - 2);
            bool isAny = false;
            for (std::size_t at = inner.find('"'); at != std::string_view::npos; at = inner.find('"', at)) {
                const bool isDoubled = inner.substr(at, 2) == "\"\"";
                if (!isDoubled && (at == 0 || inner[at - 1] != '\\'))
                    return false;
                isAny = true;
                at += isDoubled ? 2 : 1;
            }
            return isAny;
        });
    }
    std::vector<std::string> fields() const {
        std::vector<std::string> fields(m_span.fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            FieldSpan field = m_span.fields[i];
            field.end = std::min(field.end, field.begin + kMaxField);
            m_splitter.take(m_text, field, fields[i]);
        }
        return fields;
    }

private:
    std::string_view m_text;
    RecordSplitter m_splitter;
    bool m_hasDelimiter;
    RecordSpan m_span;
    std::size_t m_at = 0;
    std::int64_t m_lines = 0, m_before = 0;
};
}  // namespace

std::vector<SampleRecord> sampleRecords(std::string_view text, const CsvDialect &dialect, std::size_t limit) {
    std::vector<SampleRecord> records;
    SampleWalk walk(text, dialect);
    while (records.size() < limit && walk.next()) {
        records.push_back({walk.linesBefore(), 0, 0, {}});
        if (!walk.isSound())
            continue;
        records.back().fieldCount = walk.span().fieldCount;
        records.back().quoted = walk.quotedFields();
        records.back().fields = walk.fields();
    }
    return records;
}

RecordCount countRecords(std::string_view text, const CsvDialect &dialect, std::size_t fields) {
    RecordCount count;
    SampleWalk walk(text, dialect);
    while (walk.next()) {
        ++count.records;
        if (!walk.isSound())
            continue;
        if (walk.span().fieldCount == fields)
            ++count.matching;
        if (walk.span().fieldCount == fields && dialect.quote == kNoQuote && walk.hasPairs())
            ++count.paired;
        if (walk.quotedFields() > 0)
            ++count.quoted;
    }
    return count;
}

}  // namespace warbler
