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

DecoderFamily bloomFamily(const ModelConfig &config) {
    DecoderFamily family;
    family.words = "word_embeddings";
    family.embeddingNorm = "word_embeddings_layernorm";
    family.layers = "h.";
    family.inputNorm = "input_layernorm";
    family.queryKeyValue = {"self_attention.query_key_value"};
    family.attentionOutput = "self_attention.dense";
    family.feedForwardNorm = "post_attention_layernorm";
    family.up = {"mlp.dense_h_to_4h"};
    family.down = "mlp.dense_4h_to_h";
    family.finalNorm = "ln_f";

    family.keyHeads = config.heads;
    family.fusedOrder = FusedOrder::HeadByHead;
    family.slopes = alibiSlopes(config.heads);
    family.residualAfterNorm = config.residualAfterNorm;
    family.usesDropout = true;
    return family;
}

}  // namespace warbler
