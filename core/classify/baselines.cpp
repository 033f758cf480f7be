// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/baselines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/classify/word_model.h"

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

// Rows as each baseline judges them; without words where no word occurs in the training rows.
struct Answers {
    std::vector<JudgedRow> majority, plain, balanced;
    bool hasWords = true;
};

JudgedRow answerTo(const StudyRow &row, std::vector<float> logProbabilities) {
    const int best =
        static_cast<int>(std::max_element(logProbabilities.begin(), logProbabilities.end()) - logProbabilities.begin());
    return {&row, row.category, best, std::move(logProbabilities)};
}

// Shares of the training rows, smoothed so that log loss and Brier of the rule stay finite.
std::vector<float> logSharesOf(const Study &study) {
    std::vector<double> counts(study.categories.size(), 1);
    for (const std::int64_t index : study.trainOrder)
        counts[static_cast<std::size_t>(study.rows[static_cast<std::size_t>(index)].category)] += 1;
    std::vector<float> shares;
    for (const double count : counts)
        shares.push_back(static_cast<float>(std::log(count / double(study.trainOrder.size() + counts.size()))));
    return shares;
}

Answers answersOf(const Study &study, std::span<const StudyRow *const> rows) {
    Answers answers;
    const std::vector<float> shares = logSharesOf(study);
    for (const StudyRow *row : rows)
        answers.majority.push_back(answerTo(*row, shares));
    try {
        const WordModel plain = WordModel::fit(study, ClassBalance::None),
                        balanced = WordModel::fit(study, ClassBalance::Balanced);
        for (const StudyRow *row : rows) {
            answers.plain.push_back(answerTo(*row, plain.logProbabilities(row->text)));
            answers.balanced.push_back(answerTo(*row, balanced.logProbabilities(row->text)));
        }
    } catch (const Error &problem) {
        if (problem.code() != ErrorCode::TooFewLabels)
            throw;
        answers.hasWords = false;
    }
    return answers;
}

Baselines baselinesOf(Answers answers, const Study &study, std::uint64_t seed) {
    Baselines baselines;
    baselines.majority = evaluateRows(answers.majority, study.categories, study.positive, seed);
    if (!answers.hasWords || answers.plain.empty())
        return baselines;
    baselines.wordModel = evaluateRows(answers.plain, study.categories, study.positive, seed);
    baselines.wordModelBalanced = evaluateRows(answers.balanced, study.categories, study.positive, seed);
    baselines.wordModelRows = std::move(answers.balanced);
    return baselines;
}

void append(std::vector<JudgedRow> &all, const std::vector<JudgedRow> &more) {
    all.insert(all.end(), more.begin(), more.end());
}
}  // namespace

Baselines evaluateBaselines(const Study &study, std::span<const StudyRow *const> rows, std::uint64_t seed) {
    return baselinesOf(answersOf(study, rows), study, seed);
}

Baselines baselinesByFolds(const Study &study, std::uint64_t seed) {
    const std::vector<int> folds = foldsOf(study);
    Answers all;
    Study part = study;
    for (int fold = 0; fold < kFolds; ++fold) {
        part.trainOrder.clear();
        std::vector<const StudyRow *> rows;
        for (std::size_t i = 0; i < folds.size(); ++i) {
            if (folds[i] == fold)
                rows.push_back(&study.rows[i]);
            else
                part.trainOrder.push_back(static_cast<std::int64_t>(i));
        }
        if (rows.empty() || part.trainOrder.empty())
            continue;
        const Answers answers = answersOf(part, rows);
        append(all.majority, answers.majority);
        append(all.plain, answers.plain);
        append(all.balanced, answers.balanced);
        all.hasWords = all.hasWords && answers.hasWords;
    }
    return baselinesOf(std::move(all), study, seed);
}

nlohmann::ordered_json toJson(const Baselines &baselines) {
    nlohmann::ordered_json json;
    json["majority"] = toJson(baselines.majority);
    json["tfidf"] = baselines.wordModel ? toJson(*baselines.wordModel) : nlohmann::ordered_json(nullptr);
    json["tfidf_balanced"] =
        baselines.wordModelBalanced ? toJson(*baselines.wordModelBalanced) : nlohmann::ordered_json(nullptr);
    return json;
}

}  // namespace warbler
