// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/dialect_search.h"

#include <algorithm>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/dialect_try.h"
#include "core/tables/field_kind.h"
#include "core/tables/record_splitter.h"

namespace warbler {

namespace {
const std::vector<std::string> kFirstDelimiters = {",", ";", "\t", "|"};
// Tried where none of the first splits the rows; a blank, a colon and ", " also stand in sentences.
const std::vector<std::string> kOtherDelimiters = {"\x1F", "^", "~", "||", "::", ", ", " ", ":"};
const std::vector<std::string> kQuotePairs = {
    "'", "\u201C\u201D", "\u201E\u201C", "\u201E\u201D", "\u00AB\u00BB", "\u2018\u2019"};
constexpr std::string_view kEscapes = "\\^/~#$!%&*@";

std::size_t countOf(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

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
    }

    FoundDialect found() {
        tryLineEnds();
        tryEscapesAndBlanks();
        if (!m_wish.hasQuote)
            tryQuotes();
        if (!m_wish.hasDelimiter)
            tryDoubledDelimiter();
        bool isTable = m_wish.hasDelimiter || m_best.score.isClear() || isNamedTable();
        if (!isTable && m_wish.dialect.quote == "\"")
            isTable = tryOtherDelimiters();
        FoundDialect found;
        if (m_best.records.empty())
            m_best = tried(m_best.dialect);
        if (!isTable)
            found.noTable = noTableReason();
        if (!isTable)
            takeOneColumn();
        found.dialect = m_best.dialect;
        found.table = m_best.table;
        found.records = std::move(m_best.records);
        found.reason = m_wish.hasDelimiter ? "chosen"
                       : isTable           ? scoreText(m_best.score)
                                 : "one column: no delimiter splits 9 of 10 rows into the same number of fields";
        if (m_best.dialect.escape != kDoubledQuotes && !m_wish.hasEscape)
            found.reason += "; quotes are escaped by a " + escapeName(m_best.dialect.escape);
        if (m_best.dialect.quote.empty() && !m_wish.hasQuote)
            found.reason += "; quotes are text: rows fit only so";
        return found;
    }

private:
    Try tried(const CsvDialect &dialect) const {
        return tryDialect(m_text, dialect, m_wish.namedColumns, m_wish.preamble);
    }

    // Takes it if more records agree; fewer fields never win a tie.
    bool takeIfBetter(Try one) {
        const bool isTie = one.score.share == m_best.score.share && one.score.fields > m_best.score.fields &&
                           isSameButDelimiter(one.dialect);
        if (one.score.share <= m_best.score.share && !isTie)
            return false;
        m_best = std::move(one);
        return true;
    }
    bool isSameButDelimiter(CsvDialect dialect) const {
        dialect.delimiter = m_best.dialect.delimiter;
        return dialect == m_best.dialect;
    }

    void tryLineEnds() {
        std::vector<LineEnds> ends = {LineEnds::LineFeed};
        std::size_t feeds = 0, returns = 0;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            if (m_text[i] == '\n')
                ++feeds;
            if (m_text[i] == '\r' && (i + 1 == m_text.size() || (m_text[i + 1] != '\n' && m_text[i + 1] != '\r')))
                ++returns;
        }
        if (feeds == 0)
            ends = {LineEnds::Any};
        else if (returns > feeds)
            ends = {LineEnds::Return, LineEnds::Any, LineEnds::LineFeed};
        else if (returns > 0)
            ends = {LineEnds::LineFeed, LineEnds::Any};
        m_base.lineEnds = ends.front();
        m_best.dialect = m_base;
        for (const LineEnds end : ends)
            for (const std::string &delimiter : m_delimiters) {
                CsvDialect dialect = m_base;
                dialect.lineEnds = end;
                dialect.delimiter = delimiter;
                takeIfBetter(tried(dialect));
            }
        m_base.lineEnds = m_best.dialect.lineEnds;
    }

    bool isBlankBeforeQuote() const {
        const std::string open = quoteMarks(m_base.quote, m_base.encoding).open;
        return !open.empty() &&
               std::any_of(m_delimiters.begin(), m_delimiters.end(), [&](const std::string &delimiter) {
                   return delimiter != " " && m_start.find(delimiter + " " + open) != std::string_view::npos;
               });
    }

    // Characters that stand before a quote or a delimiter as an escape would; the most frequent first.
    std::vector<char> escapeCandidates() const {
        std::vector<char> candidates = {m_base.escape};
        const std::string close = quoteMarks(m_base.quote, m_base.encoding).close;
        if (m_wish.hasEscape || close.empty() || m_best.score.share == 1)
            return candidates;
        std::vector<std::pair<std::size_t, char>> counts;
        for (const char escape : kEscapes) {
            std::size_t count = countOf(m_start, escape + close);
            if (escape == '\\')
                for (const std::string &delimiter : m_delimiters)
                    count += countOf(m_start, escape + delimiter);
            if (count > (escape == '\\' ? 0u : 1u))
                counts.emplace_back(escape == '\\' ? m_start.size() : count, escape);
        }
        std::sort(counts.rbegin(), counts.rend());
        for (std::size_t i = 0; i < counts.size() && i < 2; ++i)
            candidates.push_back(counts[i].second);
        return candidates;
    }

    void tryEscapesAndBlanks() {
        const Score plain = m_best.score;
        const std::vector<char> escapes = escapeCandidates();
        std::vector<LeadingBlanks> blanks = {LeadingBlanks::Kept};
        if (isBlankBeforeQuote())
            blanks.push_back(LeadingBlanks::Dropped);
        if (escapes.size() * blanks.size() == 1)
            return;
        for (const char escape : escapes)
            for (const LeadingBlanks leading : blanks)
                for (const std::string &delimiter : m_delimiters) {
                    CsvDialect dialect = m_base;
                    dialect.escape = escape;
                    dialect.leadingBlanks = leading;
                    dialect.delimiter = delimiter;
                    if (!takeIfBetter(tried(dialect)) && leading == LeadingBlanks::Dropped &&
                        delimiter == m_best.dialect.delimiter)
                        takeBlanks(dialect, plain);
                }
    }

    // With equal shares blanks before quotes are dropped where that makes half of the records quoted ones.
    void takeBlanks(const CsvDialect &dialect, const Score &plain) {
        if (m_best.dialect.leadingBlanks == LeadingBlanks::Dropped || dialect.escape != m_best.dialect.escape)
            return;
        Try one = tried(dialect);
        if (one.score.share == m_best.score.share && 2 * one.score.quoted >= one.score.records &&
            plain.quoted < one.score.quoted)
            m_best = std::move(one);
    }

    void tryQuotes() {
        for (const std::string &quote : kQuotePairs) {
            const std::string open = quoteMarks(quote, m_base.encoding).open;
            const bool isThere =
                std::any_of(m_delimiters.begin(), m_delimiters.end(),
                            [&](const std::string &d) { return m_start.find(d + open) != std::string_view::npos; }) ||
                m_start.find("\n" + open) != std::string_view::npos;
            if (!isThere)
                continue;
            for (const std::string &delimiter : m_delimiters) {
                CsvDialect dialect = m_best.dialect;
                dialect.quote = quote;
                dialect.delimiter = delimiter;
                Try one = tried(dialect);
                const bool isDecorated = one.score.share == m_best.score.share &&
                                         one.score.fields == m_best.score.fields &&
                                         10 * one.score.quoted >= 9 * one.score.records &&
                                         one.score.quoted > m_best.score.quoted && hasQuotedColumn(one, m_start);
                if ((one.score.share > m_best.score.share && 4 * one.score.quoted >= one.score.records) || isDecorated)
                    m_best = std::move(one);
            }
        }
        if (m_text.find('"') != std::string_view::npos && m_best.dialect.quote == "\"")
            tryWithoutQuotes();
    }

    // Files of shared tasks know no quoting: a quote at the beginning of a text swallows rows. Seen by trying it, on
    // all of the sample, since such a text may come late.
    void tryWithoutQuotes() {
        CsvDialect bare = m_best.dialect;
        bare.quote = kNoQuote;
        bare.escape = m_wish.hasEscape ? bare.escape : kDoubledQuotes;
        bare.leadingBlanks = LeadingBlanks::Kept;
        if (!m_wish.hasDelimiter && !m_best.score.isClear()) {
            for (const std::string &delimiter : m_delimiters) {
                bare.delimiter = delimiter;
                Try one = tried(bare);
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
        if (isBetter && !hasQuotedColumn(m_best, m_start))
            m_best = tried(bare);
    }

    // a||b: with one bar every second field is empty.
    void tryDoubledDelimiter() {
        const TableStart &table = m_best.table;
        if (!m_best.score.isClear() || table.fields < 3 || table.fields % 2 == 0 ||
            m_best.dialect.delimiter.size() != 1)
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
        Try one = tried(dialect);
        if (one.score.isClear())
            m_best = std::move(one);
    }

    // Whether the header names columns of tweets, so that more than the tenth of the rows may be ragged.
    bool isNamedTable() const {
        if (m_best.score.share < 0.5 || m_best.table.first >= m_best.records.size())
            return false;
        const SampleRecord &header = m_best.records[m_best.table.first];
        return header.fieldCount == m_best.table.fields && knownCount(header.fields) >= 2;
    }
    bool tryOtherDelimiters() {
        const Try before = m_best;
        m_best = {};
        m_best.dialect = before.dialect;
        const std::size_t lines = 1 + countOf(m_start, "\n");
        for (const std::string &delimiter : kOtherDelimiters) {
            if (2 * countOf(m_start, delimiter) < lines && m_base.lineEnds == LineEnds::LineFeed)
                continue;
            for (const char escape : {kDoubledQuotes, '\\'}) {
                CsvDialect dialect = m_base;
                dialect.delimiter = delimiter;
                dialect.escape = escape;
                if (escape == '\\' && (m_wish.hasEscape || m_start.find("\\\"") == std::string_view::npos))
                    continue;
                Try one = tried(dialect);
                const bool isAgreed = one.score.share >= 0.99 && one.score.fields >= 2 && one.score.records >= 2;
                const bool isInSentences = delimiter == " " || delimiter == ":" || delimiter == ", ";
                if (isAgreed && (!isInSentences || isSurelyTable(one)))
                    takeIfBetter(std::move(one));
            }
            if (m_best.score.share > 0)
                return true;
        }
        m_best = before;
        return false;
    }

    void takeOneColumn() {
        CsvDialect dialect = m_base;
        dialect.delimiter = kNoDelimiter;
        Try one = tried(dialect);
        if (!m_wish.hasEscape && m_start.find("\\\"") != std::string_view::npos) {
            dialect.escape = '\\';
            Try other = tried(dialect);
            if (other.score.sound > one.score.sound)
                one = std::move(other);
        }
        if (!m_wish.hasQuote && one.score.sound < one.score.records) {
            dialect.escape = m_base.escape;
            dialect.quote = kNoQuote;
            one = tried(dialect);
        }
        m_best = std::move(one);
    }

    std::string noTableReason() const {
        const TableStart &table = m_best.table;
        if (table.fields < 2 || table.oneColumnName)
            return {};
        const std::string name = delimiterName(m_best.dialect.delimiter);
        for (std::size_t i = 0; i < m_best.records.size() && i < 20; ++i)
            if (m_best.records[i].fields.size() > 1 && knownCount(m_best.records[i].fields) >= 2)
                return "line " + std::to_string(m_best.records[i].linesBefore + 1) + " names columns with \"" + name +
                       "\" between them, but " + scoreText(m_best.score);
        std::size_t ids = 0;
        for (const SampleRecord &record : m_best.records)
            if (record.fields.size() > 1 && fieldKind(record.fields.front()) == FieldKind::LongId)
                ++ids;
        if (2 * ids > m_best.records.size())
            return "most lines begin with a tweet id and \"" + name + "\", but " + scoreText(m_best.score);
        if (m_best.score.share >= 0.5 && table.fields > 2 && m_best.score.records >= 10)
            return "the lines seem to be rows with \"" + name + "\" between their fields, but only " +
                   scoreText(m_best.score);
        return {};
    }

    std::string_view m_text, m_start;
    const DialectWish &m_wish;
    CsvDialect m_base;
    std::vector<std::string> m_delimiters;
    Try m_best;
};
}  // namespace

FoundDialect findDialect(std::string_view text, const DialectWish &wish) { return DialectSearch(text, wish).found(); }

}  // namespace warbler
