// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/engine/layers/language_model.h"

namespace warbler {

using Ids = std::span<const TokenId>;

// Examples laid end to end. The virtual rows of a soft prompt come before every text, or only before the first.
struct PackedInput {
    at::Tensor rows;                        // [roundedRows(sum(virtual + tokens)), hidden], model dtype
    std::vector<std::int64_t> offsets;      // [examples + 1]
    std::optional<at::Tensor> virtualRows;  // [prompts * virtual] numbers of the virtual rows; none without a prompt
};

enum class PromptAt { EveryText, FirstText };
// prompt [virtual rows, hidden], undefined: none. Differentiable in the prompt. Throws Error(BadTokenizer) for an id
// that the model does not have.
PackedInput packInput(const LanguageModel &model, const at::Tensor &prompt, const std::vector<Ids> &texts,
                      PromptAt at = PromptAt::EveryText);

// How many rows keep the device busy in one pass; more only take memory.
std::int64_t rowsAtOnce(const LanguageModel &model);

}  // namespace warbler
