// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/confusion_matrix.h"

#include <cassert>
#include <numeric>

namespace warbler {

ConfusionMatrix::ConfusionMatrix(int categories)
    : m_categories(categories),
      m_counts(static_cast<std::size_t>(categories) * static_cast<std::size_t>(categories + 1), 0) {
    assert(categories >= 0);
}

ConfusionMatrix ConfusionMatrix::of(std::span<const int> truth, std::span<const int> predicted, int categories) {
    assert(truth.size() == predicted.size());
    ConfusionMatrix matrix(categories);
    for (std::size_t row = 0; row < truth.size(); ++row)
        matrix.add(truth[row], predicted[row]);
    return matrix;
}

void ConfusionMatrix::add(int truth, int predicted, std::int64_t n) {
    assert(truth >= 0 && truth < m_categories && predicted >= -1 && predicted < m_categories);
    const int column = predicted < 0 ? m_categories : predicted;
    m_counts[static_cast<std::size_t>(truth) * static_cast<std::size_t>(m_categories + 1) +
             static_cast<std::size_t>(column)] += n;
}

std::int64_t ConfusionMatrix::at(int truth, int predicted) const {
    assert(truth >= 0 && truth < m_categories && predicted >= 0 && predicted <= m_categories);
    return m_counts[static_cast<std::size_t>(truth) * static_cast<std::size_t>(m_categories + 1) +
                    static_cast<std::size_t>(predicted)];
}

std::int64_t ConfusionMatrix::other(int truth) const { return at(truth, m_categories); }

std::int64_t ConfusionMatrix::trueTotal(int category) const {
    std::int64_t sum = 0;
    for (int predicted = 0; predicted <= m_categories; ++predicted)
        sum += at(category, predicted);
    return sum;
}

std::int64_t ConfusionMatrix::predictedTotal(int category) const {
    std::int64_t sum = 0;
    for (int truth = 0; truth < m_categories; ++truth)
        sum += at(truth, category);
    return sum;
}

std::int64_t ConfusionMatrix::total() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t(0));
}

std::int64_t ConfusionMatrix::otherTotal() const {
    std::int64_t sum = 0;
    for (int truth = 0; truth < m_categories; ++truth)
        sum += other(truth);
    return sum;
}

}  // namespace warbler
