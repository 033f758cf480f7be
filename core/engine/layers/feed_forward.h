// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/linear.h"

namespace warbler {

// residual + down(activation(up(x))), the second half of a layer: x and residual [rows, hidden]. Where a gradient is
// wanted and no weight learns, it is one step of the graph; on the processor in fp32 the activation and its slope come
// from one pass over the wide rows, and the backward pass multiplies by that slope while it computes them. In training
// down() loses the share `hidden` of a dropout.
at::Tensor feedForward(const Linear &up, const Linear &down, const at::Tensor &x, const at::Tensor &residual,
                       const LoraOverlay *lora, Activation activation, const Dropout *dropout = nullptr);

struct GeluAndSlope {
    at::Tensor gelu, slope;  // as at::gelu within 3e-7, and its derivative
};
// values [any shape] contiguous fp32 on the processor; its memory becomes the slope's, because a second wide tensor
// costs more than the arithmetic.
GeluAndSlope geluAndSlope(at::Tensor &&values, Activation activation);

}  // namespace warbler
