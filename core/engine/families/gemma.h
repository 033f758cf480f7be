// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder.h"

namespace warbler {

// Gemma 1: Llama with rows times sqrt(hidden) rounded to the model's type, norms times (1 + weight), a tanh gelu gate,
// a head dimension of its own and a tied head.
DecoderFamily gemmaFamily(const ModelConfig &config);

}  // namespace warbler
