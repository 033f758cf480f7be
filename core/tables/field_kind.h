// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace warbler {

enum class FieldKind { Empty, Number, LongId, Text };

// LongId: 15 to 20 digits, perhaps led as bareId() takes off. Number: also in scientific notation.
FieldKind fieldKind(std::string_view field);
// The id without blanks around it and without the lead that keeps spreadsheets from reading it as a number:
// i (the reference notebook's files), x, ', or ="...". For checks only; ids are stored as they came.
std::string_view bareId(std::string_view id);
bool isScientific(std::string_view bareId);  // 1.26856E+18, 1,27E+18: an id that went through a spreadsheet

// What a column of this name usually holds: names are compared without case, blanks and punctuation.
enum class ColumnRole { None, Id, Text, Label, Created, Author, Language, Coder, Other };
ColumnRole knownRole(std::string_view columnName);
int knownRank(std::string_view columnName);  // 0 is the most telling name of its role
bool isKnownColumnName(std::string_view columnName);
std::string plainName(std::string_view columnName);  // "Tweet text" -> "tweettext"

}  // namespace warbler
