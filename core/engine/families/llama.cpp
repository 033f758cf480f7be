// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/llama.h"

#include <cmath>

#include "core/base/error.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

Llama::Llama(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights)
    : LanguageModel(folder.config, device, dtype) {
    m_words = take(folder, "embed_tokens.weight", weights);
    for (std::int64_t i = 0; i < m_config.layers; ++i) {
        const std::string at = "layers." + std::to_string(i) + ".";
        Layer layer;
        layer.inputNorm = take(folder, at + "input_layernorm.weight", weights);
        layer.projections = AttentionProjections(
            takeLinear(folder, {at + "self_attn.q_proj", at + "self_attn.k_proj", at + "self_attn.v_proj"}, weights),
            m_config.heads * m_config.headDim, i + 1 == m_config.layers);
        layer.output = takeLinear(folder, {at + "self_attn.o_proj"}, weights);
        layer.attentionNorm = take(folder, at + "post_attention_layernorm.weight", weights);
        layer.gateUp = takeLinear(folder, {at + "mlp.gate_proj", at + "mlp.up_proj"}, weights);
        layer.down = takeLinear(folder, {at + "mlp.down_proj"}, weights);
        m_layers.push_back(std::move(layer));
    }
    m_finalNorm = take(folder, "norm.weight", weights);
    m_head = takeIfThere(folder, "lm_head.weight", weights);
    if (!m_head.defined() && m_config.tiedHead)
        m_head = m_words;
    m_frequencies = rotaryFrequencies(m_config, dtype, device);
}

at::Tensor Llama::unitRows(const at::Tensor &x) const {
    const at::Tensor exact = x.to(exactType(m_dtype));
    return exact * at::rsqrt(exact.square().mean(-1, true) + m_config.normEpsilon);
}

at::Tensor Llama::normed(const at::Tensor &x, const at::Tensor &weight) const {
    return weight * unitRows(x).to(x.scalar_type());
}

at::Tensor Llama::gated(const at::Tensor &gate) const { return at::silu(gate); }

at::Tensor Llama::forward(const ForwardInput &input) const {
    DecoderPass pass(*this, input,
                     {m_config.heads,
                      m_config.keyValueHeads,
                      m_config.headDim,
                      1 / std::sqrt(double(m_config.headDim)),
                      Masking::Causal,
                      {}},
                     m_frequencies);
    at::Tensor x = entered(input.rows);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        at::Tensor y = normed(x, layer.inputNorm);
        const at::Tensor mixed = pass.attend(layer.projections, i, i + 1 == m_layers.size(), x, y);
        if (!mixed.defined())
            return {};
        x = layer.output.plus(mixed, x, input.lora);
        const at::Tensor both = layer.gateUp(normed(x, layer.attentionNorm), input.lora);
        x = layer.down.plus(gated(both.slice(1, 0, m_config.intermediate)) * both.slice(1, m_config.intermediate), x,
                            input.lora);
    }
    return pass.given(normed(x, m_finalNorm));
}

at::Tensor Llama::logits(const at::Tensor &hidden) const {
    if (!m_head.defined())
        throw Error(ErrorCode::UnsupportedOption,
                    "this model was saved as a classifier, without lm_head.weight: it predicts no words",
                    "Use it with its own classification head, or the model it was made from.");
    return frozenProduct(hidden, m_head).to(exactType(m_dtype));
}

std::vector<const Linear *> Llama::linears() const {
    std::vector<const Linear *> all;
    for (const Layer &layer : m_layers) {
        layer.projections.append(all);
        for (const Linear *linear : {&layer.output, &layer.gateUp, &layer.down})
            all.push_back(linear);
    }
    return all;
}

}  // namespace warbler
