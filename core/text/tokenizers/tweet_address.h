// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizers/tweet_characters.h"

namespace warbler {

// The web and mail addresses of the tweet tokenizer's pattern. The pattern backtracks; here each run of characters
// is scanned once and the result is kept for all places inside it. For one text and one thread.
class TweetAddress {
public:
    explicit TweetAddress(const TweetCharacters &text) : m_text(text) {}

    // Where an address beginning at a place ends (code points), TweetCharacters::kNo if none begins there.
    std::size_t urlFrom(std::size_t at);
    std::size_t emailFrom(std::size_t at);

private:
    struct Run {
        std::size_t begin = 0, end = 0, match = 0;
        std::size_t dot = 0;
        bool holds(std::size_t at) const { return begin <= at && at < end; }
    };
    std::size_t withProtocol(std::size_t at);
    std::size_t withSlash(std::size_t at);
    std::size_t nakedDomain(std::size_t at);
    std::size_t pathFrom(std::size_t at);
    std::size_t pathContinues(std::size_t at);
    std::size_t runEnd(std::size_t at) const;
    std::size_t lastBracket(std::size_t at);
    std::size_t lastEnd(std::size_t begin, std::size_t end) const;
    std::size_t nestedBrackets(std::size_t at) const;
    bool mayGoOn(std::size_t at);
    Run scanDomain(std::size_t at);
    Run scanNaked(std::size_t at) const;
    Run scanMail(std::size_t at) const;

    const TweetCharacters &m_text;
    Run m_domain, m_naked, m_mail, m_bracket;
};

}  // namespace warbler
