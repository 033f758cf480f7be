// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/layers/attention_projections.h"
#include "core/engine/layers/encoder_pass.h"

namespace warbler {

// One layer of BERT: norm(x + attention(x)), then norm(that + feed-forward(that)) with erf gelu.
struct EncoderLayer {
    // x [rows, hidden] -> [rows, hidden], of the last layer [kept rows, hidden]. x is handed over so that its memory is
    // free as soon as nothing needs it.
    at::Tensor forward(at::Tensor x, const EncoderPass &pass) const;
    std::vector<const Linear *> linears() const;

    bool isFirst = false;              // only there the input is known to learn in few rows
    AttentionProjections projections;  // split in the last layer
    Linear attentionOutput, intermediate, output;
    NormWeights attentionNorm, outputNorm;
};

}  // namespace warbler
