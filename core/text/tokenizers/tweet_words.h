// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/text/tokenizers/pieces.h"

namespace warbler {

// The words, emoticons, numbers, tags, mentions and addresses of a tweet in order, as places in code points: what
// NLTK's TweetTokenizer finds with its one pattern (3.5, as transformers 4.43.3 carries it; Apache-2.0), alternative
// for alternative. Some words hold white space (phone numbers, ". ."). Time grows with the length of the text, whatever
// it holds.
std::vector<Span> tweetWords(std::u32string_view text);

}  // namespace warbler
