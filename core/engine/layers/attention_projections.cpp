// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/attention_projections.h"

namespace warbler {

SplitProjection splitProjection(const Linear &fused, std::int64_t queryRows) {
    return {fused.rows(0, queryRows), fused.rows(queryRows, fused.out())};
}

std::vector<const Linear *> linearsOf(const AttentionProjections &projections) {
    if (const auto *fused = std::get_if<FusedProjection>(&projections))
        return {&fused->queryKeyValue};
    const auto &split = std::get<SplitProjection>(projections);
    return {&split.query, &split.keyValue};
}

}  // namespace warbler
