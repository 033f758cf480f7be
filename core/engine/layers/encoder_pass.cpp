// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/encoder_pass.h"

#include <cmath>

#include "core/base/error.h"

namespace warbler {

EncoderPass::EncoderPass(const LanguageModel &model, const ForwardInput &input, std::int64_t positions)
    : m_input(input), m_normEpsilon(model.config().normEpsilon), m_everyRow(attentionRows(input.offsets, std::nullopt)),
      m_keptRows(m_everyRow), m_given(input.offsets.back()) {
    const std::int64_t hidden = model.config().hidden, heads = model.config().heads;
    m_shape.heads = m_shape.keyHeads = heads;
    m_shape.headDim = hidden / heads;
    m_shape.scale = 1 / std::sqrt(double(hidden) / double(heads));
    m_shape.masking = Masking::Bidirectional;
    m_shape.dropout = input.dropout;
    const std::int64_t longest = m_everyRow->longestKeys();
    if (longest > positions)
        throw Error(ErrorCode::BadData,
                    "a text of " + std::to_string(longest) + " rows is longer than the model's " +
                        std::to_string(positions),
                    "Lower max_tokens or virtual_tokens.");
    if (input.keep) {
        m_given = std::int64_t(input.keep->size());
        m_keptRows = attentionRows(input.offsets, input.keep);
        m_keep = indexTensor(*input.keep, roundedRows(m_given, model.device()), 0, model.device());
    }
}

}  // namespace warbler
