// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/table_doubt.h"

#include "core/tables/field_kind.h"

namespace warbler {

std::string tableDoubt(const Try &best) {
    const TableStart &table = best.table;
    if (table.fields < 2 || table.oneColumnName)
        return {};
    const std::string name = delimiterName(best.dialect.delimiter);
    for (std::size_t i = 0; i < best.records.size() && i < 20; ++i)
        if (best.records[i].fields.size() > 1 && knownCount(best.records[i].fields) >= 2)
            return "line " + std::to_string(best.records[i].linesBefore + 1) + " names columns with \"" + name +
                   "\" between them, but " + scoreText(best.score);
    std::size_t ids = 0;
    for (const SampleRecord &record : best.records)
        if (record.fields.size() > 1 && fieldKind(record.fields.front()) == FieldKind::LongId)
            ++ids;
    if (2 * ids > best.records.size())
        return "most lines begin with a tweet id and \"" + name + "\", but " + scoreText(best.score);
    if (best.score.share >= 0.5 && table.fields > 2 && best.score.records >= 10)
        return "the lines seem to be rows with \"" + name + "\" between their fields, but only " +
               scoreText(best.score);
    return {};
}

}  // namespace warbler
