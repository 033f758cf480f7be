// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/adapter_folder.h"

namespace warbler {

// What was trained: the soft prompt, LoRA factors or head as named host tensors, names as PEFT's files have them
// ("prompt_embeddings" [N, hidden]; "base_model.classifier.weight" [categories, hidden]).
struct Adapter {
    AdapterConfig config;
    TensorMap tensors;
    std::string pooling = "mean";  // mean, cls, first_row, last_row; SEQ_CLS only
};

}  // namespace warbler
