// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder_pass.h"

namespace warbler {

// The slopes of ALiBi (Press et al. 2022), as BLOOM extends them to head counts that are no power of two.
std::vector<double> alibiSlopes(std::int64_t heads);

// BLOOM: norm over the embedding, pre-norm blocks, causal attention with ALiBi relative to the first own row, tanh
// gelu.
class Bloom : public LanguageModel {
public:
    Bloom(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights);
    at::Tensor forward(const ForwardInput &input) const override;
    at::Tensor logits(const at::Tensor &hidden) const override;
    std::vector<const Linear *> linears() const override;

private:
    struct Layer {
        AttentionProjections projections;  // rows reordered from [heads, 3, headDim] to [3, heads, headDim]
        Linear dense, up, down;
        NormWeights inputNorm, attentionNorm;
    };

    NormWeights m_embeddingNorm, m_finalNorm;
    std::vector<Layer> m_layers;
    at::Tensor m_slopes;  // [heads], fp64 on the processor
    at::Tensor m_head;    // [vocabulary, hidden]; the word table where tied
};

}  // namespace warbler
