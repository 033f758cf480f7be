// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/classify/classifier.h"
#include "core/learn/scoring.h"
#include "core/text/prompt_template.h"
#include "core/text/tokenizer.h"

namespace warbler {

TextRules rulesOf(const TuningConfig &config);
const std::string &templateOf(const TrainedModel &model, TextUse use);

// Texts to examples, the same way for training, evaluation and the corpus.
class ExampleMaker {
public:
    ExampleMaker(const std::string &modelPath, const std::string &promptTemplate, std::int64_t maxTokens,
                 TextRules rules = {});
    // The same tokenizer behind another template.
    ExampleMaker with(const std::string &promptTemplate, std::int64_t maxTokens) const;
    // The same tokenizer and template, with a text in front of every prompt.
    ExampleMaker behind(const std::string &lead, std::int64_t maxTokens) const;
    std::vector<TokenId> leadingIds() const;  // that every prompt begins with
    TokenizedExample make(const TweetId &id, std::string_view text) const;
    // As the references build a training row: text ++ label, cut to maxTokens on the right. labelIds is what is left of
    // label; Error(BadData) naming the row where nothing is.
    TokenizedExample makeCutRight(const StudyRow &row, const std::vector<TokenId> &label) const;
    // How logits become an answer: label tokens behind this template, or a head; of no categories a number.
    // Error(BadConfig) for two labels with the same tokens, naming both. Warnings are appended.
    Scoring scoring(Task task, const std::vector<StudyCategory> &categories, const std::string &mode,
                    std::optional<TokenId> endToken, std::vector<std::string> &warnings) const;
    const Tokenizer &tokenizer() const { return *m_tokenizer; }

private:
    std::string cased(std::string_view text) const;
    std::vector<TokenId> labelIds(const std::string &word, std::vector<std::string> &warnings) const;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    PromptTemplate m_template;
    std::int64_t m_maxTokens;
    TextRules m_rules;
    std::optional<TokenId> m_end;  // behind every text
};

// warbler.json of a tuned model, as text; TrainedModel::recordJson.
std::string recordOf(const TrainedModel &model, const TuningConfig &config,
                     const std::vector<std::string> &trainingRowHashes);
// SHA-256(id, text) as warbler.json keeps it for each training row.
std::string rowHash(const std::string &id, const std::string &text);
std::vector<std::string> trainingRowHashes(const std::string &recordJson);

// An adapter as the bytes of its files, and back.
StoredAdapter storeAdapter(const Adapter &adapter, const std::string &recordJson);
StoredAdapter storeTrained(const TrainedModel &model);  // tuned in any way
// Every weight, as the engine hands it over: written to a folder that lasts as long as the model, which classifies from
// there.
void keepWholeModel(TrainedModel &model, const Adapter &weights, const ModelFolder &base);
// Fills everything warbler.json says: categories, template, threshold, scoring, sizes.
void applyRecord(TrainedModel &model, const std::string &recordJson);
// Both replace what we wrote into folder before, all at once.
void writeStoredAdapter(const StoredAdapter &stored, const std::string &folder);
void writeWordModel(const std::string &recordJson, const std::string &bytes, const std::string &folder);
Adapter adapterFromFolder(const AdapterFolder &folder, const std::string &recordJson);

}  // namespace warbler
