// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/engine/layers/language_model.h"
#include "core/learn/tuning_config.h"

namespace warbler {

const char *poolingName(Pooling pooling);          // "mean"
Pooling poolingFromName(const std::string &name);  // throws Error(BadAdapter)

// Turns pooled hidden states into categories, with the layers and names of transformers: on decoders one layer "score"
// without bias; on BERT one layer "classifier"; on RoBERTa "classifier.dense", tanh, "classifier.out_proj".
struct ClassificationHead {
    at::Tensor weight, bias;            // [categories, hidden] fp32; one row for a number; bias undefined on decoders
    at::Tensor denseWeight, denseBias;  // [hidden, hidden], [hidden]; RoBERTa only
    std::string name;                   // "score", "classifier" or "classifier.out_proj"

    // As transformers initialise it: weights normal with standard deviation .02 drawn from the stream "head", bias
    // zero.
    static ClassificationHead fresh(const LanguageModel &model, std::int64_t categories, std::uint64_t seed);
    static const char *nameFor(ModelType type);
    bool hasDense() const { return denseWeight.defined(); }
    // [examples, hidden] -> [examples, categories] fp32; dropout before each layer.
    at::Tensor logits(const at::Tensor &features, const Dropout *dropout = nullptr) const;
};

// The rows whose last hidden states are pooled: for the mean all rows of the text, which come after the virtual ones;
// otherwise one row of each example.
std::vector<std::int64_t> pooledRows(const std::vector<std::int64_t> &offsets, std::int64_t virtualRows,
                                     Pooling pooling);
// hidden [pooled rows, hidden] -> [examples, hidden] fp32. Cls and FirstRow go through the model's pooler.
at::Tensor poolRows(const LanguageModel &model, const at::Tensor &hidden, const std::vector<std::int64_t> &offsets,
                    std::int64_t virtualRows, Pooling pooling, const LoraOverlay *lora = nullptr);

}  // namespace warbler
