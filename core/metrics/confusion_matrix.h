// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace warbler {

// Counts with the true category in rows and the predicted one in columns, as scikit-learn's confusion_matrix.
// Predictions of -1 ("other": no category) are an error of their true category and stand in a column of their own.
class ConfusionMatrix {
public:
    explicit ConfusionMatrix(int categories);
    static ConfusionMatrix of(std::span<const int> truth, std::span<const int> predicted, int categories);
    void add(int truth, int predicted, std::int64_t n = 1);
    int categories() const { return m_categories; }
    std::int64_t at(int truth, int predicted) const;
    std::int64_t other(int truth) const;
    std::int64_t trueTotal(int category) const;  // other included
    std::int64_t predictedTotal(int category) const;
    std::int64_t total() const;
    std::int64_t otherTotal() const;

private:
    int m_categories;
    std::vector<std::int64_t> m_counts;  // [categories][categories + 1]
};

}  // namespace warbler
