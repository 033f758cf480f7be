// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/tables/csv_writer.h"

namespace warbler {

// A cell of the spreadsheet-safe profile: x before every id, and ' before a text that begins, perhaps after blanks or
// quotes, with what a spreadsheet would run or drop (= + - @, their full-width forms, tab, CR, LF, NUL) and before
// every text that begins with '. Numbers stay. Column names are escaped as texts.
std::string escapeForSpreadsheet(std::string_view cell, CellKind kind);

// The exact inverse: drops one x from an id, one ' from a text. Nothing in a file tells surely that it was written with
// that profile (a file with "x1" as its ids may be one that came so): call it only where the export's sidecar, or the
// user, says so.
std::string unescapeSpreadsheet(std::string_view cell, CellKind kind);

// Whether a spreadsheet would run or change the text; what an export counts before it warns.
bool isRiskyInSpreadsheet(std::string_view text);

}  // namespace warbler
