// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"
#include "core/text/tokenizers/added_tokens.h"
#include "core/text/tokenizers/normalizer.h"
#include "core/text/tokenizers/pre_tokenizer.h"
#include "core/text/tokenizers/token_model.h"

namespace warbler {

// A tokenizer given by its parts: added tokens, normalizer, pre-tokenizer, model, special tokens around.
class PipelineTokenizer : public Tokenizer {
public:
    enum class Spelling { Words, ByteLevel, WordPiece, Metaspace, Continued };  // how tokens spell text; for decode()
    struct Parts {
        std::unique_ptr<const TokenizerFile> file;  // the model refers to its vocabulary
        std::unique_ptr<const Normalizer> normalizer;
        std::unique_ptr<const PreTokenizer> preTokenizer;
        std::unique_ptr<const TokenModel> model;
        std::vector<TokenId> before, after;
        Spelling spelling = Spelling::Words;
        std::string kind;
    };
    // Throws Error(BadTokenizer) where the added tokens contradict the vocabulary.
    explicit PipelineTokenizer(Parts parts);

    std::vector<TokenId> encode(std::string_view text, SpecialTokens special, SpecialText specialText) const override;
    std::vector<TokenId> encodeAround(std::string_view before, std::string_view data, std::string_view after,
                                      SpecialTokens special) const override;
    std::string decode(const std::vector<TokenId> &ids, SpecialTokens special) const override;
    std::int64_t vocabularySize() const override;
    std::optional<TokenId> idOf(std::string_view token) const override;
    std::string tokenOf(TokenId id) const override;
    std::string kind() const override { return m_parts.kind; }

private:
    std::vector<TokenId> encodeValid(std::string_view text, Span plain, SpecialTokens special) const;
    void encodeSegment(std::string_view raw, Span plain, bool startsText, std::vector<TokenId> &out) const;
    Span plainInNormalised(std::string_view raw, Span plain, const std::string &normalised) const;
    void encodeText(std::string_view text, bool startsText, std::vector<TokenId> &out) const;
    std::string normaliseText(std::string_view text) const;

    Parts m_parts;
    Vocabulary m_added;             // added tokens the vocabulary lacks
    std::vector<bool> m_isSpecial;  // by id
    AddedTokens m_rawTokens, m_normalisedTokens;
};

}  // namespace warbler
