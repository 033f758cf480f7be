// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/metrics/intervals.h"

namespace warbler {

// How far probabilities can be believed. probabilities: [rows * categories], each row sums to 1. No rows: 0.

// Mean squared distance between probability and truth. With two categories that of either one (0..1, as
// brier_score_loss), with more the sum over the categories (0..2).
double brierScore(std::span<const int> truth, std::span<const double> probabilities, int categories);
// Mean of -log p(true category), p cut to [2^-52, 1 - 2^-52] as scikit-learn's log_loss.
double logLoss(std::span<const int> truth, std::span<const double> probabilities, int categories);

struct CalibrationBin {
    std::int64_t rows = 0;
    double lowest = 0, highest = 0, meanConfidence = 0, accuracy = 0;
    Interval interval;  // Wilson, of accuracy
};
// Bins of equal counts in order of confidence, the first ones one row larger where it does not divide; equal
// confidences keep the order of the rows. Fewer rows than bins: one bin a row.
std::vector<CalibrationBin> calibrationBins(std::span<const bool> correct, std::span<const double> confidence,
                                            int bins = 10);
// Sum over those bins of n_b / n * |accuracy - mean confidence|.
double expectedCalibrationError(std::span<const bool> correct, std::span<const double> confidence, int bins = 10);

}  // namespace warbler
