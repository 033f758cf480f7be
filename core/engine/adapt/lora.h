// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/engine/layers/language_model.h"
#include "core/learn/adapter.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// The paths of the modules that PEFT's target_modules choose: an entry of a list matches a module's name or the end of
// its path after a dot, a regular expression the whole path, "all-linear" every module. Throws Error(BadConfig) with
// the names there are if nothing matches.
std::vector<std::string> loraModules(const LanguageModel &model, const std::vector<std::string> &targets, bool isRegex);

// Factors before the first step: A uniform within ±1/sqrt(in), drawn from the stream "lora" module after module; B
// zero.
LoraOverlay freshLora(const LanguageModel &model, const TuningConfig &config);
// Reads "base_model.model.<leading part><module>.lora_A.weight" and lora_B of every module. Throws
// Error(AdapterMismatch | BadCheckpoint) naming tensors that belong to no module.
LoraOverlay loraFromAdapter(const LanguageModel &model, const Adapter &adapter);

}  // namespace warbler
