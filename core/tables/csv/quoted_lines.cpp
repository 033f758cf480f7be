// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/quoted_lines.h"

#include "core/tables/csv/dialect_try.h"

namespace warbler {

bool areLinesQuoted(std::string_view text, const DialectWish &wish, LineEnds lineEnds) {
    CsvDialect dialect = wish.dialect;
    dialect.quote = "\"";
    dialect.delimiter = kNoDelimiter;
    dialect.lineEnds = lineEnds;
    const Try one = tryDialect(text, dialect, {}, Preamble::None);
    const Score &score = one.score;
    if (score.sound < score.records || 10 * score.quoted < 9 * score.records || score.records < 2)
        return false;
    std::string inside;
    for (const SampleRecord &record : one.records)
        inside += record.fields[0] + "\n";
    const FoundDialect rows = findDialect(inside, wish);
    return rows.table.fields > 1 && rows.dialect.delimiter != kNoDelimiter;
}

}  // namespace warbler
