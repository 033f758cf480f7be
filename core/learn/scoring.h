// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

enum class ScoringMode { Constrained, Unconstrained, Head, Number };

// How logits become an answer. Head: a linear head gives one logit per category and `labels` is empty.
// Number: the head's one output is the answer.
struct Scoring {
    ScoringMode mode = ScoringMode::Constrained;
    std::vector<std::vector<TokenId>> labels;  // one sequence of 1..8 tokens per category, in category order
    std::optional<TokenId> terminator;         // appended where one label is a prefix of another
    std::int64_t categories = 0;
    std::map<TokenId, std::int32_t>
        answers;                   // unconstrained: first tokens that alone are a category's answer, beside `labels`
    bool wholeVocabulary = true;   // also give log-sum-exp over V and the best id
    std::int64_t batchTokens = 0;  // most tokens computed at once; 0: as suits the device
    std::vector<TokenId> sharedLeadingIds;  // leading ids all examples share, kept from call to call; empty, or where
                                            // one differs: found by the engine
};

// One tweet as ids. A decoder's `ids` end before the label; the label's tokens come from Scoring (or `labelIds`).
struct TokenizedExample {
    TweetId tweet;                         // the way back to the row
    std::vector<TokenId> ids;              // with the tokenizer's special tokens
    std::optional<std::int32_t> category;  // none: not labelled
    std::vector<TokenId> labelIds;         // training target of a decoder; empty: Scoring::labels[category]
    bool wasCut = false;                   // the tweet was shortened to fit
    std::optional<double> number;          // what a regression learns; none: not labelled
};

struct Prediction {
    TweetId tweet;
    std::vector<float> logProbabilities;  // per category: log p(label) over V, or the log-softmax of the head's logits
    std::vector<float> logits;            // head only: raw logits
    std::optional<float> number;          // Number only; then there are no probabilities and no category
    std::vector<float> firstLogProbabilities;  // decoders, per category: log p over V of the label's first token
    std::optional<float> labelMass;            // sum of p(label) in V
    std::optional<TokenId> bestId;             // argmax over V at the row before the label
    std::int32_t category = 0;                 // largest, ties lowest; -1: "other" (unconstrained only)
};

// Chunks in input order: `first` is the index of predictions[0] in the input.
using PredictionSink = std::function<void(std::int64_t first, std::vector<Prediction> predictions)>;

}  // namespace warbler
