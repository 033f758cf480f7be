// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/llama.h"

namespace warbler {

DecoderFamily llamaFamily(const ModelConfig &config) {
    DecoderFamily family;
    family.words = "embed_tokens";
    family.layers = "layers.";
    family.inputNorm = "input_layernorm";
    family.queryKeyValue = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"};
    family.attentionOutput = "self_attn.o_proj";
    family.feedForwardNorm = "post_attention_layernorm";
    family.up = {"mlp.gate_proj", "mlp.up_proj"};
    family.down = "mlp.down_proj";
    family.finalNorm = "norm";

    family.keyHeads = config.keyValueHeads;
    family.norm = NormKind::Rms;
    family.gate = Gate::Silu;
    family.isRotary = true;
    family.tiesHead = config.tiedHead;
    return family;
}

}  // namespace warbler
