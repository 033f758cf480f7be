// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/decoder.h"

#include <cmath>

#include "core/base/error.h"
#include "core/engine/layers/exact_type.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

Decoder::Decoder(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights,
                 const DecoderFamily &family)
    : LanguageModel(folder.config, device, dtype), m_rowScale(family.rowScale) {
    m_words = take(folder, family.words + ".weight", weights);
    if (family.positions)
        m_positions = take(folder, *family.positions + ".weight", weights);
    if (family.embeddingNorm)
        m_embeddingNorm = takeNormOf(folder, *family.embeddingNorm, weights, family.norm);
    for (std::int64_t i = 0; i < m_config.layers; ++i)
        m_layers.push_back(takeLayer(folder, i, weights, family));
    m_finalNorm = takeNormOf(folder, family.finalNorm, weights, family.norm);
    if (at::Tensor head = takeIfThere(folder, "lm_head.weight", weights); head.defined())
        m_head = std::move(head);
    else if (family.tiesHead)
        m_head = m_words;
    if (family.isRotary)
        m_frequencies = rotaryFrequencies(m_config, dtype, device);
}

DecoderLayer Decoder::takeLayer(const ModelFolder &folder, std::int64_t number, Weights weights,
                                const DecoderFamily &family) {
    const std::string at = family.layers + std::to_string(number) + ".";
    const auto matrix = [&](std::vector<std::string> modules) {
        for (std::string &module : modules)
            module = at + module;
        return takeMatrix(folder, modules, weights, family.layout);
    };
    DecoderLayer layer;
    layer.index = std::size_t(number);
    layer.shape.heads = m_config.heads;
    layer.shape.keyHeads = family.keyHeads;
    layer.shape.headDim = m_config.headDim;
    layer.shape.scale =
        1 / std::sqrt(double(m_config.headDim)) / (family.scaleByInverseLayer ? double(number + 1) : 1.0);
    layer.shape.masking = Masking::Causal;
    if (!family.slopes.empty())
        layer.shape.slopes = at::tensor(family.slopes, at::kDouble);
    layer.residualAfterNorm = family.residualAfterNorm;
    layer.usesDropout = family.usesDropout;
    layer.inputNorm = takeNormOf(folder, at + family.inputNorm, weights, family.norm);
    Linear fused = matrix(family.queryKeyValue);
    if (family.fusedOrder == FusedOrder::HeadByHead)
        fused = blocksOf(fused);
    if (number + 1 == m_config.layers)
        layer.projections = splitProjection(fused, m_config.heads * m_config.headDim);
    else
        layer.projections = FusedProjection{std::move(fused)};
    layer.attentionOutput = matrix({family.attentionOutput});
    layer.feedForwardNorm = takeNormOf(folder, at + family.feedForwardNorm, weights, family.norm);
    Linear up = matrix(family.up), down = matrix({family.down});
    if (family.gate)
        layer.feedForward = GatedFeedForward{std::move(up), std::move(down), *family.gate};
    else
        layer.feedForward = PlainFeedForward{std::move(up), std::move(down), Activation::GeluTanh};
    return layer;
}

Norm Decoder::takeNormOf(const ModelFolder &folder, const std::string &module, Weights weights, NormKind kind) {
    if (kind == NormKind::Layer)
        return Norm(kind, takeNorm(folder, module, weights), m_config.normEpsilon);
    return Norm(kind, {take(folder, module + ".weight", weights), {}}, m_config.normEpsilon);
}

Linear Decoder::takeMatrix(const ModelFolder &folder, const std::vector<std::string> &modules, Weights weights,
                           MatrixLayout layout) {
    if (layout == MatrixLayout::OutIn)
        return takeLinear(folder, modules, weights);
    const std::string &module = modules.at(0);
    const at::Tensor matrix = take(folder, module + ".weight", weights).t().contiguous();
    replace(module + ".weight", matrix.t());
    return Linear(matrix, take(folder, module + ".bias", weights), {{module, 0, matrix.size(0), {}}});
}

// Slices of whole column blocks are what attention reads without a copy.
Linear Decoder::blocksOf(const Linear &headByHead) {
    const std::int64_t heads = m_config.heads, rows = headByHead.out();
    const at::Tensor order = at::arange(rows).view({heads, 3, rows / heads / 3}).transpose(0, 1).reshape({rows});
    const std::string &module = headByHead.parts().at(0).module;
    const at::Tensor onDevice = order.to(m_device);
    Linear blocks(headByHead.weight().index_select(0, onDevice), headByHead.bias().index_select(0, onDevice),
                  {{module, 0, rows, order}});
    replace(module + ".weight", blocks.weight());
    return blocks;
}

at::Tensor Decoder::firstLayerInput(const at::Tensor &rows, const DecoderPass &pass) const {
    at::Tensor x = rows;
    if (m_rowScale)
        x = x * at::scalar_tensor(*m_rowScale, at::TensorOptions().dtype(m_dtype).device(m_device));
    if (m_positions)
        x = x + at::embedding(*m_positions, pass.positions());
    return m_embeddingNorm ? (*m_embeddingNorm)(x) : x;
}

at::Tensor Decoder::forward(const ForwardInput &input) const {
    const DecoderPass pass(*this, input, PassAim::HiddenStates, m_frequencies);
    at::Tensor x = firstLayerInput(input.rows, pass);
    for (const DecoderLayer &layer : m_layers)
        x = layer.forward(std::move(x), pass).rows.value();
    return pass.dropFiller(m_finalNorm(x));
}

PrefixCache Decoder::keysAndValues(const ForwardInput &input) const {
    const DecoderPass pass(*this, input, PassAim::KeysAndValues, m_frequencies);
    PrefixCache cache;
    cache.rows = pass.ownRows();
    std::optional<at::Tensor> x = firstLayerInput(input.rows, pass);
    for (const DecoderLayer &layer : m_layers) {
        DecoderLayer::Result result = layer.forward(std::move(x.value()), pass);
        cache.keys.push_back(result.recorded.value().keys);
        cache.values.push_back(result.recorded.value().values);
        x = std::move(result.rows);
    }
    return cache;
}

at::Tensor Decoder::logits(const at::Tensor &hidden) const {
    if (!m_head)
        throw Error(ErrorCode::UnsupportedOption,
                    "this model was saved as a classifier, without lm_head.weight: it predicts no words",
                    "Use it with its own classification head, or the model it was made from.");
    return frozenProduct(hidden, *m_head).to(exactType(m_dtype));
}

std::vector<const Linear *> Decoder::linears() const {
    std::vector<const Linear *> all;
    for (const DecoderLayer &layer : m_layers) {
        const std::vector<const Linear *> own = layer.linears();
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

}  // namespace warbler
