// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizer.h"

namespace warbler {

// Tweet to model text: one string with {text} once. Cuts the tweet, never the template.
class PromptTemplate {
public:
    // Throws Error(BadConfig) unless {text} stands in it exactly once.
    explicit PromptTemplate(std::string pattern);
    const std::string &pattern() const { return m_pattern; }
    // The same with a text in front that stands in every prompt; what looks like {text} in it is text.
    PromptTemplate behind(const std::string &lead) const;
    std::string render(std::string_view tweet) const;

    struct Encoded {
        std::vector<TokenId> ids;  // special tokens included
        bool wasCut = false;
    };
    // At most maxTokens ids (special tokens counted); a longer tweet is shortened at code-point borders until it fits.
    // Throws Error(BadConfig) if the template alone does not fit.
    // Special tokens are matched in the template; in the tweet only with SpecialText::Match, as the reference does.
    Encoded encode(const Tokenizer &tokenizer, std::string_view tweet, std::int64_t maxTokens,
                   SpecialText inTweet = SpecialText::Plain) const;

    // The ids that every tweet's prompt begins with, as far as a handful of tweets that begin differently show.
    std::vector<TokenId> leadingIds(const Tokenizer &tokenizer, SpecialText inTweet = SpecialText::Plain) const;

    // Ids a label word adds after this template's text: T(context + label) minus T(context) if it begins so, else
    // T(label) without special tokens (wasJoined false; a warning is due).
    struct LabelIds {
        std::vector<TokenId> ids;
        bool wasJoined = true;
    };
    LabelIds encodeLabel(const Tokenizer &tokenizer, std::string_view tweet, std::string_view label) const;

private:
    std::vector<TokenId> idsOf(const Tokenizer &tokenizer, std::string_view tweet, SpecialText inTweet) const;
    std::string m_pattern, m_before, m_after;
};

// TEXT initialisation: ids tiled to n. Corrected: the last n, so that the prompt ends with the text; faithful: the
// first n.
enum class Tiling { Corrected, Faithful };
std::vector<TokenId> tileIds(const std::vector<TokenId> &ids, std::int64_t n, Tiling tiling);

}  // namespace warbler
