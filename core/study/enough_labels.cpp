// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/enough_labels.h"

#include <algorithm>

namespace warbler {

bool isEnoughToTrain(const Codebook &codebook, const LabelCounts &counts) {
    const std::vector<Category> active = codebook.active();
    return active.size() >= 2 && std::all_of(active.begin(), active.end(), [&counts](const Category &category) {
               const auto count = counts.perCode.find(category.id.row);
               return count != counts.perCode.end() && count->second >= kLabelsToTrain;
           });
}

}  // namespace warbler
