// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/word_piece.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"

namespace warbler {

WordPiece::WordPiece(const Vocabulary &vocabulary, Options options)
    : m_vocabulary(vocabulary), m_options(std::move(options)) {}

void WordPiece::encode(std::string_view piece, std::vector<TokenId> &out) const {
    const std::size_t begin = out.size();
    const auto giveUp = [&] {
        out.resize(begin);
        out.push_back(m_options.unknown);
    };
    if (piece.size() > m_options.longestWord && codePointCount(piece) > m_options.longestWord)
        return giveUp();
    // The prefix stands before the rest of the word in one buffer, so that no part needs a text of its own.
    std::string prefixed = m_options.prefix;
    prefixed += piece;
    const std::size_t shift = m_options.prefix.size();
    for (std::size_t at = 0; at < piece.size();) {
        if (at > 0)
            std::copy(m_options.prefix.begin(), m_options.prefix.end(),
                      prefixed.begin() + static_cast<std::ptrdiff_t>(at));
        const std::string_view rest = at == 0 ? piece : std::string_view(prefixed).substr(at);
        const std::size_t lead = at == 0 ? 0 : shift;
        std::size_t size = std::min(rest.size(), std::max(m_vocabulary.longestToken(), lead + 1));
        TokenId id = Vocabulary::kNone;
        for (; size > lead; --size) {
            if (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80)
                continue;  // inside a character
            id = m_vocabulary.find(rest.substr(0, size));
            if (id != Vocabulary::kNone)
                break;
        }
        if (id == Vocabulary::kNone)
            return giveUp();
        out.push_back(id);
        at += size - lead;
    }
}

}  // namespace warbler
