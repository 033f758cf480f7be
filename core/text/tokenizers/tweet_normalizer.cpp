// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tweet_normalizer.h"

#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/tokenizers/tweet_entities.h"
#include "core/text/tokenizers/tweet_tables.h"
#include "core/text/tokenizers/tweet_words.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

constexpr char32_t kApostrophe = 0x2019, kEllipsis = 0x2026, kEmojiStyle = 0xFE0F;

std::u32string codePoints(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (c == kApostrophe)
            out.push_back('\'');
        else if (c == kEllipsis)
            out.append(3, '.');
        else
            out.push_back(c);
    }
    return out;
}

bool isAsciiAlphanumeric(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// ([^a-zA-Z0-9])\1{3,}: of a sign that stands four times or more in a row, three stay.
void shortenRows(std::u32string &text) {
    std::size_t kept = 0, row = 0;
    char32_t last = 0;
    for (const char32_t c : text) {
        row = c == last && kept > 0 ? row + 1 : 1;
        last = c;
        if (row <= 3 || isAsciiAlphanumeric(c))
            text[kept++] = c;
    }
    text.resize(kept);
}

bool beginsWith(std::u32string_view word, std::u32string_view lowerCase) {
    if (word.size() < lowerCase.size())
        return false;
    for (std::size_t i = 0; i < lowerCase.size(); ++i)
        if ((word[i] | 0x20) != lowerCase[i])
            return false;
    return true;
}

void appendCharacter(std::string &out, char32_t c) { appendUtf8(out, c >= 0xD800 && c <= 0xDFFF ? U'\U0010FFFF' : c); }

void appendWord(std::string &out, std::u32string_view word) {
    if (word.front() == '@') {
        out += "@USER";
    } else if (beginsWith(word, U"http") || beginsWith(word, U"www")) {
        out += "HTTPURL";
    } else if (word.size() > 1 || word.front() < 0x80) {
        for (const char32_t c : word)
            appendCharacter(out, c);
    } else if (word.front() == kApostrophe) {  // named by an entity, as the next one
        out.push_back('\'');
    } else if (word.front() == kEllipsis) {
        out += "...";
    } else if (word.front() != kEmojiStyle) {
        const std::string_view name = emojiName(word.front());
        if (name.empty())
            appendCharacter(out, word.front());
        else
            out += name;
    }
}

struct Replacement {
    std::string_view from, to;
};
// In this order, each over the whole text.
constexpr Replacement kReplacements[] = {
    {"cannot ", "can not "}, {"n't ", " n't "},      {"n 't ", " n't "},   {"ca n't", "can't"},   {"ai n't", "ain't"},
    {"'m ", " 'm "},         {"'re ", " 're "},      {"'s ", " 's "},      {"'ll ", " 'll "},     {"'d ", " 'd "},
    {"'ve ", " 've "},       {" p . m .", "  p.m."}, {" p . m ", " p.m "}, {" a . m .", " a.m."}, {" a . m ", " a.m "}};

void replaceAll(std::string &text, const Replacement &replacement) {
    std::size_t found = text.find(replacement.from);
    if (found == std::string::npos)
        return;
    std::string out;
    std::size_t done = 0;
    for (; found != std::string::npos; found = text.find(replacement.from, done)) {
        out.append(text, done, found - done).append(replacement.to);
        done = found + replacement.from.size();
    }
    out.append(text, done);
    text.swap(out);
}

// Python's " ".join(text.split()).
std::string withSingleSpaces(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool spaceIsDue = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(text, at);
        if (unicode::isPythonSpace(c)) {
            spaceIsDue = !out.empty();
            continue;
        }
        if (spaceIsDue)
            out.push_back(' ');
        spaceIsDue = false;
        out.append(text, begin, at - begin);
    }
    return out;
}

class TweetNormalizer : public Normalizer {
public:
    void apply(std::string &text, const GrowthLimit &limit) const override {
        std::u32string tweet = codePoints(text);
        replaceHtmlEntities(tweet);
        shortenRows(tweet);
        std::string joined;
        joined.reserve(text.size() * 2);
        const std::vector<Span> words = tweetWords(tweet);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i > 0)
                joined.push_back(' ');
            appendWord(joined, std::u32string_view(tweet).substr(words[i].begin, words[i].end - words[i].begin));
        }
        for (const Replacement &replacement : kReplacements)
            replaceAll(joined, replacement);
        limit.check(joined.size());
        text = withSingleSpaces(joined);
    }
};

}  // namespace

std::unique_ptr<const Normalizer> makeTweetNormalizer() { return std::make_unique<TweetNormalizer>(); }

}  // namespace warbler
