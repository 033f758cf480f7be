// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/engine/layers/language_model.h"

namespace warbler {

using Ids = std::span<const TokenId>;

// Examples laid end to end, each with the virtual rows in front, or only the first.
struct PackedInput {
    at::Tensor rows;                    // [roundedRows(sum(virtual + tokens)), hidden], model dtype
    std::vector<std::int64_t> offsets;  // [examples + 1]
    at::Tensor virtualRows;             // [prompts * virtual] which rows these are; undefined without a prompt
};

// prompt [virtual rows, hidden] or undefined. Differentiable in the prompt.
enum class PromptAt { EveryText, FirstText };
PackedInput packInput(const LanguageModel &model, const at::Tensor &prompt, const std::vector<Ids> &texts,
                      PromptAt at = PromptAt::EveryText);

// So many rows fill the device in one pass; more of them only take memory.
std::int64_t rowsAtOnce(const LanguageModel &model);

}  // namespace warbler
