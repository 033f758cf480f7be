// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/task.h"

namespace warbler {

// How tweets and label words become ids, beside the template; TuningConfig says what each means. All off: Warbler's own
// way.
struct TextRules {
    bool lowerCase = false, matchSpecialText = false, labelAlone = false, answersByText = false, appendEnd = false;
};

// The base model as the record names it; a part that is missing or no text is empty.
struct RecordedModel {
    std::optional<std::string> name, path, sha256;
    std::string text;  // the JSON as it stands, for messages
};

// What the folder of the record holds: weights beside it, words alone, or nothing, since a model of the hub answers.
struct TrainedWeights {
    bool isMerged = false;  // worked into the base model's weights
};
struct HardPromptWords {
    std::int64_t shots = 0;
    std::optional<std::string> lead;  // instruction and examples in front of the template
};
struct ReadyOutputs {
    std::vector<int> categories;  // of each output of the head; empty: one each, in order
};

// warbler.json: what a saved model needs beside its weights to answer as it did in the run that trained it.
struct AdapterRecord {
    struct Category {
        std::string value, name, word;
    };
    std::string program;  // "Warbler 1.0", which wrote it
    std::string preset;
    Task task = Task::SeqCls;
    std::string promptTemplate = "{text}";
    std::string corpusTemplate;  // empty: promptTemplate
    TextRules rules;
    bool otherLeavesRecall = false;
    std::optional<std::vector<Category>>
        categories;                       // empty: the record has none; no category: it answers with a number
    std::optional<std::string> positive;  // value of the category of interest
    double threshold = 0.5;
    std::string scoring = "constrained";
    std::optional<std::string> pooling;
    std::int64_t maxTokens = 128;
    std::string dtype = "float32";
    std::optional<RecordedModel> model;
    std::optional<std::string> tokenizerSha256;
    std::variant<TrainedWeights, HardPromptWords, ReadyOutputs> content;
    bool isPeftEquivalent = false;             // PEFT computes the same answers from the folder
    std::string config = "{}";                 // the settings of training, as core/learn writes them
    std::vector<std::string> trainingRows;     // SHA-256 of each tweet it learnt from
    std::optional<std::string> weightsSha256;  // of the weights beside it; an older record has none

    bool isHardPrompt() const { return std::holds_alternative<HardPromptWords>(content); }
    bool isReadyModel() const { return std::holds_alternative<ReadyOutputs>(content); }
    bool isWholeModel() const;  // the folder is a model of its own: every weight was trained, or the adapter merged
};

// The file's text: JSON indented by two blanks, keys in a fixed order, bytes that are no UTF-8 replaced.
std::string toText(const AdapterRecord &record);
// Back from it; a key that is not there has its default, as older folders need it. Throws Error(BadAdapter) naming the
// field that is of another kind than it should be.
AdapterRecord adapterRecord(const std::string &text);
// The same where only some of it is looked at: a field of another kind, or a text that is no JSON, counts as absent.
AdapterRecord readableAdapterRecord(const std::string &text);

// The text with one field changed and every other byte of meaning kept, fields of newer programs included; a text that
// is no JSON object is returned as it is.
std::string withWeightsSha256(const std::string &text, const std::string &sha256);
std::string withMergedMark(const std::string &text);
// Throws Error(BadAdapter) if warbler.json, of the folder place, names another hash; one that names none is an older
// one.
void checkWeightsSha256(const std::string &text, const std::string &sha256, const std::string &place);

}  // namespace warbler
