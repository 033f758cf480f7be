// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/quoted_lines.h"

#include <algorithm>

#include "core/tables/csv/dialect_try.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
// Sentences agree on their commas by chance: names of columns or tweet ids tell a table apart from them.
bool areRowsOfTweets(const FoundDialect &found) {
    if (found.table.first < found.records.size() && knownCount(found.records[found.table.first].fields) >= 2)
        return true;
    const auto ids = std::count_if(found.records.begin(), found.records.end(), [](const SampleRecord &record) {
        return record.fields.size() > 1 && fieldKind(record.fields.front()) == FieldKind::LongId;
    });
    return 2 * static_cast<std::size_t>(ids) > found.records.size();
}
}  // namespace

bool areLinesQuoted(std::string_view text, const DialectWish &wish, LineEnds lineEnds) {
    CsvDialect dialect = wish.dialect;
    dialect.quote = "\"";
    dialect.delimiter = kNoDelimiter;
    dialect.lineEnds = lineEnds;
    const Try one = tryDialect(text, dialect, {}, Preamble::None);
    const Score &score = one.score;
    if (score.sound < score.records || 10 * score.quoted < 9 * score.records || score.records < 2)
        return false;
    if (knownRole(one.records.front().fields[0]) == ColumnRole::Text)
        return false;
    std::string inside;
    for (const SampleRecord &record : one.records)
        inside += record.fields[0] + "\n";
    const FoundDialect rows = findDialect(inside, wish);
    return rows.table.fields > 1 && rows.dialect.delimiter != kNoDelimiter && areRowsOfTweets(rows);
}

}  // namespace warbler
