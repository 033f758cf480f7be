// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/task.h"
#include "core/codebook/split.h"

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

// The labelled tweets a run learns from and is tested on: copies, so that a run never touches the store.
struct Study {
    Task task = Task::SeqCls;  // Regression: no categories, each row has its number; else categories
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

// With fewer training tweets than these a category's figures are unsteady, and settle.
inline constexpr std::int64_t kTweetsToLearnFrom = 10, kTweetsToSettle = 20;
// Indices of the categories with fewer than kTweetsToLearnFrom training tweets: asked about before a run starts.
std::vector<int> scarceCategories(const Study &study);
// The same study with a warning for each scarce category and for each category that a side lacks, if it can be learnt:
// at least 2 categories with at least 2 training tweets each; of numbers at least 2 different ones to train on. Else
// throws Error(OneCategory | TooFewLabels).
Study checkedStudy(Study study);
// The category that is asked for by value or name; where asked is empty, the one with this label word; else otherwise.
// The last one where several fit.
int indexOfInterest(const Study &study, const std::string &asked, const std::string &word, int otherwise);
// Key of a text's duplicate group: NFC, links and a leading "RT @x:" removed.
std::string duplicateGroupOf(const std::string &text);

}  // namespace warbler
