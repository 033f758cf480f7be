// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/planned_size.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/learn/lora_targets.h"

namespace warbler {

namespace {

struct Layer {
    std::string name;  // last part of the module's path
    std::int64_t in = 0, out = 0;
    std::int64_t together = 0;  // rows of the matrix it is multiplied in with others; 0: alone
};

// The linear layers of one block, by the names that target_modules uses.
std::vector<Layer> linearLayers(const ModelConfig &m) {
    const std::int64_t h = m.hidden, f = m.intermediate, q = m.heads * m.headDim, kv = m.keyValueHeads * m.headDim;
    switch (m.type) {
    case ModelType::Bloom:
        return {{"query_key_value", h, 3 * h},
                {"self_attention.dense", h, h},
                {"dense_h_to_4h", h, f},
                {"dense_4h_to_h", f, h}};
    case ModelType::Gpt2:
        return {{"c_attn", h, 3 * h}, {"attn.c_proj", h, h}, {"c_fc", h, f}, {"mlp.c_proj", f, h}};
    case ModelType::Llama:
    case ModelType::Gemma:
        return {{"q_proj", h, q, q + 2 * kv},
                {"k_proj", h, kv, q + 2 * kv},
                {"v_proj", h, kv, q + 2 * kv},
                {"o_proj", q, h},
                {"gate_proj", h, f, 2 * f},
                {"up_proj", h, f, 2 * f},
                {"down_proj", f, h}};
    case ModelType::Bert:
    case ModelType::Roberta:
        return {{"query", h, h, 3 * h},           {"key", h, h, 3 * h},         {"value", h, h, 3 * h},
                {"attention.output.dense", h, h}, {"intermediate.dense", h, f}, {"output.dense", f, h}};
    }
    return {};
}

}  // namespace

std::int64_t trainableParameters(const TuningConfig &config, const ModelConfig &model, std::int64_t categories) {
    std::int64_t sum = 0;
    if (config.method == Method::PromptTuning && config.trainPrompt)
        sum += config.virtualTokens * model.hidden;
    if (config.method == Method::Lora)
        for (const Layer &layer : linearLayers(model))
            for (const std::string &target :
                 config.targetModules.empty() ? defaultLoraTargets(model.type) : config.targetModules)
                if (isLoraTarget(layer.name, target)) {
                    sum += model.layers * config.rank * (layer.in + layer.out);
                    break;
                }
    if (config.method == Method::Lora && model.type == ModelType::Bert)
        for (const std::string &target : config.targetModules)
            if (isLoraTarget("pooler.dense", target)) {
                sum += config.rank * 2 * model.hidden;
                break;
            }
    if (config.method == Method::Full)
        sum += model.parameters();
    if (hasHead(config.task) && !isUntrained(config)) {
        ModelConfig withHead = model;
        withHead.labels = config.task == Task::Regression ? 1 : categories;
        sum += withHead.headParameters();
    }
    return sum;
}

std::uint64_t plannedBytes(const TuningConfig &config, const ModelConfig &model, std::vector<std::int64_t> lengths) {
    const bool isSingle = config.dtype == "float32", isFull = config.method == Method::Full,
               isModelDecoder = isDecoder(model.type);
    const std::int64_t bytes = config.dtype == "bfloat16" ? 2 : config.dtype == "float64" ? 8 : 4;
    const std::int64_t virtualRows = config.method == Method::PromptTuning ? config.virtualTokens : 0;
    std::sort(lengths.rbegin(), lengths.rend());
    const std::int64_t micro = config.microBatch > 0 ? std::min(config.microBatch, config.batchSize) : config.batchSize;
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < lengths.size() && std::cmp_less(i, micro); ++i) {
        const std::int64_t next = lengths[i] + (isModelDecoder ? 0 : virtualRows);
        if (rows > 0 && rows + next > rowsAtOnceOnProcessor(isModelDecoder))
            break;
        rows += next;
    }
    if (isModelDecoder)
        rows += virtualRows;
    std::int64_t packed = 0;
    if (isSingle)
        for (const Layer &layer : linearLayers(model)) {
            const std::int64_t copies = config.method != Method::Head && !isUntrained(config) && !isFull ? 2 : 1;
            if (layer.in * std::max(layer.out, layer.together) <= kMostPacked)
                packed += model.layers * layer.in * layer.out * copies;
        }
    // Where all weights learn: the frozen ones, a copy of them, its gradient, two moments and the best epoch's.
    const std::int64_t weights = model.parameters() * (isFull ? 6 : 1);
    const std::int64_t kept = isUntrained(config)             ? rows * model.hidden * 16
                              : config.method == Method::Head ? rows * model.hidden * 16
                                                              : rows * model.hidden * model.layers * 16;
    // Where every token is learnt: its logits, their log-softmax and the gradient, which are never kept in bfloat16.
    const std::int64_t logits = config.lossOnText ? 3 * rows * model.vocabulary * std::max<std::int64_t>(bytes, 4) : 0;
    return std::uint64_t((weights + packed + kept) * bytes + logits) + 400000000;
}

std::uint64_t weightBytes(const TuningConfig &config, std::int64_t parameters) {
    return static_cast<std::uint64_t>(parameters) * (config.dtype == "bfloat16" ? 2 : 4);
}

std::uint64_t roughBytes(const TuningConfig &config, std::int64_t parameters) {
    const std::uint64_t program = 1'000'000'000;  // libtorch and the activations of a small batch
    return weightBytes(config, parameters) * (config.method == Method::Full ? 6 : 1) + program;
}

}  // namespace warbler
