// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/csv_writer.h"

namespace warbler {

struct CsvChunk {
    std::vector<std::vector<std::string>> cells;                 // [records][original columns], input order
    std::vector<bool> isClassifiable;                            // [records]
    std::vector<std::string> texts;                              // of those, at most kClassifyChunk
    std::vector<std::pair<std::int64_t, std::string>> problems;  // line and reason of the others
};

// A CSV's records in the portions in which they are classified. Where a portion ends depends on the file alone, so that
// a part of the portions gives the same answers as all of them. Errors as CsvReader's, Error(MissingColumn) without a
// text column.
class CsvChunks {
public:
    // profile Data: what the encoding does not know leaves as it came.
    CsvChunks(const std::string &path, const DialectChoice &dialect, const ColumnChoice &columns, CsvProfile profile);
    bool next(CsvChunk &chunk);  // false: none is left
    const std::vector<std::string> &names() const { return m_reader.originalColumns(); }
    const ColumnMapping &mapping() const { return m_preview.mapping; }
    std::int64_t expectedRows() const { return m_preview.isComplete ? m_preview.rowsRead : 0; }  // 0: unknown
    std::int64_t skippedCount() const { return m_reader.skippedCount(); }  // lines so far that are no records
    const std::string &noTable() const { return m_preview.guess.noTable; }
    std::int64_t bytesRead() const { return static_cast<std::int64_t>(m_reader.bytesRead()); }
    std::string sha256() const { return m_reader.sha256(); }  // of the file; after the last chunk only

private:
    void add(CsvChunk &chunk, CsvReader::Outcome outcome);
    CsvPreview m_preview;
    CsvReader m_reader;
    CsvProfile m_profile;
    CsvRow m_row;
    RejectedRow m_rejected;
};

}  // namespace warbler
