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
#include "core/models/host_tensor.h"

namespace warbler {

// Head: only a classification head on the frozen body; no PEFT counterpart. Full: every weight, names as transformers'
// files have them; what the engine hands over, saved as a whole model. HardPrompt: words before the tweet, no tensors.
// PrefixTuning and Ia3 are read and computed, not trained; P-tuning's saved rows are a soft prompt like any other.
enum class AdapterKind { PromptTuning, Lora, Head, Full, HardPrompt, PrefixTuning, Ia3 };

// adapter_config.json of PEFT: what Warbler writes, and what of any superset it reads. Options it cannot honour are
// refused by name: Error(UnsupportedOption).
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
    // LoRA as PEFT trains it and Warbler does not: computed all the same
    std::vector<std::pair<std::string, double>> rankPattern,
        alphaPattern;            // name or regular expression of a module's path, in the file's order
    bool hasMagnitudes = false;  // use_dora
    std::map<std::string, std::vector<std::int64_t>>
        trainedTokens;        // by module, "" for the word table: ids whose rows are replaced
    std::string foreignText;  // adapter_config.json as it was read, where it says more than Warbler writes

    // Of one module, its path as PEFT's file has it behind "base_model.model.".
    std::int64_t rankOf(const std::string &module) const;
    double scaleOf(const std::string &module) const;  // alpha / r, alpha / sqrt(r) if rankStabilised
};

// A folder in PEFT's layout plus warbler.json (ignored by PEFT). Tensor names as PEFT's files have them.
struct AdapterFolder {
    std::string path;  // empty before it is saved
    AdapterConfig config;
    TensorMap tensors;
    std::string warblerJson;    // empty if the folder has none
    std::string weightsSha256;  // of the weights file's bytes
    bool isWholeModel =
        false;  // a fine-tuned model, see whole_model.h, or a ready one: config and tensors tell its head
    std::vector<std::string> labelNames;  // of a ready model's outputs, see ready_classifier.h; empty for all others
};

// Prefers safetensors to .bin; also a fine-tuned or a ready model. Error(BadAdapter | UnsupportedOption | MissingFile)
AdapterFolder readAdapterFolder(const std::string &path);
// Writes adapter_config.json (as json.dumps(indent=2, sort_keys=True), ASCII, no final newline),
// adapter_model.safetensors, warbler.json with the weights' hash, reads all back and compares bitwise; then they take
// the place of the folder's earlier files at once. Files that are not ours stay.
void writeAdapterFolder(const std::string &path, const AdapterConfig &config, const TensorMap &tensors,
                        const std::string &warblerJson);
std::string adapterConfigText(const AdapterConfig &config);
}  // namespace warbler
