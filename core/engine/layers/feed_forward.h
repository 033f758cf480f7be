// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/linear.h"

namespace warbler {

// residual + down(activation(up(x))), the second half of a layer: x and residual [rows, hidden]. Where a gradient is
// wanted and no weight learns, one step of the graph; on the processor in fp32 the activation and its slope come from
// one pass over the wide rows, and the slope is multiplied in while the way back computes them.
at::Tensor feedForward(const Linear &up, const Linear &down, const at::Tensor &x, const at::Tensor &residual,
                       const LoraOverlay *lora, Activation activation);

// values [any shape] contiguous fp32 on the processor: returns gelu(values) as at::gelu, within 3e-7; values become its
// slope.
at::Tensor geluLeavingSlope(at::Tensor &values, Activation activation);

}  // namespace warbler
