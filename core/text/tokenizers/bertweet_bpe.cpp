// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/bertweet_bpe.h"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>

#include "core/base/utf8.h"

namespace warbler {

namespace {

constexpr std::string_view kWordEnd = "</w>", kContinues = "@@";
constexpr std::size_t kFew = 48;  // symbols up to which a scan beats a heap

}  // namespace

BertweetBpe::BertweetBpe(const Vocabulary &vocabulary, const MergeList &merges, TokenId unknown)
    : m_vocabulary(vocabulary), m_unknown(unknown), m_merges(merges.size()) {
    std::string joined;
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto [left, right] = merges.at(rank);
        joined.assign(left).append(right);
        const TokenId leftId = symbolOf(left), rightId = symbolOf(right);
        m_merges.add(leftId, rightId, static_cast<std::uint32_t>(rank), symbolOf(joined));
    }
}

TokenId BertweetBpe::symbolOf(std::string_view text) {
    const TokenId known = m_symbols.find(text);
    if (known != Vocabulary::kNone)
        return known;
    const TokenId id = m_symbols.idLimit();
    m_symbols.add(text, id);
    const auto orUnknown = [&](TokenId token) { return token == Vocabulary::kNone ? m_unknown : token; };
    m_tokenInside.push_back(orUnknown(m_vocabulary.find(std::string(text).append(kContinues))));
    m_tokenLast.push_back(text.ends_with(kWordEnd)
                              ? orUnknown(m_vocabulary.find(text.substr(0, text.size() - kWordEnd.size())))
                              : m_unknown);
    return id;
}

TokenId BertweetBpe::symbolOfCharacter(std::string_view character, bool isLast) const {
    if (!isLast)
        return m_symbols.find(character);
    std::array<char, 8> marked;
    char *const end =
        std::copy(kWordEnd.begin(), kWordEnd.end(), std::copy(character.begin(), character.end(), marked.begin()));
    return m_symbols.find({marked.data(), static_cast<std::size_t>(end - marked.data())});
}

const MergeTable::Merge *BertweetBpe::find(TokenId left, TokenId right) const {
    return left == Vocabulary::kNone || right == Vocabulary::kNone ? nullptr : m_merges.find(left, right);
}

TokenId BertweetBpe::tokenOf(std::string_view piece, const Symbol &symbol) const {
    const bool isLast = symbol.end == piece.size();
    if (symbol.id != Vocabulary::kNone)
        return (isLast ? m_tokenLast : m_tokenInside)[static_cast<std::size_t>(symbol.id)];
    std::string text(piece.substr(symbol.begin, symbol.end - symbol.begin));
    if (!isLast)
        text += kContinues;
    const TokenId token = m_vocabulary.find(text);
    return token == Vocabulary::kNone ? m_unknown : token;
}

void BertweetBpe::encode(std::string_view piece, std::vector<TokenId> &out) const {
    std::array<Symbol, kFew> few;
    std::vector<Symbol> many;
    Symbol *symbols = few.data();
    std::size_t count = 0;
    for (std::size_t at = 0; at < piece.size(); ++count) {
        if (count == kFew && many.empty()) {
            many.assign(few.begin(), few.end());
            many.resize(kFew + piece.size() - at);
            symbols = many.data();
        }
        const std::size_t begin = at;
        nextCodePoint(piece, at);
        symbols[count] = {symbolOfCharacter(piece.substr(begin, at - begin), at == piece.size()),
                          static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    }
    count = count > kFew ? mergeMany(symbols, count) : mergeFew(symbols, count);
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(tokenOf(piece, symbols[i]));
}

std::size_t BertweetBpe::mergeFew(Symbol *symbols, std::size_t count) const {
    std::array<const MergeTable::Merge *, kFew> merges;
    const auto look = [&](std::size_t i) { merges[i] = find(symbols[i].id, symbols[i + 1].id); };
    for (std::size_t i = 0; i + 1 < count; ++i)
        look(i);
    while (count > 1) {
        const MergeTable::Merge *best = nullptr;
        for (std::size_t i = 0; i + 1 < count; ++i)
            if (merges[i] != nullptr && (best == nullptr || merges[i]->rank < best->rank))
                best = merges[i];
        if (best == nullptr)
            break;
        // All places of the pair in one pass; pairs that arise from it wait for the next, whatever their rank.
        std::array<bool, kFew> isNew{};
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count; ++kept) {
            const bool isPair = i + 1 < count && merges[i] == best;
            symbols[kept] = isPair ? Symbol{best->result, symbols[i].begin, symbols[i + 1].end} : symbols[i];
            isNew[kept] = isPair;
            i += isPair ? 2 : 1;
            if (i < count)
                merges[kept] = merges[i - 1];
        }
        count = kept;
        for (std::size_t i = 0; i + 1 < count; ++i)
            if (isNew[i] || isNew[i + 1])
                look(i);
    }
    return count;
}

std::size_t BertweetBpe::mergeMany(Symbol *symbols, std::size_t count) const {
    struct Candidate {
        std::uint32_t rank, at;
        const MergeTable::Merge *merge;
        bool operator>(const Candidate &other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
    };
    constexpr std::uint32_t kEnd = ~std::uint32_t(0);
    std::vector<std::uint32_t> next(count), previous(count);
    std::vector<bool> isGone(count, false);
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> open;
    const auto look = [&](std::uint32_t left) {
        if (left == kEnd || next[left] == kEnd)
            return;
        if (const MergeTable::Merge *merge = find(symbols[left].id, symbols[next[left]].id))
            open.push({merge->rank, left, merge});
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        previous[i] = i == 0 ? kEnd : i - 1;
        next[i] = i + 1 < count ? i + 1 : kEnd;
    }
    for (std::uint32_t i = 0; i < count; ++i)
        look(i);
    std::vector<std::uint32_t> merged;
    while (!open.empty()) {
        const MergeTable::Merge *best = open.top().merge;
        merged.clear();
        while (!open.empty() && open.top().merge == best) {
            const std::uint32_t left = open.top().at;
            open.pop();
            if (isGone[left] || next[left] == kEnd || find(symbols[left].id, symbols[next[left]].id) != best)
                continue;  // one side went into another merge since
            const std::uint32_t right = next[left];
            symbols[left] = {best->result, symbols[left].begin, symbols[right].end};
            isGone[right] = true;
            next[left] = next[right];
            if (next[left] != kEnd)
                previous[next[left]] = left;
            merged.push_back(left);
        }
        for (const std::uint32_t left : merged) {
            look(previous[left]);
            look(left);
        }
    }
    std::size_t kept = 0;
    for (std::uint32_t i = 0; i != kEnd; i = next[i])
        symbols[kept++] = symbols[i];
    return kept;
}

}  // namespace warbler
