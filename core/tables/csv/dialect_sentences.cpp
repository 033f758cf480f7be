// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_sentences.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/tables/created_at.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
constexpr std::size_t kFewLines = 20;

bool hasLetter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool isTextual(const std::string &field) {
    return fieldKind(field) == FieldKind::Text && hasLetter(field) && !parseCreatedAt(field);
}

// Half of the values of some column are numbers, dates or ids.
bool hasOtherThanText(const Try &one, const SampleRows &rows) {
    for (std::size_t i = 0; i < one.table.fields; ++i) {
        std::size_t values = 0, others = 0;
        for (const std::vector<std::string> *row : rows) {
            values += isBlank((*row)[i]) ? 0 : 1;
            others += isBlank((*row)[i]) || isTextual((*row)[i]) ? 0 : 1;
        }
        if (values > 0 && 2 * others >= values)
            return true;
    }
    return false;
}

bool hasIds(const Try &one, const SampleRows &rows) {
    for (std::size_t i = 0; i < one.table.fields; ++i) {
        const auto ids = std::count_if(rows.begin(), rows.end(), [i](const std::vector<std::string> *row) {
            return fieldKind((*row)[i]) == FieldKind::LongId;
        });
        if (2 * static_cast<std::size_t>(ids) > rows.size())
            return true;
    }
    return false;
}

// The first record of the table as its header: names that differ, so many of them known.
bool hasNamedHeader(const Try &one, std::size_t known) {
    if (one.table.first >= one.records.size())
        return false;
    std::vector<std::string> names = one.records[one.table.first].fields;
    if (names.size() != one.table.fields || knownCount(names) < known || !areLikeNames(names))
        return false;
    std::sort(names.begin(), names.end());
    return !isBlank(names.front()) && std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool areWholeNames(const std::vector<std::string> &fields) {
    return areLikeNames(fields) && std::none_of(fields.begin(), fields.end(), [](const std::string &field) {
               return !field.empty() && field.front() == ' ';
           });
}

bool isHeaderSeen(const Try &one, const SampleRows &rows) {
    if (one.table.isHeaderKnown)
        return true;
    if (rows.empty() || !areLikeNames(*rows.front()) || guessHeader(rows).header == HeaderRow::Absent)
        return false;
    const auto isShort = [](const std::string &name) { return std::count(name.begin(), name.end(), ' ') < 2; };
    return knownCount(*rows.front()) > 0 || std::all_of(rows.front()->begin(), rows.front()->end(), isShort);
}

// Also of the lines before the table: one line of many may hold a quoted word.
bool isMostlyQuoted(const Try &one) { return 2 * one.score.quoted >= one.records.size(); }

// Whether nothing but their number says that the pieces of the lines are fields.
bool areTextsAlone(const Try &one) {
    const SampleRows rows = rowsFrom(one.records, one.table.first, one.table.fields);
    return one.table.fields > 1 && !isMostlyQuoted(one) && !isHeaderSeen(one, rows) && !hasOtherThanText(one, rows);
}
}  // namespace

bool isTextNamed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \r\n"), text.size()));
    std::string_view line = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
    while (!line.empty() && line.back() == ' ')
        line.remove_suffix(1);
    if (line.size() > 2 && line.front() == '"' && line.back() == '"')
        line = line.substr(1, line.size() - 2);
    return line.find_first_of(",;\t|^~:\"\x1F") == std::string_view::npos && knownRole(line) == ColumnRole::Text;
}

bool isSurelyTable(const Try &one, std::string_view start) {
    if (isMostlyQuoted(one))
        return true;
    const bool isFromStart =
        100 * one.score.matching >= 99 * one.records.size() || isQuotedTable(one) || hasNamedHeader(one, 2);
    if (!isFromStart)
        return false;
    const std::string &delimiter = one.dialect.delimiter;
    const bool isRareInSentences = delimiter != " " && delimiter != ":" && delimiter != ", ";
    const SampleRows rows = rowsFrom(one.records, one.table.first, one.table.fields);
    if (isRareInSentences && isInSentences(delimiter, start))
        return hasNamedHeader(one, 1) || hasOtherThanText(one, rows);
    return hasNamedHeader(one, 2) || hasIds(one, rows);
}

bool isInSentences(const std::string &delimiter, std::string_view start) {
    if (delimiter == " " || delimiter == ":" || delimiter == ", ")
        return true;
    if (delimiter == "\x1F")
        return false;
    std::size_t all = 0, spaced = 0;
    for (std::size_t at = start.find(delimiter); at != std::string_view::npos;
         at = start.find(delimiter, at + delimiter.size())) {
        const std::size_t behind = at + delimiter.size();
        ++all;
        if ((at > 0 && start[at - 1] == ' ') || (behind < start.size() && start[behind] == ' '))
            ++spaced;
    }
    return 2 * spaced > all;
}

bool isTableUnderName(const Try &one) {
    const bool isNamedBelow = one.table.first > 0 && one.table.first < one.records.size() &&
                              areWholeNames(one.records[one.table.first].fields);
    return isMostlyQuoted(one) || one.table.isHeaderShort || isNamedBelow;
}

bool areSignedSentences(const Try &one, std::string_view start) {
    const std::string &delimiter = one.dialect.delimiter;
    const bool isDoubled = delimiter.size() == 2 && delimiter.front() == delimiter.back();
    return isDoubled && isInSentences(delimiter, start) && !isSurelyTable(one, start);
}

bool areFewSentences(const Try &one) {
    if (one.records.size() > kFewLines || !areTextsAlone(one))
        return false;
    const bool isBlankIn = one.dialect.delimiter.back() == ' ';
    const SampleRows rows = rowsFrom(one.records, one.table.first, one.table.fields);
    const auto cut = std::count_if(rows.begin(), rows.end(), [](const std::vector<std::string> *row) {
        return std::any_of(row->begin() + 1, row->end(),
                           [](const std::string &field) { return field.size() > 1 && field.front() == ' '; });
    });
    return isBlankIn || 2 * static_cast<std::size_t>(cut) >= rows.size();
}

std::string splitDoubt(const Try &one) {
    const std::string &delimiter = one.dialect.delimiter;
    if (delimiter == "\t" || delimiter == "\x1F" || !areTextsAlone(one))
        return {};
    return "The lines were cut at \"" + delimiterName(delimiter) + "\" (" + scoreText(one.score) +
           "), but no row names the columns and all fields are texts";
}

}  // namespace warbler
