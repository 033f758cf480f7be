// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/engine/layers/language_model.h"
#include "core/engine/layers/rotary.h"

namespace warbler {

// What a pass over packed rows is for.
enum class PassAim {
    HiddenStates,  // the last hidden states of the kept rows
    KeysAndValues  // every layer's keys and values, for texts that begin with these rows; the last layer computes no
                   // more
};

// What the layers of a decoder share in one pass over packed rows; it does not change while they compute.
class DecoderPass {
public:
    // frequencies: of rotary positions, where the model has them. `input` must outlive the pass.
    // Throws Error(BadData | UnsupportedOption) where a text is longer than the model allows.
    DecoderPass(const LanguageModel &model, const ForwardInput &input, PassAim aim,
                const std::optional<at::Tensor> &frequencies);

    PassAim aim() const { return m_aim; }
    std::int64_t ownRows() const { return m_input.offsets.back(); }  // without rows that fill up
    const LoraOverlay *lora() const { return m_input.lora; }
    const Dropout *dropout() const { return m_input.dropout; }
    at::Tensor prefixKeys(std::size_t layer) const;  // [prefix, keyHeads * headDim]; undefined without a prefix
    at::Tensor prefixValues(std::size_t layer) const;
    at::Tensor positions() const;  // [rows]; those of the prefix come before them
    const std::optional<RotaryAngles> &angles() const { return m_angles; }
    // The angles of the kept rows; only where the model has rotary positions.
    RotaryAngles keptAngles() const { return m_keep ? m_angles->at(*m_keep) : *m_angles; }
    const std::shared_ptr<const AttentionRows> &everyRow() const { return m_everyRow; }
    const std::shared_ptr<const AttentionRows> &keptRows() const { return m_keptRows; }
    // Of all rows [rows, any] those that go on after the last layer's attention, filled up to a rounded count.
    at::Tensor keep(const at::Tensor &rows) const { return m_keep ? rows.index_select(0, *m_keep) : rows; }
    // Without the rows that fill up.
    at::Tensor dropFiller(const at::Tensor &hidden) const { return hidden.slice(0, 0, m_given); }

private:
    std::int64_t rowsBefore() const;  // rows that an example sees before its own

    const LanguageModel &m_model;
    const ForwardInput &m_input;
    PassAim m_aim;
    std::shared_ptr<const AttentionRows> m_everyRow, m_keptRows;
    std::int64_t m_given;              // rows that are given back
    std::optional<at::Tensor> m_keep;  // [roundedRows(kept)] numbers of rows; none: all are kept
    std::optional<RotaryAngles> m_angles;
};

}  // namespace warbler
