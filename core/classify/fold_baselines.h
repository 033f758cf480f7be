// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/classify/evaluation.h"

namespace warbler {

// Fewer rows give no baselines by folds: each would be fitted on next to nothing.
inline constexpr std::int64_t kRowsForFoldBaselines = 10;
// The baselines for a model that was trained elsewhere, so that these rows have no training side: each row is judged by
// baselines fitted on the four of five folds it is not in. Equal texts lie in one fold; categories are spread over all.
Baselines baselinesByFolds(const Study &study, std::uint64_t seed);

}  // namespace warbler
