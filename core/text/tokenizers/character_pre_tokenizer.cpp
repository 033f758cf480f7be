// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/character_pre_tokenizer.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/base/utf8.h"
#include "core/text/tokenizers/splitting.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

std::uint32_t u32(std::size_t n) { return static_cast<std::uint32_t>(n); }

// Splits at each character of a kind.
class KindPreTokenizer : public PreTokenizer {
public:
    using IsOfKind = std::function<bool(char32_t)>;
    KindPreTokenizer(IsOfKind isOfKind, SplitBehaviour behaviour)
        : m_isOfKind(std::move(isOfKind)), m_behaviour(behaviour) {}

    void apply(Pieces &pieces) const override {
        std::vector<Span> cut, matches;
        for (const Span piece : pieces.spans) {
            const std::string_view text = slice(pieces.text, piece);
            matches.clear();
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t begin = at;
                if (m_isOfKind(nextCodePoint(text, at)))
                    matches.push_back({u32(begin), u32(at)});
            }
            appendPieces(cutsAt(matches, text.size()), m_behaviour, piece, cut);
        }
        pieces.spans.swap(cut);
    }

private:
    IsOfKind m_isOfKind;
    SplitBehaviour m_behaviour;
};

class FixedLengthPreTokenizer : public PreTokenizer {
public:
    explicit FixedLengthPreTokenizer(std::size_t length) : m_length(length) {}

    void apply(Pieces &pieces) const override {
        std::vector<Span> cut;
        for (const Span piece : pieces.spans) {
            std::size_t characters = 0;
            for (std::size_t at = piece.begin; at < piece.end; ++characters) {
                const std::size_t begin = at;
                nextCodePoint(pieces.text, at);
                if (characters % m_length == 0)
                    cut.push_back({u32(begin), u32(at)});
                else
                    cut.back().end = u32(at);
            }
        }
        pieces.spans.swap(cut);
    }

private:
    std::size_t m_length;
};

// The script that decides where a piece ends; nothing for a character that goes with any. Kana go with Han, as
// sentencepiece has it.
std::optional<UScriptCode> decidingScript(char32_t c) {
    // The reference has the scripts of Unicode 9, in which U+061C belonged to none.
    UVersionInfo age = {};
    u_charAge(static_cast<UChar32>(c), age);
    UErrorCode failure = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &failure);
    if (c == ' ' || age[0] > 9 || U_FAILURE(failure) != 0 || script == USCRIPT_UNKNOWN)
        return std::nullopt;
    if (c == 0x61C)
        return USCRIPT_COMMON;
    const bool isKana = script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || c == 0x30FC;
    return isKana ? USCRIPT_HAN : script;
}

class ScriptPreTokenizer : public PreTokenizer {
public:
    void apply(Pieces &pieces) const override {
        std::vector<Span> cut;
        for (const Span piece : pieces.spans) {
            // What stands before the first character with a script belongs to no piece.
            std::optional<UScriptCode> running;
            for (std::size_t at = piece.begin; at < piece.end;) {
                const std::size_t begin = at;
                const std::optional<UScriptCode> script = decidingScript(nextCodePoint(pieces.text, at));
                if (script && script != running)
                    cut.push_back({u32(begin), u32(at)});
                else if (running)
                    cut.back().end = u32(at);
                if (script)
                    running = script;
            }
        }
        pieces.spans.swap(cut);
    }
};

SplitBehaviour readBehaviour(ComponentFields &fields) {
    const std::string name = fields.text("behavior", "Isolated");
    const std::optional<SplitBehaviour> behaviour = splitBehaviourNamed(name);
    if (!behaviour)
        fields.unsupported("the behavior \"" + excerpt(name) + "\"");
    return *behaviour;
}

std::unique_ptr<const PreTokenizer> readDelimiter(ComponentFields &fields) {
    const std::string delimiter = fields.text("delimiter", std::nullopt);
    if (codePointCount(delimiter) != 1)
        fields.refuse("delimiter is not one character");
    std::size_t at = 0;
    const char32_t wanted = nextCodePoint(delimiter, at);
    return std::make_unique<KindPreTokenizer>([wanted](char32_t c) { return c == wanted; }, SplitBehaviour::Removed);
}

std::unique_ptr<const PreTokenizer> readFixedLength(ComponentFields &fields) {
    const long long length = fields.number("length", 5);
    if (length < 1)
        fields.refuse("length is not above 0");
    return std::make_unique<FixedLengthPreTokenizer>(static_cast<std::size_t>(length));
}

}  // namespace

std::unique_ptr<const PreTokenizer> readCharacterPreTokenizer(const std::string &type, ComponentFields &fields) {
    std::unique_ptr<const PreTokenizer> result;
    if (type == "CharDelimiterSplit")
        result = readDelimiter(fields);
    else if (type == "Digits")
        result = std::make_unique<KindPreTokenizer>(unicode::isNumeric, fields.flag("individual_digits", std::nullopt)
                                                                            ? SplitBehaviour::Isolated
                                                                            : SplitBehaviour::Contiguous);
    else if (type == "FixedLength")
        result = readFixedLength(fields);
    else if (type == "Punctuation")
        result = std::make_unique<KindPreTokenizer>(unicode::isPunctuation, readBehaviour(fields));
    else if (type == "UnicodeScripts")
        result = std::make_unique<ScriptPreTokenizer>();
    else
        return nullptr;
    fields.finish();
    return result;
}

}  // namespace warbler
