// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/unigram.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/utf8.h"

namespace warbler {

namespace {

constexpr double kUnknownPenalty = 10;

}  // namespace

Unigram::Unigram(const TokenizerFile &file, TokenId unknown, Unknowns unknowns)
    : m_vocabulary(file.vocabulary), m_scores(file.scores), m_bytes(file.vocabulary), m_unknown(unknown),
      m_unknowns(unknowns),
      m_unknownScore(*std::min_element(file.scores.begin(), file.scores.end()) - kUnknownPenalty) {
    std::vector<std::string_view> tokens;
    for (TokenId id = 0; id < static_cast<TokenId>(m_scores.size()); ++id) {
        if (!m_vocabulary.token(id).empty()) {
            tokens.push_back(m_vocabulary.token(id));
            m_ids.push_back(id);
        }
    }
    m_tokens = SortedTokens(std::move(tokens));
}

void Unigram::encode(std::string_view piece, std::vector<TokenId> &out) const {
    constexpr std::uint32_t kUnreached = ~std::uint32_t(0);
    struct Node {
        double score = 0;
        std::uint32_t begin = kUnreached, next = 0;
        TokenId id = 0;
    };
    std::array<Node, 128> few;  // a word; a whole text rarely comes in one piece
    std::vector<Node> many(piece.size() < few.size() ? 0 : piece.size() + 1);
    const std::span<Node> ends = many.empty() ? std::span<Node>(few) : std::span<Node>(many);
    for (std::size_t at = 0; at < piece.size();) {
        std::size_t next = at;
        nextCodePoint(piece, next);
        const double here = ends[at].score;
        bool hasCharacter = false;
        const auto reach = [&](std::size_t end, TokenId id, double score) {
            Node &node = ends[end];
            if (node.begin == kUnreached || score > node.score)
                node = {score, static_cast<std::uint32_t>(at), 0, id};
        };
        m_tokens.prefixesOf(piece.substr(at), [&](std::uint32_t token, std::size_t size) {
            const TokenId id = m_ids[token];
            reach(at + size, id, m_scores[static_cast<std::size_t>(id)] + here);
            hasCharacter = hasCharacter || at + size == next;
        });
        if (!hasCharacter)
            reach(next, m_unknown, m_unknownScore + here);
        at = next;
    }
    // Backwards along the best path, where each node learns what comes after it, then forwards: neighbouring unknowns
    // are one.
    for (auto end = static_cast<std::uint32_t>(piece.size()); end > 0; end = ends[end].begin)
        ends[ends[end].begin].next = end;
    for (std::uint32_t begin = 0; begin < piece.size();) {
        std::uint32_t end = ends[begin].next;
        if (ends[end].id != m_unknown) {
            out.push_back(ends[end].id);
            begin = end;
            continue;
        }
        while (end < piece.size() && ends[ends[end].next].id == m_unknown)
            end = ends[end].next;
        const std::string_view part = piece.substr(begin, end - begin);
        const TokenId id = m_vocabulary.find(part);
        if (id != Vocabulary::kNone)
            out.push_back(id);
        else if (m_unknowns == Unknowns::AsToken || !m_bytes.append(part, out))
            out.push_back(m_unknown);
        begin = end;
    }
}

}  // namespace warbler
