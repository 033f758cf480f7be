// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/learn/tuning_config.h"
#include "core/models/model_folder.h"
#include "core/study/study.h"
#include "core/tuning/read_example.h"

namespace warbler {

// A prompt of words alone, zero-shot or few-shot: nothing is trained, and the label words are scored after
// `lead` + the template around the tweet.
struct HardPrompt {
    std::string lead;                        // instruction and examples, each followed by a blank line; may be empty
    std::vector<const StudyRow *> examples;  // as they stand in the lead
    std::int64_t prefixTokens = 0;           // that every tweet shares: lead and head of the template
    std::int64_t maxTokens = 0;              // of prefix and tweet together
    std::vector<std::int64_t> lengths;       // tokens after the prefix, per training tweet
    ReadExample example;                     // a tweet to be judged, without the prefix
    std::int64_t cut = 0;                    // training, validation and test tweets that are shortened
    std::vector<std::string> warnings;
};

// `shots` training rows, drawn by the seed: the categories take turns, so that their counts differ by one at most as
// long as they have rows; then all in an order that is drawn. Rows of the other sides are never looked at. Throws
// Error(BadConfig) where there are fewer training rows.
std::vector<const StudyRow *> drawExamples(const std::vector<const StudyRow *> &rows, std::size_t categories,
                                           std::int64_t shots, std::uint64_t seed);

// init_text is the instruction, the evaluation template shapes examples and tweet. Reads the tokenizer. Throws
// Error(BadConfig) naming the tweet that does not fit into the model's window after the examples.
HardPrompt hardPromptOf(const TuningConfig &config, const Study &study, const ModelFolder &folder);

}  // namespace warbler
