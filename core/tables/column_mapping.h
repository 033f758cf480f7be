// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

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
};
// A recognised export by its own columns. Else by known names; ids also by being distinct and of 15 to 20 digits, the
// text also as what is filled and long, never JSON or addresses. Labels are taken from a column of a known name alone,
// and in an export of a collector from none; columns that merely look like categories are candidates.
MappingGuess explainMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample);

}  // namespace warbler
