// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/tables/alarm.h"
#include "core/tables/csv/csv_reader.h"

namespace warbler {

// Which column is which field; -1: none. The first five are stored with an import.
struct ColumnMapping {
    int id = -1, text = -1, label = -1, created = -1, author = -1;
    int language = -1, coder = -1;  // coder: who gave the label of the row
    bool operator==(const ColumnMapping &) const = default;
};

struct ColumnChoice {  // by name; "" is guessed, "-" means none
    std::string id, text, label, created, author;
    std::string language{}, coder{};
};

struct MappingGuess {
    ColumnMapping mapping;
    std::string idReason, textReason, labelReason;
    std::string collector;             // "" if unknown
    std::vector<int> labelCandidates;  // likeliest first, at most 8
    std::optional<Alarm> idAlarm;      // a column of ids is too empty, so the row numbers are the ids
};
// Guesses which column is which. The export of a known program is recognised by its columns. In other files names
// decide; an id column may also be recognised by distinct values of 15 to 20 digits, and the text by long values that
// are neither JSON nor addresses. An id column has to be filled in nearly all rows, since a row without an id is not
// stored. Labels are taken only from a column of a known name, and from none in a known
// program's export; other columns that look like categories are candidates.
MappingGuess explainMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample);

}  // namespace warbler
