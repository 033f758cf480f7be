// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/decoder_pass.h"

namespace warbler {

// GPT-2: learned positions, pre-norm blocks, tanh gelu; matrices are stored [in, out].
class Gpt2 : public LanguageModel {
public:
    Gpt2(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights);
    at::Tensor forward(const ForwardInput &input) const override;
    at::Tensor logits(const at::Tensor &hidden) const override;
    std::vector<const Linear *> linears() const override;

private:
    struct Layer {
        AttentionProjections projections;
        Linear projection, up, down;
        NormWeights inputNorm, attentionNorm;
    };
    Linear takeTransposed(const ModelFolder &folder, const std::string &module, Weights weights);

    at::Tensor m_positions;  // [positions, hidden]
    at::Tensor m_head;       // [vocabulary, hidden]; the word table where tied
    NormWeights m_finalNorm;
    std::vector<Layer> m_layers;
};

}  // namespace warbler
