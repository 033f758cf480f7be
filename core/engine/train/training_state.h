// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/adapt/tuned_model.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/checkpoint.h"

namespace warbler {

// The best evaluation so far, by the figure that the settings choose.
struct BestEvaluation {
    std::optional<double> figure;    // none: nothing was chosen yet
    std::optional<int> epoch;        // 1-based
    std::int64_t step = 0;           // optimiser steps done at it
    std::vector<at::Tensor> values;  // of the trainables, in their order; empty: nothing was chosen yet
};

// Where a run stands between two optimiser steps, apart from the trainables and the optimiser's moments.
struct TrainingState {
    std::int64_t done = 0, seen = 0;  // optimiser steps; tweets
    int epoch = 1;                    // the current one
    std::size_t position = 0;         // batches of the epoch done
    double lossSum = 0;               // unweighted losses since the last evaluation, and of how many tweets
    std::int64_t lossCount = 0;
    BestEvaluation best;
    std::int64_t stale = 0;                            // evaluations since the best one
    std::int64_t discarded = 0, discardedInARow = 0;   // steps whose loss or gradient was no number
    std::int64_t microBatch = 0;                       // tweets computed at a time
    std::deque<std::vector<at::Tensor>> recentEpochs;  // trainables at the ends of the last epochs, for their mean
    std::vector<EpochDone> history;
    std::vector<std::string> warnings;
};

// The settings, data and model that a checkpoint belongs to.
struct RunIdentity {
    std::string configHash;
    std::uint64_t seed = 0;
};

Checkpoint checkpointOf(const RunIdentity &run, const TrainingState &state, const TunedModel &tuned,
                        const AdamW &optimiser);

// What a checkpoint gives back.
struct ResumePoint {
    TrainingState state;
    std::vector<at::Tensor> parameters;   // of the trainables, in their order
    std::vector<AdamW::Moments> moments;  // one for each of them
    bool isSameProcessor = true;          // threads and instruction set; else the numbers may differ a little
};
// tuned: names and shapes that the checkpoint must have. Throws Error(ResumeMismatch) if it belongs to another run,
// Error(BadCheckpoint) if it is damaged or lacks a tensor.
ResumePoint resumePointOf(const std::string &bytes, const RunIdentity &run, const TunedModel &tuned);

}  // namespace warbler
