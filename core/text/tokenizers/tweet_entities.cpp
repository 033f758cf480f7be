// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tweet_entities.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "core/text/tokenizers/tweet_tables.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

constexpr char32_t kCodePoints = 0x110000;
constexpr std::size_t kLongestDecimal = 4300;  // digits Python's int() takes

// Where Windows-1252 has a character; 0 where it has none.
constexpr char16_t kWindows1252[] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                     0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
static_assert(std::size(kWindows1252) == 32);

// The value of a digit of any script, of an ASCII letter as a digit above 9; 99 for another character.
unsigned digitValue(char32_t c) {
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    if (!unicode::isDecimalDigit(c))
        return 99;
    // Digits stand in rows of ten that begin with zero.
    char32_t first = c;
    while (first > 0 && unicode::isDecimalDigit(first - 1))
        --first;
    return (c - first) % 10;
}

// Python's int(text, base) of a text without white space, below kCodePoints; nullopt where int() refuses or the value
// is no code point.
std::optional<char32_t> numberOf(std::u32string_view text, unsigned base) {
    bool isNegative = false;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        isNegative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (base == 16 && text.size() > 1 && digitValue(text[0]) == 0 && (text[1] == 'x' || text[1] == 'X')) {
        text.remove_prefix(2);
        if (!text.empty() && text.front() == '_')
            text.remove_prefix(1);
    }
    char32_t value = 0;
    std::size_t digits = 0;
    bool digitNeeded = true;
    for (const char32_t c : text) {
        if (c == '_' && !digitNeeded) {
            digitNeeded = true;
            continue;
        }
        const unsigned digit = digitValue(c);
        if (digit >= base)
            return std::nullopt;
        digitNeeded = false;
        ++digits;
        value = std::min<char32_t>(value * base + digit, kCodePoints);
    }
    if (digitNeeded || value >= kCodePoints || (isNegative && value > 0) || (base == 10 && digits > kLongestDecimal))
        return std::nullopt;
    return value;
}

std::optional<char32_t> namedEntity(std::u32string_view name) {
    std::string ascii;
    for (const char32_t c : name) {
        if (c >= 0x80)
            return std::nullopt;
        ascii.push_back(static_cast<char>(c));
    }
    return htmlEntity(ascii);
}

// content: what stands between '&' and ';', not empty.
std::optional<char32_t> characterOf(std::u32string_view content) {
    const bool hasHash = content.front() == '#';
    std::u32string_view body = content.substr(hasHash ? 1 : 0);
    bool hasX = !body.empty() && body.front() == 'x';
    if (hasX && body.size() == 1)
        hasX = false;  // the pattern wants a character after it, and gives the x back
    if (hasX)
        body.remove_prefix(1);
    if (!hasHash && !hasX)
        return namedEntity(body);
    if (body.empty())  // "#" alone: given back too
        return namedEntity(content);
    const std::optional<char32_t> number = numberOf(body, hasX ? 16 : 10);
    if (!number || *number < 0x80 || *number > 0x9F)
        return number;
    const char32_t meant = kWindows1252[*number - 0x80];
    return meant == 0 ? std::nullopt : std::optional<char32_t>(meant);
}

}  // namespace

void replaceHtmlEntities(std::u32string &text) {
    std::size_t at = text.find(U'&');
    if (at == std::u32string::npos)
        return;
    std::u32string out(text, 0, at);
    while (at < text.size()) {
        std::size_t end = at + 1;
        if (text[at] == '&') {
            while (end < text.size() && text[end] != '&' && text[end] != ';' && !unicode::isWhiteSpace(text[end]))
                ++end;
            if (end < text.size() && text[end] == ';' && end > at + 1) {
                if (const auto character = characterOf(std::u32string_view(text).substr(at + 1, end - at - 1)))
                    out.push_back(*character);
                at = end + 1;
                continue;
            }
        }
        out.append(text, at, end - at);
        at = end;
    }
    text.swap(out);
}

}  // namespace warbler
