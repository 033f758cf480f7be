// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text/tokenizers/merge_table.h"
#include "core/text/tokenizers/token_model.h"

namespace warbler {

// fastBPE as transformers' BertweetTokenizer runs it: the last character of a word carries "</w>", the pair of lowest
// rank is merged wherever it stands, and what is left is looked up in the vocabulary, all but the last part with "@@"
// at its end.
class BertweetBpe : public TokenModel {
public:
    // merges: symbols as in bpe.codes, at most kMergeLimit. vocabulary must outlive this.
    static constexpr std::size_t kMergeLimit = 500'000;
    BertweetBpe(const Vocabulary &vocabulary, const MergeList &merges, TokenId unknown);
    void encode(std::string_view piece, std::vector<TokenId> &out) const override;

private:
    struct Symbol {
        TokenId id;                // of m_symbols, kNone: in no merge
        std::uint32_t begin, end;  // bytes of the piece
    };
    TokenId symbolOf(std::string_view text);
    TokenId symbolOfCharacter(std::string_view character, bool isLast) const;
    const MergeTable::Merge *find(TokenId left, TokenId right) const;
    TokenId tokenOf(std::string_view piece, const Symbol &symbol) const;
    std::size_t mergeFew(Symbol *symbols, std::size_t count) const;
    std::size_t mergeMany(Symbol *symbols, std::size_t count) const;

    const Vocabulary &m_vocabulary;
    TokenId m_unknown;
    Vocabulary m_symbols;  // the sides and results of merges; ids are places in the two lists
    std::vector<TokenId> m_tokenInside, m_tokenLast;  // the token of a symbol inside a word, and at its end
    MergeTable m_merges;
};

}  // namespace warbler
