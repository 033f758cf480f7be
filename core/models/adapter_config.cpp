// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_config.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/models/bounded_json.h"

namespace warbler {

namespace {
using Json = nlohmann::json;
constexpr const char *kHeadType = "WARBLER_HEAD";

const char *taskName(TaskType task) { return task == TaskType::CausalLm ? "CAUSAL_LM" : "SEQ_CLS"; }

AdapterKind readKind(const JsonFields &fields) {
    const auto name = fields.text({"peft_type"});
    if (!name)
        fields.refuse("the field \"peft_type\" is missing");
    if (*name == "PROMPT_TUNING")
        return AdapterKind::PromptTuning;
    if (*name == "LORA")
        return AdapterKind::Lora;
    if (*name == kHeadType)
        return AdapterKind::Head;
    fields.refuseOption("peft_type", "supported are PROMPT_TUNING and LORA");
}

TaskType readTask(const JsonFields &fields) {
    const auto name = fields.text({"task_type"});
    if (!name)
        fields.refuse("the field \"task_type\" is missing");
    if (*name == "CAUSAL_LM")
        return TaskType::CausalLm;
    if (*name == "SEQ_CLS")
        return TaskType::SeqCls;
    fields.refuseOption("task_type", "supported are CAUSAL_LM and SEQ_CLS");
}

void readPromptTuning(AdapterConfig &config, const JsonFields &fields) {
    config.virtualTokens = fields.needInteger({"num_virtual_tokens"}, 1, 65536);
    config.tokenDim = fields.integer({"token_dim"}, 1, 65536).value_or(0);
    config.attentionHeads = fields.integer({"num_attention_heads"}, 1, 1024).value_or(0);
    config.layers = fields.integer({"num_layers"}, 1, 512).value_or(0);
    if (fields.integer({"num_transformer_submodules"}, 1, 16).value_or(1) != 1)
        fields.refuseOption("num_transformer_submodules", "models with an encoder and a decoder are not computed");
    config.init = fields.text({"prompt_tuning_init"}).value_or("RANDOM");
    if (config.init == "SAMPLE_VOCAB")
        config.init = "RANDOM";
    if (config.init != "TEXT" && config.init != "RANDOM")
        fields.refuseOption("prompt_tuning_init", "supported are TEXT, RANDOM and SAMPLE_VOCAB");
    config.initText = fields.text({"prompt_tuning_init_text"});
    config.tokenizerName = fields.text({"tokenizer_name_or_path"}).value_or("");
}

bool isEmptyOption(const Json &value) { return (value.is_structured() && value.empty()) || (value.is_boolean() && !value.get<bool>()); }

void refuseLoraVariants(const JsonFields &fields) {
    if (fields.text({"bias"}).value_or("none") != "none")
        fields.refuseOption("bias", "only \"none\" is computed");
    if (const Json *init = fields.find({"init_lora_weights"}); init != nullptr && !init->is_boolean() && *init != "gaussian")
        fields.refuseOption("init_lora_weights", "it changes the base model's weights");
    for (const char *name :
         {"use_dora", "lora_bias", "rank_pattern", "alpha_pattern", "layers_to_transform", "layer_replication", "target_parameters",
          "trainable_token_indices", "exclude_modules", "use_qalora", "use_bdlora", "alora_invocation_tokens", "arrow_config",
          "kasa_config", "monteclora_config", "velora_config", "lora_ga_config", "ensure_weight_tying"})
        if (const Json *value = fields.find({name}); value != nullptr && !isEmptyOption(*value))
            fields.refuseOption(name, "only plain LoRA of equal rank in all layers is computed");
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
        for (const std::string &name : config.modulesToSave)
            if (name != "score" && name != "classifier")
                fields.refuseOption("modules_to_save", "only the classification head can be saved with LoRA");
    }
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

AdapterConfig readAdapterConfig(const std::string &path) {
    const Json json = readBoundedJson(path, ErrorCode::BadAdapter);
    const JsonFields fields(json, path, ErrorCode::BadAdapter);
    AdapterConfig config;
    config.kind = readKind(fields);
    config.task = readTask(fields);
    config.baseModel = fields.text({"base_model_name_or_path"}).value_or("");
    switch (config.kind) {
    case AdapterKind::PromptTuning:
        readPromptTuning(config, fields);
        break;
    case AdapterKind::Lora:
        readLora(config, fields);
        break;
    case AdapterKind::Head:
    case AdapterKind::Full:
    case AdapterKind::HardPrompt:
        config.tokenizerName = fields.text({"tokenizer_name_or_path"}).value_or("");
        break;
    }
    return config;
}

std::string adapterConfigText(const AdapterConfig &config) {
    Json json = {{"base_model_name_or_path", config.baseModel}, {"inference_mode", true}, {"task_type", taskName(config.task)}};
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
