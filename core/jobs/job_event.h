// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "core/base/error.h"

namespace warbler {

struct PhaseStarted {
    std::string name;        // short plain English: "Reading tweets", "Training"; the window translates it
    std::int64_t total = 0;  // rows or examples; 0 if unknown
};
struct RowsDone {  // of the current phase, absolute
    std::int64_t done = 0;
    std::int64_t bytes = 0;
};
struct StepDone {           // one optimiser step
    std::int64_t step = 0;  // 1-based, over the whole run
    std::int64_t steps = 0;
    std::int64_t examples = 0;  // seen so far, over the whole run
    std::int64_t examplesTotal = 0;
    int epoch = 0;  // 1-based
    double loss = 0;
    double learningRate = 0;
    double gradientNorm = 0;
    double seconds = 0;  // this step
};
struct EpochDone {  // figures of one evaluation; a side without rows leaves them empty
    int epoch = 0;  // 1-based
    std::int64_t step = 0;
    std::string side;  // "validation", or "test" in the notebook preset
    double trainLoss = 0;
    std::optional<double> validationLoss, accuracy, precision, recall, f1, macroF1, majorityF1, majorityMacroF1,
        majorityAccuracy;
    std::optional<double> rmse, mae, pearson, r2,
        meanRmse;  // of numbers; meanRmse: of always answering the training mean
    double seconds = 0;
    bool isBest = false;  // best so far
};
struct CheckpointTaken {
    std::int64_t step = 0;
    std::shared_ptr<const std::string> bytes;  // opaque to all but the engine
};
struct PartStarted {  // a fold or a trial of several; those before it are finished and kept
    enum class Kind { Fold, Trial };
    Kind kind = Kind::Fold;
    int part = 0, parts = 0;  // from 1; at most
    std::string name;         // "Fold 3 of 5, round 2"
};
struct Warned {
    std::string sentence;
};
using JobEvent = std::variant<PhaseStarted, RowsDone, StepDone, EpochDone, CheckpointTaken, PartStarted, Warned>;

// Called on the job's thread. May block: that is how a run is paused.
using ReportEvent = std::function<void(const JobEvent &)>;

struct Succeeded {};
struct Stopped {};  // by the user; what was finished is kept
struct Failed {
    ErrorCode code = ErrorCode::Internal;
    std::string detail, hint;
};
using JobOutcome = std::variant<Succeeded, Stopped, Failed>;

}  // namespace warbler
