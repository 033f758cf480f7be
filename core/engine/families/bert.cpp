// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/bert.h"

#include <cmath>

#include "core/base/error.h"
#include "core/engine/layers/feed_forward.h"
#include "core/engine/layers/layer_norm.h"

namespace warbler {

Bert::Bert(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights,
           std::int64_t firstPosition)
    : LanguageModel(folder.config, device, dtype), m_firstPosition(firstPosition) {
    m_words = take(folder, "embeddings.word_embeddings.weight", weights);
    m_positions = take(folder, "embeddings.position_embeddings.weight", weights);
    m_types = take(folder, "embeddings.token_type_embeddings.weight", weights);
    m_embeddingNorm = takeNorm(folder, "embeddings.LayerNorm", weights);
    for (std::int64_t i = 0; i < m_config.layers; ++i) {
        const std::string at = "encoder.layer." + std::to_string(i) + ".";
        Layer layer;
        const std::string query = at + "attention.self.query", key = at + "attention.self.key",
                          value = at + "attention.self.value";
        if (i + 1 < m_config.layers) {
            layer.queryKeyValue = takeLinear(folder, {query, key, value}, weights);
        } else {
            layer.query = takeLinear(folder, {query}, weights);
            layer.keyValue = takeLinear(folder, {key, value}, weights);
        }
        layer.attentionOutput = takeLinear(folder, {at + "attention.output.dense"}, weights);
        layer.attentionNorm = takeNorm(folder, at + "attention.output.LayerNorm", weights);
        layer.intermediate = takeLinear(folder, {at + "intermediate.dense"}, weights);
        layer.output = takeLinear(folder, {at + "output.dense"}, weights);
        layer.outputNorm = takeNorm(folder, at + "output.LayerNorm", weights);
        m_layers.push_back(std::move(layer));
    }
    if (folder.has("pooler.dense.weight")) {
        m_pooler = takeLinear(folder, {"pooler.dense"}, weights);
        m_hasPooler = true;
    }
}

at::Tensor Bert::forward(const ForwardInput &input) const {
    const std::int64_t hidden = m_config.hidden;
    const AttentionShape shape{m_config.heads,
                               m_config.heads,
                               hidden / m_config.heads,
                               1 / std::sqrt(double(hidden) / double(m_config.heads)),
                               Masking::Bidirectional,
                               {},
                               input.dropout};
    const auto everyRow = attentionRows(input.offsets, std::nullopt);
    const std::int64_t given = input.keep ? std::int64_t(input.keep->size()) : input.offsets.back();
    if (everyRow->longestKeys() > m_positions.size(0) - m_firstPosition)
        throw Error(ErrorCode::BadData,
                    "a text of " + std::to_string(everyRow->longestKeys()) + " rows is longer than the model's " +
                        std::to_string(m_positions.size(0) - m_firstPosition),
                    "Lower max_tokens or virtual_tokens.");
    at::Tensor x =
        input.rows +
        at::embedding(m_positions, positionsOf(input.offsets, input.rows.size(0), m_firstPosition, m_device)) +
        m_types.select(0, 0);
    const Dropout *dropout = input.dropout;
    const auto plus = [&](const Linear &linear, const at::Tensor &rows, const at::Tensor &residual) {
        return dropout ? residual + dropout->apply(linear(rows, input.lora), dropout->hidden)
                       : linear.plus(rows, residual, input.lora);
    };
    x = layerNorm(x, m_embeddingNorm, m_config.normEpsilon);
    if (dropout)
        x = dropout->apply(x, dropout->hidden);
    for (const Layer &layer : m_layers) {
        const bool isLast = &layer == &m_layers.back();
        at::Tensor mixed;
        if (!isLast) {
            const bool learnsAtFew = &layer == &m_layers.front() && input.learnt.defined();
            mixed = packedSelfAttention(learnsAtFew ? layer.queryKeyValue.learningAt(input.learnt, x, input.lora)
                                                    : layer.queryKeyValue(x, input.lora),
                                        {}, {}, everyRow, shape);
        } else {
            const at::Tensor keyValue = layer.keyValue(x, input.lora);
            if (input.keep)
                x = x.index_select(0, indexTensor(*input.keep, roundedRows(given, m_device), 0, m_device));
            mixed = packedKeyValueAttention(layer.query(x, input.lora), keyValue, {}, {},
                                            input.keep ? attentionRows(input.offsets, input.keep) : everyRow, shape);
        }
        x = layerNorm(plus(layer.attentionOutput, mixed, x), layer.attentionNorm, m_config.normEpsilon);
        x = dropout ? plus(layer.output, layer.intermediate(x, input.lora, Activation::GeluErf), x)
                    : feedForward(layer.intermediate, layer.output, x, x, input.lora, Activation::GeluErf);
        x = layerNorm(x, layer.outputNorm, m_config.normEpsilon);
    }
    return x.slice(0, 0, given);
}

at::Tensor Bert::pooled(const at::Tensor &hidden, const LoraOverlay *lora) const {
    return m_hasPooler ? at::tanh(m_pooler(hidden, lora)) : hidden;
}

std::vector<const Linear *> Bert::linears() const {
    std::vector<const Linear *> all;
    for (const Layer &layer : m_layers) {
        if (&layer == &m_layers.back()) {
            all.push_back(&layer.query);
            all.push_back(&layer.keyValue);
        } else {
            all.push_back(&layer.queryKeyValue);
        }
        for (const Linear *linear : {&layer.attentionOutput, &layer.intermediate, &layer.output})
            all.push_back(linear);
    }
    if (m_hasPooler && m_config.type == ModelType::Bert)  // RoBERTa's head reads the row as it is
        all.push_back(&m_pooler);
    return all;
}

}  // namespace warbler
