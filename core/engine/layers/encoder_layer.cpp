// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/encoder_layer.h"

#include "core/engine/layers/feed_forward.h"

namespace warbler {

at::Tensor EncoderLayer::forward(at::Tensor x, const EncoderPass &pass) const {
    const ForwardInput &input = pass.input();
    at::Tensor mixed;
    if (const auto *fused = std::get_if<FusedProjection>(&projections)) {
        const Linear &all = fused->queryKeyValue;
        mixed = packedSelfAttention(isFirst && input.learnt ? all.forwardLearningAt(*input.learnt, x, input.lora)
                                                            : all(x, input.lora),
                                    {}, {}, pass.everyRow(), pass.shape());
    } else {
        const auto &split = std::get<SplitProjection>(projections);
        const at::Tensor keyValue = split.keyValue(x, input.lora);
        x = pass.keep(x);
        mixed = packedKeyValueAttention(split.query(x, input.lora), keyValue, {}, {}, pass.keptRows(), pass.shape());
    }
    x = layerNorm(attentionOutput.plus(mixed, x, input.lora, input.dropout), attentionNorm, pass.normEpsilon());
    x = feedForward(intermediate, output, x, x, input.lora, Activation::GeluErf, input.dropout);
    return layerNorm(x, outputNorm, pass.normEpsilon());
}

std::vector<const Linear *> EncoderLayer::linears() const {
    std::vector<const Linear *> all = linearsOf(projections);
    all.insert(all.end(), {&attentionOutput, &intermediate, &output});
    return all;
}

}  // namespace warbler
