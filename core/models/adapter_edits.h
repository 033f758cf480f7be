// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/models/adapter_folder.h"
#include "core/models/model_folder.h"

namespace warbler {

// The parts of an adapter that change the base's own weights: DoRA, IA3, factors of the word table and of lm_head,
// saved modules and biases, rows of trained tokens, a grown vocabulary. Soft prompts, prefixes, plain LoRA factors of
// the blocks' layers and classification heads are added beside the weights.
bool changesWeights(const AdapterConfig &config, const TensorMap &tensors);
// Whether this tensor of the adapter is worked into a weight by adaptedFolder().
bool isWorkedIn(const AdapterConfig &config, const std::string &name);

// The base with these changes, each made in fp32 when the tensor is read; base as it is where there are none. Where
// word table and output layer are one tensor and only one of them changes, the other becomes a tensor of its own, as in
// PEFT. Error(AdapterMismatch) naming the tensor that fits nothing of the base.
ModelFolder adaptedFolder(const ModelFolder &base, const AdapterConfig &config, const TensorMap &tensors);

}  // namespace warbler
