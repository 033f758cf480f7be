// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/models/adapter_config.h"
#include "core/models/host_tensor.h"

namespace warbler {

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

}  // namespace warbler
