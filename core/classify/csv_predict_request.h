// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/tables/column_mapping.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/csv_writer.h"

namespace warbler {

// What is classified from CSV to CSV, and how it is written.
enum class PredictShape { Wide, Notebook };  // Notebook: NotebookColumns instead of ours
struct CsvPredictRequest {
    std::string csvPath, outPath;
    ColumnChoice columns;
    DialectChoice dialect;
    CsvProfile profile = CsvProfile::Data;
    PredictShape shape = PredictShape::Wide;
};

}  // namespace warbler
