// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tweet_words.h"

#include <array>
#include <cstdint>

#include "core/text/tokenizers/tweet_address.h"
#include "core/text/tokenizers/tweet_characters.h"

namespace warbler {

namespace {

constexpr std::size_t kNo = TweetCharacters::kNo;

// One function for each alternative of the pattern: where a match that begins at a place ends, kNo if there is none.
class WordFinder {
public:
    explicit WordFinder(std::u32string_view text) : m_text(text), m_address(m_text) {}

    std::vector<Span> run() {
        std::vector<Span> words;
        words.reserve(m_text.size() / 4 + 4);
        for (std::size_t at = 0; at < m_text.size();) {
            if (m_text.isSpace(at)) {
                ++at;
                continue;
            }
            const std::size_t end = endOf(at);
            words.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
            at = end;
        }
        return words;
    }

private:
    std::size_t endOf(std::size_t at) {
        // Only these begin with a letter; the other alternatives are not asked then.
        using Alternative = std::size_t (WordFinder::*)(std::size_t);
        static constexpr Alternative afterLetter[] = {&WordFinder::url, &WordFinder::emoticon, &WordFinder::email,
                                                      &WordFinder::longWord};
        static constexpr Alternative otherwise[] = {
            &WordFinder::url,  &WordFinder::phone,   &WordFinder::emoticon, &WordFinder::htmlTag,  &WordFinder::arrow,
            &WordFinder::user, &WordFinder::hashtag, &WordFinder::email,    &WordFinder::longWord, &WordFinder::number};
        std::size_t end = kNo;
        if (m_text.isAlphabetic(at)) {
            for (const Alternative alternative : afterLetter)
                if ((end = (this->*alternative)(at)) != kNo)
                    return end;
        } else {
            for (const Alternative alternative : otherwise)
                if ((end = (this->*alternative)(at)) != kNo)
                    return end;
        }
        end = at;
        while (m_text.isWord(end))
            ++end;
        if (end > at)
            return end;
        end = dots(at);
        return end != kNo ? end : at + 1;
    }

    std::size_t url(std::size_t at) { return m_address.urlFrom(at); }
    std::size_t email(std::size_t at) { return m_address.emailFrom(at); }

    // (?:(?:\+?[01][ *\-.\)]*)?(?:[\(]?\d{3}[ *\-.\)]*)?\d{3}[ *\-.\)]*\d{4})
    std::size_t phone(std::size_t at) {
        const char32_t c = m_text[at];
        if (!m_text.isDigit(at) && c != '+' && c != '(')
            return kNo;
        const std::size_t digit = c == '+' ? at + 1 : at;
        std::size_t end = kNo;
        if (m_text[digit] == '0' || m_text[digit] == '1')
            end = withoutCountry(afterSeparators(digit + 1));
        return end != kNo ? end : withoutCountry(at);
    }
    std::size_t withoutCountry(std::size_t at) const {
        const std::size_t area = digits(m_text[at] == '(' ? at + 1 : at, 3);
        const std::size_t end = area == kNo ? kNo : withoutArea(afterSeparators(area));
        return end != kNo ? end : withoutArea(at);
    }
    std::size_t withoutArea(std::size_t at) const {
        const std::size_t exchange = digits(at, 3);
        return exchange == kNo ? kNo : digits(afterSeparators(exchange), 4);
    }
    std::size_t digits(std::size_t at, std::size_t count) const {
        for (; count > 0; --count, ++at)
            if (!m_text.isDigit(at))
                return kNo;
        return at;
    }
    std::size_t afterSeparators(std::size_t at) const {
        while (m_text[at] == ' ' || m_text[at] == '*' || m_text[at] == '-' || m_text[at] == '.' || m_text[at] == ')')
            ++at;
        return at;
    }

    // Eyes, nose, mouth, either way round, or a heart.
    std::size_t emoticon(std::size_t at) {
        const char32_t c = m_text[at];
        const std::size_t eyes = c == '<' || c == '>' ? at + 1 : at;
        if (isEyes(eyes)) {
            const std::size_t mouth = isNose(eyes + 1) ? eyes + 2 : eyes + 1;
            if (isMouth(mouth))
                return mouth + 1;
        }
        if (isMouth(at)) {
            const std::size_t after = isNose(at + 1) ? at + 2 : at + 1;
            if (isEyes(after))
                return m_text[after + 1] == '<' || m_text[after + 1] == '>' ? after + 2 : after + 1;
        }
        return c == '<' && m_text[at + 1] == '3' ? at + 2 : kNo;
    }
    bool isEyes(std::size_t at) const { return isOneOf(at, U":;=8"); }
    bool isNose(std::size_t at) const { return isOneOf(at, U"-oO*'"); }
    bool isMouth(std::size_t at) const { return isOneOf(at, U")]([dDpP/:}{@|\\"); }
    bool isOneOf(std::size_t at, std::u32string_view characters) const {
        return m_text[at] < 0x80 && characters.find(m_text[at]) != std::u32string_view::npos;
    }

    // <[^>\s]+>
    std::size_t htmlTag(std::size_t at) {
        if (m_text[at] != '<')
            return kNo;
        if (at >= m_tagStop) {
            m_tagStop = at + 1;
            while (m_tagStop < m_text.size() && m_text[m_tagStop] != '>' && !m_text.isSpace(m_tagStop))
                ++m_tagStop;
        }
        return m_tagStop > at + 1 && m_text[m_tagStop] == '>' ? m_tagStop + 1 : kNo;
    }

    // [\-]+>|<[\-]+
    std::size_t arrow(std::size_t at) {
        std::size_t end = m_text[at] == '<' ? at + 1 : at;
        while (m_text[end] == '-')
            ++end;
        if (m_text[at] == '<')
            return end > at + 1 ? end : kNo;
        return end > at && m_text[end] == '>' ? end + 1 : kNo;
    }

    // (?:@[\w_]+)
    std::size_t user(std::size_t at) {
        if (m_text[at] != '@')
            return kNo;
        std::size_t end = at + 1;
        while (m_text.isWord(end))
            ++end;
        return end > at + 1 ? end : kNo;
    }

    // (?:\#+[\w_]+[\w\'_\-]*[\w_]+)
    std::size_t hashtag(std::size_t at) {
        if (m_text[at] != '#')
            return kNo;
        std::size_t first = at;
        while (m_text[first] == '#')
            ++first;
        if (!m_text.isWord(first))
            return kNo;
        std::size_t last = first;
        for (std::size_t i = first; m_text.isWord(i) || m_text[i] == '\'' || m_text[i] == '-'; ++i)
            if (m_text.isWord(i))
                last = i;
        return last > first ? last + 1 : kNo;
    }

    // (?:[^\W\d_](?:[^\W\d_]|['\-_])+[^\W\d_])
    std::size_t longWord(std::size_t at) {
        if (!m_text.isLetter(at))
            return kNo;
        std::size_t last = at;
        for (std::size_t i = at + 1; m_text.isLetter(i) || m_text[i] == '\'' || m_text[i] == '-' || m_text[i] == '_';
             ++i)
            if (m_text.isLetter(i))
                last = i;
        return last > at + 1 ? last + 1 : kNo;
    }

    // (?:[+\-]?\d+[,/.:-]\d+[+\-]?)
    std::size_t number(std::size_t at) {
        const auto isSign = [&](std::size_t i) { return m_text[i] == '+' || m_text[i] == '-'; };
        const auto afterDigits = [&](std::size_t i) {
            while (m_text.isDigit(i))
                ++i;
            return i;
        };
        const std::size_t begin = isSign(at) ? at + 1 : at;
        const std::size_t middle = afterDigits(begin);
        if (middle == begin || !isOneOf(middle, U",/.:-"))
            return kNo;
        const std::size_t end = afterDigits(middle + 1);
        if (end == middle + 1)
            return kNo;
        return isSign(end) ? end + 1 : end;
    }

    // (?:\.(?:\s*\.){1,})
    std::size_t dots(std::size_t at) {
        if (m_text[at] != '.')
            return kNo;
        std::size_t end = kNo;
        for (std::size_t i = at + 1; m_text.isSpace(i) || m_text[i] == '.'; ++i)
            if (m_text[i] == '.')
                end = i + 1;
        return end;
    }

    TweetCharacters m_text;
    TweetAddress m_address;
    std::size_t m_tagStop = 0;  // the first '>' or space after the last '<' asked about
};

}  // namespace

std::vector<Span> tweetWords(std::u32string_view text) { return WordFinder(text).run(); }

}  // namespace warbler
