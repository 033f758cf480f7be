// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tables/alarm.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/label_repeats.h"

namespace warbler {

struct LabelValue {
    std::string value;  // as in the file
    std::int64_t count = 0;
};

// What the import dialog shows before anything is stored: the first rows, every guess with its reason, the labels'
// values.
struct CsvPreview {
    DialectGuess guess;
    std::vector<std::string> columns;
    ColumnMapping mapping;
    std::string idReason, textReason, labelReason;
    std::string collector;                // the program whose export this is, "twint"; "" if unknown
    std::vector<int> labelCandidates;     // columns whose values look like categories; the user may choose one
    std::vector<CsvRow> rows;             // the first 200
    std::vector<RejectedRow> rejected;    // the first 200
    std::vector<LabelValue> labelValues;  // all rows read, most frequent first, at most 200
    RepeatCounts repeats;                 // of the rows read
    std::vector<Alarm> alarms;
    std::int64_t rowsRead = 0, emptyTexts = 0, unlabelled = 0;  // rowsRead: without the rejected
    std::int64_t rowsRejected = 0, labelValueCount = 0;         // all of them, where the lists above stop at 200
    std::vector<SkippedLine> skippedLines;                      // the first 200
    std::int64_t skipped = 0;                                   // lines so far that are no records
    bool isComplete = false;  // the whole file was read; else the first `scanLimit` rows
};

// Reads up to scanLimit rows. Throws as guessDialect, and Error(MissingColumn) for a chosen name that is not there,
// listing those that are; Error(EmptyFile) for a header without rows.
CsvPreview previewCsv(const std::string &path, const DialectChoice &dialect = {}, const ColumnChoice &columns = {},
                      std::int64_t scanLimit = 200000);

}  // namespace warbler
