// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_try.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/csv/record_splitter.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
constexpr std::size_t kRecords = 1000;
constexpr std::size_t kLongestName = 60;  // bytes

Score scoreOf(const std::vector<SampleRecord> &records, const TableStart &table) {
    Score score;
    score.fields = table.fields;
    // Lines that look like few rows under many others are no table, unless columns are named over them.
    const bool isLate = table.first > 0 && table.end < 2 * table.first + 1 && table.end > table.first &&
                        (knownCount(records[table.first].fields) < 2 || !areLikeNames(records[table.first].fields));
    // Under a header with more names than most rows have fields, some rows may have more of them.
    const std::size_t widest = table.isHeaderKnown && table.first < records.size()
                                   ? std::max(table.fields, records[table.first].fieldCount)
                                   : table.fields;
    for (std::size_t i = isLate ? 0 : table.first; i < table.end; ++i) {
        const SampleRecord &record = records[i];
        const bool isHeader = i == table.first && table.isHeaderShort && table.isHeaderKnown;
        const bool isRow = record.fieldCount >= table.fields && record.fieldCount <= widest;
        ++score.records;
        if (record.fieldCount > 0)
            ++score.sound;
        if (record.quoted > 0)
            ++score.quoted;
        score.quotedFields += record.quoted;
        if (table.fields < 2 || (!isRow && !isHeader))
            continue;
        ++score.matching;
        if (i == table.first)
            score.isFirstMatching = true;
    }
    if (score.records == 0 || table.oneColumnName)
        return score;
    score.share = static_cast<double>(score.matching) / static_cast<double>(score.records);
    if (2 * score.sound >= score.records && score.sound > 0)
        score.shareOfSound = static_cast<double>(score.matching) / static_cast<double>(score.sound);
    return score;
}
}  // namespace

Try tryDialect(std::string_view text, const CsvDialect &dialect, const std::vector<std::string> &namedColumns,
               Preamble preamble) {
    Try one{dialect, sampleRecords(text, dialect, kRecords), {}, {}};
    one.table = findTable(one.records, namedColumns, preamble);
    one.score = scoreOf(one.records, one.table);
    return one;
}

std::string scoreText(const Score &score) {
    return groupedText(static_cast<long long>(score.matching)) + " of the first " +
           groupedText(static_cast<long long>(score.records)) + " rows have " + std::to_string(score.fields) +
           " fields";
}

std::size_t knownCount(const std::vector<std::string> &fields) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const std::string &field) { return isKnownColumnName(field); }));
}

bool areLikeNames(const std::vector<std::string> &fields) {
    return std::all_of(fields.begin(), fields.end(), [](const std::string &field) {
        if (isBlank(field))
            return true;
        const bool isText = fieldKind(field) == FieldKind::Text && field.size() <= kLongestName;
        return isText && field[field.find_first_not_of(' ')] != '@' &&
               std::string_view(".,;!").find(field.back()) == std::string_view::npos;
    });
}

bool hasQuotedColumn(const Try &one, std::string_view start) {
    const QuoteMarks marks = quoteMarks(one.dialect.quote, one.dialect.encoding);
    CsvDialect bare = one.dialect;
    bare.quote = kNoQuote;
    const std::vector<SampleRecord> records = sampleRecords(start, bare, 200);
    std::vector<std::size_t> quoted(one.table.fields, 0);
    std::size_t rows = 0;
    for (const SampleRecord &record : records) {
        if (record.fieldCount != one.table.fields)
            continue;
        ++rows;
        for (std::size_t i = 0; i < record.fields.size() && i < quoted.size(); ++i) {
            std::string_view field = record.fields[i];
            while (one.dialect.leadingBlanks == LeadingBlanks::Dropped && !field.empty() && field.front() == ' ')
                field.remove_prefix(1);
            const bool isBetween = field.size() >= marks.open.size() + marks.close.size() &&
                                   field.substr(0, marks.open.size()) == marks.open &&
                                   field.substr(field.size() - marks.close.size()) == marks.close;
            if (isBetween || isBlank(field))
                ++quoted[i];
        }
    }
    return rows > 1 &&
           std::any_of(quoted.begin(), quoted.end(), [rows](std::size_t count) { return 5 * (count + 1) >= 4 * rows; });
}

bool isNamedTable(const Try &one, double share) {
    if (one.score.share < share || one.table.first >= one.records.size())
        return false;
    const SampleRecord &header = one.records[one.table.first];
    return header.fieldCount == one.table.fields && knownCount(header.fields) >= 2 && areLikeNames(header.fields);
}

bool isFirstWhole(const Try &one) {
    return one.table.first < one.records.size() && one.score.fields > 1 &&
           one.records[one.table.first].fieldCount == one.score.fields;
}

bool isQuotedTable(const Try &one) { return one.score.share >= 0.9 && one.score.quotedFields >= one.score.records; }

bool isRatherQuoted(const Try &bare, std::string_view start, const std::string &quote) {
    CsvDialect dialect = bare.dialect;
    dialect.quote = quote;
    const RecordCount with = countRecords(start, dialect, bare.table.fields),
                      without = countRecords(start, bare.dialect, bare.table.fields);
    return without.paired + with.matching > without.matching;
}

}  // namespace warbler
