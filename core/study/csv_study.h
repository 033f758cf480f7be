// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/study/study.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/dialect_guess.h"

namespace warbler {

struct CsvStudyRequest {
    std::string path;
    Task task = Task::SeqCls;
    ColumnChoice columns;
    DialectChoice dialect;
    std::string split = "70/15/15";
    std::string positive;                      // value; empty: guessed
    std::string positiveWord;                  // a preset's: the category with this label word, where positive is empty
    std::vector<std::string> missing;          // label values that mean "no label"
    std::map<std::string, std::string> joins;  // value -> the value it counts as
    std::map<std::string, std::string> words;  // value -> label word (a preset's labels), in any spelling of the value
    std::vector<std::string> order;            // category order of a preset; else sorted, numbers as numbers
    std::uint64_t seed = 42;
};
// The labelled rows alone: no sides, no check of how many there are. Categories as in studyFromCsv.
Study labelledRowsOfCsv(const CsvStudyRequest &request);
// A label that is no number where numbers are wanted: Error(BadData) naming line and column.
// Throws Error(OneCategory | TooFewLabels | MissingColumn | UnknownLabel | BadData ...) naming column, row and fix.
Study studyFromCsv(const CsvStudyRequest &request);

}  // namespace warbler
