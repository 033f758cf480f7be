// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizers/pieces.h"
#include "core/text/tokenizers/sorted_tokens.h"
#include "core/text/tokenizers/token_model.h"

namespace warbler {

// The cut with the largest sum of scores (Viterbi over bytes). A character without token costs the lowest score less
// 10; runs of such characters become one unknown token, or bytes.
class Unigram : public TokenModel {
public:
    enum class Unknowns { AsToken, AsBytes };
    Unigram(const TokenizerFile &file, TokenId unknown, Unknowns unknowns);
    void encode(std::string_view piece, std::vector<TokenId> &out) const override;

private:
    const Vocabulary &m_vocabulary;
    std::vector<double> m_scores;  // by id
    std::vector<TokenId> m_ids;    // by place in m_tokens
    SortedTokens m_tokens;
    ByteFallback m_bytes;
    TokenId m_unknown;
    Unknowns m_unknowns;
    double m_unknownScore = 0;
};

}  // namespace warbler
