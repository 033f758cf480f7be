// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/pipeline_tokenizer.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/token_spelling.h"

namespace warbler {

PipelineTokenizer::PipelineTokenizer(Parts parts) : m_parts(std::move(parts)) {
    const TokenizerFile &file = *m_parts.file;
    std::vector<AddedToken> raw, normalisedOnes;
    std::vector<std::string> rawContents, normalisedContents;
    std::size_t contentBytes = 0;
    for (const AddedToken &token : file.addedTokens) {
        const TokenId known = file.vocabulary.find(token.content);
        if (known != Vocabulary::kNone && known != token.id)
            throw badTokenizer(file.path, "the added token \"" + excerpt(token.content) + "\" has id " +
                                              std::to_string(token.id) + ", in the vocabulary " +
                                              std::to_string(known));
        if (known == Vocabulary::kNone &&
            (file.vocabulary.has(token.id) || m_added.add(token.content, token.id) != Vocabulary::Added::Yes))
            throw badTokenizer(file.path, "the added token \"" + excerpt(token.content) +
                                              "\" stands twice, or its id " + std::to_string(token.id) +
                                              " belongs to another token");
        const auto at = static_cast<std::size_t>(token.id);
        if (at >= m_isSpecial.size())
            m_isSpecial.resize(at + 1, false);
        m_isSpecial[at] = token.isSpecial;
        if (!token.isNormalized || token.isMatchedBothWays) {
            raw.push_back(token);
            rawContents.push_back(token.content);
        }
        if (token.isNormalized || token.isMatchedBothWays) {
            normalisedOnes.push_back(token);
            normalisedContents.push_back(normaliseText(token.content));
            contentBytes += normalisedContents.back().size();
        }
        if (contentBytes > GrowthLimit::kBytes)
            throw badTokenizer(file.path, "its normalizer makes the added tokens grow beyond 64 MiB");
    }
    m_rawTokens = AddedTokens(std::move(raw), std::move(rawContents));
    m_normalisedTokens = AddedTokens(std::move(normalisedOnes), std::move(normalisedContents));
}

std::string PipelineTokenizer::normaliseText(std::string_view text) const {
    std::string result(text);
    if (m_parts.normalizer)
        m_parts.normalizer->apply(result, GrowthLimit(text.size(), m_parts.file->path));
    return result;
}

std::vector<TokenId> PipelineTokenizer::encode(std::string_view text, SpecialTokens special,
                                               SpecialText specialText) const {
    if (specialText == SpecialText::Plain)
        return encodeAround({}, text, {}, special);
    return encodeAround(text, {}, {}, special);
}

std::vector<TokenId> PipelineTokenizer::encodeAround(std::string_view before, std::string_view data,
                                                     std::string_view after, SpecialTokens special) const {
    std::string text;
    const auto append = [&text](std::string_view part) {
        if (isValidUtf8(part))
            text += part;
        else
            text += withoutBadUtf8(part);
        return static_cast<std::uint32_t>(text.size());
    };
    const Span plain{append(before), append(data)};
    append(after);
    return encodeValid(text, plain, special);
}

std::vector<TokenId> PipelineTokenizer::encodeValid(std::string_view text, Span plain, SpecialTokens special) const {
    std::vector<TokenId> ids;
    ids.reserve(text.size() / 2 + 8);
    if (special == SpecialTokens::Add)
        ids = m_parts.before;
    std::vector<AddedTokens::Segment> segments;
    m_rawTokens.split(text, plain, segments);
    for (const AddedTokens::Segment &segment : segments) {
        if (segment.id != Vocabulary::kNone) {
            ids.push_back(segment.id);
            continue;
        }
        const auto inside = [&](std::uint32_t at) {
            return std::clamp(at, segment.span.begin, segment.span.end) - segment.span.begin;
        };
        encodeSegment(slice(text, segment.span), {inside(plain.begin), inside(plain.end)}, segment.span.begin == 0,
                      ids);
    }
    if (special == SpecialTokens::Add)
        ids.insert(ids.end(), m_parts.after.begin(), m_parts.after.end());
    return ids;
}

void PipelineTokenizer::encodeSegment(std::string_view raw, Span plain, bool startsText,
                                      std::vector<TokenId> &out) const {
    const std::string text = normaliseText(raw);
    std::vector<AddedTokens::Segment> segments;
    m_normalisedTokens.split(text, m_normalisedTokens.hasSpecial() ? plainInNormalised(raw, plain, text) : Span{},
                             segments);
    for (const AddedTokens::Segment &segment : segments) {
        if (segment.id != Vocabulary::kNone)
            out.push_back(segment.id);
        else
            encodeText(slice(text, segment.span), startsText && segment.span.begin == 0, out);
    }
}

// Normalisers keep no track of places. Where the parts before and after the data stay recognisable in the normalised
// text, their tokens are found; otherwise all of it counts as data.
Span PipelineTokenizer::plainInNormalised(std::string_view raw, Span plain, const std::string &text) const {
    Span result{0, static_cast<std::uint32_t>(text.size())};
    if (plain.isEmpty())
        return {};
    if (plain.begin > 0) {
        const std::string before = normaliseText(raw.substr(0, plain.begin));
        if (text.starts_with(before))
            result.begin = static_cast<std::uint32_t>(before.size());
    }
    if (plain.end < raw.size()) {
        const std::string upToEnd = normaliseText(raw.substr(0, plain.end));
        if (text.starts_with(upToEnd))
            result.end = static_cast<std::uint32_t>(std::max<std::size_t>(upToEnd.size(), result.begin));
    }
    return result;
}

void PipelineTokenizer::encodeText(std::string_view text, bool startsText, std::vector<TokenId> &out) const {
    Pieces pieces{std::string(text),
                  {{0, static_cast<std::uint32_t>(text.size())}},
                  startsText,
                  GrowthLimit(text.size(), m_parts.file->path)};
    if (m_parts.preTokenizer)
        m_parts.preTokenizer->apply(pieces);
    for (const Span piece : pieces.spans)
        m_parts.model->encode(slice(pieces.text, piece), out);
}

std::string PipelineTokenizer::decode(const std::vector<TokenId> &ids, SpecialTokens special) const {
    std::vector<std::string> tokens;
    for (const TokenId id : ids) {
        const auto at = static_cast<std::size_t>(id);
        if (special == SpecialTokens::Omit && id >= 0 && at < m_isSpecial.size() && m_isSpecial[at])
            continue;
        tokens.push_back(tokenOf(id));
    }
    switch (m_parts.spelling) {
    case Spelling::ByteLevel:
        return spelledByBytes(tokens);
    case Spelling::WordPiece:
        return spelledByWordPieces(tokens);
    case Spelling::Metaspace:
        return spelledByMetaspace(tokens);
    case Spelling::Continued:
        return spelledByContinuedParts(tokens);
    case Spelling::Words:
        break;
    }
    return spelledByWords(tokens);
}

std::int64_t PipelineTokenizer::vocabularySize() const {
    return std::max(m_parts.file->vocabulary.idLimit(), m_added.idLimit());
}

std::optional<TokenId> PipelineTokenizer::idOf(std::string_view token) const {
    TokenId id = m_parts.file->vocabulary.find(token);
    if (id == Vocabulary::kNone)
        id = m_added.find(token);
    return id == Vocabulary::kNone ? std::nullopt : std::optional<TokenId>(id);
}

std::string PipelineTokenizer::tokenOf(TokenId id) const {
    return std::string(m_parts.file->vocabulary.has(id) ? m_parts.file->vocabulary.token(id) : m_added.token(id));
}

}  // namespace warbler
