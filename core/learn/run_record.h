// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/learn/run_figures.h"

namespace warbler {

struct RecordedCategory {
    std::string value, name, word;  // as StudyCategory
    std::int64_t code = 0;          // row of its CodeId; 0 without a project
};

struct LearntCategories {
    std::vector<RecordedCategory> categories;
    std::optional<std::string> positive;  // value of the category of interest
};
struct LearntNumbers {
    std::string column;  // of the project; empty: the record of a loaded model, which does not name one
};

// What training left, once it has ended or was stopped and judged.
struct TrainingOutcome {
    double seconds = 0;
    std::int64_t steps = 0, trainableParameters = 0, peakMemoryBytes = 0;
    double examplesPerSecond = 0;
    std::optional<int> bestEpoch;  // from 1
    std::vector<std::string> warnings;
    std::string verdict;             // a sentence; empty: nothing was judged
    bool isWordModelBetter = false;  // the verdict says so
    std::optional<StoredFigures> validation, test;
};

// The kinds of run that write a record. A loaded model's is the text of its warbler.json, read as that of a TunedRun.
struct TunedRun {
    std::optional<TrainingOutcome> outcome;  // empty: it was not finished
};
struct WordModelRun {
    double threshold = 0.5;
};
struct FoldsRun {
    int folds = 0, repeats = 1;
    double threshold = 0.5;
};
struct SearchRun {
    std::string kind;  // "grid" or "random"
    int trials = 0;
    double minutes = 0;  // 0: no limit
};

// What a run keeps beside its settings: what it learnt, from which tweets, with which model, and what came of it.
struct RunRecord {
    std::variant<std::monostate, LearntCategories, LearntNumbers> learnt;  // monostate: the record does not say
    std::string split;                                                     // as --split
    std::string dataHash;                                                  // Study::dataHash()
    std::vector<std::int64_t> trainOrder;  // indices into the run's rows; empty: the training rows in row order
    std::string modelPath;                 // empty: a word model has none
    std::string device = "auto";           // asked for; once it is finished, the one it ran on
    std::variant<TunedRun, WordModelRun, FoldsRun, SearchRun> kind;

    const TrainingOutcome *outcome() const;                   // null: none
    const StoredFigures *validation() const;                  // null: none
    const StoredFigures *test() const;                        // null: none
    const std::vector<RecordedCategory> *categories() const;  // null: it learnt no categories
    double threshold() const;                                 // from which on the category of interest is predicted
};

// The text that a project stores: one line, keys in a fixed order, bytes that are no UTF-8 replaced.
std::string toText(const RunRecord &record);
nlohmann::ordered_json toJson(const RunRecord &record);
// Back from it; an empty text holds nothing, a key that is not there is empty, as older programs left it. Throws
// Error(ProjectDamaged) naming the run and the field that is of another kind than it should be.
RunRecord runRecord(const std::string &text, const std::string &runName);
// The same for lists and overviews, which show what can be read: a field of another kind counts as absent.
RunRecord readableRunRecord(const std::string &text);

}  // namespace warbler
