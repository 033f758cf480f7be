// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/gpt2.h"

#include <cmath>

#include "core/engine/layers/feed_forward.h"
#include "core/engine/layers/layer_norm.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

Linear Gpt2::takeTransposed(const ModelFolder &folder, const std::string &module, Weights weights) {
    const at::Tensor matrix = take(folder, module + ".weight", weights).t().contiguous();
    const std::int64_t rows = matrix.size(0);
    replace(module + ".weight", matrix.t());
    return Linear(matrix, take(folder, module + ".bias", weights), {{module, 0, rows, {}}});
}

Gpt2::Gpt2(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights)
    : LanguageModel(folder.config, device, dtype) {
    m_words = take(folder, "wte.weight", weights);
    m_positions = take(folder, "wpe.weight", weights);
    for (std::int64_t i = 0; i < m_config.layers; ++i) {
        const std::string at = "h." + std::to_string(i) + ".";
        Layer layer;
        layer.inputNorm = takeNorm(folder, at + "ln_1", weights);
        layer.projections = AttentionProjections(takeTransposed(folder, at + "attn.c_attn", weights), m_config.hidden,
                                                 i + 1 == m_config.layers);
        layer.projection = takeTransposed(folder, at + "attn.c_proj", weights);
        layer.attentionNorm = takeNorm(folder, at + "ln_2", weights);
        layer.up = takeTransposed(folder, at + "mlp.c_fc", weights);
        layer.down = takeTransposed(folder, at + "mlp.c_proj", weights);
        m_layers.push_back(std::move(layer));
    }
    m_finalNorm = takeNorm(folder, "ln_f", weights);
    m_head = takeIfThere(folder, "lm_head.weight", weights);
    if (!m_head.defined())
        m_head = m_words;
}

at::Tensor Gpt2::logits(const at::Tensor &hidden) const { return frozenProduct(hidden, m_head).to(exactType(m_dtype)); }

at::Tensor Gpt2::forward(const ForwardInput &input) const {
    const std::int64_t dim = m_config.hidden / m_config.heads;
    DecoderPass pass(*this, input,
                     {m_config.heads, m_config.heads, dim, 1 / std::sqrt(double(dim)), Masking::Causal, {}});
    at::Tensor x = input.rows + at::embedding(m_positions, pass.positions());
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        pass.shape().scale = 1 / std::sqrt(double(dim)) / (m_config.scaleByInverseLayer ? double(i + 1) : 1.0);
        at::Tensor y = layerNorm(x, layer.inputNorm, m_config.normEpsilon);
        const at::Tensor mixed = pass.attend(layer.projections, i, i + 1 == m_layers.size(), x, y);
        if (!mixed.defined())
            return {};
        x = layer.projection.plus(mixed, x, input.lora);
        x = feedForward(layer.up, layer.down, layerNorm(x, layer.attentionNorm, m_config.normEpsilon), x, input.lora,
                        Activation::GeluTanh);
    }
    return pass.given(layerNorm(x, m_finalNorm, m_config.normEpsilon));
}

std::vector<const Linear *> Gpt2::linears() const {
    std::vector<const Linear *> all;
    for (const Layer &layer : m_layers) {
        layer.projections.append(all);
        for (const Linear *linear : {&layer.projection, &layer.up, &layer.down})
            all.push_back(linear);
    }
    return all;
}

}  // namespace warbler
