// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/prompt_template.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {

constexpr std::string_view kSlot = "{text}";

// Byte offsets of the borders between code points, 0 and the size included.
std::vector<std::size_t> borders(std::string_view text) {
    std::vector<std::size_t> result = {0};
    for (std::size_t at = 0; at < text.size();) {
        nextCodePoint(text, at);
        result.push_back(at);
    }
    return result;
}

}  // namespace

PromptTemplate::PromptTemplate(std::string pattern) : m_pattern(std::move(pattern)) {
    const std::size_t at = m_pattern.find(kSlot);
    if (at == std::string::npos || m_pattern.find(kSlot, at + 1) != std::string::npos)
        throw Error(ErrorCode::BadConfig,
                    "the template \"" + excerpt(m_pattern) + "\" does not have {text} exactly once",
                    "Write {text} once, where the tweet goes.");
    m_before = m_pattern.substr(0, at);
    m_after = m_pattern.substr(at + kSlot.size());
}

PromptTemplate PromptTemplate::behind(const std::string &lead) const {
    PromptTemplate other = *this;
    other.m_before = lead + m_before;
    return other;
}

std::vector<TokenId> PromptTemplate::leadingIds(const Tokenizer &tokenizer, SpecialText inTweet) const {
    std::vector<TokenId> lead = idsOf(tokenizer, "tweet", inTweet);
    for (const char *tweet : {"A", "@b", "#c", "1", " d", "\n", ".", "\xc3\xa9"}) {
        const std::vector<TokenId> ids = idsOf(tokenizer, tweet, inTweet);
        const std::size_t most = std::min(lead.size(), ids.size());
        lead.resize(static_cast<std::size_t>(
            std::mismatch(lead.begin(), lead.begin() + static_cast<std::ptrdiff_t>(most), ids.begin()).first -
            lead.begin()));
    }
    return lead;
}

std::string PromptTemplate::render(std::string_view tweet) const {
    std::string text = m_before;
    text.append(tweet).append(m_after);
    return text;
}

std::vector<TokenId> PromptTemplate::idsOf(const Tokenizer &tokenizer, std::string_view tweet,
                                           SpecialText inTweet) const {
    if (inTweet == SpecialText::Match)
        return tokenizer.encode(render(tweet), SpecialTokens::Add, SpecialText::Match);
    return tokenizer.encodeAround(m_before, tweet, m_after);
}

PromptTemplate::Encoded PromptTemplate::encode(const Tokenizer &tokenizer, std::string_view tweet,
                                               std::int64_t maxTokens, SpecialText inTweet) const {
    const auto fits = [&](const std::vector<TokenId> &ids) {
        return static_cast<std::int64_t>(ids.size()) <= maxTokens;
    };
    Encoded whole{idsOf(tokenizer, tweet, inTweet), false};
    if (fits(whole.ids))
        return whole;
    Encoded best{idsOf(tokenizer, {}, inTweet), true};
    if (!fits(best.ids))
        throw Error(ErrorCode::BadConfig,
                    "the template \"" + excerpt(m_pattern) + "\" alone has " + std::to_string(best.ids.size()) +
                        " tokens, the limit is " + std::to_string(maxTokens),
                    "Shorten the template, or take fewer virtual tokens or a model that reads more.");
    // The number of tokens hardly ever falls when text is added, so bisection finds the longest cut, or one a few
    // characters short; either way what it returns was seen to fit.
    const std::vector<std::size_t> cuts = borders(tweet);
    std::size_t low = 0, high = cuts.size() - 1;
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        std::vector<TokenId> ids = idsOf(tokenizer, tweet.substr(0, cuts[middle]), inTweet);
        if (fits(ids)) {
            low = middle;
            best.ids = std::move(ids);
        } else {
            high = middle;
        }
    }
    return best;
}

PromptTemplate::LabelIds PromptTemplate::encodeLabel(const Tokenizer &tokenizer, std::string_view tweet,
                                                     std::string_view label) const {
    // Without special tokens: one at the end would stand between text and label.
    const std::vector<TokenId> context = tokenizer.encodeAround(m_before, tweet, m_after, SpecialTokens::Omit);
    const std::vector<TokenId> joined =
        tokenizer.encodeAround(m_before, tweet, m_after + std::string(label), SpecialTokens::Omit);
    if (joined.size() > context.size() && std::equal(context.begin(), context.end(), joined.begin()))
        return {{joined.begin() + static_cast<std::ptrdiff_t>(context.size()), joined.end()}, true};
    return {tokenizer.encodeAround(label, {}, {}, SpecialTokens::Omit), false};
}

std::vector<TokenId> tileIds(const std::vector<TokenId> &ids, std::int64_t n, Tiling tiling) {
    if (ids.empty() || n < 0)
        throw Error(ErrorCode::BadConfig, "the initial text of the prompt has no tokens",
                    "Give an initial text, or initialise at random.");
    const auto size = static_cast<std::int64_t>(ids.size());
    const std::int64_t shift = tiling == Tiling::Corrected ? (size - n % size) % size : 0;
    std::vector<TokenId> tiled(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i)
        tiled[static_cast<std::size_t>(i)] = ids[static_cast<std::size_t>((i + shift) % size)];
    return tiled;
}

}  // namespace warbler
