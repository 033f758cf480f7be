// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/encoder_layer.h"

namespace warbler {

// BERT and MiniLM: LN(word + position + type); blocks of bidirectional attention and erf gelu, norms after each sum.
class Bert : public LanguageModel {
public:
    // firstPosition: of the first row; 0 but for RoBERTa.
    Bert(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights,
         std::int64_t firstPosition = 0);
    at::Tensor forward(const ForwardInput &input) const override;
    at::Tensor poolerOutput(const at::Tensor &hidden, const LoraOverlay *lora) const override;
    std::vector<const Linear *> linears() const override;

private:
    EncoderLayer takeLayer(const ModelFolder &folder, std::int64_t number, Weights weights);
    at::Tensor firstLayerInput(const ForwardInput &input) const;

    std::int64_t m_firstPosition;
    at::Tensor m_positions, m_types;  // [positions, hidden], [types, hidden]
    NormWeights m_embeddingNorm;
    std::vector<EncoderLayer> m_layers;
    std::optional<Linear> m_pooler;
};

}  // namespace warbler
