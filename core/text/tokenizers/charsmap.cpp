// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/charsmap.h"

#include <utf8proc.h>

#include "core/base/utf8.h"

namespace warbler {

namespace {

constexpr std::uint32_t kTrieLimit = 16u << 20;  // real ones have a quarter of a MiB

// A unit of darts-clone's double array.
std::uint32_t label(std::uint32_t unit) { return unit & ((1u << 31) | 0xFF); }
std::uint32_t offset(std::uint32_t unit) { return (unit >> 10) << ((unit & (1u << 9)) >> 6); }
std::uint32_t value(std::uint32_t unit) { return unit & ((1u << 31) - 1); }
bool hasLeaf(std::uint32_t unit) { return ((unit >> 8) & 1) != 0; }

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t i = 4; i-- > 0;)
        word = word << 8 | static_cast<unsigned char>(bytes[at + i]);
    return word;
}

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64Digit(char c) {
    const std::size_t at = kDigits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

Charsmap::Charsmap(std::string_view blob) {
    if (blob.empty())
        return;
    if (blob.size() < 4)
        throw Damage{"shorter than its own length field"};
    const std::uint32_t trieBytes = littleEndian(blob, 0);
    if (trieBytes > blob.size() - 4 || trieBytes % 4 != 0 || trieBytes == 0)
        throw Damage{"the trie's length is not inside the table"};
    if (trieBytes > kTrieLimit)
        throw Damage{"the trie has more than 16 MiB"};
    m_units.resize(trieBytes / 4);
    for (std::size_t i = 0; i < m_units.size(); ++i)
        m_units[i] = littleEndian(blob, 4 + 4 * i);
    m_replacements.assign(blob.substr(4 + trieBytes));
    if (m_replacements.empty() || m_replacements.back() != '\0')
        throw Damage{"the replacements do not end with a zero byte"};
    if (!isValidUtf8(m_replacements))
        throw Damage{"a replacement lies outside the table or is not UTF-8"};
    checkReachable();
}

// Visits every state a lookup can reach, each once: the keys of a real table outnumber its states a hundredfold. Going
// round in a circle does no harm, since every step takes a byte of the text.
void Charsmap::checkReachable() const {
    std::vector<bool> isSeen(m_units.size());
    std::vector<std::uint32_t> open;
    const auto reach = [&](std::uint32_t base) {
        if ((base | 0xFF) >= m_units.size())
            throw Damage{"a step of the trie leads outside the table"};
        if (!isSeen[base])
            open.push_back(base);
        isSeen[base] = true;
    };
    reach(offset(m_units[0]));
    while (!open.empty()) {
        const std::uint32_t base = open.back();
        open.pop_back();
        for (std::uint32_t c = 1; c < 256; ++c) {
            const std::uint32_t at = base ^ c, unit = m_units[at];
            if (label(unit) != c)
                continue;
            const std::uint32_t next = at ^ offset(unit);
            reach(next);
            const std::uint32_t start = hasLeaf(unit) ? value(m_units[next]) : 0;
            if (start >= m_replacements.size() || (static_cast<unsigned char>(m_replacements[start]) & 0xC0) == 0x80)
                throw Damage{"a replacement lies outside the table or is not UTF-8"};
        }
    }
}

Charsmap Charsmap::fromBase64(const std::string &text) {
    std::string blob;
    std::uint32_t bits = 0;
    int held = 0;
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == '=' && text.size() - end < 2)
        --end;
    for (std::size_t i = 0; i < end; ++i) {
        const int digit = base64Digit(text[i]);
        if (digit < 0)
            throw Damage{"not base64"};
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held >= 8) {
            held -= 8;
            blob.push_back(static_cast<char>(bits >> held & 0xFF));
        }
    }
    return Charsmap(blob);
}

const char *Charsmap::replacement(std::string_view text) const {
    if (m_units.empty())
        return nullptr;
    std::uint32_t at = offset(m_units[0]);
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c == 0)
            return nullptr;
        at ^= c;
        const std::uint32_t unit = m_units[at];
        if (label(unit) != c)
            return nullptr;
        at ^= offset(unit);
        if (hasLeaf(unit))
            return m_replacements.c_str() + value(m_units[at]);
    }
    return nullptr;
}

std::string Charsmap::normaliseText(std::string_view text, const GrowthLimit &limit) const {
    constexpr std::size_t kGraphemeLimit = 6;  // the reference looks up no longer cluster as a whole
    std::string out;
    out.reserve(text.size());
    const auto append = [&](std::string_view part) {
        limit.check(out.size() + part.size());
        out += part;
    };
    const auto appendByCharacter = [&](std::string_view cluster) {
        for (std::size_t at = 0; at < cluster.size();) {
            const std::size_t begin = at;
            nextCodePoint(cluster, at);
            const std::string_view part = cluster.substr(begin, at - begin);
            const char *found = replacement(part);
            append(found != nullptr ? found : part);
        }
    };
    utf8proc_int32_t state = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<utf8proc_int32_t>(nextCodePoint(text, at));
        std::size_t ahead = at;
        if (at < text.size() &&
            !utf8proc_grapheme_break_stateful(c, static_cast<utf8proc_int32_t>(nextCodePoint(text, ahead)), &state))
            continue;
        const std::string_view cluster = text.substr(begin, at - begin);
        const char *whole = cluster.size() < kGraphemeLimit ? replacement(cluster) : nullptr;
        if (whole != nullptr)
            append(whole);
        else
            appendByCharacter(cluster);
        begin = at;
    }
    return out;
}

std::string toBase64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i)
            text.push_back(at + i <= bytes.size() ? kDigits[bits >> (18 - 6 * i) & 63] : '=');
    }
    return text;
}

}  // namespace warbler
