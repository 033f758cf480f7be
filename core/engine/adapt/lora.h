// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/engine/layers/language_model.h"
#include "core/learn/adapter.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// PEFT's default target modules of a family.
std::vector<std::string> defaultLoraTargets(ModelType type);
// The modules that targets mean: a list matches a name or a suffix behind a dot, a regular expression the whole path,
// "all-linear" every one. Throws Error(BadConfig) if none fits, with the module names there are.
std::vector<std::string> loraModules(const LanguageModel &model, const std::vector<std::string> &targets, bool isRegex);

// A uniform within 1/sqrt(in), B zero, from the stream "lora", one module after another.
LoraOverlay freshLora(const LanguageModel &model, const TuningConfig &config);
// "base_model.model.<leading part><module>.lora_A.weight" and lora_B of every module. Error(AdapterMismatch |
// BadCheckpoint: names what is left over)
LoraOverlay loraFromAdapter(const LanguageModel &model, const Adapter &adapter);

}  // namespace warbler
