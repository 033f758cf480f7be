// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/codebook/codebook.h"
#include "core/corpus/label_repository.h"

namespace warbler {

// Labelled tweets of each category from which on a first training is worth offering.
inline constexpr std::int64_t kLabelsToTrain = 20;
// At least two active categories, each with kLabelsToTrain labels.
bool isEnoughToTrain(const Codebook &codebook, const LabelCounts &counts);

}  // namespace warbler
