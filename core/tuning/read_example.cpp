// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/read_example.h"

#include <algorithm>

namespace warbler {

namespace {

// Part of a character decodes to U+FFFD: then the vocabulary's spelling tells more.
std::string textOf(const Tokenizer &tokenizer, TokenId id) {
    constexpr std::string_view kBlank = "\u2581", kUnknown = "\uFFFD";
    std::string piece = tokenizer.tokenOf(id);
    for (std::size_t at = piece.find(kBlank); at != std::string::npos; at = piece.find(kBlank, at))
        piece.replace(at, kBlank.size(), 1, ' ');
    if (tokenizer.kind().find("byte-level") == std::string::npos)
        return piece;
    const std::string decoded = tokenizer.decode({id}, SpecialTokens::Add);
    return decoded.empty() || decoded.find(kUnknown) != std::string::npos ? piece : decoded;
}

}  // namespace

ReadExample readExample(const Tokenizer &tokenizer, const TokenizedExample &made, const std::vector<TokenId> &whole,
                        const std::vector<TokenId> &label) {
    ReadExample example;
    example.tweet = made.tweet;
    std::vector<TokenId> kept = made.ids;
    const std::vector<TokenId> &target = made.labelIds.empty() ? label : made.labelIds;
    kept.insert(kept.end(), target.begin(), target.end());
    for (std::size_t i = 0; i < kept.size(); ++i)
        example.tokens.push_back({kept[i], textOf(tokenizer, kept[i]), i >= made.ids.size()});
    // What was taken out of the whole lies between what both begin and what both end with.
    if (made.wasCut && kept.size() < whole.size()) {
        const std::size_t lead =
            static_cast<std::size_t>(std::mismatch(kept.begin(), kept.end(), whole.begin()).first - kept.begin());
        std::size_t tail = 0;
        while (tail < kept.size() - lead && kept[kept.size() - 1 - tail] == whole[whole.size() - 1 - tail])
            ++tail;
        example.cut = tokenizer.decode(
            {whole.begin() + static_cast<std::ptrdiff_t>(lead), whole.end() - static_cast<std::ptrdiff_t>(tail)});
    }
    return example;
}

}  // namespace warbler
