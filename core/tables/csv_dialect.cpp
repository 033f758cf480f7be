// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv_dialect.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/encoding_guess.h"
#include "core/tables/field_kind.h"
#include "core/tables/file_magic.h"
#include "core/tables/record_splitter.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kSample = std::size_t(4) << 20;
constexpr std::size_t kRecords = 1000;
constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};

using Records = std::vector<std::vector<std::string>>;

struct Sampled {
    Records rows;                // of records without a quoting defect
    std::size_t records = 0;     // all of them
};

// The first records; a record whose quote goes wrong counts once, and the search goes on at the line behind that quote.
Sampled sampleRecords(std::string_view text, const CsvDialect &dialect) {
    const RecordSplitter splitter(dialect);
    Sampled sampled;
    RecordSpan span;
    std::size_t at = 0;
    while (sampled.records < kRecords && splitter.split(text, at, Tail::EndsHere, span) == RecordSplitter::Result::Record) {
        ++sampled.records;
        at = span.next;
        if (span.defect == RecordDefect::None) {
            std::vector<std::string> fields(span.fields.size());
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const std::string_view raw = text.substr(span.fields[i].begin, span.fields[i].end - span.fields[i].begin);
                if (span.fields[i].hasEscapes)
                    splitter.unescape(raw, fields[i]);
                else
                    fields[i].assign(raw.substr(0, 4096));
            }
            sampled.rows.push_back(std::move(fields));
        } else if (span.lines > 1 || span.defect == RecordDefect::UnclosedQuote) {
            at = span.begin;
            for (std::int64_t line = 0; line <= span.quoteLine && at < text.size(); ++line) at = std::min(text.find('\n', at), text.size() - 1) + 1;
        }
    }
    return sampled;
}

struct Score {
    double share = 0;            // of all records: those with the modal number of fields (>= 2)
    double shareOfSound = 0;     // of those without a quoting defect
    std::size_t fields = 1, matching = 0, sound = 0, records = 0;
    bool isFirstMatching = false;
    // Nine of ten; in a short file one row may be ragged if the first, perhaps the header, is not.
    bool isClear() const { return shareOfSound >= 0.9 || (shareOfSound > 0 && isFirstMatching && sound >= 4 && sound - matching <= 1); }
};

Score scoreOf(const Sampled &sampled) {
    std::map<std::size_t, std::size_t> counts;
    for (const auto &row : sampled.rows) ++counts[row.size()];
    Score score;
    score.records = sampled.records;
    for (const auto &[fields, records] : counts) {
        if (fields < 2 || records < score.matching) continue;
        score.fields = fields;
        score.matching = records;
    }
    if (score.records == 0) return score;
    score.sound = sampled.rows.size();
    score.isFirstMatching = score.sound > 0 && sampled.rows.front().size() == score.fields;
    score.share = static_cast<double>(score.matching) / static_cast<double>(score.records);
    if (2 * sampled.rows.size() >= sampled.records && !sampled.rows.empty())
        score.shareOfSound = static_cast<double>(score.matching) / static_cast<double>(sampled.rows.size());
    return score;
}

bool isBetter(const Score &a, const Score &b) {
    if (a.share != b.share) return a.share > b.share;
    return a.fields > b.fields;
}

std::string scoreText(const Score &score) {
    return grouped(static_cast<long long>(score.matching)) + " of the first " + grouped(static_cast<long long>(score.records)) + " rows have " +
           std::to_string(score.fields) + " fields";
}

void guessDelimiter(std::string_view text, const DialectChoice &choice, DialectGuess &guess) {
    CsvDialect &dialect = guess.dialect;
    std::vector<char> candidates(kDelimiters.begin(), kDelimiters.end());
    if (!choice.delimiter.empty()) candidates = {delimiterFromName(choice.delimiter)};
    const bool hasBackslash = dialect.quote != kNoQuote && text.find(std::string{'\\', dialect.quote}) != std::string_view::npos;
    Score best;
    CsvDialect bestDialect = dialect;
    bestDialect.delimiter = candidates.front();
    for (const QuoteEscape escape : {QuoteEscape::Doubled, QuoteEscape::Backslash}) {
        if (escape == QuoteEscape::Backslash && !hasBackslash) continue;
        for (const char delimiter : candidates) {
            CsvDialect tried = dialect;
            tried.delimiter = delimiter;
            tried.escape = escape;
            const Score score = scoreOf(sampleRecords(text, tried));
            const bool isRaised = escape == QuoteEscape::Doubled ? isBetter(score, best) : score.share > best.share;
            if (!isRaised) continue;
            best = score;
            bestDialect = tried;
        }
    }
    if (!choice.delimiter.empty()) {
        dialect = bestDialect;
        guess.delimiterReason = "chosen";
    } else if (best.isClear()) {
        dialect = bestDialect;
        guess.delimiterReason = scoreText(best);
    } else {
        dialect.delimiter = kNoDelimiter;
        guess.delimiterReason = "one column: no delimiter splits 9 of 10 rows into the same number of fields";
        if (hasBackslash) {
            CsvDialect tried = dialect;
            tried.escape = QuoteEscape::Backslash;
            if (sampleRecords(text, tried).rows.size() > sampleRecords(text, dialect).rows.size()) dialect = tried;
        }
    }
    if (dialect.escape == QuoteEscape::Backslash) guess.delimiterReason += "; quotes are escaped by a backslash";
}

// Whether the values under the first one look like a column of categories that the first is not one of.
bool isNameOverCategories(const Records &rows, std::size_t column) {
    std::unordered_map<std::string, std::size_t> counts;
    std::size_t values = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (column >= rows[i].size() || rows[i][column].empty()) continue;
        ++counts[rows[i][column]];
        ++values;
    }
    return values >= 10 && counts.size() >= 2 && counts.size() * 5 <= values && counts.find(rows.front()[column]) == counts.end();
}

HeaderRow guessHeader(const Records &rows, std::string &reason) {
    const auto &first = rows.front();
    for (std::size_t i = 0; i < first.size(); ++i) {
        const FieldKind kind = fieldKind(first[i]);
        if (kind == FieldKind::Number || kind == FieldKind::LongId) {
            reason = "the first row holds a " + std::string(kind == FieldKind::Number ? "number" : "tweet id") + " (\"" + excerpt(first[i], 30) + "\")";
            return HeaderRow::Absent;
        }
    }
    for (const auto &field : first) {
        if (!isKnownColumnName(field)) continue;
        reason = "the first row names a column \"" + excerpt(field, 30) + "\"";
        return HeaderRow::Present;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (isBlank(first[i])) continue;
        std::size_t numbers = 0, values = 0;
        for (std::size_t r = 1; r < rows.size(); ++r) {
            if (i >= rows[r].size() || isBlank(rows[r][i])) continue;
            const FieldKind kind = fieldKind(rows[r][i]);
            ++values;
            if (kind == FieldKind::Number || kind == FieldKind::LongId) ++numbers;
        }
        if (values > 0 && 2 * numbers > values) {
            reason = "\"" + excerpt(first[i], 30) + "\" stands over numbers";
            return HeaderRow::Present;
        }
        if (isNameOverCategories(rows, i)) {
            reason = "\"" + excerpt(first[i], 30) + "\" stands over values that repeat";
            return HeaderRow::Present;
        }
    }
    reason = "the first row looks like those below it";
    return HeaderRow::Absent;
}

char quoteFromName(const std::string &name) {
    if (name == "\"" || plainName(name) == "double") return '"';
    if (name == "'" || plainName(name) == "single") return '\'';
    if (plainName(name) == "none") return kNoQuote;
    throw Error(ErrorCode::Usage, "unknown quote character \"" + name + "\"", "Take \" or ' or none.");
}

HeaderRow headerFromName(const std::string &name) {
    const std::string word = plainName(name);
    if (word == "yes" || word == "true" || word == "1") return HeaderRow::Present;
    if (word == "no" || word == "false" || word == "0") return HeaderRow::Absent;
    throw Error(ErrorCode::Usage, "unknown value \"" + name + "\" for the header", "Take yes or no.");
}
}  // namespace

std::string delimiterName(char delimiter) {
    if (delimiter == '\t') return "tab";
    return delimiter == kNoDelimiter ? "none" : std::string(1, delimiter);
}

char delimiterFromName(const std::string &name) {
    static const std::unordered_map<std::string, char> names = {{",", ','},     {"comma", ','}, {";", ';'},    {"semicolon", ';'},    {"tab", '\t'}, {"\t", '\t'},
                                                                {"\\t", '\t'}, {"|", '|'},     {"bar", '|'}, {"pipe", '|'},         {"none", kNoDelimiter}};
    const auto found = names.find(name);
    if (found == names.end()) throw Error(ErrorCode::Usage, "unknown delimiter \"" + name + "\"", "Take one of , ; tab | none.");
    return found->second;
}

DialectGuess guessDialect(const std::string &path, const DialectChoice &choice) {
    const std::string bytes = readStart(path, kSample);
    if (bytes.empty()) throw Error(ErrorCode::EmptyFile, path + " is empty (0 bytes)", "Choose the file that holds the tweets.");
    refuseOtherFormats(path, bytes);
    const bool isWhole = bytes.size() < kSample;

    DialectGuess guess;
    CsvDialect &dialect = guess.dialect;
    const EncodingGuess encoding = guessEncoding(bytes);
    dialect.encoding = encoding.encoding;
    guess.encodingReason = encoding.reason;
    guess.encodingDoubt = encoding.doubt;
    guess.encodings = encoding.candidates;
    if (!choice.encoding.empty()) {
        const Encoding chosen = encodingFromName(choice.encoding);
        const bool isRefined = (chosen == Encoding::Utf8 && encoding.encoding == Encoding::Utf8Bom) ||
                               (plainName(choice.encoding) == "utf16" && encoding.encoding == Encoding::Utf16Be);
        dialect.encoding = isRefined ? encoding.encoding : chosen;
        guess.encodingReason = "chosen";
        guess.encodingDoubt.clear();
        guess.encodings = candidatesWith(dialect.encoding, std::move(guess.encodings), bytes);
    }
    std::string text = sampleText(bytes, dialect.encoding);
    if (isBinary(text)) throw Error(ErrorCode::NotText, path + " is no text: it is full of control characters", "Choose the CSV file that holds the tweets.");
    if (text.find_first_not_of("\r\n") == std::string::npos)
        throw Error(ErrorCode::EmptyFile, path + " holds no rows, only blank lines", "Choose the file that holds the tweets.");

    if (!isWhole) text.resize(text.rfind('\n') == std::string::npos ? text.size() : text.rfind('\n') + 1);
    if (!choice.quote.empty()) dialect.quote = quoteFromName(choice.quote);
    guessDelimiter(text, choice, guess);
    Records rows = sampleRecords(text, dialect).rows;
    if (!choice.header.empty()) {
        dialect.header = headerFromName(choice.header);
        guess.headerReason = "chosen";
    } else if (rows.empty()) {
        guess.headerReason = "no row could be read";
    } else {
        dialect.header = guessHeader(rows, guess.headerReason);
    }
    return guess;
}

}  // namespace warbler
