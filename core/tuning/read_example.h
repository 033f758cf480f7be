// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/learn/scoring.h"
#include "core/text/tokenizer.h"

namespace warbler {

// One tweet as the model reads it, for a plan to show before anything is trained.
struct ReadExample {
    struct Token {
        TokenId id = 0;
        std::string text;       // as it stands in the tweet, blanks included; else as the vocabulary spells it
        bool isLearnt = false;  // the loss counts how well it was predicted
    };
    TweetId tweet;
    std::vector<Token> tokens;  // virtual ones and what every tweet shares left out
    std::string cut;            // text that no longer fits
    std::string initialText;    // what the virtual tokens begin as, or the words before every tweet; may be empty
};

// made: as it is trained. whole: its ids and label ids had nothing been cut; label: those of the label, empty with a
// head.
ReadExample readExample(const Tokenizer &tokenizer, const TokenizedExample &made, const std::vector<TokenId> &whole,
                        const std::vector<TokenId> &label);

}  // namespace warbler
