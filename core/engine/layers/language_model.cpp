// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/language_model.h"

#include "core/base/error.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

namespace {
at::ScalarType scalarTypeOf(DType dtype) {
    switch (dtype) {
    case DType::F64:
        return at::kDouble;
    case DType::F32:
        return at::kFloat;
    case DType::F16:
        return at::kHalf;
    case DType::BF16:
        return at::kBFloat16;
    case DType::I64:
        return at::kLong;
    case DType::I32:
        return at::kInt;
    case DType::I16:
        return at::kShort;
    case DType::I8:
        return at::kChar;
    case DType::U8:
        return at::kByte;
    case DType::Bool:
        return at::kBool;
    }
    return at::kFloat;
}
}  // namespace

LanguageModel::LanguageModel(ModelConfig config, at::Device device, at::ScalarType dtype)
    : m_config(std::move(config)), m_device(device), m_dtype(dtype) {}

LanguageModel::~LanguageModel() = default;

at::Tensor LanguageModel::readTensor(const ModelFolder &folder, const std::string &name) const {
    const auto entry = folder.tensors.find(name);
    if (entry == folder.tensors.end())
        return {};
    at::Tensor tensor = at::empty(entry->second.shape, at::TensorOptions().dtype(scalarTypeOf(entry->second.dtype)));
    folder.readInto(name, tensor.data_ptr());
    // fp16 goes through fp32, so that no rounding happens twice.
    if (tensor.scalar_type() == at::kHalf)
        tensor = tensor.to(at::kFloat);
    return tensor.to(m_device, m_dtype);
}

at::Tensor LanguageModel::takeIfThere(const ModelFolder &folder, const std::string &name, Weights weights) {
    const at::Tensor tensor = readTensor(folder, name);
    if (!tensor.defined())
        return {};
    m_tensors.emplace_back(name, tensor);
    if (weights == Weights::Trainable) {
        tensor.set_requires_grad(true);
        m_leaves.emplace_back(name, tensor);
    }
    return tensor;
}

at::Tensor LanguageModel::take(const ModelFolder &folder, const std::string &name, Weights weights) {
    at::Tensor tensor = takeIfThere(folder, name, weights);
    if (!tensor.defined())
        throw Error(ErrorCode::MissingWeights, folder.path + " has no tensor " + name,
                    "The download may be incomplete: fetch the model again.");
    return tensor;
}

NormWeights LanguageModel::takeNorm(const ModelFolder &folder, const std::string &name, Weights weights) {
    return {take(folder, name + ".weight", weights), take(folder, name + ".bias", weights)};
}

void LanguageModel::replace(const std::string &name, const at::Tensor &tensor) {
    for (auto &named : m_tensors)
        if (named.first == name)
            named.second = tensor;
}

at::Tensor LanguageModel::takeStacked(const ModelFolder &folder, const std::vector<std::string> &names,
                                      Weights weights) {
    std::vector<std::int64_t> shape;
    std::size_t there = 0;
    for (const std::string &name : names) {
        const auto entry = folder.tensors.find(name);
        if (entry == folder.tensors.end())
            continue;
        const std::vector<std::int64_t> &part = entry->second.shape;
        if (shape.empty())
            shape = part;
        else
            shape[0] += part[0];
        ++there;
    }
    if (there == 0)
        return {};
    const at::Tensor whole = at::empty(shape, at::TensorOptions().dtype(m_dtype).device(m_device));
    std::int64_t row = 0;
    for (const std::string &name : names) {
        const at::Tensor part = readTensor(folder, name);
        if (!part.defined())
            throw Error(ErrorCode::MissingWeights, folder.path + " has no tensor " + name,
                        "The download may be incomplete: fetch the model again.");
        const at::Tensor place = whole.detach().narrow(0, row, part.size(0));
        place.copy_(part);
        m_tensors.emplace_back(name, place);
        row += part.size(0);
    }
    if (weights == Weights::Trainable) {
        whole.set_requires_grad(true);
        m_leaves.emplace_back(names[0], whole);
    }
    return whole;
}

Linear LanguageModel::takeLinear(const ModelFolder &folder, const std::vector<std::string> &modules, Weights weights) {
    std::vector<std::string> matrices, biases;
    std::vector<Linear::Part> parts;
    std::int64_t row = 0;
    for (const std::string &module : modules) {
        matrices.push_back(module + ".weight");
        biases.push_back(module + ".bias");
        const auto entry = folder.tensors.find(matrices.back());
        const std::int64_t rows = entry == folder.tensors.end() ? 0 : entry->second.shape[0];
        parts.push_back({module, row, row + rows, {}});
        row = parts.back().end;
    }
    const bool isOne = modules.size() == 1;
    const at::Tensor matrix = isOne ? take(folder, matrices[0], weights) : takeStacked(folder, matrices, weights);
    if (!matrix.defined())
        take(folder, matrices[0], weights);  // says what is missing
    return Linear(matrix, isOne ? takeIfThere(folder, biases[0], weights) : takeStacked(folder, biases, weights),
                  std::move(parts));
}

at::Tensor LanguageModel::wordRows(const at::Tensor &ids) const { return at::embedding(m_words, ids); }

at::Tensor LanguageModel::logits(const at::Tensor &hidden) const {
    return frozenProduct(hidden, m_words).to(exactType(m_dtype));
}

PrefixCache LanguageModel::keysAndValues(const ForwardInput &) const {
    throw Error(ErrorCode::Internal, "an encoder has no prefix of keys and values", "Please report this.");
}

at::Tensor LanguageModel::poolerOutput(const at::Tensor &hidden, const LoraOverlay *) const { return hidden; }

std::int64_t LanguageModel::bytes() const {
    std::int64_t sum = 0;
    for (const auto &named : m_tensors)
        sum += std::int64_t(named.second.nbytes());
    return sum;
}

at::Tensor indexTensor(const std::vector<std::int64_t> &values, at::Device device) {
    return at::tensor(values, at::kLong).to(device);
}

at::Tensor indexTensor(std::vector<std::int64_t> values, std::int64_t size, std::int64_t filler, at::Device device) {
    values.resize(std::size_t(size), filler);
    return indexTensor(values, device);
}

std::int64_t roundedRows(std::int64_t rows, at::Device device) {
    const std::int64_t step = rows <= 256 ? 16 : 32;
    return device.is_cpu() ? (rows + step - 1) / step * step : rows;
}

at::Tensor positionsOf(const std::vector<std::int64_t> &offsets, std::int64_t rows, std::int64_t first,
                       at::Device device, bool sharesFirst) {
    std::vector<std::int64_t> positions(std::size_t(rows), first);
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e)
        for (std::int64_t row = offsets[e]; row < offsets[e + 1]; ++row)
            positions[std::size_t(row)] = (sharesFirst && e == 0 ? 0 : first) + row - offsets[e];
    return indexTensor(positions, device);
}

std::shared_ptr<const AttentionRows> attentionRows(const std::vector<std::int64_t> &offsets,
                                                   const std::optional<std::vector<std::int64_t>> &keep,
                                                   bool sharesFirst) {
    auto rows = std::make_shared<AttentionRows>();
    rows->keyOffsets = offsets;
    rows->shared = sharesFirst ? offsets.at(1) : 0;
    std::size_t at = 0;
    rows->queryOffsets.push_back(0);
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e) {
        if (keep) {
            for (; at < keep->size() && (*keep)[at] < offsets[e + 1]; ++at)
                rows->within.push_back((*keep)[at] - offsets[e]);
        } else {
            for (std::int64_t row = offsets[e]; row < offsets[e + 1]; ++row)
                rows->within.push_back(row - offsets[e]);
        }
        rows->queryOffsets.push_back(std::int64_t(rows->within.size()));
    }
    return rows;
}

}  // namespace warbler
