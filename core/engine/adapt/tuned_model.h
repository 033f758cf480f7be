// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/adapt/classification_head.h"
#include "core/engine/adapt/packed_input.h"
#include "core/learn/adapter.h"
#include "core/learn/tuning_result.h"

namespace warbler {

// Each group has a learning rate. LoRA factors and a model's own weights count as Prompt.
enum class TrainableGroup { Prompt, Head };

struct Trainable {
    std::string name;   // as in the adapter's file
    at::Tensor tensor;  // a leaf, fp32 (fp64 in double)
    TrainableGroup group = TrainableGroup::Prompt;
};

// A frozen model together with the prompt, LoRA factors or head that are trained on it; in full fine-tuning a model
// whose own weights learn.
class TunedModel {
public:
    // The state before the first step. method=full needs a model with leaves(). Throws Error(UnsupportedOption) where
    // method, task and model do not go together.
    static TunedModel fresh(std::shared_ptr<const LanguageModel> model, const TuningConfig &config,
                            const TuningData &data);
    // Null adapter: the bare model. An adapter that changes the base's own weights (adapter_edits.h) needs a model that
    // was loaded with them. Throws Error(AdapterMismatch | BadAdapter) naming both sides.
    static TunedModel fromAdapter(std::shared_ptr<const LanguageModel> model, const Adapter *adapter);
    Adapter toAdapter() const;  // host copies, fp32

    const LanguageModel &model() const { return *m_model; }
    const at::Tensor &prompt() const { return m_prompt; }  // [virtual rows, hidden] or undefined
    const std::optional<ClassificationHead> &head() const { return m_head; }
    const LoraOverlay *lora() const { return m_lora.empty() ? nullptr : &m_lora; }
    // Keys and values that prefix tuning puts before every text; null: none.
    const PrefixCache *prefix() const { return m_prefix ? &*m_prefix : nullptr; }
    std::int64_t virtualRows() const { return m_prompt.defined() ? m_prompt.size(0) : 0; }
    Pooling pooling() const { return m_pooling; }
    std::vector<Trainable> &trainables() { return m_trainables; }
    const std::vector<Trainable> &trainables() const { return m_trainables; }
    // Whether nothing but the head learns, so that features may be computed once.
    bool isHeadOnly() const;
    // Replaces the values, in the order of trainables().
    void assign(const std::vector<at::Tensor> &values);
    std::vector<at::Tensor> snapshot() const;

    // [examples, hidden], pooled; differentiable.
    at::Tensor features(const std::vector<Ids> &texts, const Dropout *dropout = nullptr) const;
    // The dropout of LoRA's input from now on; null: none.
    void dropLoraInput(const Dropout *dropout);

private:
    void collect(const std::string &headPrefix);

    std::shared_ptr<const LanguageModel> m_model;
    at::Tensor m_prompt;
    std::optional<ClassificationHead> m_head;
    LoraOverlay m_lora;
    std::optional<PrefixCache> m_prefix;
    Pooling m_pooling = Pooling::Mean;
    AdapterConfig m_config;
    bool m_promptLearns = true;
    std::vector<Trainable> m_trainables;
};

}  // namespace warbler
