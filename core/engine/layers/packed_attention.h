// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/engine/device/torch.h"

namespace warbler {

enum class Masking { Causal, Bidirectional };

struct PaddedPlan;

// Which rows belong to which example, for queries and keys; shared by all layers of a pass.
struct AttentionRows {
    std::vector<std::int64_t> keyOffsets;    // [examples + 1]
    std::vector<std::int64_t> queryOffsets;  // [examples + 1]; equal to keyOffsets unless only some rows ask
    std::vector<std::int64_t> within;        // [queries]: row of the query inside its example
    std::int64_t shared = 0;  // rows of the first example where all others see them before their own; else 0
    std::int64_t examples() const { return std::int64_t(keyOffsets.size()) - 1; }
    std::int64_t longestKeys() const;  // shared ones included
    std::int64_t longestQueries() const;
    mutable std::shared_ptr<const PaddedPlan> padded;  // what the layers of one pass share where rows are padded
};

// Zeroes numbers at random and scales the rest, as torch.nn.Dropout in training. One generator per micro-batch, so that
// a resumed run draws what an uninterrupted one draws.
struct Dropout {
    double hidden = 0, attention = 0, head = 0, lora = 0;  // shares that become zero
    at::Generator generator;
    at::Tensor apply(const at::Tensor &x, double share) const;
};

struct AttentionShape {
    std::int64_t heads = 0, keyHeads = 0, headDim = 0;
    double scale = 1;
    Masking masking = Masking::Bidirectional;
    at::Tensor slopes;                 // [heads] fp32 on the processor, or undefined: no ALiBi
    const Dropout *dropout = nullptr;  // of the probabilities; then always computed by padding
};

// softmax(scale q.k + slope * position of the key) v over packed rows, prefix keys first (they all are visible).
// q [queries, heads * headDim], k and v [rows, keyHeads * headDim] (column slices of one tensor are fine), prefix keys
// and values [prefix, keyHeads * headDim] or undefined; or rows->shared, and the first example is that prefix. Returns
// [queries, heads * headDim]. Differentiable in every tensor. Rows behind the last example of `rows` give zeros. On the
// processor in float and double (hasAttentionKernel): own kernel, no padding, probabilities are never stored.
// Elsewhere: torch operations on rows padded to the longest example, scores and softmax in fp32; rows->shared is not
// for them.
at::Tensor packedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                           const AttentionShape &shape);
bool hasAttentionKernel(at::Device device, at::ScalarType dtype);
// The same with key and value side by side in one tensor [rows, 2 keyHeads * headDim].
at::Tensor packedKeyValueAttention(const at::Tensor &q, const at::Tensor &keyValue, const at::Tensor &prefixK,
                                   const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                                   const AttentionShape &shape);

// The same with query, key and value side by side in one tensor [rows, (heads + 2 keyHeads) * headDim], every row
// asking: one gradient tensor comes back instead of three padded ones.
at::Tensor packedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape);

}  // namespace warbler
