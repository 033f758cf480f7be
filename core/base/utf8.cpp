// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

namespace warbler {

namespace {
constexpr char32_t kReplacement = 0xFFFD;

// Length in bytes of the well-formed sequence at text[at] (Unicode table 3-7: no overlong forms, no surrogates), 0 if
// none.
std::size_t sequenceLength(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() - at < length)
        return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(at + 1) < low || byte(at + 1) > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte(at + i) & 0xC0) != 0x80)
            return 0;
    return length;
}

bool isWhiteSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
}  // namespace

char32_t nextCodePoint(std::string_view text, std::size_t &at) {
    const std::size_t length = sequenceLength(text, at);
    if (length == 0) {
        ++at;
        return kReplacement;
    }
    constexpr char32_t masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t result = static_cast<unsigned char>(text[at]) & masks[length];
    for (std::size_t i = 1; i < length; ++i)
        result = (result << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    at += length;
    return result;
}

void appendUtf8(std::string &out, char32_t codePoint) {
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        codePoint = kReplacement;
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((codePoint >> shift) & 0x3F)); };
    if (codePoint < 0x80) {
        out += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        out += static_cast<char>(0xC0 | (codePoint >> 6));
        tail(0);
    } else if (codePoint < 0x10000) {
        out += static_cast<char>(0xE0 | (codePoint >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (codePoint >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isValidUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::string withoutBadUtf8(std::string_view text) {
    if (isValidUtf8(text))
        return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();)
        appendUtf8(out, nextCodePoint(text, at));
    return out;
}

std::size_t codePointCount(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        nextCodePoint(text, at);
    return count;
}

std::string excerpt(std::string_view text, std::size_t codePoints) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t taken = 0; taken < codePoints && at < text.size(); ++taken) {
        const char32_t c = nextCodePoint(text, at);
        appendUtf8(out, c < 0x20 || c == 0x7F ? U' ' : c);  // a message is one line and moves no cursor
    }
    if (at < text.size())
        out += "\u2026";
    return out;
}

bool isBlank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!isWhiteSpace(nextCodePoint(text, at)))
            return false;
    return true;
}

}  // namespace warbler
