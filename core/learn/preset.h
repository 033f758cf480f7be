// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/learn/tuning_config.h"

namespace warbler {

struct Preset {
    std::string name;      // "standard"
    std::string sentence;  // what it is, one sentence in plain English
    TuningConfig config;
    std::string positive;                     // label word of its category of interest, may be empty
    std::string split;                        // --split default of the preset: "70/15/15", "notebook"
    std::int64_t modelParameters = 22713216;  // of the model it names, to say what it needs where that model is not
};

}  // namespace warbler
