// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "core/engine/layers/attention_projections.h"
#include "core/engine/layers/decoder_pass.h"
#include "core/engine/layers/norm.h"

namespace warbler {

// down(activation(up(x)))
struct PlainFeedForward {
    Linear up, down;
    Activation activation = Activation::GeluTanh;
};

enum class Gate { Silu, GeluTanh };

// down(gate(first half) * second half) of gateUp(x)
struct GatedFeedForward {
    Linear gateUp, down;  // rows of gateUp: the gate's, then as many of what it scales
    Gate gate = Gate::Silu;
};

using FeedForward = std::variant<PlainFeedForward, GatedFeedForward>;

// One layer of a decoder: x + attention(norm(x)), then that sum + feed-forward(norm(sum)).
struct DecoderLayer {
    // Keys and values of a pass's own rows in one layer: [rows, keyHeads * headDim].
    struct KeysAndValues {
        at::Tensor keys, values;
    };
    struct Result {
        std::optional<at::Tensor> rows;         // [rows or kept rows, hidden], the next layer's input; none after the
                                                // last layer of a pass for keys and values
        std::optional<KeysAndValues> recorded;  // in a pass for keys and values
    };

    // x [rows, hidden], handed over so that its memory is free as soon as nothing needs it.
    Result forward(at::Tensor x, const DecoderPass &pass) const;
    std::vector<const Linear *> linears() const;

    std::size_t index = 0;
    AttentionProjections projections;  // split in the last layer
    AttentionShape shape;
    Linear attentionOutput;
    Norm inputNorm, feedForwardNorm;
    FeedForward feedForward;
    bool residualAfterNorm = false;  // the sums start from norm(x) instead of x
    bool usesDropout = false;        // in training, where the pass has one

private:
    Result forwardEveryRow(const FusedProjection &projection, at::Tensor x, const DecoderPass &pass) const;
    Result forwardKeptRows(const SplitProjection &projection, at::Tensor x, const DecoderPass &pass) const;
    // Both sums of the layer; y is norm(x), mixed what attention gives.
    at::Tensor sums(const at::Tensor &mixed, at::Tensor x, at::Tensor y, const DecoderPass &pass) const;
    AttentionShape shapeIn(const DecoderPass &pass) const;
    const Dropout *dropoutIn(const DecoderPass &pass) const { return usesDropout ? pass.dropout() : nullptr; }
};

}  // namespace warbler
