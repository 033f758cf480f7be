// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tweet_address.h"

#include <algorithm>

namespace warbler {

namespace {

constexpr std::size_t kNo = TweetCharacters::kNo;
constexpr std::size_t kShortestDomain = 2, kLongestDomain = 13;  // letters of the last part

bool isBracket(char32_t c) {
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '{' || c == '}' || c == '[' || c == ']';
}

// What an address does not end with, besides white space.
bool isFinalSign(char32_t c) {
    static constexpr std::u32string_view signs = U"`!()[]{};:'\".,<>?\u00AB\u00BB\u201C\u201D\u2018\u2019";
    return signs.find(c) != std::u32string_view::npos;
}

bool isDomainLength(std::size_t letters) { return letters >= kShortestDomain && letters <= kLongestDomain; }

}  // namespace

std::size_t TweetAddress::urlFrom(std::size_t at) {
    if (!m_text.isAlphanumeric(at) && m_text[at] != '.' && m_text[at] != '-')
        return kNo;
    std::size_t end = withProtocol(at);
    if (end == kNo)
        end = withSlash(at);
    return end == kNo ? nakedDomain(at) : end;
}

// https?:(?:/{1,3}|[a-z0-9%]) and the path
std::size_t TweetAddress::withProtocol(std::size_t at) {
    static constexpr std::u32string_view letters = U"http";
    for (std::size_t i = 0; i < letters.size(); ++i)
        if ((m_text[at + i] | 0x20) != letters[i])
            return kNo;
    std::size_t colon = at + letters.size();
    if (m_text[colon] == 's' || m_text[colon] == 'S' || m_text[colon] == 0x17F)
        ++colon;
    if (m_text[colon] != ':')
        return kNo;
    std::size_t slashes = 0;
    while (slashes < 3 && m_text[colon + 1 + slashes] == '/')
        ++slashes;
    if (slashes == 0)
        return m_text.isAlphanumeric(colon + 1) || m_text[colon + 1] == '%' ? pathFrom(colon + 2) : kNo;
    for (; slashes > 0; --slashes) {
        const std::size_t end = pathFrom(colon + 1 + slashes);
        if (end != kNo)
            return end;
    }
    return kNo;
}

// [a-z0-9.\-]+[.](?:[a-z]{2,13})/ and the path: all places in the run share its last dot.
std::size_t TweetAddress::withSlash(std::size_t at) {
    if (!m_domain.holds(at))
        m_domain = scanDomain(at);
    return m_domain.match != kNo && m_domain.dot > at ? m_domain.match : kNo;
}

TweetAddress::Run TweetAddress::scanDomain(std::size_t at) {
    Run run{at, at, kNo, kNo};
    for (; m_text.isAlphanumeric(run.end) || m_text[run.end] == '.' || m_text[run.end] == '-'; ++run.end)
        if (!m_text.isAlphabetic(run.end))
            run.dot = run.end;
    if (run.dot != kNo && m_text[run.dot] == '.' && isDomainLength(run.end - run.dot - 1) && m_text[run.end] == '/')
        run.match = pathFrom(run.end + 1);
    return run;
}

// (?<!@)[a-z0-9]+(?:[.\-][a-z0-9]+)*[.](?:[a-z]{2,13})\b/?(?!@): the last part that can be a top-level domain ends it.
std::size_t TweetAddress::nakedDomain(std::size_t at) {
    if (!m_text.isAlphanumeric(at) || (at > 0 && m_text[at - 1] == '@'))
        return kNo;
    if (!m_naked.holds(at))
        m_naked = scanNaked(at);
    return m_naked.match != kNo && m_naked.dot > at ? m_naked.match : kNo;
}

TweetAddress::Run TweetAddress::scanNaked(std::size_t at) const {
    Run run{at, at, kNo, kNo};
    const auto partFollows = [&](std::size_t i) {
        return (m_text[i] == '.' || m_text[i] == '-') && m_text.isAlphanumeric(i + 1);
    };
    while (m_text.isAlphanumeric(run.end))
        ++run.end;
    while (partFollows(run.end)) {
        const std::size_t dot = run.end++;
        bool isOfLetters = m_text[dot] == '.';
        for (; m_text.isAlphanumeric(run.end); ++run.end)
            isOfLetters = isOfLetters && m_text.isAlphabetic(run.end);
        if (!isOfLetters || !isDomainLength(run.end - dot - 1) || m_text.isWord(run.end) || m_text[run.end] == '@')
            continue;
        run.dot = dot;
        run.match = m_text[run.end] == '/' && m_text[run.end + 1] != '@' ? run.end + 1 : run.end;
    }
    return run;
}

// The rest of an address: (?:x+|(..(..)..)|(..))+ (?:(..(..)..)|(..)|y), x no space and no bracket, y no final sign
// either. Greedy with backtracking; which way succeeds can be told at each place from the run that begins there.
std::size_t TweetAddress::pathFrom(std::size_t at) {
    if (at >= m_text.size() || m_text.isSpace(at))
        return kNo;
    if (m_text[at] == '(') {
        const std::size_t nested = nestedBrackets(at);
        if (nested != kNo && mayGoOn(nested))
            return pathContinues(nested);
        for (std::size_t i = at + 2; i <= lastBracket(at); ++i)
            if (m_text[i] == ')' && mayGoOn(i + 1))
                return pathContinues(i + 1);
        return kNo;
    }
    if (isBracket(m_text[at]))
        return kNo;
    const std::size_t end = runEnd(at);
    if (mayGoOn(end))
        return pathContinues(end);
    const std::size_t last = lastEnd(at + 1, end);
    return last == kNo ? kNo : last + 1;
}

// After at least one part, at a place where mayGoOn().
std::size_t TweetAddress::pathContinues(std::size_t at) {
    for (;;) {
        if (m_text[at] != '(') {
            const std::size_t end = runEnd(at);
            if (!mayGoOn(end))
                return lastEnd(at, end) + 1;
            at = end;
            continue;
        }
        const std::size_t nested = nestedBrackets(at);
        if (nested != kNo && mayGoOn(nested)) {
            at = nested;
            continue;
        }
        std::size_t nearest = kNo, goesOn = kNo;
        for (std::size_t i = at + 2; goesOn == kNo && i <= lastBracket(at); ++i) {
            if (m_text[i] != ')')
                continue;
            nearest = std::min(nearest, i);
            if (mayGoOn(i + 1))
                goesOn = i + 1;
        }
        if (goesOn == kNo)
            return nested != kNo ? nested : nearest + 1;
        at = goesOn;
    }
}

// Whether the address can be finished here, one part or more being read.
bool TweetAddress::mayGoOn(std::size_t at) {
    if (at >= m_text.size() || m_text.isSpace(at))
        return false;
    if (m_text[at] == '(')
        return lastBracket(at) >= at + 2;
    if (isBracket(m_text[at]))
        return false;
    const std::size_t end = runEnd(at);
    return lastEnd(at, end) != kNo || (m_text[end] == '(' && lastBracket(end) >= end + 2);
}

std::size_t TweetAddress::runEnd(std::size_t at) const {
    while (at < m_text.size() && !m_text.isSpace(at) && !isBracket(m_text[at]))
        ++at;
    return at;
}

std::size_t TweetAddress::lastEnd(std::size_t begin, std::size_t end) const {
    while (end > begin)
        if (!isFinalSign(m_text[--end]))
            return end;
    return kNo;
}

// The last ')' of the run without white space that holds a place; 0 if there is none.
std::size_t TweetAddress::lastBracket(std::size_t at) {
    if (!m_bracket.holds(at)) {
        m_bracket = {at, at, 0, kNo};
        for (; m_bracket.end < m_text.size() && !m_text.isSpace(m_bracket.end); ++m_bracket.end)
            if (m_text[m_bracket.end] == ')')
                m_bracket.match = m_bracket.end;
    }
    return m_bracket.match;
}

// \([^\s()]*?\([^\s()]+\)[^\s()]*?\)
std::size_t TweetAddress::nestedBrackets(std::size_t at) const {
    const auto afterPlain = [&](std::size_t i) {
        while (i < m_text.size() && !m_text.isSpace(i) && m_text[i] != '(' && m_text[i] != ')')
            ++i;
        return i;
    };
    const std::size_t open = afterPlain(at + 1);
    if (m_text[open] != '(')
        return kNo;
    const std::size_t close = afterPlain(open + 1);
    if (close == open + 1 || m_text[close] != ')')
        return kNo;
    const std::size_t end = afterPlain(close + 1);
    return m_text[end] == ')' ? end + 1 : kNo;
}

// [\w.+-]+@[\w-]+\.(?:[\w-]\.?)+[\w-]
std::size_t TweetAddress::emailFrom(std::size_t at) {
    if (!m_mail.holds(at))
        m_mail = scanMail(at);
    return m_mail.end > at ? m_mail.match : kNo;
}

TweetAddress::Run TweetAddress::scanMail(std::size_t at) const {
    Run run{at, at, kNo, kNo};
    const auto isHost = [&](std::size_t i) { return m_text.isWord(i) || m_text[i] == '-'; };
    while (isHost(run.end) || m_text[run.end] == '.' || m_text[run.end] == '+')
        ++run.end;
    if (run.end == at || m_text[run.end] != '@')
        return run;
    std::size_t i = run.end + 1;
    while (isHost(i))
        ++i;
    if (i == run.end + 1 || m_text[i] != '.')
        return run;
    std::size_t count = 0, last = 0;
    for (++i; isHost(i);) {
        last = i++;
        ++count;
        if (m_text[i] == '.')
            ++i;
    }
    if (count > 1)
        run.match = last + 1;
    return run;
}

}  // namespace warbler
