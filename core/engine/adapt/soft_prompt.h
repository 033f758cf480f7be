// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/base/ids.h"
#include "core/engine/layers/language_model.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// The virtual rows before the first step, [virtualTokens, hidden] fp32 on the model's device. RANDOM: N(0, 1);
// SAMPLE_VOCAB: rows of the word table for ids drawn uniformly; TEXT: its rows for initIds, which must be virtualTokens
// ids. Draws come from the stream "init" of the run's seed.
at::Tensor initialPrompt(const LanguageModel &model, const TuningConfig &config, std::span<const TokenId> initIds);

}  // namespace warbler
