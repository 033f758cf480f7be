// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/column_mapping.h"

#include <unordered_set>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
// What the sample shows of one column.
struct ColumnFacts {
    std::size_t values = 0, distinct = 0, longIds = 0, damagedIds = 0;
    double meanLength = 0;  // in characters, of the values that are not empty
};

ColumnFacts factsOf(const std::vector<CsvRow> &sample, std::size_t column) {
    ColumnFacts facts;
    std::unordered_set<std::string> distinct;
    std::size_t characters = 0;
    for (const CsvRow &row : sample) {
        if (column >= row.fields.size() || isBlank(row.fields[column])) continue;
        const std::string &value = row.fields[column];
        ++facts.values;
        distinct.insert(value);
        characters += codePointCount(value);
        if (fieldKind(value) == FieldKind::LongId) ++facts.longIds;
        if (isScientific(bareId(value))) ++facts.damagedIds;
    }
    facts.distinct = distinct.size();
    if (facts.values > 0) facts.meanLength = static_cast<double>(characters) / static_cast<double>(facts.values);
    return facts;
}

// The column with the most telling name of that role among those that fit; -1: none.
template <typename Fits> int byName(const std::vector<std::string> &columns, ColumnRole role, Fits fits) {
    int best = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (knownRole(columns[i]) != role || !fits(i)) continue;
        if (best < 0 || knownRank(columns[i]) < knownRank(columns[static_cast<std::size_t>(best)])) best = static_cast<int>(i);
    }
    return best;
}

bool isTaken(const ColumnMapping &mapping, std::size_t column) {
    const int index = static_cast<int>(column);
    return mapping.id == index || mapping.text == index || mapping.label == index || mapping.created == index || mapping.author == index;
}

std::string named(const std::vector<std::string> &columns, int column) { return "named \"" + columns[static_cast<std::size_t>(column)] + "\""; }
}  // namespace

ColumnMapping guessMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample) {
    return explainMapping(columns, sample).mapping;
}

MappingGuess explainMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample) {
    std::vector<ColumnFacts> facts;
    for (std::size_t i = 0; i < columns.size(); ++i) facts.push_back(factsOf(sample, i));
    MappingGuess guess;
    ColumnMapping &mapping = guess.mapping;

    // An id that repeats in most rows names something else (a thread, a user), unless a spreadsheet has made the ids alike.
    mapping.id = byName(columns, ColumnRole::Id, [&](std::size_t i) {
        return facts[i].values == 0 || 2 * facts[i].distinct > facts[i].values || 2 * facts[i].damagedIds > facts[i].values;
    });
    if (mapping.id >= 0) {
        guess.idReason = named(columns, mapping.id);
    } else {
        for (std::size_t i = 0; i < columns.size() && mapping.id < 0; ++i) {
            const ColumnFacts &fact = facts[i];
            const bool isIds = fact.values > 0 && 10 * fact.longIds >= 9 * fact.values && 10 * fact.distinct >= 9 * fact.values;
            if (knownRole(columns[i]) == ColumnRole::None && isIds) mapping.id = static_cast<int>(i);
        }
        guess.idReason = mapping.id >= 0 ? "its values are long numbers, each another" : "no column of ids: the row numbers are the ids";
    }

    mapping.created = byName(columns, ColumnRole::Created, [](std::size_t) { return true; });
    mapping.author = byName(columns, ColumnRole::Author, [](std::size_t) { return true; });

    const auto mayBeText = [&](std::size_t i) { return !isTaken(mapping, i) && 2 * facts[i].longIds <= facts[i].values; };
    mapping.text = byName(columns, ColumnRole::Text, mayBeText);
    if (mapping.text >= 0) {
        guess.textReason = named(columns, mapping.text);
    } else {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const bool isLonger = mapping.text < 0 || facts[i].meanLength > facts[static_cast<std::size_t>(mapping.text)].meanLength;
            if (mayBeText(i) && isLonger) mapping.text = static_cast<int>(i);
        }
        guess.textReason = mapping.text < 0 ? "no column is left for it"
                                            : "the longest, " + fixed(facts[static_cast<std::size_t>(mapping.text)].meanLength, 0) + " characters on average";
    }

    mapping.label = byName(columns, ColumnRole::Label, [&](std::size_t i) { return !isTaken(mapping, i); });
    if (mapping.label >= 0) {
        guess.labelReason = named(columns, mapping.label);
        return guess;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ColumnFacts &fact = facts[i];
        const bool isFew = fact.distinct >= 2 && fact.distinct <= 20 && 5 * fact.distinct <= fact.values && fact.meanLength <= 30;
        if (isTaken(mapping, i) || knownRole(columns[i]) != ColumnRole::None || !isFew) continue;
        if (mapping.label < 0 || fact.distinct < facts[static_cast<std::size_t>(mapping.label)].distinct) mapping.label = static_cast<int>(i);
    }
    guess.labelReason = mapping.label < 0 ? "no column holds few distinct values"
                                          : "only " + std::to_string(facts[static_cast<std::size_t>(mapping.label)].distinct) + " distinct values";
    return guess;
}

}  // namespace warbler
