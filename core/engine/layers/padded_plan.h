// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/engine/layers/packed_attention.h"

namespace warbler {

// Where each packed row goes when attention pads all examples to the longest: the same for all layers of a pass, so the
// first of them makes it.
struct PaddedPlan {
    std::int64_t examples = 0, prefix = 0;  // prefix: shared rows before every example
    std::int64_t queries = 0, own = 0;      // places of an example for its queries and its own keys
    // [rows] the place of each packed row; undefined where one example fills all places.
    at::Tensor queryPlaces, keyPlaces;
    at::Tensor bias;  // [heads or 1, examples, queries, prefix + own]: ALiBi's, -inf where a query may not look
};

// The plan kept in `rows`, made where there is none for this prefix and device yet.
const PaddedPlan &planOf(const at::Tensor &q, std::int64_t prefix, const AttentionRows &rows,
                         const AttentionShape &shape);

// Packed rows [rows, heads * dim] to their places [heads, most, dim]; the other places are zero. A view of `packed`
// where `places` is undefined.
at::Tensor padRows(const at::Tensor &packed, const at::Tensor &places, std::int64_t heads, std::int64_t most);
// The reverse, to [rows, heads * dim]; packed rows that have no place are zero.
at::Tensor unpadRows(const at::Tensor &padded, const at::Tensor &places, std::int64_t rows);

}  // namespace warbler
