// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/layers/layer_norm.h"
#include "core/engine/layers/linear.h"
#include "core/engine/layers/packed_attention.h"
#include "core/models/model_folder.h"

namespace warbler {

// Keys and values that a pass over shared leading rows left behind, one pair per layer: [rows, keyHeads * headDim].
struct PrefixCache {
    std::vector<at::Tensor> keys, values;
    std::int64_t rows = 0;
};

// Input rows of several examples laid end to end. Every example starts at position `prefix->rows`, or 0. Rows behind
// the last example fill up to a count that passes share; they are computed, belong to nobody and are never given back.
struct ForwardInput {
    at::Tensor rows;                    // [sum(rows) or more, hidden], raw embedding rows, virtual ones included
    std::vector<std::int64_t> offsets;  // [examples + 1]
    std::optional<std::vector<std::int64_t>>
        keep;                             // rows whose last hidden state is wanted, ascending; none given: all
    bool sharesFirst = false;             // the first example is the prefix of all others, in the same pass; where
                                          // hasAttentionKernel, of which nothing is kept or recorded, decoders only
    const PrefixCache *prefix = nullptr;  // decoders only
    PrefixCache *record = nullptr;        // filled with this pass's keys and values; the last layer stops there
    const LoraOverlay *lora = nullptr;
    const Dropout *dropout = nullptr;  // BLOOM, BERT and RoBERTa in training
    at::Tensor learnt;                 // [count] rows whose gradient is wanted, or undefined: all; encoders only
    std::optional<std::vector<std::int64_t>>
        positions;  // of all rows, where they are not counted on; no effect on ALiBi
};

enum class Weights { Frozen, Trainable };

// The weights of one checkpoint on one device. Frozen ones never require a gradient and are the same bytes for life (a
// test hashes them); Trainable is a copy for full fine-tuning.
class LanguageModel {
public:
    LanguageModel(ModelConfig config, at::Device device, at::ScalarType dtype);
    virtual ~LanguageModel();
    LanguageModel(const LanguageModel &) = delete;
    LanguageModel &operator=(const LanguageModel &) = delete;

    const ModelConfig &config() const { return m_config; }
    at::Device device() const { return m_device; }
    at::ScalarType dtype() const { return m_dtype; }
    const std::vector<std::string> &warnings() const { return m_warnings; }

    // [ids] -> [ids, hidden]: where virtual rows enter as well.
    at::Tensor wordRows(const at::Tensor &ids) const;
    const at::Tensor &wordTable() const { return m_words; }  // [vocabulary, hidden]
    // Last hidden states [kept rows, hidden], final norm applied; undefined while recording.
    virtual at::Tensor forward(const ForwardInput &input) const = 0;
    // Decoders: [rows, hidden] -> [rows, vocabulary], fp32 (fp64 in double). Error(UnsupportedOption) where it has no
    // words.
    virtual at::Tensor logits(const at::Tensor &hidden) const;
    // Encoders with a pooler: tanh(pooler(hidden)); others: hidden as it is.
    virtual at::Tensor pooled(const at::Tensor &hidden, const LoraOverlay *lora = nullptr) const;
    // Every linear layer, for LoRA's targets.
    virtual std::vector<const Linear *> linears() const = 0;
    std::int64_t bytes() const;
    // Every tensor with its name, in a fixed order; those of a layer that is computed as one are views of its matrix.
    const std::vector<std::pair<std::string, at::Tensor>> &tensors() const { return m_tensors; }
    // What learns in full fine-tuning, in the same order, such a matrix as one; none while frozen.
    const std::vector<std::pair<std::string, at::Tensor>> &leaves() const { return m_leaves; }

protected:
    // Reads a tensor of the folder, converted to the model's dtype, on its device. Throws Error(MissingWeights) naming
    // it.
    at::Tensor take(const ModelFolder &folder, const std::string &name, Weights weights);
    at::Tensor takeIfThere(const ModelFolder &folder, const std::string &name, Weights weights);
    NormWeights takeNorm(const ModelFolder &folder, const std::string &name,
                         Weights weights);  // "<name>.weight" and "<name>.bias"
    // The tensor of that name is computed with in another layout: the one read goes, or the model would hold both.
    void replace(const std::string &name, const at::Tensor &tensor);
    void warn(std::string sentence) { m_warnings.push_back(std::move(sentence)); }
    // Linear layer of tensors "<module>.weight" and, if there, "<module>.bias"; several modules one below the other.
    Linear takeLinear(const ModelFolder &folder, const std::vector<std::string> &modules, Weights weights);

    ModelConfig m_config;
    at::Device m_device;
    at::ScalarType m_dtype;
    at::Tensor m_words;

private:
    at::Tensor stored(const ModelFolder &folder, const std::string &name) const;  // undefined if it is not there
    at::Tensor joined(const ModelFolder &folder, const std::vector<std::string> &names, Weights weights);
    std::vector<std::pair<std::string, at::Tensor>> m_tensors, m_leaves;
    std::vector<std::string> m_warnings;
};

// Reads the whole checkpoint. Throws Error(UnsupportedModel) naming model_type for a family that is not built in.
std::shared_ptr<const LanguageModel> loadLanguageModel(const ModelFolder &folder, at::Device device,
                                                       at::ScalarType dtype, Weights weights = Weights::Frozen);

// `rows` and some more, so that few different counts occur: oneDNN compiles every product anew for a count it has not
// met lately, 7 to 9 % of an epoch of the default encoder. On other devices `rows` itself.
std::int64_t roundedRows(std::int64_t rows, at::Device device);
// Positions 0.. of every example's rows, shifted by `first` (the first one of examples that share it is not), and
// `first` for rows that fill up: [rows].
at::Tensor positionsOf(const std::vector<std::int64_t> &offsets, std::int64_t rows, std::int64_t first,
                       at::Device device, bool sharesFirst = false);
// The rows of attention: all rows ask, or only those kept.
std::shared_ptr<const AttentionRows> attentionRows(const std::vector<std::int64_t> &offsets,
                                                   const std::optional<std::vector<std::int64_t>> &keep,
                                                   bool sharesFirst = false);
at::Tensor indexTensor(const std::vector<std::int64_t> &values, at::Device device);
// The same, filled up with `filler` to `size` values.
at::Tensor indexTensor(std::vector<std::int64_t> values, std::int64_t size, std::int64_t filler, at::Device device);
at::ScalarType exactType(at::ScalarType dtype);  // fp64 stays, all else fp32

}  // namespace warbler
