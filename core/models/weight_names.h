// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/model_config.h"

namespace warbler {

enum class TensorRole {
    Body,       // must be in the file
    Pooler,     // may be missing; created
    TiedHead,   // may be missing; the embedding table serves
    WordHead,   // may be missing in a model saved with a classification head
    Classifier  // may be missing; created
};

struct ExpectedTensor {
    std::string name;  // without the family's optional leading part
    std::vector<std::int64_t> shape;
    TensorRole role = TensorRole::Body;
    std::int64_t count() const;
};

// The tensors a model of this configuration has.
std::vector<ExpectedTensor> expectedTensors(const ModelConfig &config);

// "transformer.", "bert." ...: what stands before a body's names in transformers' models with a head.
std::string_view leadingPart(ModelType type);
// The word table's name in the family, and those of the output layers that may be tied to it and alone in a file.
std::string_view wordTableName(ModelType type);
bool isTiedName(ModelType type, std::string_view nameInFile);
// The name without what wrappers put into it: _orig_mod. (torch.compile), module. (data-parallel), FSDP's.
std::string unwrappedName(std::string_view nameInFile);
// The family's name for a tensor as a file names it: wrappers and leading part stripped, gamma and beta renamed.
// Nothing for tensors that are known and not needed (masks, buffers, heads of other tasks).
std::optional<std::string> canonicalTensorName(ModelType type, std::string_view nameInFile);

}  // namespace warbler
