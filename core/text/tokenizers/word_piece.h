// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/text/tokenizers/token_model.h"

namespace warbler {

// Longest match first; a word with a part that is no token, or with too many characters, is unknown as a whole.
class WordPiece : public TokenModel {
public:
    struct Options {
        TokenId unknown = Vocabulary::kNone;
        std::string prefix = "##";      // of every part but the first
        std::size_t longestWord = 100;  // characters
    };
    WordPiece(const Vocabulary &vocabulary, Options options);
    void encode(std::string_view piece, std::vector<TokenId> &out) const override;

private:
    const Vocabulary &m_vocabulary;
    Options m_options;
};

}  // namespace warbler
