// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/decoder_layer.h"

#include "core/engine/layers/feed_forward.h"

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

// Keys and values that stand side by side from column `begin` on, of the pass's own rows; y is what they were made of.
DecoderLayer::KeysAndValues columnsOf(const at::Tensor &rows, std::int64_t begin, std::int64_t width,
                                      const DecoderPass &pass, const at::Tensor &y) {
    const bool isLearning = y.is_cuda() && at::GradMode::is_enabled() && y.requires_grad();
    const variable_list both = ColumnsFunction::apply(rows, begin, width, pass.ownRows(), !isLearning);
    return {both[0], both[1]};
}

DecoderLayer::KeysAndValues ownCopy(const DecoderLayer::KeysAndValues &all, const DecoderPass &pass) {
    return {all.keys.slice(0, 0, pass.ownRows()).contiguous(), all.values.slice(0, 0, pass.ownRows()).contiguous()};
}

// Keys turned by their positions, and values as they are, from column `begin` on.
DecoderLayer::KeysAndValues turnedColumns(const at::Tensor &rows, std::int64_t begin, const AttentionShape &shape,
                                          const RotaryAngles &angles) {
    const std::int64_t width = shape.keyHeads * shape.headDim;
    const at::Tensor values = rows.slice(1, begin + width, begin + 2 * width);
    return {angles.turn(rows.slice(1, begin, begin + width), shape.keyHeads), values};
}

}  // namespace

AttentionShape DecoderLayer::shapeIn(const DecoderPass &pass) const {
    AttentionShape shapeOfPass = shape;
    shapeOfPass.dropout = dropoutIn(pass);
    return shapeOfPass;
}

DecoderLayer::Result DecoderLayer::forward(at::Tensor x, const DecoderPass &pass) const {
    if (const auto *fused = std::get_if<FusedProjection>(&projections))
        return forwardEveryRow(*fused, std::move(x), pass);
    return forwardKeptRows(std::get<SplitProjection>(projections), std::move(x), pass);
}

DecoderLayer::Result DecoderLayer::forwardEveryRow(const FusedProjection &projection, at::Tensor x,
                                                   const DecoderPass &pass) const {
    const std::int64_t queryWidth = shape.heads * shape.headDim, keyWidth = shape.keyHeads * shape.headDim;
    const bool isRecording = pass.aim() == PassAim::KeysAndValues;
    at::Tensor y = inputNorm(x), mixed;
    const at::Tensor fused = projection.queryKeyValue(y, pass.lora());
    Result result;
    if (const std::optional<RotaryAngles> &angles = pass.angles()) {
        const KeysAndValues turned = turnedColumns(fused, queryWidth, shape, *angles);
        if (isRecording)
            result.recorded = ownCopy(turned, pass);
        mixed = packedAttention(angles->turn(fused.slice(1, 0, queryWidth), shape.heads), turned.keys, turned.values,
                                pass.prefixKeys(index), pass.prefixValues(index), pass.everyRow(), shapeIn(pass));
    } else {
        if (isRecording)
            result.recorded = columnsOf(fused, queryWidth, keyWidth, pass, y);
        mixed = packedSelfAttention(fused, pass.prefixKeys(index), pass.prefixValues(index), pass.everyRow(),
                                    shapeIn(pass));
    }
    result.rows = sums(mixed, std::move(x), std::move(y), pass);
    return result;
}

DecoderLayer::Result DecoderLayer::forwardKeptRows(const SplitProjection &projection, at::Tensor x,
                                                   const DecoderPass &pass) const {
    at::Tensor y = inputNorm(x), mixed;
    const at::Tensor keyValue = projection.keyValue(y, pass.lora());
    std::optional<KeysAndValues> turned;
    if (pass.angles())
        turned = turnedColumns(keyValue, 0, shape, *pass.angles());
    if (pass.aim() == PassAim::KeysAndValues)
        return {std::nullopt,
                turned ? ownCopy(*turned, pass) : columnsOf(keyValue, 0, shape.keyHeads * shape.headDim, pass, y)};
    x = pass.keep(x);
    y = pass.keep(y);
    const at::Tensor queries = projection.query(y, pass.lora());
    mixed = turned ? packedAttention(pass.keptAngles().turn(queries, shape.heads), turned->keys, turned->values,
                                     pass.prefixKeys(index), pass.prefixValues(index), pass.keptRows(), shapeIn(pass))
                   : packedKeyValueAttention(queries, keyValue, pass.prefixKeys(index), pass.prefixValues(index),
                                             pass.keptRows(), shapeIn(pass));
    return {sums(mixed, std::move(x), std::move(y), pass), std::nullopt};
}

at::Tensor DecoderLayer::sums(const at::Tensor &mixed, at::Tensor x, at::Tensor y, const DecoderPass &pass) const {
    const Dropout *dropout = dropoutIn(pass);
    x = attentionOutput.plus(mixed, residualAfterNorm ? y : x, pass.lora(), dropout);
    y = feedForwardNorm(x);
    const at::Tensor &residual = residualAfterNorm ? y : x;
    if (const auto *plain = std::get_if<PlainFeedForward>(&feedForward))
        return warbler::feedForward(plain->up, plain->down, y, residual, pass.lora(), plain->activation, dropout);
    const auto &gated = std::get<GatedFeedForward>(feedForward);
    const at::Tensor both = gated.gateUp(y, pass.lora());
    const std::int64_t width = both.size(1) / 2;
    const at::Tensor gate = both.slice(1, 0, width);
    return gated.down.plus((gated.gate == Gate::Silu ? at::silu(gate) : at::gelu(gate, "tanh")) * both.slice(1, width),
                           residual, pass.lora(), dropout);
}

std::vector<const Linear *> DecoderLayer::linears() const {
    std::vector<const Linear *> all = linearsOf(projections);
    all.push_back(&attentionOutput);
    if (const auto *plain = std::get_if<PlainFeedForward>(&feedForward))
        all.insert(all.end(), {&plain->up, &plain->down});
    else if (const auto *gated = std::get_if<GatedFeedForward>(&feedForward))
        all.insert(all.end(), {&gated->gateUp, &gated->down});
    return all;
}

}  // namespace warbler
