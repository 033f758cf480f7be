// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/lora_targets.h"

namespace warbler {

std::vector<std::string> defaultLoraTargets(ModelType type) {
    switch (type) {
    case ModelType::Bloom:
        return {"query_key_value"};
    case ModelType::Gpt2:
        return {"c_attn"};
    case ModelType::Llama:
    case ModelType::Gemma:
        return {"q_proj", "v_proj"};
    case ModelType::Bert:
    case ModelType::Roberta:
        return {"query", "value"};
    }
    return {};
}

bool isLoraTarget(const std::string &module, const std::string &target) {
    return target == "all-linear" || module == target || module.ends_with("." + target);
}

}  // namespace warbler
