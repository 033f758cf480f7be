// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder.h"

namespace warbler {

// Llama 2 and 3, Mistral: RMS norms, rotary positions, grouped key heads, a silu gate, a head of its own.
DecoderFamily llamaFamily(const ModelConfig &config);

}  // namespace warbler
