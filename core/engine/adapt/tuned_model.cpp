// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/tuned_model.h"

#include "core/base/error.h"
#include "core/engine/adapt/host_copy.h"
#include "core/engine/adapt/lora.h"
#include "core/engine/adapt/soft_prompt.h"
#include "core/learn/lora_targets.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {

// PEFT keeps the head beside a prompt under "base_model.", beside LoRA under "base_model.model."; a whole model has it
// by its name.
std::string headPrefix(AdapterKind kind) {
    return kind == AdapterKind::Full                               ? ""
           : kind == AdapterKind::Lora || kind == AdapterKind::Ia3 ? "base_model.model."
                                                                   : "base_model.";
}

const HostTensor &tensorOf(const Adapter &adapter, const std::string &name, const std::vector<std::int64_t> &shape) {
    const auto text = [](const std::vector<std::int64_t> &dimensions) {
        std::string all;
        for (std::int64_t size : dimensions)
            all += (all.empty() ? "" : " x ") + std::to_string(size);
        return all;
    };
    const auto found = adapter.tensors.find(name);
    if (found == adapter.tensors.end())
        throw Error(ErrorCode::BadAdapter, "the adapter has no tensor " + name, "It may be incomplete; save it again.");
    if (found->second.shape != shape)
        throw Error(ErrorCode::AdapterMismatch,
                    "the adapter's " + name + " is " + text(found->second.shape) + ", this model needs " + text(shape),
                    "Use the base model that adapter_config.json names.");
    return found->second;
}

// PEFT's rows hold key and value of the first layer, of the second, ..., as a pass over a prefix would have left them.
PrefixCache prefixOf(const LanguageModel &model, const Adapter &adapter) {
    const ModelConfig &config = model.config();
    if (!isDecoder(config.type))
        throw Error(ErrorCode::UnsupportedOption,
                    std::string("peft_type PREFIX_TUNING: keys and values in front of the text are not computed on ") +
                        config.typeName,
                    "Use it with a model that predicts words, or an adapter of another kind.");
    const std::int64_t width = config.keyValueHeads * config.headDim;
    const at::Tensor rows =
        toDevice(tensorOf(adapter, "prompt_embeddings", {adapter.config.virtualTokens, 2 * config.layers * width}),
                 model.dtype(), model.device());
    PrefixCache prefix;
    prefix.rows = adapter.config.virtualTokens;
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        prefix.keys.push_back(rows.slice(1, 2 * layer * width, (2 * layer + 1) * width).contiguous());
        prefix.values.push_back(rows.slice(1, (2 * layer + 1) * width, (2 * layer + 2) * width).contiguous());
    }
    return prefix;
}

}  // namespace

TunedModel TunedModel::fresh(std::shared_ptr<const LanguageModel> model, const TuningConfig &config,
                             const TuningData &data) {
    TunedModel tuned;
    tuned.m_model = std::move(model);
    tuned.m_pooling = config.pooling;
    const ModelConfig &base = tuned.m_model->config();
    const bool isDecoderModel = isDecoder(base.type);
    if (isUntrained(config))
        throw Error(ErrorCode::UnsupportedOption, "method=hard_prompt trains nothing", "Classify with it as it is.");
    if (config.task == Task::CausalLm && !isDecoderModel)
        throw Error(ErrorCode::UnsupportedOption,
                    std::string("task=causal_lm needs a model that predicts words; ") + base.typeName + " does not",
                    "Use task=seq_cls with this model.");
    if (config.task == Task::CausalLm && config.method == Method::Head)
        throw Error(ErrorCode::UnsupportedOption, "method=head trains a classification head, task=causal_lm has none",
                    "Use task=seq_cls with method=head.");
    if (config.method == Method::Full && isDecoderModel)
        throw Error(ErrorCode::UnsupportedOption,
                    std::string("method=full trains all weights of an encoder; ") + base.typeName + " is a decoder",
                    "Use method=lora with this model.");
    const bool drops = config.dropout && (base.hiddenDropout > 0 || base.attentionDropout > 0);
    if (drops && isDecoderModel && (base.type != ModelType::Bloom || config.task != Task::CausalLm))
        throw Error(
            ErrorCode::UnsupportedOption,
            std::string("dropout=true: dropout inside a decoder is built for task=causal_lm on bloom, not for ") +
                (config.task == Task::CausalLm ? "" : "a head on ") + base.typeName,
            "Set dropout=false.");
    if (config.dropout && config.method == Method::Head)
        throw Error(ErrorCode::UnsupportedOption,
                    "dropout=true: method=head computes what the model says once, without dropout",
                    "Set dropout=false.");
    if (isDecoderModel && hasHead(config.task))
        tuned.m_pooling = config.pooling == Pooling::Mean ? Pooling::Mean : Pooling::LastRow;
    if (config.pooling == Pooling::FirstRow && config.virtualTokens == 0)
        tuned.m_pooling = Pooling::Cls;

    AdapterConfig &out = tuned.m_config;
    out.kind = config.method == Method::Full                                       ? AdapterKind::Full
               : config.method == Method::Lora                                     ? AdapterKind::Lora
               : config.method == Method::PromptTuning && config.virtualTokens > 0 ? AdapterKind::PromptTuning
                                                                                   : AdapterKind::Head;
    out.task = config.task;
    out.tokenDim = base.hidden;
    out.attentionHeads = base.heads;
    out.layers = base.layers;
    if (out.kind == AdapterKind::PromptTuning) {
        out.virtualTokens = config.virtualTokens;
        out.init = config.init == PromptInit::Text ? "TEXT" : "RANDOM";
        if (config.init == PromptInit::Text)
            out.initText = config.initText;
        tuned.m_prompt = initialPrompt(*tuned.m_model, config, data.initIds);
        tuned.m_promptLearns = config.trainPrompt;
    }
    if (out.kind == AdapterKind::Lora) {
        out.rank = config.rank;
        out.alpha = config.alpha;
        out.dropout = config.loraDropout;
        out.targetModules = config.targetModules.empty() ? defaultLoraTargets(base.type) : config.targetModules;
        out.fanInFanOut = base.type == ModelType::Gpt2;
        tuned.m_lora = freshLora(*tuned.m_model, config);
    }
    if (hasHead(config.task)) {
        tuned.m_head = ClassificationHead::fresh(
            *tuned.m_model, config.task == Task::Regression ? 1 : data.scoring.categories, config.seed);
        if (out.kind == AdapterKind::Lora)
            out.modulesToSave = {"classifier", "score"};
    }
    if (!tuned.m_head && (out.kind == AdapterKind::Head || !tuned.m_promptLearns))
        throw Error(ErrorCode::UnsupportedOption, "with these settings nothing would be trained",
                    "Set virtual_tokens above 0 and train_prompt=true.");
    tuned.collect(headPrefix(out.kind));
    return tuned;
}

TunedModel TunedModel::fromAdapter(std::shared_ptr<const LanguageModel> model, const Adapter *adapter) {
    TunedModel tuned;
    tuned.m_model = std::move(model);
    if (!adapter)
        return tuned;
    tuned.m_config = adapter->config;
    tuned.m_pooling = poolingFromName(adapter->pooling);
    const LanguageModel &base = *tuned.m_model;
    if (isDecoder(base.config().type) && tuned.m_pooling != Pooling::Mean)
        tuned.m_pooling = Pooling::LastRow;  // a decoder's first row has seen nothing
    const at::ScalarType exact = exactType(base.dtype());
    const std::int64_t hidden = base.config().hidden;
    if (adapter->config.kind == AdapterKind::PromptTuning)
        tuned.m_prompt = toDevice(tensorOf(*adapter, "prompt_embeddings", {adapter->config.virtualTokens, hidden}),
                                  exact, base.device());
    if (adapter->config.kind == AdapterKind::PrefixTuning)
        tuned.m_prefix = prefixOf(base, *adapter);
    if (adapter->config.kind == AdapterKind::Lora)
        tuned.m_lora = loraFromAdapter(base, *adapter);
    if (hasHead(adapter->config.task)) {
        ClassificationHead head;
        head.name = ClassificationHead::nameFor(base.config().type);
        const std::string start = headPrefix(adapter->config.kind), weight = start + head.name + ".weight";
        const auto found = adapter->tensors.find(weight);
        const std::int64_t categories =
            found == adapter->tensors.end() || found->second.shape.empty() ? 0 : found->second.shape[0];
        head.weight = toDevice(tensorOf(*adapter, weight, {categories, hidden}), exact, base.device());
        if (head.name != "score")
            head.bias = toDevice(tensorOf(*adapter, start + head.name + ".bias", {categories}), exact, base.device());
        if (base.config().type == ModelType::Roberta) {
            head.denseWeight =
                toDevice(tensorOf(*adapter, start + "classifier.dense.weight", {hidden, hidden}), exact, base.device());
            head.denseBias =
                toDevice(tensorOf(*adapter, start + "classifier.dense.bias", {hidden}), exact, base.device());
        }
        tuned.m_head = std::move(head);
    }
    tuned.collect(headPrefix(adapter->config.kind));
    return tuned;
}

void TunedModel::collect(const std::string &prefix) {
    m_trainables.clear();
    const auto add = [&](std::string name, at::Tensor &tensor, TrainableGroup group) {
        m_trainables.push_back({std::move(name), tensor, group});
    };
    if (m_config.kind == AdapterKind::Full)
        for (const auto &[name, tensor] : m_model->leaves())
            m_trainables.push_back({name, tensor, TrainableGroup::Prompt});
    if (m_prompt.defined() && m_promptLearns)
        add("prompt_embeddings", m_prompt, TrainableGroup::Prompt);
    for (auto &module : m_lora) {
        const std::string path = "base_model.model." + std::string(leadingPart(m_model->config().type)) + module.first;
        add(path + ".lora_A.weight", module.second.a, TrainableGroup::Prompt);
        add(path + ".lora_B.weight", module.second.b, TrainableGroup::Prompt);
    }
    if (m_head && m_head->hasDense()) {
        add(prefix + "classifier.dense.weight", m_head->denseWeight, TrainableGroup::Head);
        add(prefix + "classifier.dense.bias", m_head->denseBias, TrainableGroup::Head);
    }
    if (m_head) {
        add(prefix + m_head->name + ".weight", m_head->weight, TrainableGroup::Head);
        if (m_head->bias.defined())
            add(prefix + m_head->name + ".bias", m_head->bias, TrainableGroup::Head);
    }
}

Adapter TunedModel::toAdapter() const {
    Adapter adapter;
    adapter.config = m_config;
    adapter.pooling = poolingName(m_pooling);
    if (m_prompt.defined())
        adapter.tensors["prompt_embeddings"] = toHost(m_prompt);
    const bool isFull = m_config.kind == AdapterKind::Full;
    if (isFull)
        for (const auto &[name, tensor] : m_model->tensors())
            adapter.tensors[std::string(leadingPart(m_model->config().type)) + name] = toHost(tensor);
    for (const Trainable &trainable : m_trainables)
        if (!isFull || trainable.group == TrainableGroup::Head)
            adapter.tensors[trainable.name] = toHost(trainable.tensor);
    return adapter;
}

bool TunedModel::isHeadOnly() const {
    for (const Trainable &trainable : m_trainables)
        if (trainable.group != TrainableGroup::Head)
            return false;
    return m_head.has_value();
}

void TunedModel::assign(const std::vector<at::Tensor> &values) {
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_trainables.size(); ++i)
        m_trainables[i].tensor.copy_(values[i]);
}

std::vector<at::Tensor> TunedModel::snapshot() const {
    std::vector<at::Tensor> values;
    for (const Trainable &trainable : m_trainables)
        values.push_back(trainable.tensor.detach().clone());
    return values;
}

void TunedModel::dropLoraInput(const Dropout *dropout) {
    for (auto &module : m_lora)
        module.second.dropout = dropout;
}

at::Tensor TunedModel::features(const std::vector<Ids> &texts, const Dropout *dropout) const {
    const PackedInput packed = packInput(*m_model, m_prompt, texts);
    ForwardInput input;
    input.rows = packed.rows;
    input.offsets = packed.offsets;
    input.learnt = packed.virtualRows;
    input.keep = pooledRows(packed.offsets, virtualRows(), m_pooling);
    input.prefix = prefix();
    input.lora = lora();
    input.dropout = dropout && (dropout->hidden > 0 || dropout->attention > 0) ? dropout : nullptr;
    return poolRows(*m_model, m_model->forward(input), packed.offsets, virtualRows(), m_pooling, input.lora);
}

}  // namespace warbler
