// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_search.h"

#include <algorithm>
#include <utility>

#include "core/tables/csv/dialect_sentences.h"
#include "core/tables/csv/dialect_signs.h"
#include "core/tables/csv/dialect_try.h"
#include "core/tables/csv/quoted_lines.h"
#include "core/tables/csv/record_splitter.h"
#include "core/tables/csv/table_doubt.h"

namespace warbler {

namespace {
const std::vector<std::string> kFirstDelimiters = {",", ";", "\t", "|"};
// Tried where none of the first splits the rows; a blank, a colon and ", " also stand in sentences.
const std::vector<std::string> kOtherDelimiters = {"\x1F", "^", "~", "||", "::", ", ", " ", ":"};
const std::vector<std::string> kQuotePairs = {"'",
                                              "\u201C\u201D",
                                              "\u201E\u201C",
                                              "\u201E\u201D",
                                              "\u00AB\u00BB",
                                              "\u00BB\u00AB",
                                              "\u2018\u2019",
                                              "\u201A\u2018",
                                              "\u201D"};
class DialectSearch {
public:
    DialectSearch(std::string_view text, const DialectWish &wish) : m_text(text), m_wish(wish), m_base(wish.dialect) {
        if (!wish.hasQuote)
            m_base.quote = "\"";
        if (!wish.hasEscape)
            m_base.escape = kDoubledQuotes;
        m_delimiters = wish.hasDelimiter ? std::vector<std::string>{wish.dialect.delimiter} : kFirstDelimiters;
        m_base.delimiter = m_delimiters.front();
        m_base.lineEnds = LineEnds::LineFeed;
        m_start = text.substr(0, std::size_t(1) << 20);
        m_isTextNamed = !wish.hasDelimiter && isTextNamed(text);
    }

    FoundDialect searchDialects() {
        tryLineEnds();
        if (!m_wish.hasDelimiter && !m_wish.hasQuote && areLinesQuoted(m_start, m_wish, m_base.lineEnds)) {
            takeOneColumn();
            return bestDialect(
                "one column: each line stands between quotes",
                "each line stands between quotes as a whole, with a table inside them. Save the file again "
                "without these quotes");
        }
        tryEscapesAndBlanks();
        if (!m_wish.hasQuote)
            tryQuotes();
        if (!m_wish.hasDelimiter)
            tryWiderDelimiters();
        bool isTable = m_wish.hasDelimiter || m_best.score.isClear() || isNamedTable(m_best, 0.5);
        if (isTable && !m_wish.hasDelimiter && areLinesTexts())
            isTable = false;
        const bool isFirstOdd = m_best.table.first > 0 || !m_best.score.isFirstMatching;
        if (isTable && !m_wish.hasDelimiter && isFirstOdd && !m_best.table.isHeaderKnown)
            tryNamedDelimiters();
        isTable = isTable || tryOtherDelimiters();
        if (m_best.records.empty())
            m_best = tryOne(m_best.dialect);
        if (isTable)
            return bestDialect(m_wish.hasDelimiter ? "chosen" : scoreText(m_best.score), {});
        std::string doubt = tableDoubt(m_best);
        takeOneColumn();
        return bestDialect("one column: no delimiter splits 9 of 10 rows into the same number of fields",
                           std::move(doubt));
    }

private:
    bool areLinesTexts() const {
        return (m_isTextNamed && !isTableUnderName(m_best)) || areFewSentences(m_best) ||
               areSignedSentences(m_best, m_start);
    }

    Try tryOne(const CsvDialect &dialect) const {
        return tryDialect(m_text, dialect, m_wish.namedColumns, m_wish.preamble);
    }

    // Takes it if more records agree; fewer fields never win a tie, and of line ends those that lose no record do.
    bool takeIfBetter(Try one) {
        const Score &score = one.score, &best = m_best.score;
        const bool isWider = score.fields > best.fields && isSameButDelimiter(one.dialect);
        const bool isWhole = score.fields == best.fields && score.matching > best.matching &&
                             one.dialect.lineEnds != m_best.dialect.lineEnds;
        if (score.share < best.share || (score.share == best.share && !isWider && !isWhole))
            return false;
        m_best = std::move(one);
        return true;
    }
    bool isSameButDelimiter(CsvDialect dialect) const {
        dialect.delimiter = m_best.dialect.delimiter;
        return dialect == m_best.dialect;
    }

    // Rows that lone line feeds broke fit again, and the first record, perhaps the header, fits them.
    void takeIfWhole(Try one) {
        if (!isFirstWhole(one))
            return;
        if (!isFirstWhole(m_best) && one.score.fields > m_best.score.fields && one.score.share >= m_best.score.share)
            m_best = std::move(one);
        else
            takeIfBetter(std::move(one));
    }
    void tryLineEnds() {
        const std::vector<LineEnds> ends = lineEndCandidates(m_text);
        m_base.lineEnds = ends.front();
        m_best.dialect = m_base;
        for (const LineEnds end : ends)
            for (const std::string &delimiter : m_delimiters) {
                CsvDialect dialect = m_base;
                dialect.lineEnds = end;
                dialect.delimiter = delimiter;
                if (end == LineEnds::ReturnFeed)
                    takeIfWhole(tryOne(dialect));
                else
                    takeIfBetter(tryOne(dialect));
            }
        m_base.lineEnds = m_best.dialect.lineEnds;
    }

    std::vector<LeadingBlanks> blankCandidates(const std::string &quote) const {
        if (isBlankBefore(m_start, quoteMarks(quote, m_base.encoding).open, m_delimiters))
            return {LeadingBlanks::Kept, LeadingBlanks::Dropped};
        return {LeadingBlanks::Kept};
    }

    std::vector<char> escapeCandidates(const std::string &quote) const {
        std::vector<char> candidates = {m_base.escape};
        const std::string close = quoteMarks(quote, m_base.encoding).close;
        if (m_wish.hasEscape || close.empty())
            return candidates;
        const std::vector<char> escapes = escapesBefore(m_start, close, m_delimiters);
        candidates.insert(candidates.end(), escapes.begin(), escapes.end());
        return candidates;
    }

    void tryEscapesAndBlanks() {
        const Score plain = m_best.score;
        const std::vector<char> escapes =
            m_best.score.share == 1 ? std::vector<char>{m_base.escape} : escapeCandidates(m_base.quote);
        const std::vector<LeadingBlanks> blanks = blankCandidates(m_base.quote);
        if (escapes.size() * blanks.size() == 1)
            return;
        for (const char escape : escapes)
            for (const LeadingBlanks leading : blanks)
                for (const std::string &delimiter : m_delimiters) {
                    CsvDialect dialect = m_base;
                    dialect.escape = escape;
                    dialect.leadingBlanks = leading;
                    dialect.delimiter = delimiter;
                    if (!takeIfBetter(tryOne(dialect)) && leading == LeadingBlanks::Dropped &&
                        delimiter == m_best.dialect.delimiter)
                        takeBlanks(dialect, plain);
                }
    }

    // With equal shares blanks before quotes are dropped where that makes quoted fields of many.
    void takeBlanks(const CsvDialect &dialect, const Score &plain) {
        if (m_best.dialect.leadingBlanks == LeadingBlanks::Dropped || dialect.escape != m_best.dialect.escape)
            return;
        Try one = tryOne(dialect);
        if (one.score.share == m_best.score.share &&
            one.score.quotedFields >= plain.quotedFields + one.score.records / 10 + 1)
            m_best = std::move(one);
    }

    bool isThere(const std::string &quote, const std::vector<std::string> &delimiters) const {
        return isFieldBegun(m_start, quoteMarks(quote, m_base.encoding).open, delimiters);
    }

    void tryQuotes() {
        for (const std::string &quote : kQuotePairs)
            if (isThere(quote, m_delimiters))
                tryQuote(quote);
        if (!m_wish.hasEscape)
            tryUnescaped();
        if (m_text.find('"') != std::string_view::npos && m_best.dialect.quote == "\"")
            tryWithoutQuotes();
    }

    void tryQuote(const std::string &quote) {
        const std::vector<char> escapes = escapeCandidates(quote);
        const std::vector<LeadingBlanks> blanks = blankCandidates(quote);
        for (const char escape : escapes)
            for (const LeadingBlanks leading : blanks)
                for (const std::string &delimiter : m_delimiters) {
                    CsvDialect dialect = m_base;
                    dialect.quote = quote;
                    dialect.escape = escape;
                    dialect.leadingBlanks = leading;
                    dialect.delimiter = delimiter;
                    Try one = tryOne(dialect);
                    const bool isDecorated = one.score.share >= 0.9 * m_best.score.share &&
                                             one.score.fields == m_best.score.fields &&
                                             10 * one.score.quoted >= 9 * one.score.matching &&
                                             one.score.quoted > m_best.score.quoted && hasQuotedColumn(one, m_start);
                    const bool isBetter =
                        one.score.share > m_best.score.share && 20 * one.score.quoted >= one.score.records;
                    if (isBetter || isDecorated)
                        m_best = std::move(one);
                }
    }

    // Some programs put texts between quotes and leave the quotes inside as they are.
    void tryUnescaped() {
        tryUnescaped(m_best.dialect);
        for (const std::string &quote : kQuotePairs) {
            CsvDialect dialect = m_base;
            dialect.quote = quote;
            if (quote != m_best.dialect.quote && isThere(quote, m_delimiters))
                tryUnescaped(dialect);
        }
    }

    void tryUnescaped(CsvDialect dialect) {
        const std::string close = quoteMarks(dialect.quote, m_base.encoding).close;
        if (close.empty() || m_best.score.share == 1 ||
            2 * innerCount(m_start, close + close, m_delimiters) > innerCount(m_start, close, m_delimiters))
            return;
        dialect.escape = kUnescapedQuotes;
        for (const std::string &delimiter : m_delimiters) {
            dialect.delimiter = delimiter;
            // With a wrong delimiter hardly a quote closes: not far into the text for each.
            const Try one =
                tryDialect(m_text.substr(0, std::size_t(1) << 17), dialect, m_wish.namedColumns, m_wish.preamble);
            const bool isHeaderGained = one.score.isFirstMatching && !m_best.score.isFirstMatching;
            if (one.score.share > m_best.score.share + 0.01 && 10 * one.score.quoted >= one.score.records &&
                (isHeaderGained || one.score.matching > m_best.score.matching + 1))
                m_best = tryOne(dialect);
        }
    }

    // Files of shared tasks know no quoting; on all of the sample, since a text that begins with one may come late.
    void tryWithoutQuotes() {
        const Score &score = m_best.score;
        if (score.fields == 1 && score.sound == score.records && 10 * score.quoted >= 9 * score.records)
            return;  // each line is one text between quotes
        CsvDialect bare = m_best.dialect;
        bare.quote = kNoQuote;
        bare.escape = m_wish.hasEscape ? bare.escape : kDoubledQuotes;
        bare.leadingBlanks = LeadingBlanks::Kept;
        if (!m_wish.hasDelimiter && !m_best.score.isClear()) {
            for (const std::string &delimiter : m_delimiters) {
                bare.delimiter = delimiter;
                Try one = tryOne(bare);
                if (one.score.share > m_best.score.share && !hasQuotedColumn(m_best, m_start))
                    m_best = std::move(one);
            }
            return;
        }
        if (m_best.table.fields < 2)
            return;
        const RecordCount with = countRecords(m_text, m_best.dialect, m_best.table.fields);
        const std::size_t wrong = with.records - with.matching;
        if (wrong == 0 && (with.quoted == 0 || m_best.score.quoted > 0))
            return;
        const RecordCount without = countRecords(m_text, bare, m_best.table.fields);
        const bool isBetter =
            without.matching * with.records >= with.matching * without.records && without.matching > with.matching;
        if (isBetter && !hasQuotedColumn(m_best, m_start) && without.paired <= without.matching - with.matching)
            m_best = tryOne(bare);
    }

    void tryWiderDelimiters() {
        if (m_best.table.fields < 2 || m_best.dialect.delimiter.size() != 1)
            return;
        tryDoubledDelimiter();
        if (m_best.dialect.delimiter.size() == 1 && m_best.dialect.delimiter != "\t")
            tryDelimiterAndBlank();
        if (m_best.dialect.delimiter.size() > 1)
            tryQuotesBehind(m_best.dialect.delimiter);
    }

    // a, b: a comma without a blank is text, if so more records agree, or all do and their fields begin with blanks.
    void tryDelimiterAndBlank() {
        CsvDialect dialect = m_best.dialect;
        dialect.delimiter += " ";
        dialect.leadingBlanks = LeadingBlanks::Kept;
        const std::string_view first = m_start.substr(0, std::size_t(1) << 16);
        if (2 * countOf(first, dialect.delimiter) < countOf(first, m_best.dialect.delimiter))
            return;
        Try one = tryOne(dialect);
        const TableStart &table = m_best.table;
        const bool isTie = one.score.share == m_best.score.share &&
                           (table.isHeaderShort || (one.score.fields == m_best.score.fields &&
                                                    m_best.dialect.leadingBlanks == LeadingBlanks::Kept));
        if (one.score.isClear() && one.score.isFirstMatching && !one.table.isHeaderShort &&
            (isTie || one.score.share > m_best.score.share))
            m_best = std::move(one);
    }

    // a||b: with one bar every second field is empty.
    void tryDoubledDelimiter() {
        const TableStart &table = m_best.table;
        if (table.fields < 3 || table.fields % 2 == 0)
            return;
        std::size_t rows = 0;
        for (const std::vector<std::string> *row : rowsFrom(m_best.records, 0, table.fields)) {
            for (std::size_t i = 1; i < row->size(); i += 2)
                if (!(*row)[i].empty())
                    return;
            ++rows;
        }
        if (rows < 2)
            return;
        CsvDialect dialect = m_best.dialect;
        dialect.delimiter += dialect.delimiter;
        Try one = tryOne(dialect);
        if (one.score.isClear())
            m_best = std::move(one);
    }

    void tryQuotesBehind(const std::string &delimiter) {
        m_delimiters = {delimiter};
        m_base.delimiter = delimiter;
        if (!m_wish.hasQuote)
            tryQuotes();
    }

    std::vector<std::string> quotesBehind(const std::string &delimiter) const {
        std::vector<std::string> quotes = {m_base.quote};
        for (const std::string &quote : kQuotePairs)
            if (!m_wish.hasQuote && isThere(quote, {delimiter}))
                quotes.push_back(quote);
        if (!m_wish.hasQuote && isThere("\"", {delimiter}))
            quotes.push_back(kNoQuote);
        return quotes;
    }

    // Rows that agree under a first line that does not: perhaps by what stands in their texts.
    void tryNamedDelimiters() {
        const Try before = m_best;
        if (!tryOtherDelimiters() || !isNamedTable(m_best, 0.99))
            m_best = before;
    }

    bool tryOtherDelimiters() {
        const Try before = m_best;
        m_best = {};
        m_best.dialect = before.dialect;
        const std::size_t lines = 1 + countOf(m_start, "\n");
        for (const std::string &delimiter : kOtherDelimiters) {
            if (2 * countOf(m_start, delimiter) < lines && m_base.lineEnds == LineEnds::LineFeed)
                continue;
            const bool isAmidBlanks = isInSentences(delimiter, m_start);
            for (const std::string &quote : quotesBehind(delimiter))
                for (const char escape : escapeCandidates(quote)) {
                    CsvDialect dialect = m_base;
                    dialect.delimiter = delimiter;
                    dialect.quote = quote;
                    dialect.escape = escape;
                    Try one = tryOne(dialect);
                    const bool isAgreed = (one.score.share >= 0.99 || isNamedTable(one) || isQuotedTable(one)) &&
                                          one.score.fields >= 2 && one.score.records >= 2;
                    const bool isUnnamed = m_isTextNamed && !isTableUnderName(one);
                    if (isAgreed && !isUnnamed && (!isAmidBlanks || isSurelyTable(one, m_start)) &&
                        (quote != kNoQuote || !isRatherQuoted(one, m_start, m_base.quote)))
                        takeIfBetter(std::move(one));
                }
            if (m_best.score.share > 0) {
                tryQuotesBehind(delimiter);
                return true;
            }
        }
        m_best = before;
        return false;
    }

    // What is the best now.
    FoundDialect bestDialect(std::string reason, std::string noTable) {
        const CsvDialect &dialect = m_best.dialect;
        if (dialect.escape == kUnescapedQuotes && !m_wish.hasEscape)
            reason += "; quotes inside quotes stand as they are";
        else if (dialect.escape != kDoubledQuotes && !m_wish.hasEscape)
            reason += "; quotes are escaped by a " + escapeName(dialect.escape);
        if (dialect.quote.empty() && !m_wish.hasQuote)
            reason += "; quotes are text: rows fit only so";
        std::string split =
            m_wish.hasDelimiter || dialect.delimiter == kNoDelimiter ? std::string() : splitDoubt(m_best);
        return {dialect,           std::move(m_best.records), m_best.table,
                std::move(reason), std::move(noTable),        std::move(split)};
    }

    void takeOneColumn() {
        CsvDialect dialect = m_base;
        dialect.delimiter = kNoDelimiter;
        Try one = tryOne(dialect);
        if (!m_wish.hasEscape && m_start.find("\\\"") != std::string_view::npos) {
            dialect.escape = '\\';
            Try other = tryOne(dialect);
            if (other.score.sound > one.score.sound)
                one = std::move(other);
        }
        if (!m_wish.hasQuote && one.score.sound < one.score.records) {
            dialect.escape = m_base.escape;
            dialect.quote = kNoQuote;
            one = tryOne(dialect);
        }
        m_best = std::move(one);
    }

    std::string_view m_text, m_start;
    const DialectWish &m_wish;
    CsvDialect m_base;
    std::vector<std::string> m_delimiters;
    Try m_best;
    bool m_isTextNamed = false;
};
}  // namespace

FoundDialect findDialect(std::string_view text, const DialectWish &wish) {
    return DialectSearch(text, wish).searchDialects();
}

}  // namespace warbler
