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

// From pooled hidden states to categories, named as transformers do: "score" on decoders, one layer without bias;
// "classifier" on BERT, one layer; "classifier.dense", tanh, "classifier.out_proj" on RoBERTa.
struct ClassificationHead {
    at::Tensor weight, bias;            // [categories, hidden] fp32; one row for a number; bias undefined on decoders
    at::Tensor denseWeight, denseBias;  // [hidden, hidden], [hidden]; RoBERTa only
    std::string name;                   // "score", "classifier" or "classifier.out_proj"

    // As transformers initialise it: normal, standard deviation .02, bias zero; draws from the stream "head".
    static ClassificationHead fresh(const LanguageModel &model, std::int64_t categories, std::uint64_t seed);
    static const char *nameFor(ModelType type);
    bool hasDense() const { return denseWeight.defined(); }
    // [examples, hidden] -> [examples, categories] fp32; dropout in front of each layer.
    at::Tensor logits(const at::Tensor &features, const Dropout *dropout = nullptr) const;
};

// The rows whose last hidden states are pooled: real ones (behind the virtual rows) for mean, one per example
// otherwise.
std::vector<std::int64_t> pooledRows(const std::vector<std::int64_t> &offsets, std::int64_t virtualRows,
                                     Pooling pooling);
// hidden [pooled rows, hidden] -> [examples, hidden] fp32. Mean: over the real rows. Cls, FirstRow: through the model's
// pooler.
at::Tensor poolRows(const LanguageModel &model, const at::Tensor &hidden, const std::vector<std::int64_t> &offsets,
                    std::int64_t virtualRows, Pooling pooling, const LoraOverlay *lora = nullptr);

}  // namespace warbler
