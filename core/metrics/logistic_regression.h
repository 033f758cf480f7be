// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace warbler {

// One row of a sparse matrix: (column, value), columns ascending.
struct SparseRow {
    std::vector<std::int32_t> columns;
    std::vector<double> values;
};

enum class ClassBalance { None, Balanced };

// L2-regularised logistic regression (C = 1, intercept not penalised), multinomial for more than two categories, solved
// to gradient 1e-8, so that scikit-learn's LogisticRegression agrees. Immutable after fit; deterministic.
class LogisticRegression {
public:
    static LogisticRegression fit(std::span<const SparseRow> rows, std::span<const int> categoryOfRow, int categories,
                                  int columns, ClassBalance balance, double c = 1.0);
    // Log-probabilities [categories].
    std::vector<double> logProbabilities(const SparseRow &row) const;
    int categories() const { return m_categories; }
    int columns() const { return m_columns; }

    // For storing: weights [categories * columns] (binary: [columns]) and intercepts.
    const std::vector<double> &weights() const { return m_weights; }
    const std::vector<double> &intercepts() const { return m_intercepts; }
    static LogisticRegression fromWeights(int categories, int columns, std::vector<double> weights,
                                          std::vector<double> intercepts);

private:
    int m_categories = 0, m_columns = 0;
    std::vector<double> m_weights, m_intercepts;
};

}  // namespace warbler
