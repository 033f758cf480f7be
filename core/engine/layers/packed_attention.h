// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/engine/device/torch.h"
#include "core/engine/layers/dropout.h"

namespace warbler {

enum class Masking { Causal, Bidirectional };

struct PaddedPlan;

// Which rows belong to which example, for queries and for keys. All layers of a pass share one.
struct AttentionRows {
    std::vector<std::int64_t> keyOffsets;    // [examples + 1]
    std::vector<std::int64_t> queryOffsets;  // [examples + 1]; equal to keyOffsets unless only some rows ask
    std::vector<std::int64_t> within;        // [queries]: row of the query inside its example
    std::int64_t shared = 0;  // rows of a first example that all others see before their own; 0: there is none
    std::int64_t examples() const { return std::int64_t(keyOffsets.size()) - 1; }
    std::int64_t longestKeys() const;  // shared ones included
    std::int64_t longestQueries() const;
    mutable std::shared_ptr<const PaddedPlan> padded;  // made at the first padded attention, see planOf()
};

struct AttentionShape {
    std::int64_t heads = 0, keyHeads = 0, headDim = 0;
    double scale = 1;
    Masking masking = Masking::Bidirectional;
    at::Tensor slopes;                 // [heads] fp32 on the processor, or undefined: no ALiBi
    const Dropout *dropout = nullptr;  // of the probabilities, which only the padded way can drop; null: none
};

// softmax(scale q.k + slope * position of the key) v over packed rows. q is [queries, heads * headDim], k and v are
// [rows, keyHeads * headDim] and may be column slices of one tensor. Every query sees all prefix keys, which come
// first: prefixK and prefixV [prefix, keyHeads * headDim], undefined without a prefix, or the first example where
// rows->shared. Returns [queries, heads * headDim], zeros for rows after the last example. Differentiable in every
// tensor. Where hasAttentionKernel() our own kernel computes it without padding and never stores the probabilities.
// Elsewhere torch's operations do, on rows padded to the longest example, with scores and softmax in fp32 and without
// rows->shared.
at::Tensor packedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                           const AttentionShape &shape);
bool hasAttentionKernel(at::Device device, at::ScalarType dtype);  // the processor's, in float and double
// packedAttention with key and value side by side in one tensor [rows, 2 keyHeads * headDim].
at::Tensor packedKeyValueAttention(const at::Tensor &q, const at::Tensor &keyValue, const at::Tensor &prefixK,
                                   const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                                   const AttentionShape &shape);

// packedAttention with query, key and value side by side in one tensor [rows, (heads + 2 keyHeads) * headDim] and a
// query for every row: one gradient tensor comes back instead of three.
at::Tensor packedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape);

}  // namespace warbler
