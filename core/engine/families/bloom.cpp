// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/bloom.h"

#include <cmath>

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

Bloom::Norm Bloom::takeNorm(const ModelFolder &folder, const std::string &name, Weights weights) {
    return {take(folder, name + ".weight", weights), take(folder, name + ".bias", weights)};
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
        // The file holds q, k, v of each head beside each other; all q, all k, all v make slices of whole column blocks.
        const Linear stored = takeLinear(folder, {at + "self_attention.query_key_value"}, weights);
        const at::Tensor order = at::arange(3 * hidden).view({heads, 3, dim}).transpose(0, 1).reshape({3 * hidden});
        const Linear fused(stored.weight().index_select(0, order.to(device)), stored.bias().index_select(0, order.to(device)),
                           {{at + "self_attention.query_key_value", 0, 3 * hidden, order}});
        if (i + 1 < m_config.layers) {
            layer.queryKeyValue = fused;
        } else {
            layer.query = fused.rows(0, hidden);
            layer.keyValue = fused.rows(hidden, 3 * hidden);
        }
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

at::Tensor Bloom::normed(const at::Tensor &x, const Norm &norm) const {
    return at::layer_norm(x, {m_config.hidden}, norm.weight, norm.bias, m_config.normEpsilon);
}

at::Tensor Bloom::forward(const ForwardInput &input) const {
    const std::int64_t hidden = m_config.hidden;
    const AttentionShape shape{m_config.heads, m_config.heads, hidden / m_config.heads,
                               1 / std::sqrt(double(hidden) / double(m_config.heads)), Masking::Causal, m_slopes};
    const auto everyRow = attentionRows(input.offsets, std::nullopt);
    if (input.record)
        input.record->rows = input.offsets.back();
    at::Tensor x = normed(input.rows, m_embeddingNorm);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        const bool isLast = i + 1 == m_layers.size();
        const at::Tensor prefixK = input.prefix ? input.prefix->keys[i] : at::Tensor();
        const at::Tensor prefixV = input.prefix ? input.prefix->values[i] : at::Tensor();
        at::Tensor y = normed(x, layer.inputNorm);
        at::Tensor mixed;
        if (!isLast) {
            const at::Tensor fused = layer.queryKeyValue(y, input.lora);
            if (input.record) {
                input.record->keys.push_back(fused.slice(1, hidden, 2 * hidden).contiguous());
                input.record->values.push_back(fused.slice(1, 2 * hidden, 3 * hidden).contiguous());
            }
            mixed = packedSelfAttention(fused, prefixK, prefixV, everyRow, shape);
        } else {
            const at::Tensor keyValue = layer.keyValue(y, input.lora);
            if (input.record) {
                input.record->keys.push_back(keyValue.slice(1, 0, hidden).contiguous());
                input.record->values.push_back(keyValue.slice(1, hidden, 2 * hidden).contiguous());
                return {};
            }
            if (input.keep) {
                const at::Tensor kept = indexTensor(*input.keep, m_device);
                x = x.index_select(0, kept);
                y = y.index_select(0, kept);
            }
            mixed = packedAttention(layer.query(y, input.lora), keyValue.slice(1, 0, hidden), keyValue.slice(1, hidden, 2 * hidden),
                                    prefixK, prefixV, input.keep ? attentionRows(input.offsets, input.keep) : everyRow, shape);
        }
        x = (m_config.residualAfterNorm ? y : x) + layer.dense(mixed, input.lora);
        y = normed(x, layer.attentionNorm);
        x = (m_config.residualAfterNorm ? y : x) + layer.down(at::gelu(layer.up(y, input.lora), "tanh"), input.lora);
    }
    return normed(x, m_finalNorm);
}

std::vector<const Linear *> Bloom::linears() const {
    std::vector<const Linear *> all;
    for (const Layer &layer : m_layers) {
        if (&layer == &m_layers.back()) {
            all.push_back(&layer.query);
            all.push_back(&layer.keyValue);
        } else {
            all.push_back(&layer.queryKeyValue);
        }
        for (const Linear *linear : {&layer.dense, &layer.up, &layer.down})
            all.push_back(linear);
    }
    return all;
}

}  // namespace warbler
