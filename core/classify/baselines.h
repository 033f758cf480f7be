// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/evaluation.h"
#include "core/study/study.h"

namespace warbler {

// What stands beside a model's figures, on the same rows: always answering the most frequent category, and two word
// models, plain and with categories balanced.
struct Baselines {
    Evaluation majority;
    std::optional<Evaluation> wordModel, wordModelBalanced;  // empty: no word occurs
    std::vector<JudgedRow> wordModelRows;                    // balanced, for the paired comparison
};
// Fitted on the study's training rows.
Baselines evaluateBaselines(const Study &study, std::span<const StudyRow *const> rows, std::uint64_t seed);

// Fewer rows give no baselines by folds: each would be fitted on next to nothing.
inline constexpr std::int64_t kRowsForFoldBaselines = 10;
// The baselines for a model that was trained elsewhere, so that these rows have no training side: each row is judged by
// baselines fitted on the four of five folds it is not in. Equal texts lie in one fold; categories are spread over all.
Baselines baselinesByFolds(const Study &study, std::uint64_t seed);

nlohmann::ordered_json toJson(const Baselines &baselines);  // {"majority", "tfidf", "tfidf_balanced"}

}  // namespace warbler
