// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/reference_class.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/side_tokens.h"

namespace warbler {

namespace {

using nlohmann::json;
using Kind = ReferenceClass;

struct Name {
    const char *name;
    Kind kind;
};

constexpr Name kClasses[] = {
    {"AlbertTokenizer", Kind::Albert},
    {"BartTokenizer", Kind::Bart},
    {"LEDTokenizer", Kind::Bart},
    {"MvpTokenizer", Kind::Bart},
    {"BertTokenizer", Kind::Bert},
    {"ConvBertTokenizer", Kind::Bert},
    {"DistilBertTokenizer", Kind::Bert},
    {"ElectraTokenizer", Kind::Bert},
    {"LayoutLMTokenizer", Kind::Bert},
    {"LxmertTokenizer", Kind::Bert},
    {"MobileBertTokenizer", Kind::Bert},
    {"RetriBertTokenizer", Kind::Bert},
    {"SqueezeBertTokenizer", Kind::Bert},
    {"BloomTokenizer", Kind::Bloom},
    {"CamembertTokenizer", Kind::Camembert},
    {"DebertaTokenizer", Kind::Deberta},
    {"DebertaV2Tokenizer", Kind::DebertaV2},
    {"GemmaTokenizer", Kind::Gemma},
    {"GPT2Tokenizer", Kind::Gpt2},
    {"GPTNeoXTokenizer", Kind::GptNeoX},
    {"LlamaTokenizer", Kind::Llama},
    {"MPNetTokenizer", Kind::MpNet},
    {"Qwen2Tokenizer", Kind::Qwen2},
    {"RobertaTokenizer", Kind::Roberta},
    {"LongformerTokenizer", Kind::Roberta},
    {"T5Tokenizer", Kind::T5},
    {"MT5Tokenizer", Kind::T5},
    {"XLMRobertaTokenizer", Kind::XlmRoberta},
};

constexpr Name kModels[] = {
    {"albert", Kind::Albert},
    {"nystromformer", Kind::Albert},
    {"bart", Kind::Bart},
    {"led", Kind::Bart},
    {"mvp", Kind::Bart},
    {"bert", Kind::Bert},
    {"convbert", Kind::Bert},
    {"distilbert", Kind::Bert},
    {"electra", Kind::Bert},
    {"ernie", Kind::Bert},
    {"layoutlm", Kind::Bert},
    {"megatron-bert", Kind::Bert},
    {"mobilebert", Kind::Bert},
    {"nezha", Kind::Bert},
    {"squeezebert", Kind::Bert},
    {"bloom", Kind::Bloom},
    {"camembert", Kind::Camembert},
    {"deberta", Kind::Deberta},
    {"deberta-v2", Kind::DebertaV2},
    {"gemma", Kind::Gemma},
    {"gemma2", Kind::Gemma},
    {"gemma3_text", Kind::Gemma},
    {"gpt2", Kind::Gpt2},
    {"gpt_bigcode", Kind::Gpt2},
    {"gpt_neo", Kind::Gpt2},
    {"gptj", Kind::Gpt2},
    {"opt", Kind::Gpt2},
    {"gpt_neox", Kind::GptNeoX},
    {"mamba", Kind::GptNeoX},
    {"olmo", Kind::GptNeoX},
    {"olmo2", Kind::GptNeoX},
    {"llama", Kind::Llama},
    {"mistral", Kind::Llama},
    {"mixtral", Kind::Llama},
    {"phi3", Kind::Llama},
    {"persimmon", Kind::Llama},
    {"mpnet", Kind::MpNet},
    {"qwen2", Kind::Qwen2},
    {"qwen3", Kind::Qwen2},
    {"ibert", Kind::Roberta},
    {"longformer", Kind::Roberta},
    {"roberta", Kind::Roberta},
    {"roberta-prelayernorm", Kind::Roberta},
    {"data2vec-text", Kind::Roberta},
    {"longt5", Kind::T5},
    {"mt5", Kind::T5},
    {"t5", Kind::T5},
    {"umt5", Kind::T5},
    {"xlm-roberta", Kind::XlmRoberta},
    {"xlm-roberta-xl", Kind::XlmRoberta},
    {"xmod", Kind::XlmRoberta},
};

template <std::size_t N>
std::optional<Kind> kindNamed(const Name (&names)[N], const std::string &name) {
    const auto found =
        std::find_if(std::begin(names), std::end(names), [&](const Name &each) { return name == each.name; });
    return found == std::end(names) ? std::nullopt : std::optional<Kind>(found->kind);
}

constexpr const char *kNames[] = {"bos_token", "eos_token", "unk_token", "sep_token",
                                  "pad_token", "cls_token", "mask_token"};

// The texts of a class in the order of kNames; "" where it has none.
std::vector<std::string> defaultTexts(Kind kind) {
    switch (kind) {
    case Kind::Albert:
        return {"[CLS]", "[SEP]", "<unk>", "[SEP]", "<pad>", "[CLS]", "[MASK]"};
    case Kind::Bert:
        return {"", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"};
    case Kind::Bloom:
        return {"<s>", "</s>", "<unk>", "", "<pad>", "", ""};
    case Kind::Deberta:
    case Kind::DebertaV2:
        return {"[CLS]", "[SEP]", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"};
    case Kind::Gemma:
        return {"<bos>", "<eos>", "<unk>", "", "<pad>", "", ""};
    case Kind::Gpt2:
    case Kind::GptNeoX:
        return {"<|endoftext|>", "<|endoftext|>", "<|endoftext|>", "", "", "", ""};
    case Kind::Llama:
        return {"<s>", "</s>", "<unk>", "", "", "", ""};
    case Kind::MpNet:
        return {"<s>", "</s>", "[UNK]", "</s>", "<pad>", "<s>", "<mask>"};
    case Kind::Qwen2:
        return {"", "<|endoftext|>", "<|endoftext|>", "", "<|endoftext|>", "", ""};
    case Kind::T5:
        return {"", "</s>", "<unk>", "", "<pad>", "", ""};
    case Kind::Bart:
    case Kind::Camembert:
    case Kind::Roberta:
    case Kind::XlmRoberta:
        return {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"};
    case Kind::Generic:
        break;
    }
    return {"", "", "", "", "", "", ""};
}

SideToken textToken(std::string content) {
    SideToken side;
    side.token.content = std::move(content);
    side.isTextOnly = true;
    side.saysNormalized = false;
    return side;
}

SideToken defaultToken(const std::string &content) {
    SideToken side = textToken(content);
    side.isDefault = true;
    return side;
}

// What the class makes of a token given as a text.
SideToken shapeToken(Kind kind, const std::string &name, SideToken side) {
    const bool isMask = name == "mask_token";
    const bool stripsMask = kind == Kind::Albert || kind == Kind::Bart || kind == Kind::Camembert ||
                            kind == Kind::MpNet || kind == Kind::Roberta || kind == Kind::XlmRoberta;
    const bool isOwnObject =
        kind == Kind::MpNet || (kind == Kind::Qwen2 && !isMask && name != "cls_token" && name != "sep_token");
    if (!side.isTextOnly || !(isOwnObject || (isMask && stripsMask)))
        return side;
    side.isTextOnly = false;
    side.token.isSpecial = true;
    side.token.leftStrip = isMask && stripsMask;
    side.saysNormalized = kind == Kind::Bart;
    side.token.isNormalized = kind == Kind::Bart;
    return side;
}

std::vector<SideToken> defaultAdditional(Kind kind, const TokenizerConfig &config) {
    std::vector<SideToken> tokens;
    if (kind == Kind::Camembert)
        for (const char *content : {"<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"})
            tokens.push_back(textToken(content));
    for (long long i = 0; kind == Kind::T5 && i < config.extraIds.value_or(100); ++i)
        tokens.push_back(textToken("<extra_id_" + std::to_string(i) + ">"));
    return tokens;
}

bool isPrefixDecidedByClass(Kind kind) { return kind != Kind::Llama && kind != Kind::T5; }

void takeBertNormalization(TokenizerFile &file, const TokenizerConfig &config) {
    json &normalizer = file.normalizer;
    if (!normalizer.is_object() || !normalizer.contains("type") || normalizer["type"] != "BertNormalizer")
        return;
    normalizer["lowercase"] = config.lowerCase.value_or(true);
    normalizer["strip_accents"] = config.stripAccents ? json(*config.stripAccents) : json();
    normalizer["handle_chinese_chars"] = config.spacesAroundIdeographs.value_or(true);
}

// Only where it is the whole pre-tokenizer, and in BLOOM's wherever it stands.
void takePrefixSpace(TokenizerFile &file, Kind kind, const TokenizerConfig &config) {
    const bool adds = config.addPrefixSpace.value_or(false);
    json &part = file.preTokenizer;
    const auto isByteLevel = [](const json &each) {
        return each.is_object() && each.contains("type") && each["type"] == "ByteLevel";
    };
    if (isPrefixDecidedByClass(kind) && isByteLevel(part))
        part["add_prefix_space"] = adds;
    if (kind != Kind::Bloom || !adds || !part.is_object() || !part.contains("pretokenizers") ||
        !part["pretokenizers"].is_array())
        return;
    for (json &each : part["pretokenizers"])
        if (isByteLevel(each))
            each["add_prefix_space"] = true;
}

std::optional<TokenId> idOf(const TokenizerFile &file, const std::string &content) {
    for (const AddedToken &token : file.addedTokens)
        if (token.content == content)
            return token.id;
    const TokenId id = file.vocabulary.find(content);
    return id == Vocabulary::kNone ? std::nullopt : std::optional<TokenId>(id);
}

}  // namespace

ReferenceClass referenceClassOf(const TokenizerConfig &config) {
    if (config.tokenizerClass) {
        std::string name = *config.tokenizerClass;
        if (name.ends_with("Fast"))
            name.resize(name.size() - 4);
        return kindNamed(kClasses, name).value_or(Kind::Generic);
    }
    return config.modelType ? kindNamed(kModels, *config.modelType).value_or(Kind::Generic) : Kind::Generic;
}

std::optional<std::string> SpecialTokenSet::content(const std::string &name) const {
    for (const auto &[each, side] : named)
        if (each == name)
            return side.token.content;
    return std::nullopt;
}

SpecialTokenSet specialTokensOf(ReferenceClass kind, const TokenizerConfig &config) {
    SpecialTokenSet set;
    const std::vector<std::string> texts = defaultTexts(kind);
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        const auto given = std::find_if(config.specials.begin(), config.specials.end(),
                                        [&](const auto &each) { return each.first == kNames[i]; });
        if (given != config.specials.end() && given->second)
            set.named.emplace_back(kNames[i], shapeToken(kind, kNames[i], *given->second));
        else if (given == config.specials.end() && !texts[i].empty())
            set.named.emplace_back(kNames[i], shapeToken(kind, kNames[i], defaultToken(texts[i])));
    }
    set.additional = config.additionalSpecials ? *config.additionalSpecials : defaultAdditional(kind, config);
    const bool hasExtra = std::any_of(set.additional.begin(), set.additional.end(), [](const SideToken &side) {
        return side.token.content.find("<extra_id_") != std::string::npos;
    });
    if (kind == Kind::T5 && !hasExtra)
        for (SideToken &side : defaultAdditional(kind, config))
            set.additional.push_back(std::move(side));
    return set;
}

nlohmann::json templateAround(const TokenizerFile &file, const std::optional<std::string> &before,
                              const std::optional<std::string> &after) {
    json single = json::array(), specials = json::object();
    const auto add = [&](const std::optional<std::string> &content) {
        if (!content)
            return;
        const std::optional<TokenId> id = idOf(file, *content);
        if (!id)
            throw badTokenizer(file.path, "the token \"" + excerpt(*content) + "\" is missing");
        single.push_back({{"SpecialToken", {{"id", *content}, {"type_id", 0}}}});
        specials[*content] = {{"id", *content}, {"ids", {static_cast<std::uint64_t>(*id)}}, {"tokens", {*content}}};
    };
    add(before);
    single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
    add(after);
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", json::array()}, {"special_tokens", specials}};
}

TokenizerFile withSideFiles(TokenizerFile file, ReferenceClass kind, const TokenizerConfig &config) {
    const SpecialTokenSet specials = specialTokensOf(kind, config);
    if (kind == Kind::Bert || kind == Kind::MpNet)
        takeBertNormalization(file, config);
    takePrefixSpace(file, kind, config);
    file.addedTokens = withSideTokens(file, specials, config);
    if (kind == Kind::Llama || kind == Kind::Gemma || kind == Kind::GptNeoX) {
        const bool isBegun = config.addBos.value_or(kind != Kind::GptNeoX), isEnded = config.addEos.value_or(false);
        file.postProcessor = templateAround(file, isBegun ? specials.content("bos_token") : std::nullopt,
                                            isEnded ? specials.content("eos_token") : std::nullopt);
    }
    return file;
}

}  // namespace warbler
