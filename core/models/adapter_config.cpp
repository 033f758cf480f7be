// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_config.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <regex>

#include "core/base/file_ops.h"
#include "core/base/utf8.h"
#include "core/models/bounded_json.h"
#include "core/models/python_json.h"

namespace warbler {

namespace {
using Json = nlohmann::json;
constexpr const char *kHeadType = "WARBLER_HEAD";

const char *taskName(Task task) { return hasHead(task) ? "SEQ_CLS" : "CAUSAL_LM"; }

AdapterKind readKind(const JsonFields &fields) {
    const auto name = fields.text({"peft_type"});
    if (!name)
        fields.refuse("the field \"peft_type\" is missing");
    if (*name == "PROMPT_TUNING" || *name == "P_TUNING")
        return AdapterKind::PromptTuning;
    if (*name == "PREFIX_TUNING")
        return AdapterKind::PrefixTuning;
    if (*name == "LORA")
        return AdapterKind::Lora;
    if (*name == "IA3")
        return AdapterKind::Ia3;
    if (*name == kHeadType)
        return AdapterKind::Head;
    fields.refuseOption("peft_type", "supported are PROMPT_TUNING, P_TUNING, PREFIX_TUNING, LORA and IA3");
}

std::optional<Task> readTask(const JsonFields &fields, const Json &json) {
    if (!json.contains("task_type"))
        fields.refuse("the field \"task_type\" is missing");
    const auto name = fields.text({"task_type"});
    if (!name)
        return std::nullopt;
    if (*name == "CAUSAL_LM")
        return Task::CausalLm;
    if (*name == "SEQ_CLS")
        return Task::SeqCls;
    fields.refuseOption("task_type", "supported are CAUSAL_LM, SEQ_CLS and null");
}

void readVirtualTokens(AdapterConfig &config, const JsonFields &fields) {
    config.virtualTokens = fields.needInteger({"num_virtual_tokens"}, 1, 65536);
    config.tokenDim = fields.integer({"token_dim"}, 1, 65536).value_or(0);
    config.attentionHeads = fields.integer({"num_attention_heads"}, 1, 1024).value_or(0);
    config.layers = fields.integer({"num_layers"}, 1, 512).value_or(0);
    if (fields.integer({"num_transformer_submodules"}, 1, 16).value_or(1) != 1)
        fields.refuseOption("num_transformer_submodules", "models with an encoder and a decoder are not computed");
}

void readPromptTuning(AdapterConfig &config, const JsonFields &fields) {
    readVirtualTokens(config, fields);
    config.init = fields.text({"prompt_tuning_init"}).value_or("RANDOM");
    if (config.init == "SAMPLE_VOCAB")
        config.init = "RANDOM";
    if (config.init != "TEXT" && config.init != "RANDOM")
        fields.refuseOption("prompt_tuning_init", "supported are TEXT, RANDOM and SAMPLE_VOCAB");
    config.initText = fields.text({"prompt_tuning_init_text"});
    config.tokenizerName = fields.text({"tokenizer_name_or_path"}).value_or("");
}

bool isEmptyOption(const Json &value) {
    return (value.is_structured() && value.empty()) || (value.is_boolean() && !value.get<bool>());
}

// What PEFT's newest LoraConfig has and this does not name is about how values begin or where they are trained
// (lora_dropout, loftq_config, eva_config, corda_config, megatron_config, megatron_core, qalora_group_size,
// runtime_config), or the file's factors say it: layers_to_transform, layers_pattern, exclude_modules, target_modules.
void refuseLoraVariants(const JsonFields &fields) {
    const std::string bias = fields.text({"bias"}).value_or("none");
    if (bias != "none" && bias != "all" && bias != "lora_only")
        fields.refuseOption("bias", "supported are none, all and lora_only");
    if (const Json *init = fields.find({"init_lora_weights"}); init != nullptr && !init->is_boolean())
        if (*init != "gaussian" && *init != "eva" && *init != "orthogonal" && *init != "mica")
            fields.refuseOption("init_lora_weights",
                                "training began by changing the base model's weights, and the changed ones are not "
                                "here; PEFT's save_pretrained with "
                                "path_initial_model_for_weight_conversion writes an adapter for the base as it is");
    struct Variant {
        const char *name, *reason;
    };
    constexpr const char *kOther = "this variant of LoRA is not computed";
    for (const Variant &variant : std::initializer_list<Variant>{
             {"lora_bias", kOther},
             {"layer_replication", "models with layers used twice are not computed"},
             {"target_parameters", "factors of single parameters are not computed"},
             {"use_qalora", kOther},
             {"use_bdlora", kOther},
             {"alora_invocation_tokens", kOther},
             {"arrow_config", kOther},
             {"kasa_config", kOther},
             {"monteclora_config", kOther},
             {"velora_config", kOther},
             {"lora_ga_config",
              "training began by changing the base model's weights, and the changed ones are not here"},
             {"ensure_weight_tying", "factors shared by word table and lm_head are not computed"}})
        if (const Json *value = fields.find({variant.name}); value != nullptr && !isEmptyOption(*value))
            fields.refuseOption(variant.name, variant.reason);
}

// A regular expression from outside that cannot run for ever: no repeated groups, few repetitions, no references.
bool isHarmless(const std::string &pattern) {
    if (pattern.size() > 200 ||
        std::count_if(pattern.begin(), pattern.end(), [](char c) { return c == '*' || c == '+' || c == '{'; }) > 4)
        return false;
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
        const char next = pattern[i + 1];
        if ((pattern[i] == ')' && (next == '*' || next == '+' || next == '{')) ||
            (pattern[i] == '\\' && next >= '0' && next <= '9'))
            return false;
    }
    return true;
}

// {"name or regular expression": number}, in the order of the file, which decides where several fit.
std::vector<std::pair<std::string, double>> readPattern(const JsonFields &fields, const nlohmann::ordered_json &json,
                                                        const char *field, double most) {
    std::vector<std::pair<std::string, double>> pattern;
    const auto found = json.find(field);
    if (found == json.end() || found->is_null())
        return pattern;
    if (!found->is_object() || found->size() > 10000)
        fields.refuse(std::string("\"") + field + "\" is no object of at most 10,000 names");
    for (const auto &[name, value] : found->items()) {
        if (!value.is_number() || !(value.get<double>() > 0) || value.get<double>() > most)
            fields.refuse(std::string("\"") + field + "\" of \"" + excerpt(name) + "\" is no number between 0 and " +
                          std::to_string(static_cast<long long>(most)));
        if (!isHarmless(name))
            fields.refuseOption(field, "the regular expression \"" + excerpt(name, 60) + "\" may run without end");
        try {
            const std::regex tried(name);
        } catch (const std::regex_error &) {
            fields.refuse(std::string("\"") + field + "\": \"" + excerpt(name, 60) + "\" is no regular expression");
        }
        pattern.emplace_back(name, value.get<double>());
    }
    return pattern;
}

// As PEFT looks a module up: the first name that the path is or ends with after a dot.
double valueFor(const std::vector<std::pair<std::string, double>> &pattern, const std::string &module,
                double otherwise) {
    for (const auto &[name, value] : pattern)
        if (std::regex_match(module, std::regex("(.*\\.)?(" + name + ")")))
            return value;
    return otherwise;
}

std::vector<std::int64_t> readTokenIds(const JsonFields &fields, const Json &list) {
    constexpr const char *kField = "trainable_token_indices";
    if (!list.is_array() || list.empty() || list.size() > 1000000)
        fields.refuse(std::string("\"") + kField + "\" is no list of 1 to 1,000,000 token ids");
    std::vector<std::int64_t> ids;
    for (const Json &id : list) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= 2000000)
            fields.refuse(std::string("\"") + kField + "\" holds something that is no token id");
        ids.push_back(id.get<std::int64_t>());
    }
    return ids;
}

void readTrainedTokens(AdapterConfig &config, const JsonFields &fields) {
    const Json *tokens = fields.find({"trainable_token_indices"});
    if (tokens == nullptr || isEmptyOption(*tokens))
        return;
    if (!tokens->is_object()) {
        config.trainedTokens[""] = readTokenIds(fields, *tokens);
        return;
    }
    for (const auto &[module, list] : tokens->items())
        config.trainedTokens[module] = readTokenIds(fields, list);
}

std::vector<std::string> readNames(const JsonFields &fields, const char *field, const Json &list) {
    if (!list.is_array() || list.size() > 10000)
        fields.refuse(std::string("\"") + field + "\" is no list of at most 10,000 names");
    std::vector<std::string> names;
    for (const Json &name : list) {
        if (!name.is_string())
            fields.refuse(std::string("\"") + field + "\" holds something that is no name");
        names.push_back(name.get<std::string>());
    }
    return names;
}

void readLora(AdapterConfig &config, const JsonFields &fields) {
    refuseLoraVariants(fields);
    config.rank = fields.needInteger({"r"}, 1, 65536);
    config.alpha = fields.number({"lora_alpha"}, 1e-6, 1e9).value_or(8);
    config.dropout = fields.number({"lora_dropout"}, 0, 1).value_or(0);
    config.fanInFanOut = fields.flag({"fan_in_fan_out"}).value_or(false);
    config.rankStabilised = fields.flag({"use_rslora"}).value_or(false);
    if (const Json *targets = fields.find({"target_modules"})) {
        config.targetIsRegex = targets->is_string();
        if (config.targetIsRegex)
            config.targetModules = {targets->get<std::string>()};
        else
            config.targetModules = readNames(fields, "target_modules", *targets);
    }
    if (const Json *saved = fields.find({"modules_to_save"})) {
        config.modulesToSave = readNames(fields, "modules_to_save", *saved);
    }
    config.hasMagnitudes = fields.flag({"use_dora"}).value_or(false);
    readTrainedTokens(config, fields);
}

// Whether Warbler itself would write these settings, so that they can be written anew in the few keys old releases of
// PEFT know.
bool isOwnForm(const AdapterConfig &config, const JsonFields &fields) {
    const bool savesMore = std::any_of(config.modulesToSave.begin(), config.modulesToSave.end(),
                                       [](const std::string &name) { return name != "score" && name != "classifier"; });
    const Json *init = fields.find({"init_lora_weights"});
    for (const char *name : {"layers_to_transform", "exclude_modules"})
        if (fields.find({name}) != nullptr)
            return false;
    return config.namesTask && config.kind != AdapterKind::PrefixTuning && config.kind != AdapterKind::Ia3 &&
           !savesMore && !config.hasMagnitudes && config.rankPattern.empty() && config.alphaPattern.empty() &&
           config.trainedTokens.empty() && fields.text({"bias"}).value_or("none") == "none" &&
           (init == nullptr || init->is_boolean() || *init == "gaussian") && fields.text({"peft_type"}) != "P_TUNING";
}

Json names(std::vector<std::string> list) {
    std::sort(list.begin(), list.end());
    return list;
}

// As Python would have it: a whole alpha is an int.
Json wholeIfPossible(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

template <typename Number>
Json orNull(Number value) {
    return value == 0 ? Json() : Json(value);
}
}  // namespace

std::int64_t AdapterConfig::rankOf(const std::string &module) const {
    return static_cast<std::int64_t>(valueFor(rankPattern, module, static_cast<double>(rank)));
}

double AdapterConfig::scaleOf(const std::string &module) const {
    const double r = static_cast<double>(std::max<std::int64_t>(rankOf(module), 1));
    return valueFor(alphaPattern, module, alpha) / (rankStabilised ? std::sqrt(r) : r);
}

AdapterConfig readAdapterConfig(const std::string &path) {
    const Json json = readBoundedJson(path, ErrorCode::BadAdapter);
    const JsonFields fields(json, path, ErrorCode::BadAdapter);
    AdapterConfig config;
    config.kind = readKind(fields);
    const std::optional<Task> task = readTask(fields, json);
    config.namesTask = task.has_value();
    config.task = task.value_or(Task::CausalLm);
    config.baseModel = fields.text({"base_model_name_or_path"}).value_or("");
    switch (config.kind) {
    case AdapterKind::PromptTuning:
        readPromptTuning(config, fields);
        break;
    case AdapterKind::PrefixTuning:
        readVirtualTokens(config, fields);
        break;
    case AdapterKind::Lora: {
        readLora(config, fields);
        const std::string text = readFile(path);  // bounded above
        const auto ordered = nlohmann::ordered_json::parse(text);
        config.rankPattern = readPattern(fields, ordered, "rank_pattern", 65536);
        config.alphaPattern = readPattern(fields, ordered, "alpha_pattern", 1e9);
        break;
    }
    case AdapterKind::Ia3:
        break;
    case AdapterKind::Head:
    case AdapterKind::Full:
    case AdapterKind::HardPrompt:
        config.tokenizerName = fields.text({"tokenizer_name_or_path"}).value_or("");
        break;
    }
    if (!isOwnForm(config, fields))
        config.foreignText = readFile(path);
    return config;
}

std::string adapterConfigText(const AdapterConfig &config) {
    if (!config.foreignText.empty())
        return config.foreignText;
    Json json = {
        {"base_model_name_or_path", config.baseModel}, {"inference_mode", true}, {"task_type", taskName(config.task)}};
    switch (config.kind) {
    case AdapterKind::PromptTuning:
        json["peft_type"] = "PROMPT_TUNING";
        json["num_attention_heads"] = orNull(config.attentionHeads);
        json["num_layers"] = orNull(config.layers);
        json["num_transformer_submodules"] = 1;
        json["num_virtual_tokens"] = config.virtualTokens;
        json["prompt_tuning_init"] = config.init == "TEXT" ? "TEXT" : "RANDOM";
        json["prompt_tuning_init_text"] = config.initText ? Json(*config.initText) : Json();
        json["token_dim"] = orNull(config.tokenDim);
        json["tokenizer_name_or_path"] = config.tokenizerName;
        break;
    case AdapterKind::Lora:
        json["peft_type"] = "LORA";
        json["bias"] = "none";
        json["fan_in_fan_out"] = config.fanInFanOut;
        json["init_lora_weights"] = true;
        json["lora_alpha"] = wholeIfPossible(config.alpha);
        json["lora_dropout"] = config.dropout;
        json["modules_to_save"] = config.modulesToSave.empty() ? Json() : names(config.modulesToSave);
        json["r"] = config.rank;
        json["target_modules"] = config.targetIsRegex ? Json(config.targetModules.at(0)) : names(config.targetModules);
        json["use_rslora"] = config.rankStabilised;
        break;
    case AdapterKind::PrefixTuning:
    case AdapterKind::Ia3:
        throw Error(ErrorCode::Internal, "an adapter of a kind that is only read has lost its configuration",
                    "Please report this.");
    case AdapterKind::Head:
    case AdapterKind::Full:
    case AdapterKind::HardPrompt:
        json["peft_type"] = kHeadType;
        json["tokenizer_name_or_path"] = config.tokenizerName;
        break;
    }
    return pythonJson(json);
}

}  // namespace warbler
