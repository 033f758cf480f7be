// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/engine/layers/language_model.h"

namespace warbler {

// The projections in front of a decoder's attention. In the last layer they are two, because fewer rows ask than are
// asked.
struct AttentionProjections {
    Linear queryKeyValue;    // rows: all queries, all keys, all values
    Linear query, keyValue;  // last layer only
    AttentionProjections() = default;
    AttentionProjections(const Linear &fused, std::int64_t queryRows, bool isLast);
    void append(std::vector<const Linear *> &all) const;
};

// Angles per position of rotary positions, [headDim / 2] in the exact type of `dtype`: theta^(-2i/headDim), and Llama
// 3's stretch of them.
at::Tensor rotaryFrequencies(const ModelConfig &config, at::ScalarType dtype, at::Device device);

// One pass of packed rows through a causal decoder: prefix keys before every example, what a pass over a prefix leaves
// behind, and the last layer, where only kept rows go on.
class DecoderPass {
public:
    // frequencies [headDim / 2] of rotary positions (Su et al. 2021, halves rotated, computed in fp32); undefined: not
    // rotated.
    DecoderPass(const LanguageModel &model, const ForwardInput &input, AttentionShape shape,
                const at::Tensor &frequencies = {});
    // y: the layer's normalised rows. Returns the mixed values, undefined where recording ends. In the last layer x and
    // y shrink to the kept rows.
    at::Tensor attend(const AttentionProjections &projections, std::size_t layer, bool isLast, at::Tensor &x,
                      at::Tensor &y);
    at::Tensor positions() const;  // [rows], counted on behind the prefix
    at::Tensor given(const at::Tensor &hidden) const {
        return hidden.slice(0, 0, m_given);
    }  // without rows that fill up
    AttentionShape &shape() { return m_shape; }

private:
    at::Tensor rotated(const at::Tensor &rows, std::int64_t heads, bool isKept) const;

    std::int64_t before() const;  // rows that an example sees before its own

    const LanguageModel &m_model;
    const ForwardInput &m_input;
    AttentionShape m_shape;
    std::shared_ptr<const AttentionRows> m_everyRow, m_keptRows;
    std::int64_t m_given;     // rows that are given back
    at::Tensor m_keep;        // [roundedRows(kept)], or undefined
    at::Tensor m_cos, m_sin;  // [rows, 1, headDim] fp32, or undefined
};

}  // namespace warbler
