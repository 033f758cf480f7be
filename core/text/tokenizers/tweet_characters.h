// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/unicode.h"

namespace warbler {

// The code points of a tweet with the classes the tweet tokenizer's pattern asks for, each found once. Every question
// may be asked one place after the end and farther: there is U+0000, of no class.
class TweetCharacters {
public:
    static constexpr std::size_t kNo = ~std::size_t(0);

    explicit TweetCharacters(std::u32string_view text) : m_text(text), m_classes(text.size()) {
        for (std::size_t i = 0; i < text.size(); ++i)
            m_classes[i] = text[i] < 0x80 ? kAscii[text[i]] : classesOf(text[i]);
    }
    std::size_t size() const { return m_text.size(); }
    char32_t operator[](std::size_t at) const { return at < m_text.size() ? m_text[at] : U'\0'; }

    bool isSpace(std::size_t at) const { return has(at, kSpace); }    // \s
    bool isWord(std::size_t at) const { return has(at, kWord); }      // \w
    bool isDigit(std::size_t at) const { return has(at, kDecimal); }  // \d
    bool isLetter(std::size_t at) const {
        return has(at, kWord) && !has(at, kDecimal) && m_text[at] != '_';
    }                                                                         // [^\W\d_]
    bool isAlphabetic(std::size_t at) const { return has(at, kAlphabetic); }  // [a-z] where case is ignored
    bool isAlphanumeric(std::size_t at) const { return has(at, kAlphabetic | kZeroToNine); }  // [a-z0-9]

private:
    static constexpr std::uint8_t kAlphabetic = 1, kZeroToNine = 2, kWord = 4, kDecimal = 8, kSpace = 16;
    static constexpr std::array<std::uint8_t, 0x80> kAscii = [] {
        std::array<std::uint8_t, 0x80> classes{};
        for (std::size_t c = 0; c < classes.size(); ++c) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
                classes[c] = kAlphabetic | kWord;
            else if (c >= '0' && c <= '9')
                classes[c] = kZeroToNine | kWord | kDecimal;
            else if (c == '_')
                classes[c] = kWord;
            else if (c == ' ' || (c >= 0x09 && c <= 0x0D))
                classes[c] = kSpace;
        }
        return classes;
    }();
    static std::uint8_t classesOf(char32_t c) {
        if (unicode::isWhiteSpace(c))
            return kSpace;
        // Equal to an ASCII letter but for case: capital I with a dot, long s, the kelvin sign.
        if (c == 0x130 || c == 0x17F || c == 0x212A)
            return kAlphabetic | kWord;
        return unicode::isDecimalDigit(c) ? kWord | kDecimal : unicode::isWordCharacter(c) ? kWord : std::uint8_t(0);
    }
    bool has(std::size_t at, std::uint8_t classes) const {
        return at < m_classes.size() && (m_classes[at] & classes) != 0;
    }

    std::u32string_view m_text;
    std::vector<std::uint8_t> m_classes;
};

}  // namespace warbler
