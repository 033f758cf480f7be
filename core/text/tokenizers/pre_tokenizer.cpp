// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/pre_tokenizer.h"

#include <array>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/tokenizers/byte_level.h"
#include "core/text/tokenizers/character_pre_tokenizer.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/regex.h"
#include "core/text/tokenizers/splitting.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

using nlohmann::json;

std::uint32_t u32(std::size_t n) { return static_cast<std::uint32_t>(n); }

class SequencePreTokenizer : public PreTokenizer {
public:
    explicit SequencePreTokenizer(std::vector<std::unique_ptr<const PreTokenizer>> parts) : m_parts(std::move(parts)) {}
    void apply(Pieces &pieces) const override {
        for (const auto &part : m_parts)
            part->apply(pieces);
    }

private:
    std::vector<std::unique_ptr<const PreTokenizer>> m_parts;
};

enum class Matches { Split, Gaps };  // what the behaviour is about: the matches, or the text between them

class SplitPreTokenizer : public PreTokenizer {
public:
    SplitPreTokenizer(PatternField pattern, SplitBehaviour behaviour, Matches matches, const std::string &path,
                      const std::string &place)
        : m_text(std::move(pattern.text)), m_behaviour(behaviour), m_matches(matches) {
        if (pattern.isRegex)
            m_regex = std::make_unique<Regex>(m_text, path, place);
    }

    void apply(Pieces &pieces) const override {
        std::vector<Span> cut, matches;
        cut.reserve(pieces.spans.size() + pieces.text.size() / 4);
        for (const Span piece : pieces.spans) {
            const std::string_view text = slice(pieces.text, piece);
            find(text, matches);
            std::vector<Cut> cuts = cutsAt(matches, text.size());
            for (Cut &each : cuts)
                each.isMatch = each.isMatch == (m_matches == Matches::Split);
            appendPieces(cuts, m_behaviour, piece, cut);
        }
        pieces.spans.swap(cut);
    }

private:
    void find(std::string_view text, std::vector<Span> &matches) const {
        if (m_regex) {
            m_regex->findAll(text, matches);
            return;
        }
        matches.clear();
        for (std::size_t at = text.find(m_text); at != std::string_view::npos;
             at = text.find(m_text, at + m_text.size()))
            matches.push_back({u32(at), u32(at + m_text.size())});
    }

    std::string m_text;
    std::unique_ptr<const Regex> m_regex;
    SplitBehaviour m_behaviour;
    Matches m_matches;
};

enum class PrefixSpace { Never, Add };

class ByteLevelPreTokenizer : public PreTokenizer {
public:
    explicit ByteLevelPreTokenizer(PrefixSpace prefix) : m_prefix(prefix) {
        for (std::size_t b = 0; b < 256; ++b)
            appendUtf8(m_mapped[b], byteCharacter(static_cast<unsigned char>(b)));
    }
    void splitByGpt2Pattern(const std::string &path, const std::string &place) {
        const PatternField pattern{R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)",
                                   true};
        m_split = std::make_unique<SplitPreTokenizer>(pattern, SplitBehaviour::Isolated, Matches::Split, path, place);
    }

    void apply(Pieces &pieces) const override {
        if (m_prefix == PrefixSpace::Add)
            addPrefixes(pieces);
        if (m_split)
            m_split->apply(pieces);
        std::string mapped;
        mapped.reserve(pieces.text.size() * 2);
        for (Span &piece : pieces.spans) {
            const std::size_t begin = mapped.size();
            for (const char byte : slice(pieces.text, piece))
                mapped += m_mapped[static_cast<unsigned char>(byte)];
            pieces.limit.check(mapped.size());
            piece = {u32(begin), u32(mapped.size())};
        }
        pieces.text.swap(mapped);
    }

private:
    static void addPrefixes(Pieces &pieces) {
        pieces.limit.check(pieces.text.size() + pieces.spans.size());
        std::string text;
        for (Span &piece : pieces.spans) {
            const std::size_t begin = text.size();
            if (pieces.text[piece.begin] != ' ')
                text.push_back(' ');
            text += slice(pieces.text, piece);
            piece = {u32(begin), u32(text.size())};
        }
        pieces.text.swap(text);
    }

    PrefixSpace m_prefix;
    std::unique_ptr<SplitPreTokenizer> m_split;
    std::array<std::string, 256> m_mapped;
};

enum class Prepend { Always, First, Never };
enum class Splitting { Yes, No };

class MetaspacePreTokenizer : public PreTokenizer {
public:
    MetaspacePreTokenizer(std::string replacement, Prepend prepend, Splitting splitting)
        : m_replacement(std::move(replacement)), m_prepend(prepend), m_splitting(splitting) {}

    void apply(Pieces &pieces) const override {
        std::string text;
        std::vector<Span> cut;
        for (const Span piece : pieces.spans) {
            const std::size_t begin = text.size();
            std::string replaced;
            for (const char c : slice(pieces.text, piece)) {
                if (c == ' ')
                    replaced += m_replacement;
                else
                    replaced.push_back(c);
            }
            const bool isFirst = pieces.startsText && piece.begin == 0;
            if ((m_prepend == Prepend::Always || (m_prepend == Prepend::First && isFirst)) &&
                !replaced.starts_with(m_replacement))
                text += m_replacement;
            text += replaced;
            pieces.limit.check(text.size());
            split(text, begin, cut);
        }
        pieces.text.swap(text);
        pieces.spans.swap(cut);
    }

private:
    // Each mark begins a piece and goes with the text after it; of several in a row each but the last is a piece of its
    // own.
    void split(const std::string &text, std::size_t begin, std::vector<Span> &cut) const {
        if (m_splitting == Splitting::Yes) {
            for (std::size_t at = text.find(m_replacement, begin); at != std::string::npos;
                 at = text.find(m_replacement, at + m_replacement.size())) {
                if (at > begin)
                    cut.push_back({u32(begin), u32(at)});
                begin = at;
            }
        }
        if (begin < text.size())
            cut.push_back({u32(begin), u32(text.size())});
    }

    std::string m_replacement;
    Prepend m_prepend;
    Splitting m_splitting;
};

// Pieces are runs of characters of one class; class 0 is dropped, class 1 stands alone.
template <int (*classOf)(char32_t)>
class ClassPreTokenizer : public PreTokenizer {
public:
    void apply(Pieces &pieces) const override {
        std::vector<Span> cut;
        cut.reserve(pieces.text.size() / 4);
        for (const Span piece : pieces.spans) {
            int running = 0;
            for (std::size_t at = piece.begin; at < piece.end;) {
                const std::size_t begin = at;
                const int kind = classOf(nextCodePoint(pieces.text, at));
                if (kind > 1 && kind == running)
                    cut.back().end = u32(at);
                else if (kind > 0)
                    cut.push_back({u32(begin), u32(at)});
                running = kind;
            }
        }
        pieces.spans.swap(cut);
    }
};

int bertClass(char32_t c) { return unicode::isWhiteSpace(c) ? 0 : unicode::isPunctuation(c) ? 1 : 2; }

int whitespaceSplitClass(char32_t c) { return unicode::isWhiteSpace(c) ? 0 : 2; }

int whitespaceClass(char32_t c) { return unicode::isWhiteSpace(c) ? 0 : unicode::isWordCharacter(c) ? 2 : 3; }

std::unique_ptr<const PreTokenizer> readSplit(ComponentFields &fields) {
    PatternField pattern = readPattern(fields, "pattern");
    const std::string name = fields.text("behavior", std::nullopt);
    const std::optional<SplitBehaviour> behaviour = splitBehaviourNamed(name);
    if (!behaviour)
        fields.unsupported("the Split behavior \"" + excerpt(name) + "\"");
    const Matches matches = fields.flag("invert", false) ? Matches::Gaps : Matches::Split;
    fields.finish();
    return std::make_unique<SplitPreTokenizer>(std::move(pattern), *behaviour, matches, fields.path(),
                                               fields.place() + ".pattern");
}

std::unique_ptr<const PreTokenizer> readByteLevel(ComponentFields &fields) {
    auto result = std::make_unique<ByteLevelPreTokenizer>(fields.flag("add_prefix_space", true) ? PrefixSpace::Add
                                                                                                : PrefixSpace::Never);
    if (fields.flag("use_regex", true))
        result->splitByGpt2Pattern(fields.path(), fields.place());
    fields.passOver("trim_offsets");
    fields.finish();
    return result;
}

std::unique_ptr<const PreTokenizer> readMetaspace(ComponentFields &fields) {
    const std::string replacement = fields.text("replacement", std::nullopt);
    if (codePointCount(replacement) != 1)
        fields.refuse("replacement is not one character");
    // Files of older versions say add_prefix_space only.
    const std::optional<bool> adds = fields.flagOrNull("add_prefix_space");
    const std::string scheme = fields.text("prepend_scheme", adds.value_or(true) ? "always" : "never");
    if (scheme != "always" && scheme != "first" && scheme != "never")
        fields.unsupported("the prepend_scheme \"" + excerpt(scheme) + "\"");
    if (adds && !*adds && scheme != "never")
        fields.refuse("add_prefix_space and prepend_scheme contradict each other");
    const Splitting splitting = fields.flag("split", true) ? Splitting::Yes : Splitting::No;
    fields.passOver("str_rep");
    fields.finish();
    return std::make_unique<MetaspacePreTokenizer>(replacement,
                                                   scheme == "always"  ? Prepend::Always
                                                   : scheme == "first" ? Prepend::First
                                                                       : Prepend::Never,
                                                   splitting);
}

class BertweetPreTokenizer : public PreTokenizer {
public:
    void apply(Pieces &pieces) const override {
        std::vector<Span> spans;
        for (const Span span : pieces.spans) {
            std::uint32_t begin = span.begin;
            for (std::size_t at = span.begin; at < span.end;) {
                const auto end = static_cast<std::uint32_t>(at);
                const char32_t c = nextCodePoint(pieces.text, at);
                if (!unicode::isPythonSpace(c))
                    continue;
                if (end > begin)
                    spans.push_back({begin, end + (c == '\n' ? 1u : 0u)});
                begin = static_cast<std::uint32_t>(at);
            }
            if (span.end > begin)
                spans.push_back({begin, span.end});
        }
        pieces.spans.swap(spans);
    }
};

}  // namespace

std::unique_ptr<const PreTokenizer> makeBertweetPreTokenizer() { return std::make_unique<BertweetPreTokenizer>(); }

std::unique_ptr<const PreTokenizer> makeBertPreTokenizer() { return std::make_unique<ClassPreTokenizer<bertClass>>(); }

std::unique_ptr<const PreTokenizer> makeGpt2PreTokenizer() {
    auto result = std::make_unique<ByteLevelPreTokenizer>(PrefixSpace::Never);
    result->splitByGpt2Pattern("GPT-2", "pattern");
    return result;
}

std::unique_ptr<const PreTokenizer> readPreTokenizer(const json &source, const std::string &path,
                                                     const std::string &place) {
    if (source.is_null())
        return nullptr;
    ComponentFields fields(source, path, place);
    const std::string type = fields.type();
    if (type == "Sequence")
        return std::make_unique<SequencePreTokenizer>(
            readSequence<PreTokenizer>(fields, "pretokenizers", readPreTokenizer));
    if (type == "Split")
        return readSplit(fields);
    if (type == "ByteLevel")
        return readByteLevel(fields);
    if (type == "Metaspace")
        return readMetaspace(fields);
    if (auto byCharacter = readCharacterPreTokenizer(type, fields))
        return byCharacter;
    if (type != "BertPreTokenizer" && type != "Whitespace" && type != "WhitespaceSplit")
        fields.unsupported("the pre-tokenizer \"" + excerpt(type) + "\"");
    fields.finish();
    if (type == "Whitespace")
        return std::make_unique<ClassPreTokenizer<whitespaceClass>>();
    if (type == "WhitespaceSplit")
        return std::make_unique<ClassPreTokenizer<whitespaceSplitClass>>();
    return makeBertPreTokenizer();
}

}  // namespace warbler
