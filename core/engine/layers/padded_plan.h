// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/engine/layers/packed_attention.h"

namespace warbler {

// How packed rows lie where attention pads them to the longest example: the same for all layers of a pass, made at the
// first.
struct PaddedPlan {
    std::int64_t examples = 0, prefix = 0;  // prefix: shared rows before every example
    std::int64_t queries = 0, own = 0;      // places of an example for its queries and its own keys
    at::Tensor queryPlaces,
        keyPlaces;    // [rows]: the place of each packed row; undefined where one example fills all places
    at::Tensor bias;  // [heads or 1, examples, queries, prefix + own]: ALiBi's, -inf where a query may not look
};

// The plan kept in `rows`, made where there is none for this prefix and device yet.
const PaddedPlan &planOf(const at::Tensor &q, std::int64_t prefix, const AttentionRows &rows,
                         const AttentionShape &shape);

// Packed rows [rows, heads * dim] at their places [heads, most, dim], the other places zero; a view where no places are
// given.
at::Tensor atPlaces(const at::Tensor &packed, const at::Tensor &places, std::int64_t heads, std::int64_t most);
// The way back, to [rows, heads * dim]; packed rows that have no place are zero.
at::Tensor fromPlaces(const at::Tensor &padded, const at::Tensor &places, std::int64_t rows);

}  // namespace warbler
