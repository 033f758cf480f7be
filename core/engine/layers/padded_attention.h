// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/packed_attention.h"

namespace warbler {

// packedAttention and packedSelfAttention on any device, on rows padded to the longest example, by torch's operations.
// Calls with the same rows have the same prefix length, masking and slopes.
at::Tensor paddedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const AttentionRows &rows, const AttentionShape &shape);
at::Tensor paddedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const AttentionRows &rows, const AttentionShape &shape);
// The same with autograd's own way back, which dropout of the probabilities needs.
at::Tensor differentiableAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                                   const at::Tensor &prefixK, const at::Tensor &prefixV, const AttentionRows &rows,
                                   const AttentionShape &shape);

}  // namespace warbler
