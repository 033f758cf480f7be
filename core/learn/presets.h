// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/learn/preset.h"

namespace warbler {

const std::vector<Preset> &presets();                // those this program can run, "standard" first
const Preset &presetNamed(const std::string &name);  // throws Error(Usage) with the nearest name

}  // namespace warbler
