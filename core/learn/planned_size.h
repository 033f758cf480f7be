// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/learn/tuning_config.h"
#include "core/models/model_config.h"

namespace warbler {

// How many numbers a run with these settings would train, from config.json alone.
std::int64_t trainableParameters(const TuningConfig &config, const ModelConfig &model, std::int64_t categories);

// On the processor in fp32 a layer's weights are kept a second time, as it multiplies them fastest, and a third time
// for the way back, if they are no more numbers than these: larger ones gain by it only where few rows are computed at
// a time, and a large model would no longer fit into memory.
inline constexpr std::int64_t kMostPacked = 2500000;
// Rows computed at once on the processor, at most.
constexpr std::int64_t rowsAtOnceOnProcessor(bool isDecoder) { return isDecoder ? 2048 : 1024; }

// Memory of a run on the processor [bytes]: weights, their packed copies, what autograd keeps of one micro-batch (rows
// * hidden * layers * 16 numbers), 0.4 GB for the program and libtorch. lengths: tokens of each training text.
std::uint64_t plannedBytes(const TuningConfig &config, const ModelConfig &model, std::vector<std::int64_t> lengths);

// Sizes [bytes] for a model that is not on this machine, from its number of parameters alone: its weights, and roughly
// what a run with these settings needs. Full fine-tuning holds six times the weights.
std::uint64_t weightBytes(const TuningConfig &config, std::int64_t parameters);
std::uint64_t roughBytes(const TuningConfig &config, std::int64_t parameters);

}  // namespace warbler
