// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sentencepiece_tokenizer.h"

#include <utility>

#include <sentencepiece_processor.h>

#include "core/base/file_ops.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/added_tokens.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/sentencepiece_bpe.h"
#include "core/text/tokenizers/sentencepiece_walk.h"

namespace warbler {

namespace {

constexpr std::uint64_t kFileLimit = std::uint64_t(64) << 20;

class SentencePieceTokenizer : public Tokenizer {
public:
    SentencePieceTokenizer(const std::string &path, const TokenizerConfig &config)
        : m_isLegacy(config.legacy.value_or(true)) {
        std::string bytes = readFile(path, kFileLimit);
        m_model = walkSentencePieceModel(bytes, path);
        // Not legacy: the text gets its mark from us, once. A later occurrence of a field overrides: normalizer_spec
        // (3) with add_dummy_prefix (3) = false.
        if (!m_isLegacy)
            bytes += std::string("\x1A\x02\x18\x00", 4);
        const auto status = m_processor.LoadFromSerializedProto(bytes);
        if (!status.ok())
            throw badTokenizer(path, std::string("the sentencepiece library refuses it: ") + status.message());
        std::vector<std::string> contents;
        for (const AddedToken &token : m_model.specials) {
            contents.push_back(token.content);
            m_isSpecial.resize(static_cast<std::size_t>(token.id) + 1, false);
            m_isSpecial.back() = true;
        }
        m_specials = AddedTokens(m_model.specials, std::move(contents));
        using Prefix = SentencePieceBpe::DummyPrefix;
        m_bpe = SentencePieceBpe::make(m_model, m_isLegacy && m_model.dummyPrefix ? Prefix::Add : Prefix::None);
        if (config.addBos.value_or(true) && m_processor.bos_id() >= 0)
            m_before.push_back(m_processor.bos_id());
        if (config.addEos.value_or(false) && m_processor.eos_id() >= 0)
            m_after.push_back(m_processor.eos_id());
    }

    std::vector<TokenId> encode(std::string_view text, SpecialTokens special, SpecialText specialText) const override {
        return specialText == SpecialText::Plain ? encodeAround({}, text, {}, special)
                                                 : encodeAround(text, {}, {}, special);
    }

    std::vector<TokenId> encodeAround(std::string_view before, std::string_view data, std::string_view after,
                                      SpecialTokens special) const override {
        std::string text = withoutBadUtf8(before);
        Span plain{static_cast<std::uint32_t>(text.size()), 0};
        text += withoutBadUtf8(data);
        plain.end = static_cast<std::uint32_t>(text.size());
        text += withoutBadUtf8(after);

        std::vector<TokenId> ids;
        if (special == SpecialTokens::Add)
            ids = m_before;
        std::vector<AddedTokens::Segment> segments;
        m_specials.split(text, plain, segments);
        std::vector<TokenId> part;
        for (const AddedTokens::Segment &segment : segments) {
            if (segment.id != Vocabulary::kNone) {
                ids.push_back(segment.id);
                continue;
            }
            std::string piece(slice(text, segment.span));
            if (!m_isLegacy && segment.span.begin == 0)
                piece.insert(0, " ");
            if (m_bpe) {
                m_bpe->encode(piece, ids);
                continue;
            }
            part.clear();
            if (!m_processor.Encode(piece, &part).ok())
                throw Error(ErrorCode::BadTokenizer,
                            "the sentencepiece library could not encode \"" + excerpt(piece) + "\"", kTokenizerHint);
            ids.insert(ids.end(), part.begin(), part.end());
        }
        if (special == SpecialTokens::Add)
            ids.insert(ids.end(), m_after.begin(), m_after.end());
        return ids;
    }

    std::string decode(const std::vector<TokenId> &ids, SpecialTokens special) const override {
        // The library drops control pieces and spells the unknown one; special tokens wanted in the text are put there
        // by us.
        std::string out;
        std::vector<TokenId> run;
        const auto flush = [&] {
            std::string text;
            if (!run.empty() && m_processor.Decode(run, &text).ok())
                out += text;
            run.clear();
        };
        for (const TokenId id : ids) {
            if (id < 0 || id >= m_processor.GetPieceSize())
                continue;
            if (!isSpecial(id)) {
                run.push_back(id);
            } else if (special == SpecialTokens::Add) {
                flush();
                out += m_processor.IdToPiece(id);
            }
        }
        flush();
        return withoutBadUtf8(out);
    }

    std::int64_t vocabularySize() const override { return m_processor.GetPieceSize(); }

    std::optional<TokenId> idOf(std::string_view token) const override {
        const TokenId id = m_processor.PieceToId(token);  // the unknown piece's for any other text
        return id >= 0 && m_processor.IdToPiece(id) == token ? std::optional<TokenId>(id) : std::nullopt;
    }

    std::string tokenOf(TokenId id) const override {
        return id >= 0 && id < m_processor.GetPieceSize() ? m_processor.IdToPiece(id) : std::string();
    }

    std::string kind() const override { return "sentencepiece"; }

private:
    bool isSpecial(TokenId id) const {
        const auto at = static_cast<std::size_t>(id);
        return at < m_isSpecial.size() && m_isSpecial[at];
    }

    SentencePieceModel m_model;
    sentencepiece::SentencePieceProcessor m_processor;
    std::unique_ptr<const SentencePieceBpe> m_bpe;  // nullptr: the library encodes
    bool m_isLegacy;
    std::vector<bool> m_isSpecial;
    AddedTokens m_specials;
    std::vector<TokenId> m_before, m_after;
};

}  // namespace

std::shared_ptr<const Tokenizer> loadSentencePiece(const std::string &path, const TokenizerConfig &config) {
    return std::make_shared<SentencePieceTokenizer>(path, config);
}

}  // namespace warbler
