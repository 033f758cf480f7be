// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device/torch.h"

namespace warbler {

struct NormWeights {
    at::Tensor weight, bias;  // [hidden]
};

// x [rows, hidden] as at::layer_norm over its last dimension. On the processor in fp32 with frozen weights by our own
// kernel.
at::Tensor layerNorm(const at::Tensor &x, const NormWeights &norm, double epsilon);

}  // namespace warbler
