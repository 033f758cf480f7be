// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/bert.h"

namespace warbler {

Bert::Bert(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights,
           std::int64_t firstPosition)
    : LanguageModel(folder.config, device, dtype), m_firstPosition(firstPosition) {
    m_words = take(folder, "embeddings.word_embeddings.weight", weights);
    m_positions = take(folder, "embeddings.position_embeddings.weight", weights);
    m_types = take(folder, "embeddings.token_type_embeddings.weight", weights);
    m_embeddingNorm = takeNorm(folder, "embeddings.LayerNorm", weights);
    for (std::int64_t i = 0; i < m_config.layers; ++i)
        m_layers.push_back(takeLayer(folder, i, weights));
    if (folder.has("pooler.dense.weight"))
        m_pooler = takeLinear(folder, {"pooler.dense"}, weights);
}

EncoderLayer Bert::takeLayer(const ModelFolder &folder, std::int64_t number, Weights weights) {
    const std::string at = "encoder.layer." + std::to_string(number) + ".";
    const auto linear = [&](const std::string &module) { return takeLinear(folder, {at + module}, weights); };
    const std::string query = at + "attention.self.query", key = at + "attention.self.key",
                      value = at + "attention.self.value";
    EncoderLayer layer;
    layer.isFirst = number == 0;
    if (number + 1 < m_config.layers) {
        layer.projections = FusedProjection{takeLinear(folder, {query, key, value}, weights)};
    } else {
        Linear asking = takeLinear(folder, {query}, weights);
        layer.projections = SplitProjection{std::move(asking), takeLinear(folder, {key, value}, weights)};
    }
    layer.attentionOutput = linear("attention.output.dense");
    layer.attentionNorm = takeNorm(folder, at + "attention.output.LayerNorm", weights);
    layer.intermediate = linear("intermediate.dense");
    layer.output = linear("output.dense");
    layer.outputNorm = takeNorm(folder, at + "output.LayerNorm", weights);
    return layer;
}

at::Tensor Bert::firstLayerInput(const ForwardInput &input) const {
    const at::Tensor positions = positionsOf(input.offsets, input.rows.size(0), m_firstPosition, m_device);
    const at::Tensor sum = input.rows + at::embedding(m_positions, positions) + m_types.select(0, 0);
    const at::Tensor x = layerNorm(sum, m_embeddingNorm, m_config.normEpsilon);
    return input.dropout ? input.dropout->apply(x, input.dropout->hidden) : x;
}

at::Tensor Bert::forward(const ForwardInput &input) const {
    const EncoderPass pass(*this, input, m_positions.size(0) - m_firstPosition);
    at::Tensor x = firstLayerInput(input);
    for (const EncoderLayer &layer : m_layers)
        x = layer.forward(std::move(x), pass);
    return pass.dropFiller(x);
}

at::Tensor Bert::poolerOutput(const at::Tensor &hidden, const LoraOverlay *lora) const {
    return m_pooler ? at::tanh((*m_pooler)(hidden, lora)) : hidden;
}

std::vector<const Linear *> Bert::linears() const {
    std::vector<const Linear *> all;
    for (const EncoderLayer &layer : m_layers) {
        const std::vector<const Linear *> own = layer.linears();
        all.insert(all.end(), own.begin(), own.end());
    }
    if (m_pooler && m_config.type == ModelType::Bert)  // RoBERTa's head reads the row as it is
        all.push_back(&*m_pooler);
    return all;
}

}  // namespace warbler
