// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_config.h"

#include <array>
#include <cstdint>
#include <utility>

#include "core/base/utf8.h"
#include "core/models/bounded_json.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {
constexpr std::array<std::pair<ModelType, const char *>, 6> kTypes = {{{ModelType::Bloom, "bloom"},
                                                                       {ModelType::Gpt2, "gpt2"},
                                                                       {ModelType::Llama, "llama"},
                                                                       {ModelType::Gemma, "gemma"},
                                                                       {ModelType::Bert, "bert"},
                                                                       {ModelType::Roberta, "roberta"}}};

// Other names of the same layout.
constexpr std::array<std::pair<ModelType, const char *>, 3> kOtherNames = {
    {{ModelType::Roberta, "xlm-roberta"}, {ModelType::Roberta, "camembert"}, {ModelType::Llama, "mistral"}}};

bool isEncoder(ModelType type) { return !isDecoder(type); }

ModelType readType(const JsonFields &fields, const std::string &path) {
    const auto name = fields.text({"model_type"});
    if (!name)
        fields.refuse("the field \"model_type\" is missing");
    for (const auto &[type, typeName] : kTypes)
        if (*name == typeName)
            return type;
    for (const auto &[type, typeName] : kOtherNames)
        if (*name == typeName)
            return type;
    throw Error(ErrorCode::UnsupportedModel,
                path + ": models of model_type \"" + excerpt(*name, 60) + "\" are not supported",
                "Use a model of one of these types: bloom, gpt2, llama, mistral, gemma, bert, roberta, xlm-roberta, "
                "camembert.");
}

// Options that change the arithmetic in ways nobody here computes: refused unless they have their default value.
void refuseUnknownArithmetic(const JsonFields &fields, ModelType type) {
    if (fields.find({"auto_map"}) != nullptr)
        fields.refuseOption("auto_map", "the model brings program code of its own, which is never run");
    if (fields.find({"quantization_config"}) != nullptr)
        fields.refuseOption("quantization_config", "quantised weights cannot be read");
    for (const char *name : {"attention_bias", "mlp_bias", "add_cross_attention"})
        if (fields.flag({name}).value_or(false))
            fields.refuseOption(name, "only models without it are computed");
    if (fields.text({"position_embedding_type"}).value_or("absolute") != "absolute")
        fields.refuseOption("position_embedding_type", "only absolute positions are computed");
    if (!fields.flag({"scale_attn_weights"}).value_or(true))
        fields.refuseOption("scale_attn_weights", "unscaled attention is not computed");
    if (isEncoder(type) && fields.flag({"is_decoder"}).value_or(false))
        fields.refuseOption("is_decoder", "an encoder used as a decoder is not computed");
}

// rope_scaling of transformers 4, rope_parameters of 5; {} or rope_type "default": angles as they are.
std::optional<RopeStretch> readRopeStretch(const JsonFields &fields) {
    for (const char *name : {"rope_scaling", "rope_parameters"}) {
        const nlohmann::json *rope = fields.find({name});
        if (rope == nullptr)
            continue;
        if (!rope->is_object())
            fields.refuseOption(name, "it is no object");
        const JsonFields inner(*rope, std::string("\"") + name + "\"", ErrorCode::BadConfig);
        const std::string kind = inner.text({"rope_type", "type"}).value_or("default");
        if (kind == "default")
            continue;
        if (kind != "llama3")
            fields.refuseOption(name, "only rope_type \"default\" and \"llama3\" are computed, not \"" +
                                          excerpt(kind, 40) + "\"");
        RopeStretch stretch;
        const auto factor = inner.number({"factor"}, 1, 1e6), low = inner.number({"low_freq_factor"}, 1e-6, 1e6),
                   high = inner.number({"high_freq_factor"}, 1e-6, 1e6);
        if (!factor || !low || !high || *high <= *low)
            fields.refuse(std::string("\"") + name +
                          "\" of rope_type \"llama3\" needs factor, low_freq_factor and a larger high_freq_factor");
        stretch = {*factor, *low, *high,
                   inner.needInteger({"original_max_position_embeddings"}, 1, std::int64_t(1) << 20)};
        return stretch;
    }
    return std::nullopt;
}

std::string readActivation(const JsonFields &fields, ModelType type) {
    struct Accepted {
        const char *name, *meaning;
    };
    const char *field = "hidden_act";
    std::vector<Accepted> accepted;
    std::string otherwise;
    switch (type) {
    case ModelType::Bloom:
        return "gelu_new";  // the architecture has no choice
    case ModelType::Gpt2:
        field = "activation_function";
        accepted = {{"gelu_new", "gelu_new"}, {"gelu_pytorch_tanh", "gelu_new"}};
        otherwise = "gelu_new";
        break;
    case ModelType::Llama:
        accepted = {{"silu", "silu"}};
        otherwise = "silu";
        break;
    case ModelType::Gemma:  // the published configs say "gelu" and mean the tanh form
        if (fields.find({"hidden_activation"}) != nullptr)
            field = "hidden_activation";
        accepted = {{"gelu", "gelu_new"}, {"gelu_pytorch_tanh", "gelu_new"}};
        otherwise = "gelu_new";
        break;
    case ModelType::Bert:
    case ModelType::Roberta:
        accepted = {{"gelu", "gelu"}};
        otherwise = "gelu";
        break;
    }
    const auto name = fields.text({field});
    if (!name)
        return otherwise;
    for (const Accepted &one : accepted)
        if (*name == one.name)
            return one.meaning;
    fields.refuseOption(field, "this activation is not computed for this type of model");
}

// The number where the value is one, the first where it is a list.
std::optional<std::int64_t> firstTokenId(const JsonFields &fields, const char *name) {
    constexpr std::int64_t kMost = std::int64_t(1) << 31;
    const nlohmann::json *value = fields.find({name});
    if (value == nullptr)
        return std::nullopt;
    if (value->is_array()) {  // several end tokens: the first is the one written
        if (value->empty())
            return std::nullopt;
        const nlohmann::json first = {{name, value->front()}};
        return JsonFields(first, std::string("the list \"") + name + "\"", ErrorCode::BadConfig)
            .integer({name}, 0, kMost);
    }
    return fields.integer({name}, -1, kMost);
}

// Scoring needs none of them, so that one beyond the vocabulary is no reason to refuse the model; but RoBERTa counts
// its positions from the padding id.
std::optional<std::int64_t> readTokenId(ModelConfig &config, const JsonFields &fields, const char *name) {
    const std::optional<std::int64_t> id = firstTokenId(fields, name);
    if (!id || *id < 0)
        return std::nullopt;
    if (*id < config.vocabulary)
        return id;
    const std::string sentence = std::string("\"") + name + "\" is " + std::to_string(*id) +
                                 ", beyond the vocabulary of " + std::to_string(config.vocabulary);
    if (config.type == ModelType::Roberta && std::string(name) == "pad_token_id")
        fields.refuse(sentence + ", and positions are counted from it");
    config.warnings.push_back(sentence + "; it is not used");
    return std::nullopt;
}

void readLabels(ModelConfig &config, const JsonFields &fields) {
    config.labels = fields.integer({"num_labels"}, 1, 10000).value_or(2);
    if (const nlohmann::json *names = fields.find({"id2label"})) {
        if (!names->is_object())
            fields.refuse("\"id2label\" is not an object");
        if (names->empty() || names->size() > 10000)
            fields.refuse("\"id2label\" has " + std::to_string(names->size()) + " labels; allowed are 1 to 10,000");
        config.labels = static_cast<std::int64_t>(names->size());
        for (std::size_t i = 0; i < names->size(); ++i) {
            const auto name = names->find(std::to_string(i));
            if (name == names->end() || !name->is_string()) {
                config.labelNames.clear();
                break;
            }
            config.labelNames.push_back(name->get<std::string>());
        }
    }
    const std::string problem =
        fields.find({"problem_type"}) != nullptr ? fields.text({"problem_type"}).value_or("") : "";
    config.givesSeveral = problem == "multi_label_classification";
    config.givesNumber = problem == "regression" || (problem.empty() && config.labels == 1);
}

void readSizes(ModelConfig &config, const JsonFields &fields) {
    config.hidden = fields.needInteger({"hidden_size", "n_embed", "n_embd", "d_model"}, 1, 65536);
    config.layers = fields.needInteger({"num_hidden_layers", "n_layer"}, 1, 512);
    config.heads = fields.needInteger({"num_attention_heads", "n_head"}, 1, 1024);
    config.vocabulary = fields.needInteger({"vocab_size"}, 1, 1000000);
    config.keyValueHeads = fields.integer({"num_key_value_heads"}, 1, 1024).value_or(config.heads);
    if (config.heads % config.keyValueHeads != 0)
        fields.refuse("\"num_key_value_heads\" (" + std::to_string(config.keyValueHeads) +
                      ") does not divide \"num_attention_heads\" (" + std::to_string(config.heads) + ")");
    const bool ownHeadSize = config.type == ModelType::Llama || config.type == ModelType::Gemma;
    const auto headDim = ownHeadSize ? fields.integer({"head_dim"}, 1, 65536) : std::nullopt;
    if (!headDim && config.type == ModelType::Gemma) {
        config.headDim = 256;  // the reference's default
    } else {
        if (!headDim && config.hidden % config.heads != 0)
            fields.refuse("\"num_attention_heads\" (" + std::to_string(config.heads) +
                          ") does not divide \"hidden_size\" (" + std::to_string(config.hidden) + ")");
        config.headDim = headDim.value_or(config.hidden / config.heads);
    }
    const auto intermediate = fields.integer({"intermediate_size", "n_inner"}, 1, 1048576);
    const bool needsIntermediate = config.type == ModelType::Llama || config.type == ModelType::Gemma;
    if (needsIntermediate && !intermediate)
        fields.refuse("the field \"intermediate_size\" is missing");
    config.intermediate = intermediate.value_or(4 * config.hidden);
    if (config.type == ModelType::Bloom && config.intermediate != 4 * config.hidden)
        fields.refuseOption("n_inner", "a bloom model's inner layer is four times its hidden size");
    config.typeVocabulary = fields.integer({"type_vocab_size"}, 1, 65536).value_or(2);
    if (config.type != ModelType::Bloom) {
        const std::int64_t usual = config.type == ModelType::Gpt2    ? 1024
                                   : config.typeName == "mistral"    ? 131072
                                   : config.type == ModelType::Llama ? 2048
                                   : config.type == ModelType::Gemma ? 8192
                                                                     : 512;
        config.maxPositions =
            fields.integer({"max_position_embeddings", "n_positions"}, 1, std::int64_t(1) << 20).value_or(usual);
    }
}

void readArithmetic(ModelConfig &config, const JsonFields &fields) {
    // Smaller than every epsilon in use, larger than zero: the allowed range is (0, 1e-2].
    constexpr double kLeastEpsilon = 1e-30;
    if (config.type == ModelType::Llama || config.type == ModelType::Gemma)
        config.normEpsilon = fields.number({"rms_norm_eps"}, kLeastEpsilon, 1e-2).value_or(1e-6);
    else
        config.normEpsilon = fields.number({"layer_norm_epsilon", "layer_norm_eps"}, kLeastEpsilon, 1e-2)
                                 .value_or(isEncoder(config.type) ? 1e-12 : 1e-5);
    config.ropeStretch = readRopeStretch(fields);
    config.ropeTheta = fields.number({"rope_theta"}, 1, 1e12).value_or(10000);
    if (const nlohmann::json *rope = fields.find({"rope_parameters"})) {
        const double theta = JsonFields(*rope, "\"rope_parameters\"", ErrorCode::BadConfig)
                                 .number({"rope_theta"}, 1, 1e12)
                                 .value_or(config.ropeTheta);
        if (fields.find({"rope_theta"}) != nullptr && theta != config.ropeTheta)
            fields.refuse("\"rope_theta\" and \"rope_parameters.rope_theta\" differ");
        config.ropeTheta = theta;
    }
    config.tiedHead = fields.flag({"tie_word_embeddings"}).value_or(config.type != ModelType::Llama);
    config.residualAfterNorm = fields.flag({"apply_residual_connection_post_layernorm"}).value_or(false);
    config.scaleByInverseLayer = fields.flag({"scale_attn_by_inverse_layer_idx"}).value_or(false);
    config.activation = readActivation(fields, config.type);
    const double usual = config.type == ModelType::Gpt2 || isEncoder(config.type) ? 0.1 : 0.0;
    config.hiddenDropout =
        fields.number({"hidden_dropout_prob", "hidden_dropout", "resid_pdrop"}, 0, 1).value_or(usual);
    config.attentionDropout =
        fields.number({"attention_probs_dropout_prob", "attention_dropout", "attn_pdrop"}, 0, 1).value_or(usual);
    config.classifierDropout = fields.number({"classifier_dropout"}, 0, 1);
}
}  // namespace

const char *modelTypeName(ModelType type) {
    for (const auto &[known, name] : kTypes)
        if (known == type)
            return name;
    return "";
}

bool isDecoder(ModelType type) { return type != ModelType::Bert && type != ModelType::Roberta; }

std::int64_t ModelConfig::parameters() const {
    std::int64_t sum = 0;
    for (const ExpectedTensor &tensor : expectedTensors(*this))
        if (tensor.role == TensorRole::Body || tensor.role == TensorRole::Pooler || tensor.role == TensorRole::WordHead)
            sum += tensor.count();
    return sum;
}

std::int64_t ModelConfig::textPositions() const {
    // RoBERTa's positions begin after that of its padding token: of BERTweet's 130, 128 hold tokens.
    const std::int64_t first = type == ModelType::Roberta ? padToken.value_or(1) + 1 : 0;
    return maxPositions == 0 ? 0 : maxPositions - first;
}

std::int64_t ModelConfig::headParameters() const {
    std::int64_t sum = 0;
    for (const ExpectedTensor &tensor : expectedTensors(*this))
        if (tensor.role == TensorRole::Classifier)
            sum += tensor.count();
    return sum;
}

ModelConfig readModelConfig(const std::string &configPath) {
    const nlohmann::json json = readBoundedJson(configPath, ErrorCode::BadConfig);
    const JsonFields fields(json, configPath, ErrorCode::BadConfig);
    ModelConfig config;
    config.type = readType(fields, configPath);
    config.typeName = fields.text({"model_type"}).value_or("");
    refuseUnknownArithmetic(fields, config.type);
    if (const nlohmann::json *names = fields.find({"architectures"});
        names != nullptr && names->is_array() && !names->empty() && names->front().is_string())
        config.architecture = names->front().get<std::string>();
    readSizes(config, fields);
    readArithmetic(config, fields);
    if (config.typeName == "mistral") {  // null switches the window off, saying nothing does not
        config.attentionWindow = fields.integer({"sliding_window"}, 1, std::int64_t(1) << 20);
        if (!json.contains("sliding_window"))
            config.attentionWindow = 4096;
    }
    config.padToken = readTokenId(config, fields, "pad_token_id");
    config.bosToken = readTokenId(config, fields, "bos_token_id");
    config.eosToken = readTokenId(config, fields, "eos_token_id");
    readLabels(config, fields);
    config.dtype = fields.text({"torch_dtype", "dtype"}).value_or("float32");
    for (const char *known : {"float32", "float16", "bfloat16", "float64"})
        if (config.dtype == known)
            return config;
    fields.refuseOption("torch_dtype", "only floating-point weights can be read");
}

}  // namespace warbler
