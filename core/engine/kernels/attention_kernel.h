// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace warbler {

// Attention over packed rows on the processor, without padding: example e owns query rows queryOffsets[e]..[e+1] and
// key rows keyOffsets[e]..[e+1]; before its own keys come `prefix` keys that all examples share. T is float or double.
// Scores are scale * q.k + slope * (position of the key - prefix): ALiBi counted from the first own key, which softmax
// cannot tell from ALiBi counted from anywhere else. Without torch, because it is compiled once for each instruction
// set.
template <typename T>
struct AttentionTask {
    std::int64_t heads = 0, groups = 1, headDim = 0;  // groups: query heads per key head
    std::int64_t examples = 0, prefix = 0;
    const std::int64_t *queryOffsets = nullptr, *keyOffsets = nullptr;  // [examples + 1]
    const std::int64_t *within = nullptr;  // [queries]: the query's row inside its example; causal only
    bool causal = false;
    T scale = 1;
    const T *slopes = nullptr;                         // [heads], or null
    const T *q = nullptr, *k = nullptr, *v = nullptr;  // head a of row r: q[r * qStride + a * headDim]
    std::int64_t qStride = 0, kStride = 0, vStride = 0;
    const T *prefixK = nullptr, *prefixV = nullptr;  // [prefix, key heads * headDim]
    std::int64_t prefixKStride = 0, prefixVStride = 0;
    T *out = nullptr;     // [queries, heads * headDim]
    T *logSum = nullptr;  // [heads, queries]
    std::int64_t queries = 0;
    // Backward only. dPrefixK and dPrefixV are added to what stands there, and so are dk and dv unless `overwrites`.
    bool overwrites = false;
    const T *dOut = nullptr;
    T *dq = nullptr, *dk = nullptr, *dv = nullptr;  // strides as q, k, v
    T *dPrefixK = nullptr, *dPrefixV = nullptr;     // strides as prefixK, prefixV; null: not wanted
};

// Items are heads * examples: all examples of the first head come first. Several threads may run forward on different
// items. In backward one thread must take all query heads of a key head, because they add to the same dk and dv.
template <typename T>
struct AttentionKernel {
    void (*forward)(const AttentionTask<T> &, std::int64_t firstItem, std::int64_t lastItem) = nullptr;
    void (*backward)(const AttentionTask<T> &, std::int64_t firstKeyHead, std::int64_t lastKeyHead) = nullptr;
    // As backward, for some examples of one key head; without a shared prefix several threads may run it at once.
    void (*backwardItems)(const AttentionTask<T> &, std::int64_t firstItem, std::int64_t lastItem) = nullptr;
};

}  // namespace warbler
