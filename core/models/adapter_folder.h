// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/models/host_tensor.h"

namespace warbler {

// Head: only a classification head on the frozen body; no PEFT counterpart. Full: every weight, names as transformers' files
// have them; what the engine hands over, saved as a whole model. HardPrompt: words before the tweet, no tensors.
enum class AdapterKind { PromptTuning, Lora, Head, Full, HardPrompt };
enum class TaskType { CausalLm, SeqCls };

// adapter_config.json of PEFT: what Warbler writes, and what of any superset it reads. Options it cannot honour are refused
// by name: Error(UnsupportedOption).
struct AdapterConfig {
    AdapterKind kind = AdapterKind::PromptTuning;
    TaskType task = TaskType::CausalLm;
    std::string baseModel;                   // base_model_name_or_path
    // prompt tuning
    std::int64_t virtualTokens = 0, tokenDim = 0, attentionHeads = 0, layers = 0;
    std::string init = "RANDOM";             // TEXT or RANDOM
    std::optional<std::string> initText;
    std::string tokenizerName;
    // LoRA
    std::int64_t rank = 0;
    double alpha = 0, dropout = 0;
    bool fanInFanOut = false, rankStabilised = false;
    std::vector<std::string> targetModules;  // a list, or one regular expression if targetIsRegex
    bool targetIsRegex = false;
    std::vector<std::string> modulesToSave;
};

// A folder in PEFT's layout plus warbler.json (ignored by PEFT). Tensor names as PEFT's files have them.
struct AdapterFolder {
    std::string path;                        // empty before it is saved
    AdapterConfig config;
    TensorMap tensors;
    std::string warblerJson;                 // empty if the folder has none
    std::string weightsSha256;               // of the weights file's bytes
    bool isWholeModel = false;               // a fine-tuned model, see whole_model.h: config and tensors tell its head
};

// Prefers safetensors to .bin; also a fine-tuned model. Error(BadAdapter | UnsupportedOption | MissingFile)
AdapterFolder readAdapterFolder(const std::string &path);
// Writes adapter_config.json (as json.dumps(indent=2, sort_keys=True), ASCII, no final newline), adapter_model.safetensors,
// warbler.json; each atomically, the config last; then reads all back and compares bitwise.
void writeAdapterFolder(const std::string &path, const AdapterConfig &config, const TensorMap &tensors, const std::string &warblerJson);
std::string adapterConfigText(const AdapterConfig &config);
// JSON as Python's json.dumps(value, indent=2, sort_keys=True) writes it.
std::string pythonJson(const nlohmann::json &value);

}  // namespace warbler
