// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/mojibake.h"

#include <optional>

#include "core/base/utf8.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr int kMostTimes = 3;

// The byte windows-1252 has for the character, or that decoders pass on where it has none; -1: none.
int windows1252Byte(char32_t codePoint) {
    if (codePoint < 0x100)
        return static_cast<int>(codePoint);
    for (int byte = 0x80; byte < 0xA0; ++byte)
        if (windows1252CodePoint(static_cast<unsigned char>(byte)) == codePoint)
            return byte;
    return -1;
}

int lengthFrom(int lead) {
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool isTelling(int lead) { return (lead >= 0xC2 && lead <= 0xC5) || lead == 0xE2 || lead == 0xE3 || lead == 0xF0; }

// The bytes that the characters from text[at] on once were, if they are one character of UTF-8; moves at to the next
// one.
bool takeCharacter(std::string_view text, std::size_t &at, std::string &bytes, bool &isSure) {
    std::size_t next = at;
    const int lead = windows1252Byte(nextCodePoint(text, next));
    const int length = lengthFrom(lead);
    if (length == 0)
        return false;
    std::string character(1, static_cast<char>(lead));
    for (int i = 1; i < length; ++i) {
        if (next >= text.size())
            return false;
        const int byte = windows1252Byte(nextCodePoint(text, next));
        if (byte < 0x80 || byte >= 0xC0)
            return false;
        character.push_back(static_cast<char>(byte));
    }
    if (!isValidUtf8(character))
        return false;
    bytes += character;
    isSure = isSure || isTelling(lead);
    at = next;
    return true;
}

// What the text once was, with every character of it that can be undone; nullopt where none is sure.
std::optional<std::string> undone(std::string_view text) {
    bool isSure = false;
    std::string out;
    int together = 0;  // such characters side by side
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            out.push_back(text[at++]);
            together = 0;
        } else if (takeCharacter(text, at, out, isSure)) {
            isSure = isSure || ++together >= 2;
        } else {
            const std::size_t before = at;
            nextCodePoint(text, at);
            out.append(text.substr(before, at - before));
            together = 0;
        }
    }
    return isSure ? std::optional(std::move(out)) : std::nullopt;
}

// Two bytes after 0xED that make half of a surrogate pair; the high half begins with A0 to AF, the low one with B0 to
// BF.
bool isHalf(std::string_view bytes, std::size_t at, unsigned first) {
    if (at + 3 > bytes.size() || static_cast<unsigned char>(bytes[at]) != 0xED)
        return false;
    const unsigned second = static_cast<unsigned char>(bytes[at + 1]),
                   third = static_cast<unsigned char>(bytes[at + 2]);
    return second >= first && second < first + 0x10 && third >= 0x80 && third < 0xC0;
}

char32_t halfAt(std::string_view bytes, std::size_t at) {
    return 0xD000u | (static_cast<unsigned char>(bytes[at + 1]) & 0x3Fu) << 6 |
           (static_cast<unsigned char>(bytes[at + 2]) & 0x3Fu);
}
}  // namespace

bool hasMojibake(std::string_view text) { return !isAscii(text) && undone(text).has_value(); }

std::string withoutMojibake(std::string_view text) {
    std::string current(text);
    for (int time = 0; time < kMostTimes; ++time) {
        auto earlier = undone(current);
        if (!earlier)
            break;
        current = std::move(*earlier);
    }
    return current;
}

std::string joinSurrogates(std::string_view bytes) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = bytes.find('\xED'); at != std::string_view::npos; at = bytes.find('\xED', at)) {
        if (!isHalf(bytes, at, 0xA0) || !isHalf(bytes, at + 3, 0xB0)) {
            ++at;
            continue;
        }
        out.append(bytes.substr(copied, at - copied));
        appendUtf8(out, 0x10000 + ((halfAt(bytes, at) - 0xD800) << 10) + (halfAt(bytes, at + 3) - 0xDC00));
        copied = at += 6;
    }
    out.append(bytes.substr(copied));
    return out;
}

}  // namespace warbler
