// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tokenizer_config.h"

#include <filesystem>
#include <functional>
#include <utility>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

namespace {

using nlohmann::json;

constexpr std::uint64_t kConfigLimit = std::uint64_t(16) << 20, kVocabularyFileLimit = std::uint64_t(64) << 20;

// Hands the scalar fields of the outermost object to a function; what lies deeper is read past.
class TopLevelReader : public nlohmann::json_sax<json> {
public:
    using Field = std::function<void(const std::string &name, const json &value)>;
    TopLevelReader(const std::string &path, Field field) : m_path(path), m_field(std::move(field)) {}

    bool null() override { return scalar(json(nullptr)); }
    bool boolean(bool v) override { return scalar(json(v)); }
    bool number_integer(std::int64_t v) override { return scalar(json(v)); }
    bool number_unsigned(std::uint64_t v) override { return scalar(json(v)); }
    bool number_float(double v, const std::string &) override { return scalar(json(v)); }
    bool string(std::string &v) override { return scalar(json(v)); }
    bool binary(json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return deeper(); }
    bool start_array(std::size_t) override { return m_depth == 0 ? scalar(json()) : deeper(); }
    bool end_object() override { return --m_depth, true; }
    bool end_array() override { return --m_depth, true; }
    bool key(std::string &name) override {
        if (m_depth == 1)
            m_name = name;
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const json::exception &) override {
        throw badTokenizer(m_path, "not JSON in UTF-8 at byte " + grouped(static_cast<long long>(position)));
    }

private:
    bool deeper() {
        if (++m_depth > 32)
            throw badTokenizer(m_path, "brackets nested deeper than 32");
        return true;
    }
    bool scalar(const json &value) {
        if (m_depth == 0)
            throw badTokenizer(m_path, "the file is not a JSON object");
        if (m_depth == 1)
            m_field(m_name, value);
        return true;
    }

    const std::string &m_path;
    Field m_field;
    std::string m_name;
    int m_depth = 0;
};

}  // namespace

TokenizerConfig readTokenizerConfig(const std::string &path) {
    TokenizerConfig config;
    if (!std::filesystem::exists(path))
        return config;
    const std::string text = readFile(path, kConfigLimit);
    TopLevelReader reader(path, [&](const std::string &name, const json &value) {
        if (value.is_string()) {
            if (name == "tokenizer_class")
                config.tokenizerClass = value.get<std::string>();
            for (const char *special : {"bos_token", "eos_token", "cls_token", "sep_token", "pad_token", "unk_token", "mask_token"})
                if (name == special)
                    config.specialTokens.emplace_back(name, value.get<std::string>());
        }
        std::optional<bool> *place = name == "add_bos_token"            ? &config.addBos
                                     : name == "add_eos_token"          ? &config.addEos
                                     : name == "legacy"                 ? &config.legacy
                                     : name == "add_prefix_space"       ? &config.addPrefixSpace
                                     : name == "do_lower_case"          ? &config.lowerCase
                                     : name == "normalization"          ? &config.tweetNormalization
                                     : name == "strip_accents"          ? &config.stripAccents
                                     : name == "tokenize_chinese_chars" ? &config.spacesAroundIdeographs
                                                                        : nullptr;
        if (place == nullptr || value.is_null())
            return;
        if (!value.is_boolean())
            throw badTokenizer(path, name + " is neither true nor false");
        *place = value.get<bool>();
    });
    json::sax_parse(text, &reader);
    return config;
}

void readVocabularyJson(TokenizerFile &file, const std::string &path) {
    const std::string text = readFile(path, kVocabularyFileLimit);
    TopLevelReader reader(path, [&](const std::string &name, const json &value) {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= std::uint64_t(Vocabulary::kIdLimit))
            throw badTokenizer(path, "the id of \"" + excerpt(name) + "\" is no whole number below 2,000,000");
        addVocabularyToken(file, name, value.get<TokenId>());
    });
    json::sax_parse(text, &reader);
}

}  // namespace warbler
