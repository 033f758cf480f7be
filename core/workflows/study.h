// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/codebook/split.h"
#include "core/corpus/project.h"
#include "core/tables/column_mapping.h"

namespace warbler {

// A category as a run sees it, in the run's order.
struct StudyCategory {
    std::string value;  // as in the file: "1"
    std::string name;   // as shown: "Yes"
    std::string word;   // label word of a decoder: " yes"
    CodeId code;        // 0 without a project
    bool operator==(const StudyCategory &) const = default;
};

struct StudyRow {
    TweetKey key;  // 0 without a project
    TweetId id;
    std::string text;
    int category = -1;             // -1: not labelled, or labelled with a number
    std::optional<double> number;  // of a study of numbers
    Side side = Side::Train;
    std::string group;      // duplicate group
    std::int64_t line = 0;  // in the CSV, for messages
};

enum class LabelKind { Categories, Numbers };

// The labelled tweets a run learns from and is tested on: copies, so that a run never touches the store.
struct Study {
    LabelKind kind = LabelKind::Categories;  // Numbers: no categories, each row has its number
    std::vector<StudyCategory> categories;
    int positive = 0;                      // category of interest
    std::vector<StudyRow> rows;            // labelled ones only, in file or import order
    std::vector<std::int64_t> trainOrder;  // order of the training rows before shuffling: indices into rows
    std::int64_t unlabelled = 0;
    std::string splitSpec;
    std::string numberColumn;  // of a project's study of numbers: where they stand
    std::vector<std::string> warnings;

    std::vector<const StudyRow *> side(Side side) const;
    std::int64_t count(Side side) const;
    std::int64_t count(Side side, int category) const;
    std::string dataHash() const;  // SHA-256 over ids, texts, categories, sides in order
};

struct CsvStudyRequest {
    std::string path;
    LabelKind kind = LabelKind::Categories;
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
// Labels and lasting split of the project. split "70/15/15" is the lasting one; another spec is drawn for this study
// alone.
Study studyFromProject(Project &project, const std::string &split, const std::map<std::string, std::string> &words,
                       std::uint64_t seed);
// A column of a project's imported tweets as numbers; an empty cell is no number. Every split is drawn for this study
// alone, without strata, duplicates together. Throws Error(MissingColumn | BadData | TooFewLabels) naming column and
// line.
Study numbersFromProject(Project &project, const std::string &column, const std::string &split, std::uint64_t seed);
// Its rows alone: no sides, no check of how many there are.
Study numberedRowsOfProject(Project &project, const std::string &column);
// With fewer training tweets than these a category's figures are unsteady, and settle.
inline constexpr std::int64_t kTweetsToLearnFrom = 10, kTweetsToSettle = 20;
// Indices of the categories with fewer than kTweetsToLearnFrom training tweets: asked about before a run starts.
std::vector<int> scarceCategories(const Study &study);
// >= 2 categories with at least 2 training tweets each; of numbers >= 2 different ones to train on; else
// Error(OneCategory | TooFewLabels); scarce categories: a warning.
void checkStudy(Study &study);
// Key of a text's duplicate group: NFC, links and a leading "RT @x:" removed.
std::string duplicateGroupOf(const std::string &text);

}  // namespace warbler
