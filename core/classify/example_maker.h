// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/task.h"
#include "core/learn/scoring.h"
#include "core/learn/tuning_config.h"
#include "core/models/adapter_record.h"
#include "core/study/study.h"
#include "core/text/prompt_template.h"
#include "core/text/tokenizer.h"

namespace warbler {

TextRules rulesOf(const TuningConfig &config);

// Texts to examples, the same way for training, evaluation and the corpus.
class ExampleMaker {
public:
    ExampleMaker(const std::string &modelPath, const std::string &promptTemplate, std::int64_t maxTokens,
                 TextRules rules = {});
    // The same tokenizer with another template.
    ExampleMaker with(const std::string &promptTemplate, std::int64_t maxTokens) const;
    // The same tokenizer and template, with a text in front of every prompt.
    ExampleMaker behind(const std::string &lead, std::int64_t maxTokens) const;
    std::vector<TokenId> leadingIds() const;  // that every prompt begins with
    TokenizedExample make(const TweetId &id, std::string_view text) const;
    // As the references build a training row: text ++ label, cut to maxTokens on the right. labelIds is what is left of
    // label; Error(BadData) naming the row where nothing is.
    TokenizedExample makeCutRight(const StudyRow &row, const std::vector<TokenId> &label) const;
    // How logits become an answer: by label tokens after this template, or by a head; without categories it is a
    // number. Error(BadConfig) for two labels with the same tokens, naming both. Warnings are appended.
    Scoring scoring(Task task, const std::vector<StudyCategory> &categories, const std::string &mode,
                    std::optional<TokenId> endToken, std::vector<std::string> &warnings) const;
    const Tokenizer &tokenizer() const { return *m_tokenizer; }

private:
    std::string applyCase(std::string_view text) const;
    std::vector<TokenId> labelIds(const std::string &word, std::vector<std::string> &warnings) const;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    PromptTemplate m_template;
    std::int64_t m_maxTokens;
    TextRules m_rules;
    std::optional<TokenId> m_end;  // after every text
};

}  // namespace warbler
