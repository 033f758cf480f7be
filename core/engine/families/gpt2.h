// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder.h"

namespace warbler {

// GPT-2: learned positions, pre-norm layers, tanh gelu; matrices are stored [in, out].
DecoderFamily gpt2Family(const ModelConfig &config);

}  // namespace warbler
