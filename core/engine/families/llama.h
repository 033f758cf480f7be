// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder_pass.h"

namespace warbler {

// Llama 2 and 3, Mistral: RMS norms, rotary positions, grouped key heads, silu gate, head of its own. Gemma is built on
// it.
class Llama : public LanguageModel {
public:
    Llama(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights);
    at::Tensor forward(const ForwardInput &input) const override;
    at::Tensor logits(const at::Tensor &hidden) const override;
    std::vector<const Linear *> linears() const override;

protected:
    // What enters the first block.
    virtual at::Tensor entered(const at::Tensor &rows) const { return rows; }
    // weight * cast(x / rms(x)), the norm in fp32.
    virtual at::Tensor normed(const at::Tensor &x, const at::Tensor &weight) const;
    virtual at::Tensor gated(const at::Tensor &gate) const;
    at::Tensor unitRows(const at::Tensor &x) const;  // x / rms(x), fp32

private:
    struct Layer {
        AttentionProjections projections;
        Linear output, gateUp, down;  // gateUp: rows of gate_proj, then of up_proj
        at::Tensor inputNorm, attentionNorm;
    };
    at::Tensor m_finalNorm, m_head;  // m_head undefined where the model was saved without its words
    at::Tensor m_frequencies;        // of rotary positions
    std::vector<Layer> m_layers;
};

}  // namespace warbler
