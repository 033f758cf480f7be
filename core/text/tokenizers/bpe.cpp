// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/bpe.h"

#include <algorithm>
#include <functional>
#include <queue>

#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

namespace {

constexpr std::size_t kFew = 40;  // symbols up to which a scan beats a heap
constexpr std::string_view kMark = "\u2581";

}  // namespace

Bpe::Bpe(const TokenizerFile &file, Options options)
    : m_vocabulary(file.vocabulary), m_options(options), m_bytes(file.vocabulary), m_merges(file.merges.size()) {
    std::string joined;
    for (std::size_t rank = 0; rank < file.merges.size(); ++rank) {
        const auto [left, right] = file.merges.at(rank);
        joined.assign(left).append(right);
        const TokenId ids[] = {m_vocabulary.find(left), m_vocabulary.find(right), m_vocabulary.find(joined)};
        const std::string_view tokens[] = {left, right, joined};
        for (std::size_t i = 0; i < 3; ++i)
            if (ids[i] == Vocabulary::kNone)
                throw badTokenizer(file.path, "model.merges: entry " + std::to_string(rank) + " needs the token \"" +
                                                  excerpt(tokens[i]) + "\", which is not in the vocabulary");
        addMerge(ids[0], ids[1], static_cast<std::uint32_t>(rank), ids[2]);
    }
    lookUpCommon();
}

Bpe::Bpe(const Vocabulary &vocabulary, const std::vector<Pair> &pairs, Options options)
    : m_vocabulary(vocabulary), m_options(options), m_bytes(vocabulary), m_merges(pairs.size()) {
    for (const Pair &pair : pairs)
        addMerge(pair.left, pair.right, pair.rank, pair.result);
    lookUpCommon();
}

void Bpe::lookUpCommon() {
    m_mark = m_vocabulary.find(kMark);
    for (char32_t c = 0; c < m_common.size(); ++c) {
        std::string character;
        appendUtf8(character, c);
        m_common[c] = m_vocabulary.find(character);
    }
}

void Bpe::addMerge(TokenId left, TokenId right, std::uint32_t rank, TokenId result) {
    m_merges.add(left, right, rank, result);
    if (m_vocabulary.token(right).starts_with(kMark) && !m_vocabulary.token(left).ends_with(kMark))
        m_wordsAreApart = false;
}

TokenId Bpe::symbolId(std::string_view character, char32_t codePoint) const {
    return codePoint < m_common.size() ? m_common[codePoint] : m_vocabulary.find(character);
}

void Bpe::symbols(std::string_view piece, std::vector<TokenId> &out) const {
    bool unknownIsPending = false;
    for (std::size_t at = 0; at < piece.size();) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(piece, at);
        const std::string_view character = piece.substr(begin, at - begin);
        const TokenId id = symbolId(character, c);
        if (id != Vocabulary::kNone) {
            if (unknownIsPending)
                out.push_back(m_options.unknown);
            unknownIsPending = false;
            out.push_back(id);
            continue;
        }
        // The reference leaves a pending unknown pending here, so that it comes after these bytes.
        if (m_options.byteFallback && m_bytes.append(character, out))
            continue;
        if (m_options.unknown == Vocabulary::kNone)
            continue;
        if (unknownIsPending && !m_options.fuseUnknown)
            out.push_back(m_options.unknown);
        unknownIsPending = true;
    }
    if (unknownIsPending)
        out.push_back(m_options.unknown);
}

void Bpe::encode(std::string_view piece, std::vector<TokenId> &out) const {
    if (m_options.ignoreMerges) {
        const TokenId whole = m_vocabulary.find(piece);
        if (whole != Vocabulary::kNone) {
            out.push_back(whole);
            return;
        }
    }
    const std::size_t begin = out.size();
    symbols(piece, out);
    // A text that comes in one piece is merged word by word where no merge reaches over the space: the same ids, in
    // short lists.
    TokenId *const first = out.data() + begin, *const last = out.data() + out.size();
    TokenId *written = first;
    for (TokenId *word = first, *end = first; word < last; word = end) {
        do
            ++end;
        while (end < last && !(m_wordsAreApart && *end == m_mark && end[-1] != m_mark));
        const std::size_t left = merge(word, static_cast<std::size_t>(end - word));
        written = std::copy(word, word + left, written);
    }
    out.resize(begin + static_cast<std::size_t>(written - first));
}

std::size_t Bpe::merge(TokenId *symbols, std::size_t count) const {
    return count > kFew ? mergeMany(symbols, count) : count > 1 ? mergeFew(symbols, count) : count;
}

std::size_t Bpe::mergeFew(TokenId *symbol, std::size_t count) const {
    std::array<std::uint32_t, kFew> ranks;
    std::array<TokenId, kFew> results;
    const auto look = [&](std::size_t i) {
        const Merge *merge = m_merges.find(symbol[i], symbol[i + 1]);
        ranks[i] = merge == nullptr ? MergeTable::kNoRank : merge->rank;
        results[i] = merge == nullptr ? Vocabulary::kNone : merge->result;
    };
    for (std::size_t i = 0; i + 1 < count; ++i)
        look(i);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (ranks[i] < ranks[best])
                best = i;
        if (ranks[best] == MergeTable::kNoRank)
            break;
        symbol[best] = results[best];
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            symbol[i] = symbol[i + 1];
            ranks[i] = ranks[i + 1];
            results[i] = results[i + 1];
        }
        if (best > 0)
            look(best - 1);
        if (best + 1 < count)
            look(best);
    }
    return count;
}

std::size_t Bpe::mergeMany(TokenId *ids, std::size_t size) const {
    struct Symbol {
        TokenId id;
        std::int32_t previous, next;
    };
    struct Candidate {
        std::uint32_t rank;
        std::int32_t at;
        TokenId result;
        bool operator>(const Candidate &other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
    };
    const auto count = static_cast<std::int32_t>(size);
    std::vector<Symbol> symbols_(static_cast<std::size_t>(count));
    const auto symbol = [&](std::int32_t i) -> Symbol & { return symbols_[static_cast<std::size_t>(i)]; };
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> open;
    for (std::int32_t i = 0; i < count; ++i)
        symbol(i) = {ids[i], i - 1, i + 1 < count ? i + 1 : -1};
    const auto look = [&](std::int32_t i) {
        if (i < 0 || symbol(i).next < 0)
            return;
        if (const Merge *merge = m_merges.find(symbol(i).id, symbol(symbol(i).next).id))
            open.push({merge->rank, i, merge->result});
    };
    for (std::int32_t i = 0; i < count; ++i)
        look(i);
    while (!open.empty()) {
        const Candidate top = open.top();
        open.pop();
        Symbol &left = symbol(top.at);
        if (left.id == Vocabulary::kNone || left.next < 0)
            continue;
        Symbol &right = symbol(left.next);
        const Merge *merge = m_merges.find(left.id, right.id);
        if (merge == nullptr || merge->rank != top.rank || merge->result != top.result)
            continue;  // one side was merged elsewhere since
        left.id = top.result;
        right.id = Vocabulary::kNone;
        left.next = right.next;
        if (left.next >= 0)
            symbol(left.next).previous = top.at;
        look(left.previous);
        look(top.at);
    }
    std::size_t left = 0;
    for (std::int32_t i = 0; i >= 0; i = symbol(i).next)
        ids[left++] = symbol(i).id;
    return left;
}

}  // namespace warbler
