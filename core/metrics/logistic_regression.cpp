// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/logistic_regression.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace warbler {

namespace {

constexpr double kGradient = 1e-8;
constexpr int kNewtonSteps = 200;
// Log-odds of a category no training row had: a probability of zero that stays a finite number in files.
constexpr double kNeverSeen = -1000.0;

using Vector = std::vector<double>;

double dot(const Vector &a, const Vector &b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

void softmax(double *values, std::size_t n, double &logSum) {
    const double largest = *std::max_element(values, values + n);
    double sum = 0;
    for (std::size_t k = 0; k < n; ++k)
        sum += std::exp(values[k] - largest);
    logSum = largest + std::log(sum);
    for (std::size_t k = 0; k < n; ++k)
        values[k] = std::exp(values[k] - logSum);
}

// f(w) = c * sum_i s_i * -log softmax(x_i W + b)[y_i] + |W|^2 / 2, the intercepts b free. Parameters lie as K rows of
// (columns weights, intercept). With two categories K is 1: the second one's odds against the first, whose odds are 0.
class Objective {
public:
    Objective(std::span<const SparseRow> rows, std::span<const int> categoryOfRow, int categories, int columns,
              Vector rowWeight)
        : m_rows(rows), m_category(categoryOfRow),
          m_outputs(categories == 2 ? 1 : static_cast<std::size_t>(categories)),
          m_stride(static_cast<std::size_t>(columns) + 1), m_weight(std::move(rowWeight)),
          m_probability(rows.size() * m_outputs) {}

    std::size_t size() const { return m_outputs * m_stride; }

    // Also keeps the probabilities for gradient() and curvature().
    double value(const Vector &at) {
        double sum = 0;
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            double *p = &m_probability[row * m_outputs];
            for (std::size_t k = 0; k < m_outputs; ++k)
                p[k] = product(at, row, k);
            if (m_outputs == 1) {
                const double odds = m_category[row] == 1 ? p[0] : -p[0];
                sum += m_weight[row] * (odds > 0 ? std::log1p(std::exp(-odds)) : std::log1p(std::exp(odds)) - odds);
                p[0] = p[0] > 0 ? 1.0 / (1.0 + std::exp(-p[0])) : std::exp(p[0]) / (1.0 + std::exp(p[0]));
            } else {
                const double own = p[static_cast<std::size_t>(m_category[row])];
                double logSum = 0;
                softmax(p, m_outputs, logSum);
                sum += m_weight[row] * (logSum - own);
            }
        }
        double squares = 0;
        for (std::size_t i = 0; i < at.size(); ++i)
            squares += isIntercept(i) ? 0.0 : at[i] * at[i];
        return sum + squares / 2.0;
    }

    Vector gradient(const Vector &at) const {
        Vector result = penalty(at);
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            for (std::size_t k = 0; k < m_outputs; ++k) {
                const int category = m_outputs == 1 ? 1 : static_cast<int>(k);
                const double target = m_category[row] == category ? 1.0 : 0.0;
                spread(result, row, k, m_weight[row] * (m_probability[row * m_outputs + k] - target));
            }
        }
        return result;
    }

    // Hessian times direction.
    Vector curvature(const Vector &direction) const {
        Vector result = penalty(direction), slope(m_outputs);
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            const double *p = &m_probability[row * m_outputs];
            double mean = 0;
            for (std::size_t k = 0; k < m_outputs; ++k) {
                slope[k] = product(direction, row, k);
                mean += p[k] * slope[k];
            }
            for (std::size_t k = 0; k < m_outputs; ++k)
                spread(result, row, k, m_weight[row] * p[k] * (slope[k] - mean));
        }
        return result;
    }

private:
    bool isIntercept(std::size_t index) const { return index % m_stride == m_stride - 1; }

    Vector penalty(const Vector &at) const {
        Vector result = at;
        for (std::size_t k = 0; k < m_outputs; ++k)
            result[k * m_stride + m_stride - 1] = 0;
        return result;
    }

    double product(const Vector &at, std::size_t row, std::size_t output) const {
        const double *weights = &at[output * m_stride];
        const SparseRow &entries = m_rows[row];
        double sum = weights[m_stride - 1];
        for (std::size_t i = 0; i < entries.columns.size(); ++i)
            sum += weights[entries.columns[i]] * entries.values[i];
        return sum;
    }

    void spread(Vector &into, std::size_t row, std::size_t output, double factor) const {
        double *weights = &into[output * m_stride];
        const SparseRow &entries = m_rows[row];
        for (std::size_t i = 0; i < entries.columns.size(); ++i)
            weights[entries.columns[i]] += factor * entries.values[i];
        weights[m_stride - 1] += factor;
    }

    std::span<const SparseRow> m_rows;
    std::span<const int> m_category;
    std::size_t m_outputs, m_stride;
    Vector m_weight, m_probability;
};

// Conjugate gradients on the Newton equation, started at zero, so that it stays out of the flat direction (all
// intercepts alike) of the multinomial form.
Vector newtonStep(const Objective &objective, const Vector &gradient) {
    Vector step(gradient.size(), 0.0), residual(gradient.size());
    for (std::size_t i = 0; i < gradient.size(); ++i)
        residual[i] = -gradient[i];
    Vector direction = residual;
    double square = dot(residual, residual);
    const double norm = std::sqrt(square), wanted = norm * std::min(0.1, norm);
    for (int i = 0; i < 1000 && std::sqrt(square) > std::max(wanted, kGradient * 1e-2); ++i) {
        const Vector curved = objective.curvature(direction);
        const double bend = dot(direction, curved);
        if (!(bend > 0))
            break;
        const double length = square / bend;
        for (std::size_t j = 0; j < step.size(); ++j) {
            step[j] += length * direction[j];
            residual[j] -= length * curved[j];
        }
        const double next = dot(residual, residual);
        for (std::size_t j = 0; j < step.size(); ++j)
            direction[j] = residual[j] + next / square * direction[j];
        square = next;
    }
    return step;
}

// Damped Newton. Near the end the value no longer tells steps apart; there a smaller gradient decides.
Vector minimise(Objective &objective) {
    Vector at(objective.size(), 0.0);
    double value = objective.value(at);
    Vector gradient = objective.gradient(at);
    double norm = std::sqrt(dot(gradient, gradient));
    for (int i = 0; i < kNewtonSteps && norm > kGradient; ++i) {
        const Vector step = newtonStep(objective, gradient);
        const double slope = dot(gradient, step);
        bool isTaken = false;
        for (double length = 1.0; length > 1e-10 && !isTaken; length /= 2.0) {
            Vector next = at;
            for (std::size_t j = 0; j < at.size(); ++j)
                next[j] += length * step[j];
            const double nextValue = objective.value(next);
            Vector nextGradient = objective.gradient(next);
            const double nextNorm = std::sqrt(dot(nextGradient, nextGradient));
            const bool isLower = nextValue < value && nextValue <= value + 1e-4 * length * slope;
            if (isLower || (nextNorm < norm && nextValue <= value + 1e-12 * std::abs(value))) {
                at = std::move(next);
                gradient = std::move(nextGradient);
                value = nextValue;
                norm = nextNorm;
                isTaken = true;
            }
        }
        if (!isTaken)
            break;  // the floor of double precision
    }
    if (!std::isfinite(norm) || norm > 1e-4)
        throw Error(ErrorCode::NotFinite, "the word model did not converge: gradient norm " + std::to_string(norm),
                    "Check the training rows for values that are not finite.");
    return at;
}

}  // namespace

LogisticRegression LogisticRegression::fit(std::span<const SparseRow> rows, std::span<const int> categoryOfRow,
                                           int categories, int columns, ClassBalance balance, double c) {
    assert(rows.size() == categoryOfRow.size() && categories >= 1 && columns >= 0 && c > 0);
    std::vector<double> counts(static_cast<std::size_t>(categories), 0.0);
    for (int category : categoryOfRow)
        ++counts[static_cast<std::size_t>(category)];
    // Categories without rows take no part; the others are numbered through.
    std::vector<int> seenAs(counts.size(), -1), seen;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts[k] > 0) {
            seenAs[k] = static_cast<int>(seen.size());
            seen.push_back(static_cast<int>(k));
        }
    }
    const int present = static_cast<int>(seen.size());
    Vector rowWeight(rows.size(), c);
    std::vector<int> compact(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::size_t category = static_cast<std::size_t>(categoryOfRow[row]);
        compact[row] = seenAs[category];
        if (balance == ClassBalance::Balanced)
            rowWeight[row] *= static_cast<double>(rows.size()) / (present * counts[category]);
    }

    const std::size_t width = static_cast<std::size_t>(columns), stride = width + 1;
    const std::size_t outputs = categories == 2 ? 1 : static_cast<std::size_t>(categories);
    LogisticRegression model;
    model.m_categories = categories;
    model.m_columns = columns;
    model.m_weights.assign(outputs * width, 0.0);
    model.m_intercepts.assign(outputs, outputs == 1 ? 0.0 : kNeverSeen);
    if (present < 2) {
        if (outputs > 1 && present == 1)
            model.m_intercepts[static_cast<std::size_t>(seen[0])] = 0;
        else if (outputs == 1 && present == 1 && categories == 2)
            model.m_intercepts[0] = seen[0] == 1 ? -kNeverSeen : kNeverSeen;
        return model;
    }
    Objective objective(rows, compact, present, columns, std::move(rowWeight));
    const Vector solution = minimise(objective);
    // Two seen of several are a model of two, as in scikit-learn: the second one's odds against the first's row of
    // zeros.
    for (std::size_t k = 0; k < static_cast<std::size_t>(present); ++k) {
        const std::size_t output = outputs == 1 ? 0 : static_cast<std::size_t>(seen[k]);
        if (present == 2 && k == 0) {
            if (outputs > 1)
                model.m_intercepts[output] = 0;
            continue;
        }
        const std::size_t from = (present == 2 ? 0 : k) * stride;
        std::copy_n(solution.begin() + static_cast<std::ptrdiff_t>(from), width,
                    model.m_weights.begin() + static_cast<std::ptrdiff_t>(output * width));
        model.m_intercepts[output] = solution[from + width];
    }
    return model;
}

std::vector<double> LogisticRegression::logProbabilities(const SparseRow &row) const {
    std::vector<double> odds(static_cast<std::size_t>(m_categories), 0.0);
    const std::size_t outputs = m_intercepts.size(), width = static_cast<std::size_t>(m_columns);
    for (std::size_t k = 0; k < outputs; ++k) {
        double sum = m_intercepts[k];
        for (std::size_t i = 0; i < row.columns.size(); ++i)
            sum += m_weights[k * width + static_cast<std::size_t>(row.columns[i])] * row.values[i];
        odds[m_categories == 2 ? 1 : k] = sum;
    }
    const double largest = *std::max_element(odds.begin(), odds.end());
    double sum = 0;
    for (double value : odds)
        sum += std::exp(value - largest);
    for (double &value : odds)
        value -= largest + std::log(sum);
    return odds;
}

LogisticRegression LogisticRegression::fromWeights(int categories, int columns, std::vector<double> weights,
                                                   std::vector<double> intercepts) {
    const std::size_t outputs = categories == 2 ? 1 : static_cast<std::size_t>(std::max(categories, 0));
    if (categories < 1 || columns < 0 || intercepts.size() != outputs ||
        weights.size() != outputs * static_cast<std::size_t>(columns))
        throw Error(ErrorCode::BadData,
                    "the stored word model has " + std::to_string(weights.size()) + " weights for " +
                        std::to_string(categories) + " categories and " + std::to_string(columns) + " words",
                    "Train the word model again.");
    LogisticRegression model;
    model.m_categories = categories;
    model.m_columns = columns;
    model.m_weights = std::move(weights);
    model.m_intercepts = std::move(intercepts);
    return model;
}

}  // namespace warbler
