// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/added_tokens.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

// Start of the last character of text, which is not empty and valid UTF-8.
std::size_t lastCharacter(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

bool endsWithWord(std::string_view text) {
    if (text.empty())
        return false;
    std::size_t at = lastCharacter(text);
    return unicode::isWordCharacter(nextCodePoint(text, at));
}

bool startsWithWord(std::string_view text) {
    std::size_t at = 0;
    return !text.empty() && unicode::isWordCharacter(nextCodePoint(text, at));
}

std::size_t spaceBefore(std::string_view text, std::size_t end) {
    while (end > 0) {
        const std::size_t begin = lastCharacter(text.substr(0, end));
        std::size_t at = begin;
        if (!unicode::isWhiteSpace(nextCodePoint(text, at)))
            break;
        end = begin;
    }
    return end;
}

std::size_t spaceAfter(std::string_view text, std::size_t begin) {
    while (begin < text.size()) {
        std::size_t at = begin;
        if (!unicode::isWhiteSpace(nextCodePoint(text, at)))
            break;
        begin = at;
    }
    return begin;
}

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, std::vector<std::string> contents)
    : m_tokens(std::move(tokens)), m_contents(std::move(contents)) {
    std::vector<std::string_view> looked;
    for (std::uint32_t i = 0; i < m_tokens.size(); ++i) {
        if (m_contents[i].empty())
            continue;
        looked.push_back(m_contents[i]);
        m_tokenOf.push_back(i);
        (m_tokens[i].isSpecial ? m_hasSpecial : m_hasOrdinary) = true;
    }
    m_index = SortedTokens(std::move(looked));
}

void AddedTokens::split(std::string_view text, Span plain, std::vector<Segment> &out) const {
    const bool allIsPlain = plain.begin == 0 && plain.end == text.size();
    const auto emit = [&](std::size_t begin, std::size_t end, TokenId id) {
        if (begin < end)
            out.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, id});
    };
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size() && (m_hasOrdinary || (m_hasSpecial && !allIsPlain));) {
        std::size_t size = 0;
        std::uint32_t which = 0;
        m_index.prefixesOf(text.substr(at), [&](std::uint32_t token, std::size_t length) {
            if (length > size)
                which = token;
            size = length;
        });
        if (size == 0) {
            ++at;
            continue;
        }
        const AddedToken &token = m_tokens[m_tokenOf[which]];
        std::size_t begin = at, end = at + size;
        at = end;
        if (token.isSpecial && begin < plain.end && end > plain.begin)
            continue;
        if (token.singleWord && (endsWithWord(text.substr(0, begin)) || startsWithWord(text.substr(end))))
            continue;
        if (token.leftStrip)
            begin = std::max(spaceBefore(text, begin), done);
        if (token.rightStrip)
            end = spaceAfter(text, end);
        emit(done, begin, Vocabulary::kNone);
        emit(begin, end, token.id);
        done = end;
    }
    emit(done, text.size(), Vocabulary::kNone);
}

}  // namespace warbler
