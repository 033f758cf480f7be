// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/models/model_config.h"

namespace warbler {

// PEFT's default target modules of a family.
std::vector<std::string> defaultLoraTargets(ModelType type);
// As PEFT matches an entry of target_modules: the module's name, or the end of its path after a dot ("dense" means
// every layer called so); "all-linear" is every module.
bool isLoraTarget(const std::string &module, const std::string &target);

}  // namespace warbler
