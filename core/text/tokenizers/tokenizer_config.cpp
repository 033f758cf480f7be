// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tokenizer_config.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/json_part_builder.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

namespace {

using nlohmann::json;

constexpr std::uint64_t kConfigLimit = std::uint64_t(16) << 20, kVocabularyFileLimit = std::uint64_t(64) << 20;

constexpr std::size_t kPartLimit = 1'000'000;
constexpr const char *kSpecialNames[] = {"bos_token", "eos_token", "unk_token", "sep_token",
                                         "pad_token", "cls_token", "mask_token"};
const std::set<std::string> kBuilt = {"bos_token",           "eos_token", "unk_token",  "sep_token",
                                      "pad_token",           "cls_token", "mask_token", "additional_special_tokens",
                                      "added_tokens_decoder"};

// Hands the scalar fields of the outermost object to a function, and of the lists and objects in it the wanted ones;
// the rest is read past.
class TopLevelReader : public nlohmann::json_sax<json> {
public:
    using Field = std::function<void(const std::string &name, const json &value)>;
    TopLevelReader(const std::string &path, Field field, std::set<std::string> wanted = {})
        : m_path(path), m_field(std::move(field)), m_wanted(std::move(wanted)) {}

    bool null() override { return scalar(json(nullptr)); }
    bool boolean(bool v) override { return scalar(json(v)); }
    bool number_integer(std::int64_t v) override { return scalar(json(v)); }
    bool number_unsigned(std::uint64_t v) override { return scalar(json(v)); }
    bool number_float(double v, const std::string &) override { return scalar(json(v)); }
    bool string(std::string &v) override { return scalar(json(v)); }
    bool binary(json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return deeper(json::object()); }
    bool start_array(std::size_t) override { return m_depth == 0 ? scalar(json()) : deeper(json::array()); }
    bool end_object() override { return shallower(); }
    bool end_array() override { return shallower(); }
    bool key(std::string &name) override {
        if (m_depth == 1)
            m_name = name;
        else if (m_builder && !m_builder->key(name))
            throw badTokenizer(m_path, "the field \"" + excerpt(name) + "\" stands twice in " + m_name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const json::exception &) override {
        throw badTokenizer(m_path, "not JSON in UTF-8 at byte " + groupedText(static_cast<long long>(position)));
    }

private:
    bool deeper(json container) {
        if (++m_depth > 32)
            throw badTokenizer(m_path, "brackets nested deeper than 32");
        if (m_depth == 2 && m_wanted.contains(m_name))
            m_builder.emplace();
        if (m_builder)
            m_builder->open(std::move(container));
        return true;
    }
    bool shallower() {
        --m_depth;
        if (!m_builder)
            return true;
        m_builder->close();
        if (m_depth > 1)
            return true;
        const json part = m_builder->take();
        m_builder.reset();
        m_field(m_name, part);
        return true;
    }
    bool scalar(const json &value) {
        if (m_depth == 0)
            throw badTokenizer(m_path, "the file is not a JSON object");
        if (m_depth == 1)
            m_field(m_name, value);
        else if (m_builder)
            m_builder->value(value);
        if (m_builder && m_builder->nodes() > kPartLimit)
            throw badTokenizer(m_path, m_name + " has more than 1,000,000 values");
        return true;
    }

    const std::string &m_path;
    Field m_field;
    std::set<std::string> m_wanted;
    std::optional<JsonPartBuilder> m_builder;
    std::string m_name;
    int m_depth = 0;
};

SideToken readSideToken(const json &value, const std::string &path, const std::string &place) {
    SideToken side;
    if (value.is_string()) {
        side.token.content = value.get<std::string>();
        side.isTextOnly = true;
        side.saysNormalized = false;
        return side;
    }
    ComponentFields fields(value, path, place);
    side.token.content = fields.text("content", std::nullopt);
    if (side.token.content.size() > 4096)
        fields.refuse("a token longer than 4096 bytes");
    side.token.isSpecial = fields.flag("special", false);
    const std::optional<bool> isNormalized = fields.flagOrNull("normalized");
    side.saysNormalized = isNormalized.has_value();
    side.token.isNormalized = isNormalized.value_or(!side.token.isSpecial);
    side.token.singleWord = fields.flag("single_word", false);
    side.token.leftStrip = fields.flag("lstrip", false);
    side.token.rightStrip = fields.flag("rstrip", false);
    fields.passOver("__type");
    fields.passOver("id");
    fields.finish();
    return side;
}

std::vector<SideToken> readAddedTokensDecoder(const json &value, const std::string &path) {
    std::vector<SideToken> tokens;
    if (!value.is_object() || value.size() > 100'000)
        throw badTokenizer(path, "added_tokens_decoder is no object with at most 100,000 tokens");
    for (const auto &entry : value.items()) {
        const std::optional<std::int64_t> id = parseInteger(entry.key());
        if (!id || *id < 0 || *id >= Vocabulary::kIdLimit)
            throw badTokenizer(path, "added_tokens_decoder: \"" + excerpt(entry.key()) +
                                         "\" is no whole number below 2,000,000");
        tokens.push_back(readSideToken(entry.value(), path, "added_tokens_decoder." + entry.key()));
        tokens.back().token.id = static_cast<TokenId>(*id);
    }
    std::sort(tokens.begin(), tokens.end(),
              [](const SideToken &a, const SideToken &b) { return a.token.id < b.token.id; });
    return tokens;
}

std::vector<SideToken> readTokenList(const json &value, const std::string &path) {
    std::vector<SideToken> tokens;
    if (!value.is_array() || value.size() > 100'000)
        throw badTokenizer(path, "additional_special_tokens is no list of at most 100,000 tokens");
    for (const json &item : value)
        tokens.push_back(readSideToken(item, path, "additional_special_tokens"));
    return tokens;
}

bool isSpecialName(const std::string &name) {
    return std::find(std::begin(kSpecialNames), std::end(kSpecialNames), name) != std::end(kSpecialNames);
}

void setSpecial(TokenizerConfig &config, const std::string &name, std::optional<SideToken> token) {
    std::erase_if(config.specials, [&](const auto &entry) { return entry.first == name; });
    config.specials.emplace_back(name, std::move(token));
}

std::optional<bool> *flagNamed(TokenizerConfig &config, const std::string &name) {
    return name == "add_bos_token"            ? &config.addBos
           : name == "add_eos_token"          ? &config.addEos
           : name == "legacy"                 ? &config.legacy
           : name == "add_prefix_space"       ? &config.addPrefixSpace
           : name == "do_lower_case"          ? &config.lowerCase
           : name == "normalization"          ? &config.tweetNormalization
           : name == "strip_accents"          ? &config.stripAccents
           : name == "tokenize_chinese_chars" ? &config.spacesAroundIdeographs
           : name == "keep_accents"           ? &config.keepAccents
           : name == "split_by_punct"         ? &config.splitByPunctuation
                                              : nullptr;
}

void takeField(TokenizerConfig &config, const std::string &path, const std::string &name, const json &value) {
    if (isSpecialName(name) && (value.is_null() || value.is_string() || value.is_object())) {
        setSpecial(config, name,
                   value.is_null() ? std::nullopt : std::optional<SideToken>(readSideToken(value, path, name)));
        if (value.is_string())
            config.specialTokens.emplace_back(name, value.get<std::string>());
    } else if (name == "tokenizer_class" && value.is_string()) {
        config.tokenizerClass = value.get<std::string>();
    } else if (name == "model_type" && value.is_string()) {
        config.modelType = value.get<std::string>();
    } else if (name == "extra_ids" && value.is_number_unsigned() && value.get<std::uint64_t>() <= 100'000) {
        config.extraIds = value.get<long long>();
    } else if (name == "additional_special_tokens" && value.is_array()) {
        config.additionalSpecials = readTokenList(value, path);
    } else if (name == "added_tokens_decoder" && !value.is_null()) {
        config.hasAddedTokensDecoder = true;
        config.addedTokens = readAddedTokensDecoder(value, path);
    }
    std::optional<bool> *place = flagNamed(config, name);
    if (place == nullptr || value.is_null())
        return;
    if (!value.is_boolean())
        throw badTokenizer(path, name + " is neither true nor false");
    *place = value.get<bool>();
}

// What both describe, the map describes newer.
void takeSpecialTokensMap(TokenizerConfig &config, const std::string &path) {
    const std::string text = readFile(path, kConfigLimit);
    TopLevelReader reader(
        path,
        [&](const std::string &name, const json &value) {
            const auto asSpecial = [](SideToken side) {
                side.token.isSpecial = true;
                if (!side.saysNormalized)
                    side.token.isNormalized = false;
                return side;
            };
            if (isSpecialName(name) && (value.is_string() || value.is_object())) {
                setSpecial(config, name, asSpecial(readSideToken(value, path, name)));
            } else if (name == "additional_special_tokens" && value.is_array()) {
                std::vector<SideToken> all = config.additionalSpecials.value_or(std::vector<SideToken>());
                for (SideToken &side : readTokenList(value, path))
                    all.push_back(asSpecial(std::move(side)));
                config.additionalSpecials = std::move(all);
            }
        },
        kBuilt);
    json::sax_parse(text, &reader);
}

// Each one id, whole words or not, in the normalised text unless it is special.
void takeAddedTokens(TokenizerConfig &config, const std::string &path) {
    std::set<std::string> specials;
    for (const auto &[name, side] : config.specials)
        if (side)
            specials.insert(side->token.content);
    for (const SideToken &side : config.additionalSpecials.value_or(std::vector<SideToken>()))
        specials.insert(side.token.content);
    TokenizerFile added;
    added.path = path;
    readVocabularyJson(added, path);
    for (TokenId id = 0; id < added.vocabulary.idLimit(); ++id) {
        if (!added.vocabulary.has(id))
            continue;
        SideToken side;
        side.token.content = std::string(added.vocabulary.token(id));
        side.token.id = id;
        side.token.isSpecial = specials.contains(side.token.content);
        side.token.isNormalized = !side.token.isSpecial;
        config.addedTokens.push_back(std::move(side));
    }
}

}  // namespace

TokenizerConfig readTokenizerConfig(const std::string &path) {
    TokenizerConfig config;
    if (!std::filesystem::exists(path))
        return config;
    config.isPresent = true;
    const std::string text = readFile(path, kConfigLimit);
    TopLevelReader reader(
        path, [&](const std::string &name, const json &value) { takeField(config, path, name, value); }, kBuilt);
    json::sax_parse(text, &reader);
    return config;
}

TokenizerConfig readSideFiles(const std::string &folder) {
    const auto inside = [&](const char *name) { return (std::filesystem::path(folder) / name).string(); };
    TokenizerConfig config = readTokenizerConfig(inside("tokenizer_config.json"));
    TokenizerConfig model = readTokenizerConfig(inside("config.json"));
    if (!config.tokenizerClass)
        config.tokenizerClass = std::move(model.tokenizerClass);
    config.modelType = std::move(model.modelType);
    config.isPresent = config.isPresent || model.isPresent;
    if (config.hasAddedTokensDecoder)
        return config;
    if (std::filesystem::exists(inside("special_tokens_map.json")))
        takeSpecialTokensMap(config, inside("special_tokens_map.json"));
    if (std::filesystem::exists(inside("added_tokens.json")))
        takeAddedTokens(config, inside("added_tokens.json"));
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
