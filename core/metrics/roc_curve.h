// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace warbler {

// As scikit-learn's roc_curve (first threshold +inf, collinear points dropped) and roc_auc_score.
struct RocCurve {
    std::vector<double> falsePositiveRate, truePositiveRate, thresholds;  // same length
    std::optional<double> auc;  // empty, and the curve too: only one category among the rows
};
// isPositive and score: [rows]; scores finite, else Error(BadData).
RocCurve rocCurve(std::span<const bool> isPositive, std::span<const double> score);
RocCurve rocCurve(std::span<const int> truth, int positive, std::span<const double> score);

// As precision_recall_curve and average_precision_score.
struct PrecisionRecallCurve {
    std::vector<double> precision, recall, thresholds;  // thresholds one shorter
    std::optional<double> averagePrecision;             // empty, and the curve too: no positive row
};
PrecisionRecallCurve precisionRecallCurve(std::span<const bool> isPositive, std::span<const double> score);
PrecisionRecallCurve precisionRecallCurve(std::span<const int> truth, int positive, std::span<const double> score);

// Several categories: mean over one-against-rest (ovr macro) or all pairs (ovo macro), as roc_auc_score.
// probabilities: [rows * categories]. Empty: a category without rows.
std::optional<double> aucOvr(std::span<const int> truth, std::span<const double> probabilities, int categories);
std::optional<double> aucOvo(std::span<const int> truth, std::span<const double> probabilities, int categories);

}  // namespace warbler
