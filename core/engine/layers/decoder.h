// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/engine/layers/decoder_layer.h"

namespace warbler {

enum class MatrixLayout { OutIn, InOut };  // how the checkpoint stores a linear layer's weight
enum class FusedOrder {
    Blocks,     // all queries, all keys, all values
    HeadByHead  // of each head its query, key and value
};

// A family of causal decoders: the names of its modules in a checkpoint and the choices it makes. Names of a layer's
// modules follow "<layers><number>.".
struct DecoderFamily {
    std::string words, layers, finalNorm;
    std::optional<std::string> embeddingNorm;  // the norm of what enters the first layer
    std::optional<std::string> positions;      // a table of learned positions, added to what enters
    std::string inputNorm, attentionOutput, feedForwardNorm, down;
    std::vector<std::string> queryKeyValue;  // one fused module, or those of query, key and value
    std::vector<std::string> up;             // one module, or with a gate the gate's and the one it scales

    std::int64_t keyHeads = 0;  // key and value heads; fewer than query heads where these share them
    NormKind norm = NormKind::Layer;
    MatrixLayout layout = MatrixLayout::OutIn;
    FusedOrder fusedOrder = FusedOrder::Blocks;
    std::optional<Gate> gate;        // none: tanh gelu between up and down
    bool isRotary = false;           // rotary positions
    std::vector<double> slopes;      // [heads] of ALiBi; empty: no ALiBi
    std::optional<double> rowScale;  // what enters is multiplied by it, rounded to the model's type
    bool residualAfterNorm = false;  // sums start from the normalised rows
    bool scaleByInverseLayer = false;
    bool usesDropout = false;  // in training, where the config asks for it
    bool tiesHead = true;      // without lm_head.weight the word table predicts words
};

// A causal decoder of any family.
class Decoder : public LanguageModel {
public:
    // Throws Error(MissingWeights) naming the tensor.
    Decoder(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights,
            const DecoderFamily &family);
    at::Tensor forward(const ForwardInput &input) const override;
    PrefixCache keysAndValues(const ForwardInput &input) const override;
    at::Tensor logits(const at::Tensor &hidden) const override;
    std::vector<const Linear *> linears() const override;

private:
    DecoderLayer takeLayer(const ModelFolder &folder, std::int64_t number, Weights weights,
                           const DecoderFamily &family);
    Norm takeNormOf(const ModelFolder &folder, const std::string &module, Weights weights, NormKind kind);
    Linear takeMatrix(const ModelFolder &folder, const std::vector<std::string> &modules, Weights weights,
                      MatrixLayout layout);
    Linear blocksOf(const Linear &headByHead);  // the same products, all queries first; the layer read is replaced
    at::Tensor firstLayerInput(const at::Tensor &rows, const DecoderPass &pass) const;

    std::optional<Norm> m_embeddingNorm;
    std::optional<at::Tensor> m_positions;    // [positions, hidden]
    std::optional<at::Tensor> m_frequencies;  // of rotary positions
    std::optional<double> m_rowScale;
    std::vector<DecoderLayer> m_layers;
    Norm m_finalNorm;
    std::optional<at::Tensor> m_head;  // [vocabulary, hidden]; none where the model was saved without its words
};

}  // namespace warbler
