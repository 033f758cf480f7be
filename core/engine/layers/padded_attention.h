// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/packed_attention.h"

namespace warbler {

// packedAttention and packedSelfAttention by torch's operations on any device, on rows padded to the longest example.
// All calls with the same `rows` must have the same prefix length, masking and slopes, because they share a PaddedPlan.
at::Tensor paddedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const AttentionRows &rows, const AttentionShape &shape);
at::Tensor paddedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const AttentionRows &rows, const AttentionShape &shape);
// paddedAttention with autograd's own backward pass, which dropout of the probabilities needs.
at::Tensor differentiableAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                                   const at::Tensor &prefixK, const at::Tensor &prefixV, const AttentionRows &rows,
                                   const AttentionShape &shape);

}  // namespace warbler
