// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_folders.h"

#include <filesystem>
#include <fstream>

#include "core/base/sha256.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "tests/core/models/hostile_corpus.h"

namespace warbler::test {

void put(const std::string &path, const std::string &bytes) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TensorMap weightsFor(const ModelConfig &config, const std::string &prefix) {
    TensorMap tensors;
    float next = 0;
    for (const ExpectedTensor &expected : expectedTensors(config)) {
        std::vector<float> values(static_cast<std::size_t>(expected.count()));
        for (float &value : values)
            value = (next += 0.25F);
        const bool isHead = expected.role == TensorRole::Classifier;
        tensors.emplace((isHead ? "" : prefix) + expected.name, HostTensor::fromFloats(expected.shape, values));
    }
    return tensors;
}

ModelConfig putBert(const std::string &folder, const std::string &prefix) {
    put(folder + "/config.json", bertConfig());
    const ModelConfig config = readModelConfig(folder + "/config.json");
    writeSafetensors(folder + "/model.safetensors", weightsFor(config, prefix));
    return config;
}

std::string digest(const HostTensor &tensor) {
    Sha256 hash;
    hash.update(tensor.bytes.data(), tensor.bytes.size());
    return hex(hash.finish());
}

}  // namespace warbler::test
