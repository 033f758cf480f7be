// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include "core/engine/layers/linear.h"

namespace warbler {

// Query, key and value of every row in one product. Rows of the weight: all queries, all keys, all values.
struct FusedProjection {
    Linear queryKeyValue;
};

// The last layer's two products: every row is asked for its key and value, but only the kept rows ask with a query.
struct SplitProjection {
    Linear query, keyValue;
};

using AttentionProjections = std::variant<FusedProjection, SplitProjection>;

SplitProjection splitProjection(const Linear &fused, std::int64_t queryRows);
// Its linear layers, in the order of a pass over the model.
std::vector<const Linear *> linearsOf(const AttentionProjections &projections);

}  // namespace warbler
