// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/example_maker.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/models/model_config.h"
#include "core/text/normalise.h"
#include "core/text/tokenizers/load_tokenizer.h"

namespace warbler {

TextRules rulesOf(const TuningConfig &config) {
    return {config.lowerCase, config.matchSpecialText, config.labelAlone,
            config.scoring == "unconstrained" && config.answersByText, config.appendEnd};
}

ExampleMaker::ExampleMaker(const std::string &modelPath, const std::string &promptTemplate, std::int64_t maxTokens,
                           TextRules rules)
    : m_tokenizer(loadTokenizer(modelPath)), m_template(promptTemplate), m_maxTokens(maxTokens), m_rules(rules) {
    if (!rules.appendEnd)
        return;
    const std::string config = modelPath + "/config.json";
    const std::optional<std::int64_t> end = readModelConfig(config).eosToken;
    if (!end)
        throw Error(ErrorCode::UnsupportedOption, "append_end=true: " + config + " names no eos_token_id",
                    "Set append_end=false.");
    m_end = static_cast<TokenId>(*end);
}

ExampleMaker ExampleMaker::with(const std::string &promptTemplate, std::int64_t maxTokens) const {
    ExampleMaker other = *this;
    other.m_template = PromptTemplate(promptTemplate);
    other.m_maxTokens = maxTokens;
    return other;
}

ExampleMaker ExampleMaker::behind(const std::string &lead, std::int64_t maxTokens) const {
    ExampleMaker other = *this;
    other.m_template = m_template.behind(lead);
    other.m_maxTokens = maxTokens;
    return other;
}

std::vector<TokenId> ExampleMaker::leadingIds() const {
    return m_template.leadingIds(*m_tokenizer, m_rules.matchSpecialText ? SpecialText::Match : SpecialText::Plain);
}

std::string ExampleMaker::applyCase(std::string_view text) const {
    return m_rules.lowerCase ? pythonLower(text) : std::string(text);
}

TokenizedExample ExampleMaker::make(const TweetId &id, std::string_view text) const {
    PromptTemplate::Encoded encoded =
        m_template.encode(*m_tokenizer, applyCase(text), m_maxTokens - (m_end ? 1 : 0),
                          m_rules.matchSpecialText ? SpecialText::Match : SpecialText::Plain);
    TokenizedExample example;
    example.tweet = id;
    example.ids = std::move(encoded.ids);
    if (m_end)
        example.ids.push_back(*m_end);
    example.wasCut = encoded.wasCut;
    return example;
}

TokenizedExample ExampleMaker::makeCutRight(const StudyRow &row, const std::vector<TokenId> &label) const {
    constexpr std::int64_t kUncut = 1 << 30;
    TokenizedExample example = with(m_template.pattern(), kUncut).make(row.id, row.text);
    const std::size_t limit = static_cast<std::size_t>(m_maxTokens);
    if (example.ids.size() >= limit)
        throw Error(
            ErrorCode::BadData,
            "tweet " + row.id.text() + (row.line > 0 ? " in line " + std::to_string(row.line) : "") + " has " +
                std::to_string(example.ids.size()) + " tokens with its template: cut on the right to max_tokens " +
                std::to_string(m_maxTokens) + " nothing is left of its label to learn from",
            "Raise max_tokens, leave the tweet out, or use --set cut_right=false, which shortens the tweet instead.");
    example.labelIds = label;
    if (example.ids.size() + label.size() > limit) {
        example.labelIds.resize(limit - example.ids.size());
        example.wasCut = true;
    }
    return example;
}

std::vector<TokenId> ExampleMaker::labelIds(const std::string &word, std::vector<std::string> &warnings) const {
    if (m_rules.labelAlone)
        return m_tokenizer->encode(applyCase(word), SpecialTokens::Add, SpecialText::Match);
    PromptTemplate::LabelIds label = m_template.encodeLabel(*m_tokenizer, "tweet", applyCase(word));
    if (!label.wasJoined)
        warnings.push_back("label word \"" + word +
                           "\" does not continue the template's tokens; it is tokenised alone");
    return label.ids;
}

Scoring ExampleMaker::scoring(Task task, const std::vector<StudyCategory> &categories, const std::string &mode,
                              std::optional<TokenId> endToken, std::vector<std::string> &warnings) const {
    Scoring scoring;
    scoring.categories = static_cast<std::int64_t>(categories.size());
    if (hasHead(task)) {
        scoring.mode = categories.empty() ? ScoringMode::Number : ScoringMode::Head;
        return scoring;
    }
    scoring.mode = mode == "unconstrained" ? ScoringMode::Unconstrained : ScoringMode::Constrained;
    for (const StudyCategory &category : categories) {
        const std::vector<TokenId> label = labelIds(category.word, warnings);
        if (label.empty() || label.size() > 8)
            throw Error(ErrorCode::BadConfig,
                        "label word \"" + category.word + "\" of category \"" + category.name + "\" has " +
                            std::to_string(label.size()) + " tokens; 1 to 8 are allowed",
                        "Choose a shorter label word with --set 'labels={…}'.");
        scoring.labels.push_back(label);
    }
    if (m_rules.answersByText) {
        for (TokenId id = 0; id < m_tokenizer->vocabularySize(); ++id) {
            const std::string text = pythonLower(m_tokenizer->decode({id}));
            for (std::size_t i = 0; i < categories.size() && !text.empty(); ++i)
                if (text == pythonLower(categories[i].word))
                    scoring.answers[id] = static_cast<std::int32_t>(i);
        }
    }
    for (std::size_t i = 0; i < scoring.labels.size(); ++i) {
        for (std::size_t j = 0; j < scoring.labels.size(); ++j) {
            const std::vector<TokenId> &a = scoring.labels[i], &b = scoring.labels[j];
            if (i < j && a == b)
                throw Error(ErrorCode::BadConfig,
                            "categories \"" + categories[i].name + "\" and \"" + categories[j].name +
                                "\" have the same label tokens",
                            "Give them different label words with --set 'labels={…}'.");
            if (i != j && a.size() < b.size() && std::equal(a.begin(), a.end(), b.begin()))
                scoring.terminator = endToken;
        }
    }
    return scoring;
}

}  // namespace warbler
