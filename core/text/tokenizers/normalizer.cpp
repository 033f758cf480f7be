// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/normalizer.h"

#include <utility>
#include <vector>

#include "core/base/utf8.h"
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
    void apply(std::string &text) const override {
        for (const auto &part : m_parts)
            part->apply(text);
    }

private:
    std::vector<std::unique_ptr<const Normalizer>> m_parts;
};

class FormNormalizer : public Normalizer {
public:
    explicit FormNormalizer(unicode::Form form) : m_form(form) {}
    void apply(std::string &text) const override { text = unicode::normalised(text, m_form); }

private:
    unicode::Form m_form;
};

class LowercaseNormalizer : public Normalizer {
public:
    void apply(std::string &text) const override {
        std::string out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();)
            unicode::appendLowerCase(out, nextCodePoint(text, at));
        text.swap(out);
    }
};

// All marks go, spacing ones too; BertNormalizer drops the nonspacing ones only.
class StripAccentsNormalizer : public Normalizer {
public:
    void apply(std::string &text) const override {
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
    void apply(std::string &text) const override {
        if (!text.empty())
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
    void apply(std::string &text) const override {
        std::string out;
        std::size_t copied = 0;
        const auto replace = [&](std::size_t begin, std::size_t end) {
            out.append(text, copied, begin - copied).append(m_content);
            copied = end;
        };
        if (m_regex) {
            std::vector<Span> matches;
            m_regex->findAll(text, matches);
            for (const Span match : matches)
                replace(match.begin, match.end);
        } else {
            for (std::size_t at = text.find(m_text); at != std::string::npos; at = text.find(m_text, at + m_text.size()))
                replace(at, at + m_text.size());
        }
        if (copied == 0)
            return;
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
    void apply(std::string &text) const override { text = m_charsmap.normalised(text); }

private:
    Charsmap m_charsmap;
};

std::unique_ptr<const Normalizer> readSequence(ComponentFields &fields) {
    const json *list = fields.any("normalizers");
    if (list == nullptr || !list->is_array())
        fields.refuse("normalizers is not a list");
    fields.finish();
    std::vector<std::unique_ptr<const Normalizer>> parts;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto part = readNormalizer((*list)[i], fields.path(), fields.place() + ".normalizers[" + std::to_string(i) + "]");
        if (part == nullptr)
            fields.refuse("normalizers[" + std::to_string(i) + "] is null");
        parts.push_back(std::move(part));
    }
    return std::make_unique<SequenceNormalizer>(std::move(parts));
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

std::unique_ptr<const Normalizer> readNormalizer(const json &source, const std::string &path, const std::string &place) {
    if (source.is_null())
        return nullptr;
    ComponentFields fields(source, path, place);
    const std::string type = fields.type();
    if (type == "Sequence")
        return readSequence(fields);
    if (type == "BertNormalizer")
        return readBert(fields);
    std::unique_ptr<const Normalizer> result;
    if (type == "NFC" || type == "NFD" || type == "NFKC" || type == "NFKD") {
        result = std::make_unique<FormNormalizer>(type == "NFC"    ? unicode::Form::Nfc
                                                  : type == "NFD"  ? unicode::Form::Nfd
                                                  : type == "NFKC" ? unicode::Form::Nfkc
                                                                   : unicode::Form::Nfkd);
    } else if (type == "Lowercase") {
        result = std::make_unique<LowercaseNormalizer>();
    } else if (type == "StripAccents") {
        result = std::make_unique<StripAccentsNormalizer>();
    } else if (type == "Prepend") {
        result = std::make_unique<PrependNormalizer>(fields.text("prepend", std::nullopt));
    } else if (type == "Replace") {
        PatternField pattern = readPattern(fields, "pattern");
        result = std::make_unique<ReplaceNormalizer>(std::move(pattern), fields.text("content", std::nullopt), path, place + ".pattern");
    } else if (type == "Precompiled") {
        try {
            result = std::make_unique<PrecompiledNormalizer>(Charsmap::fromBase64(fields.text("precompiled_charsmap", std::nullopt)));
        } catch (const Charsmap::Damage &damage) {
            fields.refuse("precompiled_charsmap: " + damage.what);
        }
    } else {
        fields.unsupported("the normalizer \"" + excerpt(type) + "\"");
    }
    fields.finish();
    return result;
}

}  // namespace warbler
