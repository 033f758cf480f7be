// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/fold_baselines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/base/error.h"
#include "core/classify/word_model.h"
#include "core/study/study.h"

namespace warbler {

namespace {
constexpr int kFolds = 5;

std::vector<int> foldsOf(const Study &study) {
    std::map<std::string, int> foldOfText;
    std::vector<int> next(study.categories.size(), 0), folds;
    for (const StudyRow &row : study.rows) {
        int &turn = next[static_cast<std::size_t>(row.category)];
        const auto placed = foldOfText.emplace(row.text, turn % kFolds);
        turn += placed.second ? 1 : 0;
        folds.push_back(placed.first->second);
    }
    return folds;
}

JudgedRow judgedAs(const StudyRow &row, std::vector<float> logProbabilities) {
    const int best =
        static_cast<int>(std::max_element(logProbabilities.begin(), logProbabilities.end()) - logProbabilities.begin());
    return {&row, row.category, best, std::move(logProbabilities)};
}

// Shares of the training rows, smoothed so that log loss and Brier of the rule stay finite.
std::vector<float> sharesOf(const Study &part) {
    std::vector<double> counts(part.categories.size(), 1);
    for (const std::int64_t index : part.trainOrder)
        counts[static_cast<std::size_t>(part.rows[static_cast<std::size_t>(index)].category)] += 1;
    std::vector<float> shares;
    for (const double count : counts)
        shares.push_back(static_cast<float>(std::log(count / double(part.trainOrder.size() + counts.size()))));
    return shares;
}
}  // namespace

Baselines baselinesByFolds(const Study &study, std::uint64_t seed) {
    const std::vector<int> folds = foldsOf(study);
    std::vector<JudgedRow> majority, plain, balanced;
    bool hasWords = true;
    Study part = study;
    for (int fold = 0; fold < kFolds; ++fold) {
        part.trainOrder.clear();
        std::vector<const StudyRow *> judged;
        for (std::size_t i = 0; i < folds.size(); ++i) {
            if (folds[i] == fold)
                judged.push_back(&study.rows[i]);
            else
                part.trainOrder.push_back(static_cast<std::int64_t>(i));
        }
        if (judged.empty() || part.trainOrder.empty())
            continue;
        for (const StudyRow *row : judged)
            majority.push_back(judgedAs(*row, sharesOf(part)));
        try {
            const WordModel all = WordModel::fit(part, ClassBalance::None),
                            even = WordModel::fit(part, ClassBalance::Balanced);
            for (const StudyRow *row : judged) {
                plain.push_back(judgedAs(*row, all.logProbabilities(row->text)));
                balanced.push_back(judgedAs(*row, even.logProbabilities(row->text)));
            }
        } catch (const Error &problem) {
            if (problem.code() != ErrorCode::TooFewLabels)
                throw;
            hasWords = false;
        }
    }
    Baselines baselines;
    baselines.majority = evaluateRows(majority, study.categories, study.positive, seed);
    if (hasWords && !plain.empty()) {
        baselines.wordModel = evaluateRows(plain, study.categories, study.positive, seed);
        baselines.wordModelBalanced = evaluateRows(balanced, study.categories, study.positive, seed);
        baselines.wordModelRows = std::move(balanced);
    }
    return baselines;
}

}  // namespace warbler
