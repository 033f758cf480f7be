// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/classification_head.h"

#include "core/base/error.h"
#include "core/base/random.h"

namespace warbler {

const char *poolingName(Pooling pooling) {
    switch (pooling) {
    case Pooling::Mean:
        return "mean";
    case Pooling::Cls:
        return "cls";
    case Pooling::FirstRow:
        return "first_row";
    case Pooling::LastRow:
        return "last_row";
    }
    return "mean";
}

Pooling poolingFromName(const std::string &name) {
    for (Pooling pooling : {Pooling::Mean, Pooling::Cls, Pooling::FirstRow, Pooling::LastRow})
        if (name == poolingName(pooling))
            return pooling;
    throw Error(ErrorCode::BadAdapter,
                "the adapter's pooling \"" + name + "\" is none of mean, cls, first_row, last_row",
                "Save the adapter again from Warbler.");
}

const char *ClassificationHead::nameFor(ModelType type) {
    return isDecoder(type) ? "score" : type == ModelType::Roberta ? "classifier.out_proj" : "classifier";
}

ClassificationHead ClassificationHead::fresh(const LanguageModel &model, std::int64_t categories, std::uint64_t seed) {
    Mt19937 generator(streamSeed(seed, "head"));
    const std::int64_t hidden = model.config().hidden;
    const at::TensorOptions options = at::TensorOptions().dtype(exactType(model.dtype())).device(model.device());
    const auto drawn = [&](std::int64_t rows) {
        std::vector<double> values(std::size_t(rows * hidden));
        for (double &value : values)
            value = 0.02 * generator.normal();
        return at::tensor(values, at::kDouble).view({rows, hidden}).to(options);
    };
    ClassificationHead head;
    head.name = nameFor(model.config().type);
    if (model.config().type == ModelType::Roberta) {
        head.denseWeight = drawn(hidden);
        head.denseBias = at::zeros({hidden}, options);
    }
    head.weight = drawn(categories);
    if (!isDecoder(model.config().type))
        head.bias = at::zeros({categories}, options);
    return head;
}

at::Tensor ClassificationHead::logits(const at::Tensor &features, const Dropout *dropout) const {
    const auto dropped = [&](const at::Tensor &x) { return dropout ? dropout->apply(x, dropout->head) : x; };
    at::Tensor x = dropped(features.to(weight.scalar_type()));
    if (hasDense())
        x = dropped(at::tanh(at::linear(x, denseWeight, denseBias)));
    return at::linear(x, weight, bias);
}

std::vector<std::int64_t> pooledRows(const std::vector<std::int64_t> &offsets, std::int64_t virtualRows,
                                     Pooling pooling) {
    std::vector<std::int64_t> rows;
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e) {
        const std::int64_t first = offsets[e], real = first + virtualRows, end = offsets[e + 1];
        switch (pooling) {
        case Pooling::Mean:
            for (std::int64_t row = real; row < end; ++row)
                rows.push_back(row);
            break;
        case Pooling::Cls:
            rows.push_back(real);
            break;
        case Pooling::FirstRow:
            rows.push_back(first);
            break;
        case Pooling::LastRow:
            rows.push_back(end - 1);
            break;
        }
    }
    return rows;
}

at::Tensor poolRows(const LanguageModel &model, const at::Tensor &hidden, const std::vector<std::int64_t> &offsets,
                    std::int64_t virtualRows, Pooling pooling, const LoraOverlay *lora) {
    const at::ScalarType exact = exactType(model.dtype());
    if (pooling == Pooling::Cls || pooling == Pooling::FirstRow)
        return model.poolerOutput(hidden, lora).to(exact);
    if (pooling == Pooling::LastRow)
        return hidden.to(exact);
    const std::int64_t examples = std::int64_t(offsets.size()) - 1;
    // A small matrix of 1 / length: one product instead of a loop of sums.
    const at::Tensor shares = at::zeros({examples, hidden.size(0)}, at::TensorOptions().dtype(exact));
    std::int64_t row = 0;
    for (std::int64_t e = 0; e < examples; ++e) {
        const std::int64_t length = offsets[std::size_t(e) + 1] - offsets[std::size_t(e)] - virtualRows;
        shares.select(0, e).slice(0, row, row + length).fill_(1.0 / double(length));
        row += length;
    }
    return at::mm(shares.to(hidden.device()), hidden.to(exact));
}

}  // namespace warbler
