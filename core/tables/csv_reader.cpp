// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv_reader.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/record_splitter.h"
#include "core/tables/text_decoder.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kChunk = std::size_t(256) << 10;
constexpr std::size_t kMaxChunk = std::size_t(16) << 20;
constexpr std::size_t kMaxRaw = std::size_t(1) << 20;
constexpr std::int64_t kToTheEnd = std::numeric_limits<std::int64_t>::max();
constexpr const char *kTooLong = "longer than 64 MB";

std::string fieldsText(std::size_t count) { return grouped(static_cast<long long>(count)) + (count == 1 ? " field" : " fields"); }
std::string lineText(std::int64_t line) { return "line " + grouped(line); }

// A copy cut to the limit at the start of a character.
std::string_view cutRaw(std::string_view raw) {
    if (raw.size() <= kMaxRaw) return raw;
    std::size_t size = kMaxRaw;
    while (size > kMaxRaw - 4 && (static_cast<unsigned char>(raw[size]) & 0xC0) == 0x80) --size;
    return raw.substr(0, size);
}

std::vector<std::string> visibleNames(const std::vector<std::string> &originals) {
    std::unordered_set<std::string> taken;
    for (const auto &name : originals)
        if (!isBlank(name)) taken.insert(name);
    std::unordered_set<std::string> used;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < originals.size(); ++i) {
        const std::string base = isBlank(originals[i]) ? "column " + std::to_string(i + 1) : originals[i];
        std::string name = base;
        const bool isTaken = isBlank(originals[i]) ? taken.count(name) > 0 : used.count(name) > 0;
        for (int copy = 2; isTaken && (used.count(name) > 0 || taken.count(name) > 0); ++copy) name = base + " (" + std::to_string(copy) + ")";
        used.insert(name);
        names.push_back(name);
    }
    return names;
}
}  // namespace

struct CsvReader::State {
    State(const std::string &path, const CsvDialect &csvDialect)
        : dialect(csvDialect), splitter(csvDialect), source(path, csvDialect.encoding), decoder(csvDialect.encoding), offset(source.start()) {}

    // Moves behind `count` bytes of the buffer.
    void advance(std::size_t count) {
        offset += source.sourceBytes(std::string_view(buffer).substr(at, count));
        at += count;
    }
    void refill() {
        buffer.erase(0, at);
        at = 0;
        if (!source.appendTo(buffer, std::clamp(buffer.size(), kChunk, kMaxChunk))) tail = Tail::EndsHere;
    }
    std::string decoded(std::string_view bytes, std::int64_t &bad) const;
    void decodeInto(std::string &out, std::size_t column, std::vector<UndecodedField> *undecoded);
    void takeFields(std::string_view bytes, const RecordSpan &span, std::vector<std::string> &fields, std::vector<UndecodedField> *undecoded);
    bool findRecord();
    void rejectSpan(RejectedRow &rejected, std::string reason);
    bool rejectNextLine(RejectedRow &rejected);
    void rejectOversized(RejectedRow &rejected);
    void takeLine(std::string &raw);
    void startRejectingLines(std::int64_t quote, std::int64_t end, std::string closing);

    CsvDialect dialect;
    RecordSplitter splitter;
    TextSource source;
    TextDecoder decoder;
    std::string buffer;
    std::size_t at = 0;              // in the buffer: what comes next
    std::uint64_t offset;            // of `at` in the file
    std::int64_t line = 1;           // of `at`
    Tail tail = Tail::MoreFollows;
    RecordSpan record;
    bool isOversized = false;
    // Lines before this one are rejected one by one, because of the quote at quoteLine.
    std::int64_t rejectBefore = 0, quoteLine = 0;
    std::string quoteCloses;
    std::int64_t badBytes = 0;
    std::vector<std::string> originals, names;
};

std::string CsvReader::State::decoded(std::string_view bytes, std::int64_t &bad) const {
    std::string out;
    bad += decoder.decode(bytes, out);
    return out;
}

void CsvReader::State::decodeInto(std::string &out, std::size_t column, std::vector<UndecodedField> *undecoded) {
    if (decoder.isPlain(out)) return;
    std::int64_t bad = 0;
    std::string text = decoded(out, bad);
    badBytes += bad;
    if (bad > 0 && undecoded != nullptr) undecoded->push_back({column, std::move(out)});
    out = std::move(text);
}

void CsvReader::State::takeFields(std::string_view bytes, const RecordSpan &span, std::vector<std::string> &fields,
                                  std::vector<UndecodedField> *undecoded) {
    fields.resize(span.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const FieldSpan &field = span.fields[i];
        const std::string_view raw = bytes.substr(field.begin, field.end - field.begin);
        if (field.hasEscapes)
            splitter.unescape(raw, fields[i]);
        else
            fields[i].assign(raw);
        decodeInto(fields[i], i, undecoded);
    }
}

// Finds the next record into `record`; false at the end of the file.
bool CsvReader::State::findRecord() {
    for (;;) {
        const auto result = splitter.split(buffer, at, tail, record);
        line += record.blankLines;
        advance(record.begin - at);
        if (result == RecordSplitter::Result::Record) return true;
        if (result == RecordSplitter::Result::End) return false;
        if (buffer.size() - at > kMaxRecordBytes) {
            isOversized = true;
            return true;
        }
        refill();
    }
}

void CsvReader::State::rejectSpan(RejectedRow &rejected, std::string reason) {
    std::int64_t uncounted = 0;
    rejected.line = line;
    rejected.byteOffset = offset;
    rejected.reason = std::move(reason);
    rejected.raw = decoded(cutRaw(std::string_view(buffer).substr(record.begin, record.end - record.begin)), uncounted);
    takeFields(buffer, record, rejected.fields, nullptr);
}

void CsvReader::State::startRejectingLines(std::int64_t quote, std::int64_t end, std::string closing) {
    quoteLine = quote;
    rejectBefore = end;
    quoteCloses = std::move(closing);
}

// Moves behind the next line end; raw gets at most kMaxRaw bytes of the line.
void CsvReader::State::takeLine(std::string &raw) {
    raw.clear();
    for (;;) {
        const std::size_t end = std::min(buffer.find_first_of("\r\n", at), buffer.size());
        const bool isComplete = end < buffer.size() && (buffer[end] == '\n' || end + 1 < buffer.size() || tail == Tail::EndsHere);
        if (raw.size() <= kMaxRaw) raw.append(buffer, at, std::min(end - at, kMaxRaw + 4));
        advance(end - at);
        if (isComplete) {
            advance(buffer[at] == '\r' && at + 1 < buffer.size() && buffer[at + 1] == '\n' ? 2 : 1);
            ++line;
            return;
        }
        if (tail == Tail::EndsHere) return;
        refill();
    }
}

// One line inside a quote that is not closed as it should be; false at the end of the file. Blank lines are no records.
bool CsvReader::State::rejectNextLine(RejectedRow &rejected) {
    std::string raw;
    do {
        if (at == buffer.size() && tail == Tail::MoreFollows) refill();
        if ((at == buffer.size() && tail == Tail::EndsHere) || line >= rejectBefore) return false;
        rejected.line = line;
        rejected.byteOffset = offset;
        takeLine(raw);
    } while (raw.empty());
    std::int64_t bad = 0;
    rejected.raw = decoded(cutRaw(raw), bad);
    badBytes += bad;
    rejected.reason = rejected.line <= quoteLine ? "the quote opened at " + lineText(quoteLine) + " " + quoteCloses
                                                 : "inside the quote opened at " + lineText(quoteLine) + ", which " + quoteCloses;
    RecordSpan span;
    rejected.fields.clear();
    if (splitter.split(rejected.raw, 0, Tail::EndsHere, span) == RecordSplitter::Result::Record)
        for (const FieldSpan &field : span.fields) rejected.fields.emplace_back(rejected.raw, field.begin, field.end - field.begin);
    return true;
}

// A record above the limit is passed over piece by piece; if its quote is never closed, the lines from its start are
// rejected one by one instead.
void CsvReader::State::rejectOversized(RejectedRow &rejected) {
    isOversized = false;
    const std::uint64_t startOffset = offset;
    const std::int64_t startLine = line;
    const char q = dialect.quote;
    enum class Place { FieldStart, Plain, Quoted, Escaped, QuoteInQuoted, AfterReturn } place = Place::FieldStart;
    bool isEnd = false, wasReturn = false;
    std::int64_t openedAt = line;
    std::string raw(cutRaw(std::string_view(buffer).substr(at)));
    while (!isEnd) {
        std::size_t i = at;
        for (; i < buffer.size() && !isEnd; ++i) {
            const char c = buffer[i];
            if (place == Place::AfterReturn) {
                isEnd = true;
                if (c != '\n') break;
                continue;
            }
            if (place == Place::Quoted || place == Place::Escaped) {
                if (c == '\r' || (c == '\n' && !wasReturn)) ++line;
                if (place == Place::Escaped || c != q)
                    place = place == Place::Quoted && c == '\\' && dialect.escape == QuoteEscape::Backslash ? Place::Escaped : Place::Quoted;
                else
                    place = Place::QuoteInQuoted;
            } else if (place == Place::QuoteInQuoted && c == q) {
                place = Place::Quoted;
            } else if (place == Place::FieldStart && q != kNoQuote && c == q) {
                openedAt = line;
                place = Place::Quoted;
            } else if (c == '\n') {
                ++line;
                isEnd = true;
            } else if (c == '\r') {
                ++line;
                place = Place::AfterReturn;
            } else {
                place = c == dialect.delimiter && c != kNoDelimiter ? Place::FieldStart : Place::Plain;
            }
            wasReturn = c == '\r';
        }
        advance(i - at);
        if (isEnd) break;
        if (tail == Tail::EndsHere) break;
        refill();
    }
    rejected.fields.clear();
    rejected.line = startLine;
    rejected.byteOffset = startOffset;
    if (tail == Tail::EndsHere && at == buffer.size() && (place == Place::Quoted || place == Place::Escaped)) {
        source.seek(startOffset);
        buffer.clear();
        at = 0;
        offset = startOffset;
        line = startLine;
        tail = Tail::MoreFollows;
        startRejectingLines(openedAt, kToTheEnd, "is never closed");
        rejectNextLine(rejected);
        return;
    }
    std::int64_t uncounted = 0;
    rejected.raw = decoded(raw, uncounted);
    rejected.reason = kTooLong;
}

CsvReader::CsvReader(const std::string &path, const CsvDialect &dialect) : m_state(std::make_unique<State>(path, dialect)) {
    State &s = *m_state;
    if (!s.findRecord()) throw Error(ErrorCode::EmptyFile, path + " is empty", "Choose the file that holds the tweets.");
    if (s.isOversized || s.record.defect == RecordDefect::UnclosedQuote || s.record.defect == RecordDefect::FieldTooLong)
        throw Error(ErrorCode::BadData,
                    path + ", " + lineText(s.line + s.record.quoteLine) +
                        (s.record.defect == RecordDefect::UnclosedQuote ? ": the quote opened here is never closed" : ": the first row is too long"),
                    "Close the quote in the first row, or choose another quote character.");
    if (s.record.fieldCount > kMaxColumns)
        throw Error(ErrorCode::BadData,
                    path + ", " + lineText(s.line) + ": " + grouped(static_cast<long long>(s.record.fieldCount)) + " columns; at most 2,000 are read",
                    "Choose another delimiter, or export only the columns you need.");
    if (dialect.header == HeaderRow::Present) {
        s.takeFields(s.buffer, s.record, s.originals, nullptr);
        s.line += s.record.lines;
        s.advance(s.record.next - s.at);
    } else {
        s.originals.assign(s.record.fieldCount, std::string());
    }
    s.names = visibleNames(s.originals);
}

CsvReader::~CsvReader() = default;

const std::vector<std::string> &CsvReader::columns() const { return m_state->names; }
const std::vector<std::string> &CsvReader::originalColumns() const { return m_state->originals; }

CsvReader::Outcome CsvReader::next(CsvRow &row, RejectedRow &rejected) {
    State &s = *m_state;
    for (;;) {
        if (s.rejectBefore > 0) {
            if (s.rejectNextLine(rejected)) return Outcome::Rejected;
            s.rejectBefore = 0;
        }
        if (!s.findRecord()) return Outcome::End;
        if (s.isOversized) {
            s.rejectOversized(rejected);
            return Outcome::Rejected;
        }
        const RecordSpan &record = s.record;
        const std::int64_t linesSpanned = record.lines + (record.end == record.next ? 1 : 0);  // the last line may have no end
        const std::int64_t quoteLine = s.line + record.quoteLine;
        if (record.defect == RecordDefect::UnclosedQuote) {
            s.startRejectingLines(quoteLine, kToTheEnd, "is never closed");
            continue;
        }
        if (record.defect == RecordDefect::TextAfterQuote && linesSpanned > 1) {
            s.startRejectingLines(quoteLine, s.line + linesSpanned, "is followed by text where it closes");
            continue;
        }
        const bool isRow = record.fieldCount == s.names.size() && record.defect == RecordDefect::None && record.end - record.begin <= kMaxRecordBytes;
        if (isRow) {
            row.line = s.line;
            row.byteOffset = s.offset;
            row.undecoded.clear();
            s.takeFields(s.buffer, record, row.fields, &row.undecoded);
        } else if (record.defect == RecordDefect::TextAfterQuote) {
            s.rejectSpan(rejected, "text behind the closing quote of field " + std::to_string(record.defectField) +
                                       "; a quote inside a quoted field is written twice");
        } else if (record.defect == RecordDefect::FieldTooLong) {
            s.rejectSpan(rejected, "field " + std::to_string(record.defectField) + " is longer than 16 MB");
        } else if (record.end - record.begin > kMaxRecordBytes) {
            s.rejectSpan(rejected, kTooLong);
        } else {
            std::string reason = fieldsText(record.fieldCount) + (s.dialect.header == HeaderRow::Present ? ", the header has " : ", the first row has ") +
                                 std::to_string(s.names.size());
            if (linesSpanned > 1) reason += "; it reaches from " + lineText(s.line) + " to " + lineText(s.line + linesSpanned - 1);
            s.rejectSpan(rejected, std::move(reason));
        }
        s.line += record.lines;
        s.advance(record.next - s.at);
        return isRow ? Outcome::Row : Outcome::Rejected;
    }
}

std::uint64_t CsvReader::bytesRead() const { return m_state->source.position(); }
std::uint64_t CsvReader::fileBytes() const { return m_state->source.size(); }
std::int64_t CsvReader::badBytes() const { return m_state->badBytes + m_state->source.badBytes(); }
std::string CsvReader::sha256() const { return m_state->source.sha256(); }

}  // namespace warbler
