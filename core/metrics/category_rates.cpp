// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/category_rates.h"

namespace warbler {

double falsePositiveRate(const ConfusionMatrix &matrix, int category) {
    const std::int64_t others = matrix.total() - matrix.trueTotal(category);
    const std::int64_t falseAlarms = matrix.predictedTotal(category) - matrix.at(category, category);
    return others > 0 ? static_cast<double>(falseAlarms) / static_cast<double>(others) : 0;
}

double trueShare(const ConfusionMatrix &matrix, int category) {
    const std::int64_t total = matrix.total();
    return total > 0 ? static_cast<double>(matrix.trueTotal(category)) / static_cast<double>(total) : 0;
}

}  // namespace warbler
