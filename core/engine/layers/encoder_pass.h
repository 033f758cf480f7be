// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/engine/layers/language_model.h"

namespace warbler {

// What the layers of an encoder share in one pass over packed rows; it does not change while they compute.
class EncoderPass {
public:
    // positions: how many rows a text may have. `input` must outlive the pass. Throws Error(BadData) where a text is
    // longer.
    EncoderPass(const LanguageModel &model, const ForwardInput &input, std::int64_t positions);

    const ForwardInput &input() const { return m_input; }
    const AttentionShape &shape() const { return m_shape; }
    double normEpsilon() const { return m_normEpsilon; }
    const std::shared_ptr<const AttentionRows> &everyRow() const { return m_everyRow; }
    const std::shared_ptr<const AttentionRows> &keptRows() const { return m_keptRows; }
    // Of all rows [rows, any] those that go on in the last layer, filled up to a rounded count.
    at::Tensor keep(const at::Tensor &rows) const { return m_keep ? rows.index_select(0, *m_keep) : rows; }
    // Without the rows that fill up.
    at::Tensor dropFiller(const at::Tensor &hidden) const { return hidden.slice(0, 0, m_given); }

private:
    const ForwardInput &m_input;
    AttentionShape m_shape;
    double m_normEpsilon;
    std::shared_ptr<const AttentionRows> m_everyRow, m_keptRows;
    std::int64_t m_given;              // rows that are given back
    std::optional<at::Tensor> m_keep;  // [roundedRows(kept)] numbers of rows; none: all are kept
};

}  // namespace warbler
