// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/normalizer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/tokenizers/bert_normalizer.h"
#include "core/text/tokenizers/byte_level.h"
#include "core/text/tokenizers/charsmap.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/regex.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

using nlohmann::json;

class SequenceNormalizer : public Normalizer {
public:
    explicit SequenceNormalizer(std::vector<std::unique_ptr<const Normalizer>> parts) : m_parts(std::move(parts)) {}
    void apply(std::string &text, const GrowthLimit &limit) const override {
        for (const auto &part : m_parts)
            part->apply(text, limit);
    }

private:
    std::vector<std::unique_ptr<const Normalizer>> m_parts;
};

class FormNormalizer : public Normalizer {
public:
    explicit FormNormalizer(unicode::Form form) : m_form(form) {}
    void apply(std::string &text, const GrowthLimit &limit) const override {
        text = unicode::normalForm(text, m_form);
        limit.check(text.size());
    }

private:
    unicode::Form m_form;
};

class LowercaseNormalizer : public Normalizer {
public:
    void apply(std::string &text, const GrowthLimit &limit) const override {
        std::string out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();)
            unicode::appendLowerCase(out, nextCodePoint(text, at));
        limit.check(out.size());
        text.swap(out);
    }
};

// White space at the ends.
class StripNormalizer : public Normalizer {
public:
    enum class Side { Kept, Stripped };
    StripNormalizer(Side left, Side right) : m_left(left), m_right(right) {}
    void apply(std::string &text, const GrowthLimit &) const override {
        std::size_t begin = text.size(), end = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t start = at;
            if (unicode::isWhiteSpace(nextCodePoint(text, at)))
                continue;
            begin = std::min(begin, start);
            end = at;
        }
        if (m_right == Side::Stripped)
            text.resize(end);
        if (m_left == Side::Stripped)
            text.erase(0, std::min(begin, text.size()));
    }

private:
    Side m_left, m_right;
};

// sentencepiece's "nmt" rules: control characters go, other kinds of space become one.
class NmtNormalizer : public Normalizer {
public:
    void apply(std::string &text, const GrowthLimit &) const override {
        std::string out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = nextCodePoint(text, at);
            if (isSpace(c))
                out.push_back(' ');
            else if (!isDropped(c))
                appendUtf8(out, c);
        }
        text.swap(out);
    }

private:
    static bool isDropped(char32_t c) {
        return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F;
    }
    static bool isSpace(char32_t c) {
        return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0x1680 || (c >= 0x200B && c <= 0x200F) ||
               c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
    }
};

// Each byte as its printable character, as the ByteLevel pre-tokenizer writes it.
class ByteLevelNormalizer : public Normalizer {
public:
    void apply(std::string &text, const GrowthLimit &limit) const override {
        std::string out;
        for (const char byte : text)
            appendUtf8(out, byteCharacter(static_cast<unsigned char>(byte)));
        limit.check(out.size());
        text.swap(out);
    }
};

// All marks go, spacing ones too; BertNormalizer drops the nonspacing ones only.
class StripAccentsNormalizer : public Normalizer {
public:
    void apply(std::string &text, const GrowthLimit &) const override {
        std::string out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = nextCodePoint(text, at);
            if (!unicode::isMark(c))
                appendUtf8(out, c);
        }
        text.swap(out);
    }
};

class PrependNormalizer : public Normalizer {
public:
    explicit PrependNormalizer(std::string prefix) : m_prefix(std::move(prefix)) {}
    void apply(std::string &text, const GrowthLimit &limit) const override {
        if (text.empty())
            return;
        limit.check(text.size() + m_prefix.size());
        text.insert(0, m_prefix);
    }

private:
    std::string m_prefix;
};

class ReplaceNormalizer : public Normalizer {
public:
    ReplaceNormalizer(PatternField pattern, std::string content, const std::string &path, const std::string &place)
        : m_text(std::move(pattern.text)), m_content(std::move(content)) {
        if (pattern.isRegex)
            m_regex = std::make_unique<Regex>(m_text, path, place);
    }
    void apply(std::string &text, const GrowthLimit &limit) const override {
        std::string out;
        std::size_t copied = 0;
        bool isChanged = false;
        const auto replace = [&](std::size_t begin, std::size_t end) {
            limit.check(out.size() + (begin - copied) + m_content.size());
            out.append(text, copied, begin - copied).append(m_content);
            copied = end;
            isChanged = true;
        };
        if (m_regex) {
            std::vector<Span> matches;
            m_regex->findAll(text, matches);
            for (const Span match : matches)
                replace(match.begin, match.end);
        } else {
            for (std::size_t at = text.find(m_text); at != std::string::npos;
                 at = text.find(m_text, at + m_text.size()))
                replace(at, at + m_text.size());
        }
        if (!isChanged)
            return;
        limit.check(out.size() + (text.size() - copied));
        out.append(text, copied);
        text.swap(out);
    }

private:
    std::string m_text, m_content;
    std::unique_ptr<const Regex> m_regex;
};

class PrecompiledNormalizer : public Normalizer {
public:
    explicit PrecompiledNormalizer(Charsmap charsmap) : m_charsmap(std::move(charsmap)) {}
    void apply(std::string &text, const GrowthLimit &limit) const override {
        text = m_charsmap.normaliseText(text, limit);
    }

private:
    Charsmap m_charsmap;
};

std::unique_ptr<const Normalizer> readStrip(ComponentFields &fields) {
    using Side = StripNormalizer::Side;
    const auto side = [&](const char *name) { return fields.flag(name, std::nullopt) ? Side::Stripped : Side::Kept; };
    const Side left = side("strip_left");
    return std::make_unique<StripNormalizer>(left, side("strip_right"));
}

// Those without settings; nullptr: the type is none of them.
std::unique_ptr<const Normalizer> readFormOrRule(const std::string &type) {
    if (type == "NFC")
        return std::make_unique<FormNormalizer>(unicode::Form::Nfc);
    if (type == "NFD")
        return std::make_unique<FormNormalizer>(unicode::Form::Nfd);
    if (type == "NFKC")
        return std::make_unique<FormNormalizer>(unicode::Form::Nfkc);
    if (type == "NFKD")
        return std::make_unique<FormNormalizer>(unicode::Form::Nfkd);
    if (type == "Lowercase")
        return std::make_unique<LowercaseNormalizer>();
    if (type == "StripAccents")
        return std::make_unique<StripAccentsNormalizer>();
    if (type == "Nmt")
        return std::make_unique<NmtNormalizer>();
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelNormalizer>();
    return nullptr;
}

std::unique_ptr<const Normalizer> readBert(ComponentFields &fields) {
    BertNormalization options;
    options.cleanText = fields.flag("clean_text", true);
    options.spacesAroundIdeographs = fields.flag("handle_chinese_chars", true);
    options.lowerCase = fields.flag("lowercase", true);
    options.stripAccents = fields.flagOrNull("strip_accents").value_or(options.lowerCase);
    fields.finish();
    return makeBertNormalizer(options);
}

}  // namespace

std::unique_ptr<const Normalizer> readNormalizer(const json &source, const std::string &path,
                                                 const std::string &place) {
    if (source.is_null())
        return nullptr;
    ComponentFields fields(source, path, place);
    const std::string type = fields.type();
    if (type == "Sequence")
        return std::make_unique<SequenceNormalizer>(readSequence<Normalizer>(fields, "normalizers", readNormalizer));
    if (type == "BertNormalizer")
        return readBert(fields);
    std::unique_ptr<const Normalizer> result = readFormOrRule(type);
    if (result == nullptr && type == "Strip") {
        result = readStrip(fields);
    } else if (result == nullptr && type == "Prepend") {
        result = std::make_unique<PrependNormalizer>(fields.text("prepend", std::nullopt));
    } else if (result == nullptr && type == "Replace") {
        PatternField pattern = readPattern(fields, "pattern");
        result = std::make_unique<ReplaceNormalizer>(std::move(pattern), fields.text("content", std::nullopt), path,
                                                     place + ".pattern");
    } else if (result == nullptr && type == "Precompiled") {
        try {
            result =
                std::make_unique<PrecompiledNormalizer>(Charsmap::fromBase64(fields.text("precompiled_charsmap", "")));
        } catch (const Charsmap::Damage &damage) {
            fields.refuse("precompiled_charsmap: " + damage.what);
        }
    } else if (result == nullptr) {
        fields.unsupported("the normalizer \"" + excerpt(type) + "\"");
    }
    fields.finish();
    return result;
}

}  // namespace warbler
