// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/random_model.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/models/safetensors.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {

// Numbers of a fixed sequence around zero, as small as trained weights.
HostTensor drawn(const ExpectedTensor &expected, std::uint32_t &state, bool isHalf) {
    HostTensor tensor;
    tensor.dtype = isHalf ? DType::BF16 : DType::F32;
    tensor.shape = expected.shape;
    const std::size_t count = static_cast<std::size_t>(expected.count()), size = isHalf ? 2 : 4;
    tensor.bytes.resize(count * size);
    const bool isNorm = expected.name.find("layernorm.weight") != std::string::npos || expected.name == "ln_f.weight";
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 1664525U + 1013904223U;
        const float value = isNorm ? 1.0F : (static_cast<float>(state >> 8) / 16777216.0F - 0.5F) * 0.06F;
        std::uint32_t bits;
        std::memcpy(&bits, &value, 4);
        const std::uint16_t upper = static_cast<std::uint16_t>(bits >> 16);
        std::memcpy(tensor.bytes.data() + i * size,
                    isHalf ? static_cast<const void *>(&upper) : static_cast<const void *>(&bits), size);
    }
    return tensor;
}

}  // namespace

void writeRandomWeights(const std::string &folder, bool isHalf, std::size_t shards) {
    std::vector<ExpectedTensor> wanted;
    for (const ExpectedTensor &expected : expectedTensors(readModelConfig(folder + "/config.json")))
        if (expected.role == TensorRole::Body || expected.role == TensorRole::WordHead)
            wanted.push_back(expected);
    nlohmann::json index;
    std::uint32_t state = 560;
    for (std::size_t shard = 0; shard < shards; ++shard) {
        const std::string name =
            "model-0000" + std::to_string(shard + 1) + "-of-0000" + std::to_string(shards) + ".safetensors";
        TensorMap tensors;
        for (std::size_t i = shard * wanted.size() / shards; i < (shard + 1) * wanted.size() / shards; ++i) {
            tensors.emplace("transformer." + wanted[i].name, drawn(wanted[i], state, isHalf));
            index["weight_map"]["transformer." + wanted[i].name] = name;
        }
        writeSafetensors(folder + "/" + name, tensors);
    }
    index["metadata"] = nlohmann::json::object();
    std::ofstream(folder + "/model.safetensors.index.json") << index.dump();
}

}  // namespace warbler
