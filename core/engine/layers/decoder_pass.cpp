// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/decoder_pass.h"

#include "core/base/error.h"

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// Two neighbouring blocks of columns of the first rows; their gradients go back into one tensor. Kept for good they get
// memory of their own. A step that learns reads them where they lie: copying costs a graphics card more than their
// longer rows.
class ColumnsFunction : public torch::autograd::Function<ColumnsFunction> {
public:
    static variable_list forward(AutogradContext *context, const at::Tensor &rows, std::int64_t begin,
                                 std::int64_t width, std::int64_t count, bool isKept) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        context->saved_data["rows"] = rows.size(0);
        context->saved_data["begin"] = begin;
        variable_list blocks;
        for (std::int64_t block = 0; block < 2; ++block) {
            const at::Tensor columns =
                rows.slice(0, 0, count).slice(1, begin + block * width, begin + (block + 1) * width);
            blocks.push_back(isKept ? columns.contiguous() : columns);
        }
        return blocks;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const at::Tensor &given = gradients[0].defined() ? gradients[0] : gradients[1];
        const std::int64_t rows = context->saved_data["rows"].toInt(), begin = context->saved_data["begin"].toInt();
        std::vector<at::Tensor> blocks;
        if (begin > 0)
            blocks.push_back(at::zeros({given.size(0), begin}, given.options()));
        for (const at::Tensor &gradient : gradients)
            blocks.push_back(gradient.defined() ? gradient : at::zeros_like(given));
        const at::Tensor all = at::cat(blocks, 1);
        return {rows == all.size(0) ? all : at::constant_pad_nd(all, {0, 0, 0, rows - all.size(0)}), {}, {}, {}, {}};
    }
};

}  // namespace

AttentionProjections::AttentionProjections(const Linear &fused, std::int64_t queryRows, bool isLast) {
    if (isLast) {
        query = fused.rows(0, queryRows);
        keyValue = fused.rows(queryRows, fused.out());
    } else {
        queryKeyValue = fused;
    }
}

void AttentionProjections::append(std::vector<const Linear *> &all) const {
    if (query.weight().defined()) {
        all.push_back(&query);
        all.push_back(&keyValue);
    } else {
        all.push_back(&queryKeyValue);
    }
}

at::Tensor rotaryFrequencies(const ModelConfig &config, at::ScalarType dtype, at::Device device) {
    const at::ScalarType exact = exactType(dtype);
    const at::Tensor exponents = at::arange(0, config.headDim, 2, at::kDouble).to(exact) / double(config.headDim);
    const at::Tensor plain = at::reciprocal(at::pow(at::scalar_tensor(config.ropeTheta, exact), exponents));
    if (!config.ropeStretch)
        return plain.to(device);
    const RopeStretch &stretch = *config.ropeStretch;
    const double trained = double(stretch.trainedPositions);
    const at::Tensor waves = 2 * 3.14159265358979323846 / plain;
    const at::Tensor ramp = (trained / waves - stretch.lowFactor) / (stretch.highFactor - stretch.lowFactor);
    const at::Tensor between = (1 - ramp) * plain / stretch.factor + ramp * plain;
    const at::Tensor isLong = waves > trained / stretch.lowFactor, isShort = waves < trained / stretch.highFactor;
    return at::where(isLong, plain / stretch.factor, at::where(isShort, plain, between)).to(device);
}

DecoderPass::DecoderPass(const LanguageModel &model, const ForwardInput &input, AttentionShape shape,
                         const at::Tensor &frequencies)
    : m_model(model), m_input(input), m_shape(std::move(shape)),
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
    if (input.record)
        input.record->rows = input.offsets.back();
    if (frequencies.defined()) {
        const at::Tensor angles =
            at::outer(positions().to(exactType(model.dtype())), frequencies);  // [rows, headDim / 2]
        const at::Tensor both = at::cat({angles, angles}, 1).unsqueeze(1);
        m_cos = both.cos();
        m_sin = both.sin();
    }
}

at::Tensor DecoderPass::positions() const {
    const std::int64_t rows = m_input.rows.size(0);
    if (m_input.positions)
        return indexTensor(*m_input.positions, rows, 0, m_model.device());
    return positionsOf(m_input.offsets, rows, before(), m_model.device(), m_input.sharesFirst);
}

std::int64_t DecoderPass::before() const {
    return m_input.sharesFirst ? m_everyRow->shared : m_input.prefix ? m_input.prefix->rows : 0;
}

at::Tensor DecoderPass::rotated(const at::Tensor &rows, std::int64_t heads, bool isKept) const {
    if (!m_cos.defined())
        return rows;
    const bool few = isKept && m_keep.defined();
    // transformers casts cos and sin to the model's type before it rotates.
    const at::Tensor cos = (few ? m_cos.index_select(0, m_keep) : m_cos).to(rows.scalar_type());
    const at::Tensor sin = (few ? m_sin.index_select(0, m_keep) : m_sin).to(rows.scalar_type());
    const at::Tensor x = rows.reshape({rows.size(0), heads, m_shape.headDim});
    const std::int64_t half = m_shape.headDim / 2;
    const at::Tensor turned = at::cat({-x.slice(2, half), x.slice(2, 0, half)}, 2);
    return (x * cos + turned * sin).reshape({rows.size(0), heads * m_shape.headDim});
}

at::Tensor DecoderPass::attend(const AttentionProjections &projections, std::size_t layer, bool isLast, at::Tensor &x,
                               at::Tensor &y) {
    const std::int64_t queryWidth = m_shape.heads * m_shape.headDim, keyWidth = m_shape.keyHeads * m_shape.headDim;
    const at::Tensor prefixK = m_input.prefix ? m_input.prefix->keys[layer] : at::Tensor();
    const at::Tensor prefixV = m_input.prefix ? m_input.prefix->values[layer] : at::Tensor();
    const auto record = [&](const at::Tensor &keys, const at::Tensor &values) {
        m_input.record->keys.push_back(keys.slice(0, 0, m_input.record->rows).contiguous());
        m_input.record->values.push_back(values.slice(0, 0, m_input.record->rows).contiguous());
    };
    const bool isLearning = y.is_cuda() && at::GradMode::is_enabled() && y.requires_grad();
    const auto recordColumns = [&](const at::Tensor &rows, std::int64_t begin) {
        const variable_list both = ColumnsFunction::apply(rows, begin, keyWidth, m_input.record->rows, !isLearning);
        m_input.record->keys.push_back(both[0]);
        m_input.record->values.push_back(both[1]);
    };
    if (!isLast) {
        const at::Tensor fused = projections.queryKeyValue(y, m_input.lora);
        if (!m_cos.defined()) {
            if (m_input.record)
                recordColumns(fused, queryWidth);
            return packedSelfAttention(fused, prefixK, prefixV, m_everyRow, m_shape);
        }
        const at::Tensor values = fused.slice(1, queryWidth + keyWidth, queryWidth + 2 * keyWidth);
        const at::Tensor keys = rotated(fused.slice(1, queryWidth, queryWidth + keyWidth), m_shape.keyHeads, false);
        if (m_input.record)
            record(keys, values);
        return packedAttention(rotated(fused.slice(1, 0, queryWidth), m_shape.heads, false), keys, values, prefixK,
                               prefixV, m_everyRow, m_shape);
    }
    const at::Tensor keyValue = projections.keyValue(y, m_input.lora);
    if (m_input.record && !m_cos.defined()) {
        recordColumns(keyValue, 0);
        return {};
    }
    const auto keep = [&] {
        if (m_keep.defined()) {
            x = x.index_select(0, m_keep);
            y = y.index_select(0, m_keep);
        }
    };
    if (!m_cos.defined()) {
        keep();
        return packedKeyValueAttention(projections.query(y, m_input.lora), keyValue, prefixK, prefixV, m_keptRows,
                                       m_shape);
    }
    const at::Tensor keys = rotated(keyValue.slice(1, 0, keyWidth), m_shape.keyHeads, false);
    const at::Tensor values = keyValue.slice(1, keyWidth, 2 * keyWidth);
    if (m_input.record) {
        record(keys, values);
        return {};
    }
    keep();
    const at::Tensor queries = rotated(projections.query(y, m_input.lora), m_shape.heads, true);
    return packedAttention(queries, keys, values, prefixK, prefixV, m_keptRows, m_shape);
}

}  // namespace warbler
