// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace warbler {

// Attention over packed rows on the processor, without padding: example e owns query rows queryOffsets[e]..[e+1] and
// key rows keyOffsets[e]..[e+1]; before its own keys come `prefix` keys that all examples share. T is float or double.
// Scores are scale * q.k + slope * (position of the key - prefix): ALiBi relative to the first own key (softmax does
// not see the shift). Torch-free, so that it can be compiled once for each instruction set.
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
    // backward only; the prefix gradients are added to, and dk and dv unless `overwrites`: then they need not be zeros
    bool overwrites = false;
    const T *dOut = nullptr;
    T *dq = nullptr, *dk = nullptr, *dv = nullptr;  // strides as q, k, v
    T *dPrefixK = nullptr, *dPrefixV = nullptr;     // strides as prefixK, prefixV; null: not wanted
};

// Items are heads * examples, numbered head-major; any partition of them may run at once in forward. In backward one
// thread must own all query heads of a key head (they add to the same dk, dv).
template <typename T>
struct AttentionKernel {
    void (*forward)(const AttentionTask<T> &, std::int64_t firstItem, std::int64_t lastItem) = nullptr;
    void (*backward)(const AttentionTask<T> &, std::int64_t firstKeyHead, std::int64_t lastKeyHead) = nullptr;
    // As above for some examples of one key head; without a shared prefix these may run at once.
    void (*backwardItems)(const AttentionTask<T> &, std::int64_t firstItem, std::int64_t lastItem) = nullptr;
};

template <typename T>
AttentionKernel<T> attentionKernel();  // the best this processor runs

}  // namespace warbler
