// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/csv_reader.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/csv/record_stream.h"
#include "core/tables/field_kind.h"
#include "core/tables/text_decoder.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxRaw = std::size_t(1) << 20;
constexpr std::int64_t kToTheEnd = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kMostBlanks = 1000;
constexpr const char *kTooLong = "longer than 64 MB";

std::string fieldsText(std::size_t count) {
    return groupedText(static_cast<long long>(count)) + (count == 1 ? " field" : " fields");
}
std::string lineText(std::int64_t line) { return "line " + groupedText(line); }

// A copy cut to the limit at the start of a character.
std::string_view cutRaw(std::string_view raw) {
    if (raw.size() <= kMaxRaw)
        return raw;
    std::size_t size = kMaxRaw;
    while (size > kMaxRaw - 4 && (static_cast<unsigned char>(raw[size]) & 0xC0) == 0x80)
        --size;
    return raw.substr(0, size);
}

char lowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view withoutBlanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

// But for case and blanks around them.
bool areNamesAlike(std::string_view a, std::string_view b) {
    a = withoutBlanks(a);
    b = withoutBlanks(b);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowerAscii(x) == lowerAscii(y); });
}

std::vector<std::string> visibleNames(const std::vector<std::string> &originals) {
    std::unordered_set<std::string> taken;
    for (const auto &name : originals)
        if (!isBlank(name))
            taken.insert(name);
    std::unordered_set<std::string> used;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < originals.size(); ++i) {
        const std::string base = isBlank(originals[i]) ? "column " + std::to_string(i + 1) : originals[i];
        std::string name = base;
        const bool isTaken = isBlank(originals[i]) ? taken.count(name) > 0 : used.count(name) > 0;
        for (int copy = 2; isTaken && (used.count(name) > 0 || taken.count(name) > 0); ++copy)
            name = base + " (" + std::to_string(copy) + ")";
        used.insert(name);
        names.push_back(name);
    }
    return names;
}
}  // namespace

struct CsvReader::State {
    State(const std::string &path, const CsvDialect &csvDialect)
        : dialect(csvDialect), stream(path, csvDialect), decoder(csvDialect.encoding) {}

    std::string decodeText(std::string_view bytes, std::int64_t &bad) const;
    void decodeInto(std::string &out, std::size_t column, std::vector<UndecodedField> *undecoded);
    void takeFields(std::string_view bytes, const RecordSpan &span, std::vector<std::string> &fields,
                    std::vector<UndecodedField> *undecoded);
    void takeNames();
    void takeHeader(const std::string &path, CsvOrigin origin);
    bool isHeaderAgain();
    bool isEmptyLine() const;
    bool startsLostQuote();
    std::string reasonFor(const RecordSpan &record) const;
    void rejectSpan(RejectedRow &rejected, std::string reason);
    bool rejectNextLine(RejectedRow &rejected);
    void rejectOversized(RejectedRow &rejected);
    void startRejectingLines(std::int64_t quote, std::int64_t end, std::string closing);

    CsvDialect dialect;
    RecordStream stream;
    TextDecoder decoder;
    // Lines before this one are rejected one by one, because of the quote at quoteLine, until rows begin again.
    std::int64_t rejectBefore = 0, quoteLine = 0;
    bool isQuoteLineWhole = false;
    std::string quoteCloses;
    std::int64_t badBytes = 0;
    std::vector<std::string> header, originals, names;  // header: as the file has it
    std::size_t fewest = 0;  // fields of a row: as many as names, unless the header has more names than the rows fields
    std::string field;       // to compare with the header
};

std::string CsvReader::State::decodeText(std::string_view bytes, std::int64_t &bad) const {
    std::string out;
    bad += decoder.decode(bytes, out);
    return out;
}

void CsvReader::State::decodeInto(std::string &out, std::size_t column, std::vector<UndecodedField> *undecoded) {
    if (decoder.isPlain(out))
        return;
    std::int64_t bad = 0;
    std::string text = decodeText(out, bad);
    badBytes += bad;
    if (bad > 0 && undecoded != nullptr)
        undecoded->push_back({column, std::move(out)});
    out = std::move(text);
}

void CsvReader::State::takeFields(std::string_view bytes, const RecordSpan &span, std::vector<std::string> &fields,
                                  std::vector<UndecodedField> *undecoded) {
    fields.resize(span.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        stream.splitter().take(bytes, span.fields[i], fields[i]);
        decodeInto(fields[i], i, undecoded);
    }
}

void CsvReader::State::rejectSpan(RejectedRow &rejected, std::string reason) {
    const RecordSpan &record = stream.record();
    std::int64_t uncounted = 0;
    rejected.line = stream.line();
    rejected.byteOffset = stream.offset();
    rejected.reason = std::move(reason);
    rejected.raw = decodeText(cutRaw(stream.bytes().substr(record.begin, record.end - record.begin)), uncounted);
    takeFields(stream.bytes(), record, rejected.fields, nullptr);
}

void CsvReader::State::startRejectingLines(std::int64_t quote, std::int64_t end, std::string closing) {
    quoteLine = quote;
    rejectBefore = end;
    quoteCloses = std::move(closing);
}

// One line inside a quote that is not closed as it should be; false at the end of the file. Blank lines are no records.
bool CsvReader::State::rejectNextLine(RejectedRow &rejected) {
    std::string raw;
    do {
        if (stream.line() >= rejectBefore)
            return false;
        rejected.line = stream.line();
        rejected.byteOffset = stream.offset();
        if (!stream.takeLine(raw))
            return false;
    } while (raw.empty());
    std::int64_t bad = 0;
    rejected.raw = decodeText(cutRaw(raw), bad);
    badBytes += bad;
    rejected.reason = rejected.line <= quoteLine
                          ? "the quote opened at " + lineText(quoteLine) + " " + quoteCloses
                          : "inside the quote opened at " + lineText(quoteLine) + ", which " + quoteCloses;
    RecordSpan span;
    rejected.fields.clear();
    if (stream.splitter().split(rejected.raw, 0, Tail::EndsHere, span) == RecordSplitter::Result::Record)
        for (const FieldSpan &one : span.fields)
            rejected.fields.emplace_back(rejected.raw, one.begin, one.end - one.begin);
    // Quoted text may look like rows: two of them in sequence, or one where the quote's own line is a row if the quote
    // is text.
    if (rejected.line >= quoteLine && stream.isAtRows(fewest, isQuoteLineWhole ? 1 : 2))
        rejectBefore = 0;
    return true;
}

// A record above the limit is passed over piece by piece; if its quote is never closed, the lines from its start are
// rejected one by one instead.
void CsvReader::State::rejectOversized(RejectedRow &rejected) {
    rejected.fields.clear();
    rejected.line = stream.line();
    rejected.byteOffset = stream.offset();
    std::string raw;
    const std::int64_t openedAt = stream.passOversized(raw);
    if (openedAt > 0) {
        isQuoteLineWhole = false;
        startRejectingLines(openedAt, kToTheEnd, "is never closed");
        rejectNextLine(rejected);
        return;
    }
    std::int64_t uncounted = 0;
    rejected.raw = decodeText(cutRaw(raw), uncounted);
    rejected.reason = kTooLong;
}

// Of the record found.
void CsvReader::State::takeNames() {
    const RecordSpan &record = stream.record();
    if (dialect.headerDelimiter.empty()) {
        takeFields(stream.bytes(), record, header, nullptr);
    } else {
        CsvDialect other = dialect;
        other.delimiter = dialect.headerDelimiter;
        const std::string_view line = stream.bytes().substr(record.begin, record.end - record.begin);
        RecordSpan span;
        if (RecordSplitter(other).split(line, 0, Tail::EndsHere, span) == RecordSplitter::Result::Record)
            takeFields(line, span, header, nullptr);
    }
    if (!header.empty() && header[0].compare(0, 3, "\xEF\xBB\xBF") == 0)
        header[0].erase(0, 3);
    originals = header;
    if (originals.size() + 1 == fewest && !dialect.isLastUnnamed)
        originals.insert(originals.begin(), std::string());
    while (originals.size() > fewest && isBlank(originals.back()))
        originals.pop_back();
}

// The first record, which decides how many fields a row has.
void CsvReader::State::takeHeader(const std::string &path, CsvOrigin origin) {
    for (std::int64_t i = 0; i < dialect.skippedLines; ++i)
        stream.skipLine();
    if (!stream.find())
        throw Error(ErrorCode::EmptyFile, path + " is empty", "Choose the file that holds the tweets.");
    const RecordSpan &record = stream.record();
    if (stream.isOversized() || record.defect == RecordDefect::UnclosedQuote ||
        record.defect == RecordDefect::FieldTooLong)
        throw Error(ErrorCode::BadData,
                    path + ", " + lineText(stream.line() + record.quoteLine) +
                        (record.defect == RecordDefect::UnclosedQuote ? ": the quote opened here is never closed"
                                                                      : ": the first row is too long"),
                    "Close the quote in the first row, or choose another quote character.");
    if (record.fieldCount > (origin == CsvOrigin::Ours ? kMaxOwnColumns : kMaxColumns))
        throw Error(ErrorCode::BadData,
                    path + ", " + lineText(stream.line()) + ": " +
                        groupedText(static_cast<long long>(record.fieldCount)) + " columns; at most 2,000 are read",
                    "Choose another delimiter, or export only the columns you need.");
    fewest = dialect.columns > 0 ? static_cast<std::size_t>(dialect.columns) : record.fieldCount;
    if (dialect.header == HeaderRow::Present) {
        takeNames();
        stream.pass();
    }
    originals.resize(std::max(fewest, originals.size()));
    names = visibleNames(originals);
}

// Files that were joined into one bring their headers along.
bool CsvReader::State::isHeaderAgain() {
    const RecordSpan &record = stream.record();
    const bool isOneText = header.size() == 1 && knownRole(header[0]) == ColumnRole::Text;
    if ((header.size() < 2 && !isOneText) || record.fieldCount != header.size() || record.defect != RecordDefect::None)
        return false;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const FieldSpan &span = record.fields[i];
        if (i == 0 && span.end - span.begin > header[0].size() + 16)
            return false;
        stream.splitter().take(stream.bytes(), span, field);
        std::int64_t uncounted = 0;
        field = decodeText(field, uncounted);
        if (i == 0 && field.compare(0, 3, "\xEF\xBB\xBF") == 0)
            field.erase(0, 3);
        // A tweet may be the word Text, so a single name has to be written as in the header.
        if (isOneText ? field != header[i] : !areNamesAlike(field, header[i]))
            return false;
    }
    return true;
}

// A line of blanks is no row of a table, nor is the sign of DOS for the end of a file.
bool CsvReader::State::isEmptyLine() const {
    const RecordSpan &record = stream.record();
    if (fewest < 2 || record.fieldCount != 1 || record.fields[0].isQuoted || record.end - record.begin > kMostBlanks)
        return false;
    const std::string_view line = stream.bytes().substr(record.begin, record.end - record.begin);
    return line.find_first_not_of(" \t\x1A") == std::string_view::npos;
}

// Whether the record found begins with a quote that was opened by mistake: its lines are rejected until rows begin
// again.
bool CsvReader::State::startsLostQuote() {
    const RecordSpan &record = stream.record();
    const std::int64_t lines = stream.linesSpanned();
    if (record.defect == RecordDefect::UnclosedQuote) {
        isQuoteLineWhole = stream.isWholeWithoutQuote(fewest);
        startRejectingLines(stream.line() + record.quoteLine, kToTheEnd, "is never closed");
    } else if (record.defect == RecordDefect::TextAfterQuote && lines > 1) {
        isQuoteLineWhole = stream.isWholeWithoutQuote(fewest);
        startRejectingLines(stream.line() + record.quoteLine, stream.line() + lines,
                            "is followed by text where it closes");
    } else if (record.defect == RecordDefect::None && record.lines > 2 && stream.findQuoteOverRows(fewest)) {
        isQuoteLineWhole = true;
        startRejectingLines(stream.line() + record.quoteLine, stream.line() + lines,
                            "closes behind lines that are rows");
    } else {
        return false;
    }
    return true;
}

std::string CsvReader::State::reasonFor(const RecordSpan &record) const {
    if (record.defect == RecordDefect::TextAfterQuote)
        return "text behind the closing quote of field " + std::to_string(record.defectField) +
               "; a quote inside a quoted field is written twice";
    if (record.defect == RecordDefect::FieldTooLong)
        return "field " + std::to_string(record.defectField) + " is longer than 16 MB";
    if (record.end - record.begin > kMaxRecordBytes)
        return kTooLong;
    std::string reason = fieldsText(record.fieldCount) +
                         (dialect.header == HeaderRow::Present ? ", the header has " : ", the first row has ") +
                         std::to_string(names.size());
    if (stream.linesSpanned() > 1)
        reason += "; it reaches from " + lineText(stream.line()) + " to " +
                  lineText(stream.line() + stream.linesSpanned() - 1);
    return reason;
}

CsvReader::CsvReader(const std::string &path, const CsvDialect &dialect, CsvOrigin origin)
    : m_state(std::make_unique<State>(path, dialect)) {
    m_state->takeHeader(path, origin);
}

CsvReader::~CsvReader() = default;

const std::vector<std::string> &CsvReader::columns() const { return m_state->names; }
const std::vector<std::string> &CsvReader::originalColumns() const { return m_state->originals; }

CsvReader::Outcome CsvReader::next(CsvRow &row, RejectedRow &rejected) {
    State &s = *m_state;
    for (;;) {
        if (s.rejectBefore > 0) {
            if (s.rejectNextLine(rejected))
                return Outcome::Rejected;
            s.rejectBefore = 0;
        }
        if (!s.stream.find())
            return Outcome::End;
        if (s.stream.isOversized()) {
            s.rejectOversized(rejected);
            return Outcome::Rejected;
        }
        if (s.startsLostQuote())
            continue;
        const RecordSpan &record = s.stream.record();
        if (s.isHeaderAgain()) {
            s.stream.skipRecord();
            continue;
        }
        if (s.isEmptyLine()) {
            s.stream.pass();
            continue;
        }
        const bool isRow = record.fieldCount >= s.fewest && record.fieldCount <= s.names.size() &&
                           record.defect == RecordDefect::None && record.end - record.begin <= kMaxRecordBytes;
        if (isRow) {
            row.line = s.stream.line();
            row.byteOffset = s.stream.offset();
            row.undecoded.clear();
            s.takeFields(s.stream.bytes(), record, row.fields, &row.undecoded);
            row.fields.resize(s.names.size());
        } else {
            s.rejectSpan(rejected, s.reasonFor(record));
        }
        s.stream.pass();
        return isRow ? Outcome::Row : Outcome::Rejected;
    }
}

void CsvReader::forEach(const std::function<void(CsvRow &)> &take,
                        const std::function<void(const RejectedRow &)> &reject) {
    CsvRow row;
    RejectedRow rejected;
    for (Outcome outcome = next(row, rejected); outcome != Outcome::End; outcome = next(row, rejected)) {
        if (outcome == Outcome::Row)
            take(row);
        else
            reject(rejected);
    }
}

std::uint64_t CsvReader::bytesRead() const { return m_state->stream.source().position(); }
std::uint64_t CsvReader::fileBytes() const { return m_state->stream.source().size(); }
std::int64_t CsvReader::badBytes() const { return m_state->badBytes + m_state->stream.source().badBytes(); }
std::string CsvReader::sha256() const { return m_state->stream.sha256(); }
std::int64_t CsvReader::skippedCount() const { return m_state->stream.skippedCount(); }

std::vector<SkippedLine> CsvReader::skippedLines() const {
    std::vector<SkippedLine> lines;
    for (const RecordStream::SkippedLine &line : m_state->stream.skippedLines()) {
        std::int64_t uncounted = 0;
        lines.push_back({line.line, m_state->decodeText(cutRaw(line.raw), uncounted)});
    }
    return lines;
}

}  // namespace warbler
