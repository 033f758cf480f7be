// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/jobs/job_event.h"
#include "core/learn/adapter.h"
#include "core/learn/scoring.h"

namespace warbler {

// What the engine trains and validates on. The engine gets copies, never a pointer into the store.
struct TuningData {
    std::vector<TokenizedExample> train, validation;
    std::vector<TokenizedExample> test;  // scored each epoch only where the preset says so (notebook); else empty
    Scoring scoring;                     // labels in category order
    std::int32_t positive = 0;           // category of interest, for F1
    std::vector<TokenId> initIds;        // ids of the initial text, already cut or tiled to virtualTokens; TEXT only
    std::string configHash;              // SHA-256 over config, data, model; stands in each checkpoint
    std::string checkpoint;              // bytes to resume from; empty: from the start
};

enum class RunState { Running, Finished, Stopped, Interrupted, Failed };
const char *runStateName(RunState state);  // "finished"
RunState runStateFromName(const std::string &name);

struct TuningResult {
    Adapter best, last;                    // equal if nothing was selected
    std::optional<int> bestEpoch;          // 1-based; of the best evaluation
    std::optional<std::int64_t> bestStep;  // optimiser steps done at that evaluation
    std::vector<EpochDone> epochs;
    RunState state = RunState::Finished;
    std::string reason;      // a sentence: why it ended
    std::int64_t steps = 0;  // optimiser steps done
    std::int64_t trainableParameters = 0;
    double seconds = 0, examplesPerSecond = 0;
    std::uint64_t peakMemoryBytes = 0;  // resident set of the process
    std::vector<std::string> warnings;
};

}  // namespace warbler
