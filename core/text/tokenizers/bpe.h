// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/text/tokenizers/merge_table.h"
#include "core/text/tokenizers/token_model.h"

namespace warbler {

// Byte-pair encoding: the adjacent pair of lowest rank is merged first, of equal ones the leftmost.
class Bpe : public TokenModel {
public:
    struct Options {
        TokenId unknown = Vocabulary::kNone;
        bool fuseUnknown = false, byteFallback = false, ignoreMerges = false;
    };
    // Throws Error(BadTokenizer) for a merge whose sides or result are no tokens.
    Bpe(const TokenizerFile &file, Options options);

    struct Pair {
        TokenId left, right;
        std::uint32_t rank;
        TokenId result;
    };
    Bpe(const Vocabulary &vocabulary, const std::vector<Pair> &pairs, Options options);
    void encode(std::string_view piece, std::vector<TokenId> &out) const override;

private:
    using Merge = MergeTable::Merge;
    void addMerge(TokenId left, TokenId right, std::uint32_t rank, TokenId result);
    void lookUpCommon();
    TokenId symbolId(std::string_view character, char32_t codePoint) const;
    void symbols(std::string_view piece, std::vector<TokenId> &out) const;
    // Merge count symbols in place; give how many are left.
    std::size_t merge(TokenId *symbols, std::size_t count) const;
    std::size_t mergeFew(TokenId *symbols, std::size_t count) const;
    std::size_t mergeMany(TokenId *symbols, std::size_t count) const;

    const Vocabulary &m_vocabulary;
    Options m_options;
    ByteFallback m_bytes;
    MergeTable m_merges;
    TokenId m_mark;                       // "\u2581", which stands for a space
    bool m_wordsAreApart = true;          // no merge joins a text that ends without the mark to one that begins with it
    std::array<TokenId, 0x800> m_common;  // ids of the characters of one and two bytes
};

}  // namespace warbler
