// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sentencepiece_conversion.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/file_ops.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/charsmap.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/sentencepiece_walk.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

using nlohmann::json;
using Kind = ReferenceClass;

constexpr std::uint64_t kFileLimit = std::uint64_t(64) << 20;
const std::string kMark = "\u2581";

struct Piece {
    std::string text;
    double score;
};

json replacement(const char *kind, const std::string &pattern, const std::string &content) {
    return {{"type", "Replace"}, {"pattern", {{kind, pattern}}}, {"content", content}};
}

// "1," and the like: ALBERT would rather have the number and the comma apart.
bool isNumberWithComma(const std::string &text) {
    if (codePointCount(text) < 2 || !text.ends_with(','))
        return false;
    std::size_t at = text.size() - 2;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return unicode::isNumeric(nextCodePoint(text, at));
}

class Conversion {
public:
    Conversion(const std::string &path, Kind kind, const TokenizerConfig &config)
        : m_path(path), m_kind(kind), m_config(config), m_specials(specialTokensOf(kind, config)),
          m_model(walkSentencePieceModel(readFile(path, kFileLimit), path)) {}

    TokenizerFile run() {
        m_file.path = m_path;
        const std::vector<Piece> pieces = vocabulary();
        for (std::size_t i = 0; i < pieces.size(); ++i)
            addVocabularyToken(m_file, pieces[i].text, static_cast<TokenId>(i));
        if (m_model.kind == SentencePieceModel::Unigram)
            unigram(pieces);
        else if (m_model.kind == SentencePieceModel::Bpe)
            bpe(pieces);
        else
            throw unsupportedTokenizer(m_path, "a sentencepiece model of words or characters");
        ownTokens();
        normalizer();
        preTokenizer();
        return std::move(m_file);
    }

private:
    bool isLlamas() const { return m_kind == Kind::Llama || m_kind == Kind::Gemma; }
    bool isLegacy() const { return m_config.legacy.value_or(true) || (m_kind != Kind::Llama && m_kind != Kind::T5); }
    bool addsPrefix() const {
        return m_config.addPrefixSpace.value_or(true) || (m_kind != Kind::Llama && m_kind != Kind::T5);
    }

    std::vector<Piece> vocabulary() const {
        std::vector<Piece> pieces;
        std::size_t skipped = 0;
        if (m_kind == Kind::XlmRoberta) {
            pieces = {{"<s>", 0}, {"<pad>", 0}, {"</s>", 0}, {"<unk>", 0}};
            skipped = 3;
        } else if (m_kind == Kind::Camembert) {
            pieces = {{"<s>NOTUSED", 0}, {"<pad>", 0}, {"</s>NOTUSED", 0}, {"<unk>", 0}, {"<unk>NOTUSED", -100}};
            skipped = 1;
        } else if (m_kind == Kind::Gemma) {
            for (const char *name : {"pad_token", "eos_token", "bos_token"})
                pieces.push_back({m_specials.content(name).value_or(""), 0});
            skipped = 3;
        }
        for (std::size_t i = skipped; i < m_model.pieces.size(); ++i) {
            const std::string text(m_model.pieces.token(static_cast<TokenId>(i)));
            // Llama's first three are special and have no score that counts.
            const double score = m_kind == Kind::Llama && i < 3 ? 0 : static_cast<double>(m_model.scores[i]);
            pieces.push_back({text, m_kind == Kind::Albert && isNumberWithComma(text) ? score - 100 : score});
        }
        if (m_kind == Kind::XlmRoberta || m_kind == Kind::Camembert)
            pieces.push_back({"<mask>", 0});
        for (long long i = m_config.extraIds.value_or(100); m_kind == Kind::T5 && i > 0; --i)
            pieces.push_back({"<extra_id_" + std::to_string(i - 1) + ">", 0});
        return pieces;
    }

    void unigram(const std::vector<Piece> &pieces) {
        for (const Piece &piece : pieces)
            m_file.scores.push_back(piece.score);
        const bool hasOwnUnknown = m_kind == Kind::XlmRoberta || m_kind == Kind::Camembert || m_kind == Kind::Gemma;
        const TokenId unknown = hasOwnUnknown ? 3 : m_kind == Kind::Llama ? 0 : m_model.unknown;
        m_file.model = {{"type", "Unigram"}, {"unk_id", unknown}, {"byte_fallback", isLlamas()}};
    }

    // Each cut of a piece into two others is a merge; that of the higher score comes first, then that of the longer
    // left side.
    void bpe(const std::vector<Piece> &pieces) {
        struct Merge {
            double score;
            std::size_t leftLength, rightLength, piece, cut;
        };
        std::vector<Merge> merges;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const std::string_view text = pieces[i].text;
            std::vector<std::tuple<TokenId, TokenId, Merge>> ofPiece;
            const std::size_t length = codePointCount(text);
            std::size_t cut = 0;
            for (std::size_t left = 1; left < length; ++left) {
                nextCodePoint(text, cut);
                const TokenId first = m_file.vocabulary.find(text.substr(0, cut)),
                              second = m_file.vocabulary.find(text.substr(cut));
                if (first != Vocabulary::kNone && second != Vocabulary::kNone)
                    ofPiece.emplace_back(first, second, Merge{pieces[i].score, left, length - left, i, cut});
            }
            std::stable_sort(ofPiece.begin(), ofPiece.end(), [](const auto &a, const auto &b) {
                return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
            });
            for (const auto &each : ofPiece)
                merges.push_back(std::get<2>(each));
        }
        std::stable_sort(merges.begin(), merges.end(), [](const Merge &a, const Merge &b) {
            return std::tie(a.score, a.leftLength, a.rightLength) > std::tie(b.score, b.leftLength, b.rightLength);
        });
        if (merges.size() > MergeList::kLimit)
            throw badTokenizer(m_path, "more than 2,000,000 merges");
        for (const Merge &merge : merges)
            m_file.merges.add(std::string_view(pieces[merge.piece].text).substr(0, merge.cut),
                              std::string_view(pieces[merge.piece].text).substr(merge.cut));
        m_file.hasMerges = true;
        m_file.model = {
            {"type", "BPE"}, {"unk_token", m_model.unknownPiece}, {"fuse_unk", true}, {"byte_fallback", isLlamas()}};
    }

    // Control pieces, and those a user gave the model.
    void ownTokens() {
        for (std::size_t i = 0; i < m_model.types.size(); ++i) {
            const SentencePieceModel::Type type = m_model.types[i];
            if (type != SentencePieceModel::Type::Control && type != SentencePieceModel::Type::UserDefined)
                continue;
            AddedToken token;
            token.content = std::string(m_model.pieces.token(static_cast<TokenId>(i)));
            token.isSpecial =
                type == SentencePieceModel::Type::Control ||
                (m_kind == Kind::Gemma && (token.content == "<start_of_turn>" || token.content == "<end_of_turn>"));
            token.isNormalized = false;
            token.id = m_file.vocabulary.find(token.content);
            if (token.id == Vocabulary::kNone)
                token.id = nextId();
            m_file.addedTokens.push_back(std::move(token));
        }
    }

    TokenId nextId() const {
        TokenId next = m_file.vocabulary.idLimit();
        for (const AddedToken &token : m_file.addedTokens)
            next = std::max(next, token.id + 1);
        return next;
    }

    void normalizer() {
        if (m_kind == Kind::Llama && !isLegacy())
            return;
        json parts = json::array();
        const json table = {{"type", "Precompiled"}, {"precompiled_charsmap", toBase64(m_model.charsmap)}};
        if (m_kind == Kind::Llama && addsPrefix())
            parts.push_back({{"type", "Prepend"}, {"prepend", kMark}});
        if (isLlamas())
            parts.push_back(replacement("String", " ", kMark));
        if (m_kind == Kind::Albert) {
            parts.push_back(replacement("String", "``", "\""));
            parts.push_back(replacement("String", "''", "\""));
            if (!m_config.keepAccents.value_or(false)) {
                parts.push_back({{"type", "NFKD"}});
                parts.push_back({{"type", "StripAccents"}});
            }
        }
        if (m_config.lowerCase.value_or(m_kind == Kind::Albert) &&
            (m_kind == Kind::Albert || m_kind == Kind::DebertaV2))
            parts.push_back({{"type", "Lowercase"}});
        if (m_kind == Kind::DebertaV2)
            parts.push_back({{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}});
        if (!isLlamas() && !m_model.charsmap.empty())
            parts.push_back(table);
        const bool isPlain = !isLlamas() && m_kind != Kind::Albert && m_kind != Kind::DebertaV2;
        if (isPlain)
            parts.push_back({{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}});
        if (!isLlamas())
            parts.push_back(replacement("Regex", " {2,}", isPlain ? kMark : " "));
        m_file.normalizer = {{"type", "Sequence"}, {"normalizers", parts}};
    }

    void preTokenizer() {
        const char *scheme = !addsPrefix() ? "never" : isLegacy() ? "always" : "first";
        json marks = {{"type", "Metaspace"},
                      {"replacement", kMark},
                      {"prepend_scheme", scheme},
                      {"split", m_kind != Kind::Llama}};
        if (m_kind == Kind::Llama) {
            m_file.preTokenizer = isLegacy() ? json() : marks;
        } else if (m_kind == Kind::Gemma) {
            m_file.preTokenizer = {{"type", "Split"},
                                   {"pattern", {{"String", " "}}},
                                   {"behavior", "MergedWithPrevious"},
                                   {"invert", false}};
        } else if (m_kind == Kind::DebertaV2 && m_config.splitByPunctuation.value_or(false)) {
            const json signs = {{"type", "Punctuation"}, {"behavior", "Isolated"}};
            m_file.preTokenizer = {{"type", "Sequence"}, {"pretokenizers", json::array({signs, marks})}};
        } else {
            m_file.preTokenizer = std::move(marks);
        }
    }

    const std::string &m_path;
    Kind m_kind;
    const TokenizerConfig &m_config;
    SpecialTokenSet m_specials;
    SentencePieceModel m_model;
    TokenizerFile m_file;
};

}  // namespace

TokenizerFile convertedSentencePiece(const std::string &path, ReferenceClass kind, const TokenizerConfig &config) {
    TokenizerConfig known = config;
    const std::optional<std::string> unknown = specialTokensOf(kind, config).content("unk_token");
    const bool isText = std::none_of(config.specials.begin(), config.specials.end(), [](const auto &each) {
        return each.first == "unk_token" && each.second && !each.second->isTextOnly;
    });
    // This class looks for its unknown token in the normalised text, which only shows where it is made from the model.
    if (kind == Kind::DebertaV2 && unknown && isText) {
        std::erase_if(known.specials, [](const auto &each) { return each.first == "unk_token"; });
        SideToken side;
        side.token.content = *unknown;
        side.token.isSpecial = true;
        known.specials.emplace_back("unk_token", std::move(side));
    }
    TokenizerFile file = withSideFiles(Conversion(path, kind, known).run(), kind, known);
    // Llama's own class, which reads the model without turning it into another, looks for added tokens in the text as
    // it is.
    for (AddedToken &token : file.addedTokens)
        if (kind == Kind::Llama)
            token.isNormalized = token.isMatchedBothWays = false;
    if (kind == Kind::XlmRoberta || kind == Kind::Camembert)
        file.postProcessor = templateAround(file, "<s>", "</s>");
    else if (kind == Kind::Albert || kind == Kind::DebertaV2)
        file.postProcessor = templateAround(file, "[CLS]", "[SEP]");
    else if (kind == Kind::T5)
        file.postProcessor = templateAround(file, std::nullopt, "</s>");
    return file;
}

}  // namespace warbler
