// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace warbler {

struct RegressionScores {
    double rmse = 0, mae = 0;
    std::optional<double> r2, pearson, spearman;
};
// As r2_score, pearsonr, spearmanr (mean ranks); those are empty without spread or with fewer than two rows. No rows:
// zeros.
RegressionScores regressionScores(std::span<const double> truth, std::span<const double> predicted);

}  // namespace warbler
