// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/bloom.h"

#include <cmath>

#include "core/engine/layers/feed_forward.h"
#include "core/engine/layers/layer_norm.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

std::vector<double> alibiSlopes(std::int64_t heads) {
    std::int64_t power = 1;
    while (power * 2 <= heads)
        power *= 2;
    const double base = std::exp2(-std::exp2(3 - std::log2(double(power))));
    std::vector<double> slopes;
    for (std::int64_t i = 1; i <= power; ++i)
        slopes.push_back(std::pow(base, double(i)));
    const double between = std::exp2(-std::exp2(3 - std::log2(2 * double(power))));
    for (std::int64_t i = 1; std::int64_t(slopes.size()) < heads; i += 2)
        slopes.push_back(std::pow(between, double(i)));
    return slopes;
}

Bloom::Bloom(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights)
    : LanguageModel(folder.config, device, dtype) {
    const std::int64_t hidden = m_config.hidden, heads = m_config.heads, dim = hidden / heads;
    m_words = take(folder, "word_embeddings.weight", weights);
    m_embeddingNorm = takeNorm(folder, "word_embeddings_layernorm", weights);
    for (std::int64_t i = 0; i < m_config.layers; ++i) {
        const std::string at = "h." + std::to_string(i) + ".";
        Layer layer;
        layer.inputNorm = takeNorm(folder, at + "input_layernorm", weights);
        // The file holds q, k, v of each head beside each other; all q, all k, all v make slices of whole column
        // blocks.
        const Linear stored = takeLinear(folder, {at + "self_attention.query_key_value"}, weights);
        const at::Tensor order = at::arange(3 * hidden).view({heads, 3, dim}).transpose(0, 1).reshape({3 * hidden});
        const Linear fused(stored.weight().index_select(0, order.to(device)),
                           stored.bias().index_select(0, order.to(device)),
                           {{at + "self_attention.query_key_value", 0, 3 * hidden, order}});
        replace(at + "self_attention.query_key_value.weight", fused.weight());
        layer.projections = AttentionProjections(fused, hidden, i + 1 == m_config.layers);
        layer.dense = takeLinear(folder, {at + "self_attention.dense"}, weights);
        layer.attentionNorm = takeNorm(folder, at + "post_attention_layernorm", weights);
        layer.up = takeLinear(folder, {at + "mlp.dense_h_to_4h"}, weights);
        layer.down = takeLinear(folder, {at + "mlp.dense_4h_to_h"}, weights);
        m_layers.push_back(std::move(layer));
    }
    m_finalNorm = takeNorm(folder, "ln_f", weights);
    m_head = takeIfThere(folder, "lm_head.weight", weights);
    if (!m_head.defined())
        m_head = m_words;
    m_slopes = at::tensor(alibiSlopes(heads), at::kDouble);
}

at::Tensor Bloom::forward(const ForwardInput &input) const {
    const std::int64_t dim = m_config.hidden / m_config.heads;
    DecoderPass pass(
        *this, input,
        {m_config.heads, m_config.heads, dim, 1 / std::sqrt(double(dim)), Masking::Causal, m_slopes, input.dropout});
    const auto added = [&](const Linear &linear, const at::Tensor &rows, const at::Tensor &residual) {
        return input.dropout ? residual + input.dropout->apply(linear(rows, input.lora), input.dropout->hidden)
                             : linear.plus(rows, residual, input.lora);
    };
    at::Tensor x = layerNorm(input.rows, m_embeddingNorm, m_config.normEpsilon);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        at::Tensor y = layerNorm(x, layer.inputNorm, m_config.normEpsilon);
        const at::Tensor mixed = pass.attend(layer.projections, i, i + 1 == m_layers.size(), x, y);
        if (!mixed.defined())
            return {};
        x = added(layer.dense, mixed, m_config.residualAfterNorm ? y : x);
        y = layerNorm(x, layer.attentionNorm, m_config.normEpsilon);
        const at::Tensor &residual = m_config.residualAfterNorm ? y : x;
        x = input.dropout ? added(layer.down, layer.up(y, input.lora, Activation::GeluTanh), residual)
                          : feedForward(layer.up, layer.down, y, residual, input.lora, Activation::GeluTanh);
    }
    return pass.given(layerNorm(x, m_finalNorm, m_config.normEpsilon));
}

at::Tensor Bloom::logits(const at::Tensor &hidden) const {
    return frozenProduct(hidden, m_head).to(exactType(m_dtype));
}

std::vector<const Linear *> Bloom::linears() const {
    std::vector<const Linear *> all;
    for (const Layer &layer : m_layers) {
        layer.projections.append(all);
        for (const Linear *linear : {&layer.dense, &layer.up, &layer.down})
            all.push_back(linear);
    }
    return all;
}

}  // namespace warbler
