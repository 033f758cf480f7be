// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder.h"

namespace warbler {

// The slopes of ALiBi (Press et al. 2022), as BLOOM extends them to head counts that are no power of two.
std::vector<double> alibiSlopes(std::int64_t heads);

// BLOOM: a norm over the embedding, pre-norm layers, ALiBi relative to the first own row, tanh gelu.
DecoderFamily bloomFamily(const ModelConfig &config);

}  // namespace warbler
