// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

namespace warbler {

std::vector<TokenId> Tokenizer::encodeAround(std::string_view before, std::string_view data, std::string_view after,
                                             SpecialTokens special) const {
    std::string text(before);
    text.append(data).append(after);
    return encode(text, special, SpecialText::Plain);
}

}  // namespace warbler
