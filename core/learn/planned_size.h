// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/learn/tuning_config.h"
#include "core/models/model_config.h"

namespace warbler {

// How many numbers a run with these settings would train, from config.json alone.
std::int64_t trainableParameters(const TuningConfig &config, const ModelConfig &model, std::int64_t categories);

}  // namespace warbler
