// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/metrics/calibration.h"
#include "core/metrics/confusion_matrix.h"

namespace warbler {

struct CategoryScores {
    double precision = 0, recall = 0, f1 = 0;  // undefined: 0, marked below
    bool precisionDefined = true, recallDefined = true;
    std::int64_t support = 0;  // true rows
};

// As scikit-learn >= 1.3 on the same counts. `other` rows stay in every denominator of recall and accuracy.
struct Scores {
    std::vector<CategoryScores> perCategory;
    double accuracy = 0;
    // Means over the categories that are true or predicted somewhere.
    double macroF1 = 0, microF1 = 0, weightedF1 = 0, macroPrecision = 0, macroRecall = 0;
    double microPrecision = 0, microRecall = 0, weightedPrecision = 0, weightedRecall = 0;
    double precision = 0, recall = 0, f1 = 0;  // of the category of interest; macro with more than two categories
    // Cohen; the weighted ones take the order of the categories as the scale. Empty: undefined; weighted also with
    // `other` rows.
    std::optional<double> kappa, kappaLinear, kappaQuadratic;
    double mcc = 0;  // 0 where undefined
};
Scores scoresOf(const ConfusionMatrix &matrix, int positive);
// As the reference notebook counts: `other` rows count in accuracy alone, so recall looks better than it is.
Scores scoresAsInNotebook(const ConfusionMatrix &matrix, int positive);

// The rule "always the most frequent category", on the same rows. Ties: lowest index. `training` counts choose the
// category where given, else the rows themselves.
Scores majorityScores(std::span<const int> truth, int categories, int positive, std::span<const int> training = {});

}  // namespace warbler
