// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/study/study.h"
#include "core/tuning/read_example.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// What Start would do, without doing it.
struct TunePlan {
    TuningConfig config;  // every value, scheduleSteps filled in
    std::int64_t steps = 0, stepsPerEpoch = 0;
    std::int64_t trainableParameters = 0;
    std::int64_t parameters = 0;  // of the model
    std::int64_t cutTweets = 0;
    std::optional<std::int64_t> prefixTokens;  // of a hard prompt: tokens that all tweets share
    std::vector<std::int64_t> lengths;         // tokens per training tweet
    std::optional<ReadExample>
        example;                     // the first training tweet that is cut, else the first; none without a tokenizer
    bool areLengthsAssumed = false;  // no tokenizer there: every tweet counts max_tokens
    std::uint64_t memoryBytes = 0;   // estimate
    std::vector<std::string> warnings;
    bool canResume = false;
    std::int64_t resumeStep = 0;
};

// No engine call; reads config.json and the tokenizer. With isPlanOnly neither weights nor tokenizer have to be there.
TunePlan planTuning(const TuneRequest &request, const Study &study);
// The first 16 hex digits name the run in the checkpoint folder: SHA-256(config, data, model, seed).
std::string runHash(const TuneRequest &request, const Study &study);

}  // namespace warbler
