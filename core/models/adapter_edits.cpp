// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_edits.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/models/adapter_names.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {
constexpr const char *kOutput = "lm_head.weight";
constexpr const char *kOtherBase = "Use the base model that adapter_config.json names.";

// How one tensor of the base comes about, in this order.
struct Edit {
    std::string source;               // the base's tensor it begins as; empty: `whole`
    std::optional<HostTensor> whole;  // that takes its place
    std::optional<HostTensor> rows;   // that replace those of `ids`
    std::vector<std::int64_t> ids;
    std::optional<HostTensor> a, b;  // += scale * B A
    double scale = 0;
    bool isTable = false;                 // += scale * (B A) transposed
    std::optional<HostTensor> magnitude;  // every output's norm becomes this
    std::optional<HostTensor> factors;    // IA3: times these, [out, 1] or [1, in]
    bool isTransposed = false;            // [in, out], as GPT-2 has its layers
};

bool isOfBlocks(const std::string &module) { return module != "lm_head"; }

void addLowRank(std::vector<float> &values, const Edit &edit) {
    const std::vector<float> a = edit.a->toFloats(), b = edit.b->toFloats();
    const std::size_t rank = static_cast<std::size_t>(edit.a->shape[0]), in = a.size() / rank, out = b.size() / rank;
    // A table's row is an input of the product, its column an output.
    const bool isTurned = edit.isTable || edit.isTransposed;
    std::vector<float> delta(in);
    for (std::size_t o = 0; o < out; ++o) {
        std::fill(delta.begin(), delta.end(), 0.0F);
        for (std::size_t k = 0; k < rank; ++k)
            for (std::size_t i = 0; i < in; ++i)
                delta[i] += b[o * rank + k] * a[k * in + i];
        for (std::size_t i = 0; i < in; ++i)
            values[isTurned ? i * out + o : o * in + i] += static_cast<float>(edit.scale) * delta[i];
    }
}

// W of output `o`, a table's outputs being its columns: magnitude / |W_o| times it.
void setNorms(std::vector<float> &values, const std::vector<float> &magnitudes, bool isTransposed) {
    const std::size_t out = magnitudes.size(), in = values.size() / out;
    for (std::size_t o = 0; o < out; ++o) {
        double squares = 0;
        for (std::size_t i = 0; i < in; ++i) {
            const double value = values[isTransposed ? i * out + o : o * in + i];
            squares += value * value;
        }
        const auto factor = static_cast<float>(magnitudes[o] / std::sqrt(squares));
        for (std::size_t i = 0; i < in; ++i)
            values[isTransposed ? i * out + o : o * in + i] *= factor;
    }
}

void multiply(std::vector<float> &values, const std::vector<std::int64_t> &shape, const HostTensor &factors,
              bool isTransposed) {
    const std::vector<float> numbers = factors.toFloats();
    const std::size_t columns = shape.size() == 2 ? static_cast<std::size_t>(shape[1]) : 1;
    const bool isOfOutputs = factors.shape[1] == 1;
    const bool isByRow = shape.size() == 1 || isOfOutputs != isTransposed;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] *= numbers[isByRow ? i / columns : i % columns];
}

class Edits : public TensorEdits {
public:
    Edits(ModelFolder base, std::map<std::string, Edit> edits) : m_base(std::move(base)), m_edits(std::move(edits)) {}

    bool changes(const std::string &tensor) const override { return m_edits.count(tensor) != 0; }
    HostTensor editedTensor(const std::string &tensor) const override {
        const Edit &edit = m_edits.at(tensor);
        const HostTensor start = edit.whole ? *edit.whole : m_base.read(edit.source);
        std::vector<float> values = start.toFloats();
        if (edit.rows) {
            const std::vector<float> rows = edit.rows->toFloats();
            const std::size_t width = static_cast<std::size_t>(start.shape[1]);
            for (std::size_t i = 0; i < edit.ids.size(); ++i)
                std::copy_n(rows.begin() + std::ptrdiff_t(i * width), width,
                            values.begin() + std::ptrdiff_t(edit.ids[i]) * std::ptrdiff_t(width));
        }
        if (edit.a)
            addLowRank(values, edit);
        if (edit.magnitude)
            setNorms(values, edit.magnitude->toFloats(), edit.isTable || edit.isTransposed);
        if (edit.factors)
            multiply(values, start.shape, *edit.factors, edit.isTransposed);
        return HostTensor::fromFloats(start.shape, values);
    }

    DType storedType(const std::string &tensor) const override {
        return m_base.tensors.at(m_edits.at(tensor).source).dtype;
    }

private:
    ModelFolder m_base;
    std::map<std::string, Edit> m_edits;
};

// Collects the edits and checks each against the base.
class Collector {
public:
    Collector(const ModelFolder &base, const AdapterConfig &config, const TensorMap &tensors)
        : m_base(base), m_config(config), m_tensors(tensors) {}

    std::map<std::string, Edit> all() {
        for (const auto &[name, tensor] : m_tensors)
            if (isWorkedIn(m_config, name))
                add(name, tensor);
        for (const auto &[name, edit] : m_edits)
            check(name, edit);
        separateTied();
        return std::move(m_edits);
    }

private:
    [[noreturn]] void refuse(const std::string &name, const std::string &why) const {
        throw Error(ErrorCode::AdapterMismatch,
                    "the adapter's tensor \"" + excerpt(name) + "\" " + why + " of " + m_base.path, kOtherBase);
    }
    std::string table() const { return std::string(wordTableName(m_base.config.type)); }
    // The base's tensor of this name; the output layer of a tied model is its word table.
    std::optional<std::string> sourceOf(const std::string &canonical) const {
        if (m_base.has(canonical))
            return canonical;
        return canonical == kOutput && m_base.config.tiedHead && isDecoder(m_base.config.type) ? std::optional(table())
                                                                                               : std::nullopt;
    }
    Edit &editOf(const std::string &module, const char *ending, const std::string &name) {
        const auto canonical = canonicalTensorName(m_base.config.type, module + ending);
        const std::optional<std::string> source = canonical ? sourceOf(*canonical) : std::nullopt;
        if (!source)
            refuse(name, "belongs to no layer");
        Edit &edit = m_edits[*canonical];
        if (edit.source.empty())
            edit.source = *source;
        edit.isTransposed = m_base.config.type == ModelType::Gpt2 && canonical->compare(0, 2, "h.") == 0 &&
                            m_base.tensors.at(*source).shape.size() == 2;
        return edit;
    }
    void add(const std::string &name, const HostTensor &tensor) {
        const AdapterTensorName known = *adapterTensorName(name);
        switch (known.part) {
        case AdapterPart::LoraA:
        case AdapterPart::TableA:
        case AdapterPart::LoraB:
        case AdapterPart::TableB: {
            Edit &edit = editOf(known.module, ".weight", name);
            (known.part == AdapterPart::LoraA || known.part == AdapterPart::TableA ? edit.a : edit.b) = tensor;
            edit.scale = m_config.scaleOf(known.module);
            edit.isTable = known.part == AdapterPart::TableA || known.part == AdapterPart::TableB;
            break;
        }
        case AdapterPart::Magnitude:
            editOf(known.module, ".weight", name).magnitude = tensor;
            break;
        case AdapterPart::TokenRows:
            addRows(known.module, name, tensor);
            break;
        case AdapterPart::Ia3:
            addFactors(known.module, name, tensor);
            break;
        case AdapterPart::Weight: {
            const auto canonical = canonicalTensorName(m_base.config.type, known.module);
            if (!canonical)
                break;  // of a head for another task
            const std::optional<std::string> source = sourceOf(*canonical);
            if (!source)
                refuse(name, "belongs to no layer");
            Edit &edit = m_edits[*canonical];
            edit.source = *source;
            edit.whole = tensor;
            break;
        }
        case AdapterPart::Prompt:
        case AdapterPart::Head:
            break;
        }
    }
    void addRows(const std::string &module, const std::string &name, const HostTensor &rows) {
        Edit &edit = editOf(module, ".weight", name);
        for (const auto &[wanted, ids] : m_config.trainedTokens)
            if (wanted.empty() || module == wanted || (module.size() > wanted.size() && module.ends_with("." + wanted)))
                edit.ids = ids;
        edit.rows = rows;
    }
    void addFactors(const std::string &module, const std::string &name, const HostTensor &factors) {
        editOf(module, ".weight", name).factors = factors;
        const auto bias = canonicalTensorName(m_base.config.type, module + ".bias");
        if (factors.shape[1] == 1 && bias && m_base.has(*bias))
            editOf(module, ".bias", name).factors = factors;
    }
    void check(const std::string &name, const Edit &edit) const {
        const std::vector<std::int64_t> &stored = m_base.tensors.at(edit.source).shape;
        const std::vector<std::int64_t> shape = edit.whole ? edit.whole->shape : stored;
        const bool mayGrow = name == table() || name == kOutput;
        if (shape.size() != stored.size() ||
            !std::equal(shape.begin() + (mayGrow ? 1 : 0), shape.end(), stored.begin() + (mayGrow ? 1 : 0)))
            refuse(name, "has shape " + shapeText(shape) + ", not the " + shapeText(stored));
        const bool isTurned = edit.isTable || edit.isTransposed;
        if (edit.a && (shape.size() != 2 || edit.a->shape[1] != shape[isTurned ? 0 : 1] ||
                       edit.b->shape[0] != shape[isTurned ? 1 : 0]))
            refuse(name, "has factors " + shapeText(edit.b->shape) + " and " + shapeText(edit.a->shape) +
                             ", which do not fit the " + shapeText(shape));
        if (edit.magnitude && (shape.size() != 2 || edit.magnitude->count() != shape[isTurned ? 1 : 0]))
            refuse(name,
                   "has magnitudes " + shapeText(edit.magnitude->shape) + ", which do not fit the " + shapeText(shape));
        if (edit.rows &&
            (edit.rows->shape.size() != 2 || edit.rows->shape[0] != std::int64_t(edit.ids.size()) ||
             edit.rows->shape[1] != shape[1] || *std::max_element(edit.ids.begin(), edit.ids.end()) >= shape[0]))
            refuse(name, "has rows " + shapeText(edit.rows->shape) +
                             " of trainable_token_indices, which do not fit the " + shapeText(shape));
        if (edit.factors) {
            const bool isOfOutputs = edit.factors->shape[1] == 1;
            const std::int64_t wanted = shape.size() == 1 ? shape[0] : shape[isOfOutputs != edit.isTransposed ? 0 : 1];
            if (edit.factors->count() != wanted)
                refuse(name,
                       "has factors " + shapeText(edit.factors->shape) + ", which do not fit the " + shapeText(shape));
        }
    }
    // Trained tokens and a table of another size stay tied to the output layer; a saved copy of it and factors do not.
    void separateTied() {
        const auto words = m_edits.find(table());
        if (words == m_edits.end() || m_base.has(kOutput) || m_edits.count(kOutput) != 0 || !m_base.config.tiedHead ||
            !isDecoder(m_base.config.type))
            return;
        const bool hasGrown =
            words->second.whole && words->second.whole->shape[0] != m_base.tensors.at(table()).shape[0];
        if (hasGrown || (words->second.rows && !words->second.a && !words->second.whole))
            return;
        m_edits[kOutput].source = table();
    }

    const ModelFolder &m_base;
    const AdapterConfig &m_config;
    const TensorMap &m_tensors;
    std::map<std::string, Edit> m_edits;
};
}  // namespace

bool isWorkedIn(const AdapterConfig &config, const std::string &name) {
    const auto known = adapterTensorName(name);
    if (!known)
        return false;
    switch (known->part) {
    case AdapterPart::Prompt:
    case AdapterPart::Head:
        return false;
    case AdapterPart::LoraA:
    case AdapterPart::LoraB:
        return config.hasMagnitudes || !isOfBlocks(known->module);
    case AdapterPart::TableA:
    case AdapterPart::TableB:
    case AdapterPart::Magnitude:
    case AdapterPart::TokenRows:
    case AdapterPart::Ia3:
    case AdapterPart::Weight:
        break;
    }
    return true;
}

bool changesWeights(const AdapterConfig &config, const TensorMap &tensors) {
    return std::any_of(tensors.begin(), tensors.end(),
                       [&](const auto &named) { return isWorkedIn(config, named.first); });
}

ModelFolder adaptedFolder(const ModelFolder &base, const AdapterConfig &config, const TensorMap &tensors) {
    std::map<std::string, Edit> edits = Collector(base, config, tensors).all();
    if (edits.empty())
        return base;
    ModelFolder adapted = base;
    for (const auto &[name, edit] : edits) {
        TensorEntry entry = base.tensors.at(edit.source);
        entry.dtype = DType::F32;
        if (edit.whole)
            entry.shape = edit.whole->shape;
        adapted.tensors[name] = entry;
    }
    adapted.config.vocabulary = adapted.tensors.at(std::string(wordTableName(base.config.type))).shape[0];
    adapted.edits = std::make_shared<const Edits>(base, std::move(edits));
    return adapted;
}

}  // namespace warbler
