// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/gpt2.h"

namespace warbler {

DecoderFamily gpt2Family(const ModelConfig &config) {
    DecoderFamily family;
    family.words = "wte";
    family.positions = "wpe";
    family.layers = "h.";
    family.inputNorm = "ln_1";
    family.queryKeyValue = {"attn.c_attn"};
    family.attentionOutput = "attn.c_proj";
    family.feedForwardNorm = "ln_2";
    family.up = {"mlp.c_fc"};
    family.down = "mlp.c_proj";
    family.finalNorm = "ln_f";

    family.keyHeads = config.heads;
    family.layout = MatrixLayout::InOut;
    family.scaleByInverseLayer = config.scaleByInverseLayer;
    return family;
}

}  // namespace warbler
