// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/label_repeats.h"

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

struct LabelValue {
    std::string value;  // as in the file
    std::int64_t count = 0;
};

// An alarm about the ids or the text, with the rows it was seen in and how to mend it.
struct Alarm {
    // "scientific", "zeros", "doubles", "dates", "mojibake", "ragged", "bad-bytes", "encoding", "no-table", "spelling",
    // "repeats"
    std::string kind;
    std::string sentence;  // what is lost and how to re-export
    std::int64_t rows = 0;
    std::int64_t firstLine = 0;
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
ColumnMapping guessMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample);

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

// Watches ids one by one during an import; alarms() sums up.
class IdAlarms {
public:
    void add(std::int64_t line, const std::string &id, const std::string &created);
    std::vector<Alarm> alarms() const;

private:
    struct Offset {                           // a distance of whole quarter-hours between id and created_at
        std::int64_t within = 0, beyond = 0;  // rows at most, and more than 2 s away from it
        std::int64_t firstLine = 0, firstBeyond = 0;
    };
    void addDate(std::int64_t line, std::uint64_t id, const std::string &created);
    std::int64_t m_scientific = 0, m_scientificLine = 0, m_nineteen = 0, m_zeros = 0, m_zerosLine = 0;
    std::int64_t m_large = 0, m_spaced = 0, m_largeLine = 0, m_dated = 0;
    std::string m_scientificExample;
    std::map<std::int64_t, Offset> m_offsets;  // by quarter-hours; at most 20,000
};
// Milliseconds since 1970 UTC of "2020-06-04 15:02:03", with T, fractions, Z or an offset, or "Thu Jun 04 15:02:03
// +0000 2020"; nullopt for anything else, also for times without seconds. No offset: UTC.
std::optional<std::int64_t> parseCreatedAt(std::string_view text);

}  // namespace warbler
