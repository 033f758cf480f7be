// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sentencepiece_bpe.h"

#include <algorithm>
#include <optional>

#include "core/base/utf8.h"

namespace warbler {

namespace {

using Type = SentencePieceModel::Type;

const std::string kMark = "\u2581";

// Longer pieces would take long to cut at every character; Llama's longest has 48 bytes.
constexpr std::size_t kLongestPiece = 64;

struct Piece {
    TokenId id;
    float score;
};

// Pieces of two and more characters, best first; nothing if one is too long or has a character that is no piece itself,
// or if a piece that is no text has one character only.
std::optional<std::vector<Piece>> mergedPieces(const SentencePieceModel &model) {
    std::vector<Piece> merged;
    for (TokenId id = 0; id < model.pieces.idLimit(); ++id) {
        const std::string_view text = model.pieces.token(id);
        const auto at = static_cast<std::size_t>(id);
        std::size_t first = 0;
        nextCodePoint(text, first);
        if (text.size() > kLongestPiece || model.types[at] == Type::UserDefined || model.types[at] == Type::Unused ||
            (model.types[at] != Type::Normal && first == text.size()))
            return std::nullopt;
        if (model.types[at] != Type::Normal || first == text.size())
            continue;
        for (std::size_t begin = 0, end = 0; end < text.size(); begin = end) {
            nextCodePoint(text, end);
            if (model.pieces.find(text.substr(begin, end - begin)) == Vocabulary::kNone)
                return std::nullopt;
        }
        merged.push_back({id, model.scores[at]});
    }
    std::sort(merged.begin(), merged.end(), [](const Piece &a, const Piece &b) { return a.score > b.score; });
    return merged;
}

bool hasAllBytes(const SentencePieceModel &model) {
    return std::count(model.types.begin(), model.types.end(), Type::Byte) == 256;
}

}  // namespace

std::unique_ptr<const SentencePieceBpe> SentencePieceBpe::make(const SentencePieceModel &model, DummyPrefix prefix) {
    if (model.kind != SentencePieceModel::Bpe || model.hasCharsmap || model.removesExtraSpaces ||
        !model.escapesSpaces || model.spaceAsSuffix || model.byteFallback != hasAllBytes(model))
        return nullptr;
    const std::optional<std::vector<Piece>> merged = mergedPieces(model);
    if (!merged)
        return nullptr;
    // A piece is reached from every cut into two pieces, all with the rank of its score; of equal ones the leftmost
    // goes first.
    std::vector<Bpe::Pair> pairs;
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < merged->size(); ++i) {
        rank += i > 0 && (*merged)[i].score != (*merged)[i - 1].score ? 1 : 0;
        const TokenId id = (*merged)[i].id;
        const std::string_view text = model.pieces.token(id);
        std::size_t cut = 0;
        for (nextCodePoint(text, cut); cut < text.size(); nextCodePoint(text, cut)) {
            const TokenId left = model.pieces.find(text.substr(0, cut)), right = model.pieces.find(text.substr(cut));
            if (left != Vocabulary::kNone && right != Vocabulary::kNone &&
                model.types[static_cast<std::size_t>(left)] == Type::Normal &&
                model.types[static_cast<std::size_t>(right)] == Type::Normal)
                pairs.push_back({left, right, rank, id});
        }
    }
    Bpe::Options options;
    const auto unknown = std::find(model.types.begin(), model.types.end(), Type::Unknown);
    options.unknown =
        unknown == model.types.end() ? Vocabulary::kNone : static_cast<TokenId>(unknown - model.types.begin());
    options.fuseUnknown = true;
    options.byteFallback = model.byteFallback;
    return std::unique_ptr<const SentencePieceBpe>(new SentencePieceBpe(model.pieces, pairs, options, prefix));
}

SentencePieceBpe::SentencePieceBpe(const Vocabulary &vocabulary, const std::vector<Bpe::Pair> &pairs,
                                   Bpe::Options options, DummyPrefix prefix)
    : m_bpe(vocabulary, pairs, options), m_prefix(prefix) {}

void SentencePieceBpe::encode(std::string_view text, std::vector<TokenId> &out) const {
    if (text.empty())
        return;
    std::string marked = m_prefix == DummyPrefix::Add ? kMark : std::string();
    marked.reserve(text.size() + text.size() / 2);
    for (const char c : text) {
        if (c == ' ')
            marked += kMark;
        else
            marked.push_back(c);
    }
    m_bpe.encode(marked, out);
}

}  // namespace warbler
