// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/layers/exact_type.h"
#include "core/engine/layers/layer_norm.h"
#include "core/engine/layers/linear.h"
#include "core/engine/layers/packed_attention.h"
#include "core/models/model_folder.h"

namespace warbler {

// Keys and values of rows that several texts begin with, one pair per layer: [rows, keyHeads * headDim]. Made by
// keysAndValues(), so that a pass over the rest of each text need not compute them again.
struct PrefixCache {
    std::vector<at::Tensor> keys, values;
    std::int64_t rows = 0;
};

// Input rows of several examples laid end to end. Every example starts at position `prefix->rows`, or 0. After the last
// example there may be rows that only round the count up (roundedRows); they are computed and never returned.
struct ForwardInput {
    at::Tensor rows;                    // [sum(rows) or more, hidden], raw embedding rows, virtual ones included
    std::vector<std::int64_t> offsets;  // [examples + 1]
    // Rows whose last hidden state is wanted, ascending; none given: all.
    std::optional<std::vector<std::int64_t>> keep;
    // The first example is the prefix of all others and in the same pass. Decoders only, where hasAttentionKernel();
    // no row of the first example may be kept.
    bool sharesFirst = false;
    const PrefixCache *prefix = nullptr;  // rows before every example; decoders only
    const LoraOverlay *lora = nullptr;
    const Dropout *dropout = nullptr;  // in training of BLOOM, BERT and RoBERTa; null: none
    // [count] numbers of the only rows whose gradient is wanted; none given: all. Encoders only.
    std::optional<at::Tensor> learnt;
    // Positions of all rows where they differ from counting on; no effect on ALiBi.
    std::optional<std::vector<std::int64_t>> positions;
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

    // [ids] -> [ids, hidden], to be laid beside virtual rows.
    at::Tensor wordRows(const at::Tensor &ids) const;
    const at::Tensor &wordTable() const { return m_words; }  // [vocabulary, hidden]
    // Last hidden states [kept rows, hidden], final norm applied.
    virtual at::Tensor forward(const ForwardInput &input) const = 0;
    // Every layer's keys and values of the input's own rows; the last layer computes nothing else. Decoders only;
    // throws Error(Internal) elsewhere.
    virtual PrefixCache keysAndValues(const ForwardInput &input) const;
    // Decoders: [rows, hidden] -> [rows, vocabulary], fp32 (fp64 in double). Error(UnsupportedOption) where it has no
    // words.
    virtual at::Tensor logits(const at::Tensor &hidden) const;
    // Encoders with a pooler: tanh(pooler(hidden)); others: hidden as it is.
    virtual at::Tensor poolerOutput(const at::Tensor &hidden, const LoraOverlay *lora = nullptr) const;
    // Every linear layer, for LoRA's targets.
    virtual std::vector<const Linear *> linears() const = 0;
    std::int64_t bytes() const;
    // Every tensor with its name, in a fixed order. Modules computed as one layer are views of the matrix they share.
    const std::vector<std::pair<std::string, at::Tensor>> &tensors() const { return m_tensors; }
    // The tensors that learn in full fine-tuning, in the same order; a shared matrix is one of them. Empty while
    // frozen.
    const std::vector<std::pair<std::string, at::Tensor>> &leaves() const { return m_leaves; }

protected:
    // Reads a tensor of the folder, converted to the model's dtype, on its device. Throws Error(MissingWeights) naming
    // it.
    at::Tensor take(const ModelFolder &folder, const std::string &name, Weights weights);
    at::Tensor takeIfThere(const ModelFolder &folder, const std::string &name, Weights weights);
    // "<name>.weight" and "<name>.bias".
    NormWeights takeNorm(const ModelFolder &folder, const std::string &name, Weights weights);
    // Lets `tensor`, the same numbers in another layout, stand for the one read, so that the model does not hold both.
    void replace(const std::string &name, const at::Tensor &tensor);
    void warn(std::string sentence) { m_warnings.push_back(std::move(sentence)); }
    // The linear layer of tensors "<module>.weight" and, if there, "<module>.bias"; the rows of several modules follow
    // each other in its weight.
    Linear takeLinear(const ModelFolder &folder, const std::vector<std::string> &modules, Weights weights);

    ModelConfig m_config;
    at::Device m_device;
    at::ScalarType m_dtype;
    at::Tensor m_words;

private:
    at::Tensor readTensor(const ModelFolder &folder, const std::string &name) const;  // undefined if it is not there
    at::Tensor takeStacked(const ModelFolder &folder, const std::vector<std::string> &names, Weights weights);
    std::vector<std::pair<std::string, at::Tensor>> m_tensors, m_leaves;
    std::vector<std::string> m_warnings;
};

// On the processor `rows` rounded up, so that few different counts occur: oneDNN compiles a product anew for every
// count that it has not met lately, which takes 7 to 9 % of an epoch of the default encoder. On other devices `rows`
// itself.
std::int64_t roundedRows(std::int64_t rows, at::Device device);
// [rows] positions: each example's rows count from `first` on, but from 0 in a first example that the others share;
// rows after the last example have `first`.
at::Tensor positionsOf(const std::vector<std::int64_t> &offsets, std::int64_t rows, std::int64_t first,
                       at::Device device, bool sharesFirst = false);
// Which rows attention reads and which ask: all, or only the kept ones.
std::shared_ptr<const AttentionRows> attentionRows(const std::vector<std::int64_t> &offsets,
                                                   const std::optional<std::vector<std::int64_t>> &keep,
                                                   bool sharesFirst = false);
at::Tensor indexTensor(const std::vector<std::int64_t> &values, at::Device device);
// The same, filled up with `filler` to `size` values.
at::Tensor indexTensor(std::vector<std::int64_t> values, std::int64_t size, std::int64_t filler, at::Device device);

}  // namespace warbler
