// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/task.h"

namespace warbler {

// Head: only a classification head on the frozen body; no PEFT counterpart. Full: every weight, names as transformers'
// files have them; what the engine hands over, saved as a whole model. HardPrompt: words before the tweet, no tensors.
// PrefixTuning and Ia3 are read and computed, not trained; P-tuning's saved rows are a soft prompt like any other.
enum class AdapterKind { PromptTuning, Lora, Head, Full, HardPrompt, PrefixTuning, Ia3 };

// PEFT's adapter_config.json: the fields that Warbler writes, and those it reads of other programs' files. Options it
// cannot honour are refused by name: Error(UnsupportedOption).
struct AdapterConfig {
    AdapterKind kind = AdapterKind::PromptTuning;
    Task task = Task::CausalLm;  // where task_type is null: SeqCls if the file holds a head; of a file never Regression
    bool namesTask = true;       // task_type is there
    std::string baseModel;       // base_model_name_or_path
    // prompt tuning
    std::int64_t virtualTokens = 0, tokenDim = 0, attentionHeads = 0, layers = 0;
    std::string init = "RANDOM";  // TEXT or RANDOM
    std::optional<std::string> initText;
    std::string tokenizerName;
    // LoRA
    std::int64_t rank = 0;
    double alpha = 0, dropout = 0;
    bool fanInFanOut = false, rankStabilised = false;
    std::vector<std::string> targetModules;  // a list, or one regular expression if targetIsRegex
    bool targetIsRegex = false;
    std::vector<std::string> modulesToSave;
    // kinds of LoRA that Warbler computes and does not train
    std::vector<std::pair<std::string, double>> rankPattern,
        alphaPattern;            // name or regular expression of a module's path, in the file's order
    bool hasMagnitudes = false;  // use_dora
    std::map<std::string, std::vector<std::int64_t>>
        trainedTokens;        // by module, "" for the word table: ids whose rows are replaced
    std::string foreignText;  // adapter_config.json as it was read, where it says more than Warbler writes

    // module: its path in PEFT's file, without the leading "base_model.model.".
    std::int64_t rankOf(const std::string &module) const;
    double scaleOf(const std::string &module) const;  // alpha / r, alpha / sqrt(r) if rankStabilised
};

// Throws Error(BadAdapter | UnsupportedOption | MissingFile) naming the file and the field.
AdapterConfig readAdapterConfig(const std::string &path);
// The text of adapter_config.json as PEFT writes it.
std::string adapterConfigText(const AdapterConfig &config);

}  // namespace warbler
