// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/decoder_pass.h"

#include "core/base/error.h"

namespace warbler {

DecoderPass::DecoderPass(const LanguageModel &model, const ForwardInput &input, PassAim aim,
                         const std::optional<at::Tensor> &frequencies)
    : m_model(model), m_input(input), m_aim(aim),
      m_everyRow(attentionRows(input.offsets, std::nullopt, input.sharesFirst)), m_keptRows(m_everyRow),
      m_given(input.offsets.back()) {
    const std::int64_t most = model.config().maxPositions,
                       longest = m_everyRow->longestKeys() + (input.prefix ? input.prefix->rows : 0);
    if (most > 0 && longest > most)
        throw Error(ErrorCode::BadData,
                    "a text of " + std::to_string(longest) + " rows is longer than the model's " + std::to_string(most),
                    "Lower max_tokens or virtual_tokens.");
    const std::optional<std::int64_t> window = model.config().attentionWindow;
    if (window && longest > *window)
        throw Error(ErrorCode::UnsupportedOption,
                    "sliding_window: a text of " + std::to_string(longest) + " rows is longer than the window of " +
                        std::to_string(*window) + " that this " + model.config().typeName +
                        " sees at a time, which is not computed",
                    "Lower max_tokens or virtual_tokens.");
    if (input.keep) {
        m_keptRows = attentionRows(input.offsets, input.keep, input.sharesFirst);
        m_given = std::int64_t(input.keep->size());
        m_keep = indexTensor(*input.keep, roundedRows(m_given, model.device()), 0, model.device());
    }
    if (frequencies)
        m_angles.emplace(positions(), *frequencies);
}

at::Tensor DecoderPass::prefixKeys(std::size_t layer) const {
    return m_input.prefix ? m_input.prefix->keys[layer] : at::Tensor();
}

at::Tensor DecoderPass::prefixValues(std::size_t layer) const {
    return m_input.prefix ? m_input.prefix->values[layer] : at::Tensor();
}

at::Tensor DecoderPass::positions() const {
    const std::int64_t rows = m_input.rows.size(0);
    if (m_input.positions)
        return indexTensor(*m_input.positions, rows, 0, m_model.device());
    return positionsOf(m_input.offsets, rows, rowsBefore(), m_model.device(), m_input.sharesFirst);
}

std::int64_t DecoderPass::rowsBefore() const {
    return m_input.sharesFirst ? m_everyRow->shared : m_input.prefix ? m_input.prefix->rows : 0;
}

}  // namespace warbler
