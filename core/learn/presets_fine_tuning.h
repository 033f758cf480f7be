// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/preset.h"

namespace warbler {

// Fine-tuning of BERT as the workshop slides name it, and LoRA on Llama-2 as a study of opinions in tweets did it.
Preset bertFineTunePreset();
Preset tweetOpinionPreset();
Preset tweetOpinionRegressionPreset();

}  // namespace warbler
