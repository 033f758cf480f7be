// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/learn/engine_loader.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "core/tuning/tune.h"

namespace warbler {

// The lively model of tests/golden/generate/make_transcripts.py: a tiny BLOOM with random weights hardly looks at its
// context, so every matrix is widened by 8, the embeddings by `table`, and the rows of two answers, where they are
// single tokens, are made long: the one by 12, the other that row backwards. Dropout is 0. Writes the folder.
inline void writeLivelyModel(const std::string &from, const std::string &to, float table = 1,
                             const std::vector<std::int64_t> &answers = {}) {
    std::filesystem::create_directories(to);
    std::filesystem::copy_file(from + "/tokenizer.json", to + "/tokenizer.json",
                               std::filesystem::copy_options::overwrite_existing);
    nlohmann::json config = nlohmann::json::parse(std::ifstream(from + "/config.json"));
    config["hidden_dropout"] = config["attention_dropout"] = 0.0;
    std::ofstream(to + "/config.json") << config.dump(1);
    const ModelFolder folder = openModelFolder(from);
    TensorMap tensors;
    for (const auto &entry : folder.tensors) {
        HostTensor tensor = folder.read(entry.first);
        std::vector<float> values = tensor.toFloats();
        const bool isTable = entry.first.find("word_embeddings.weight") != std::string::npos;
        if (tensor.shape.size() == 2 && !isTable && entry.first.find("lm_head") == std::string::npos)
            for (float &value : values)
                value *= 8;
        if (isTable)
            for (float &value : values)
                value *= table;
        if (isTable && answers.size() == 2) {
            const std::int64_t width = tensor.shape[1];
            for (std::int64_t i = 0; i < width; ++i)
                values[std::size_t(answers[0] * width + i)] *= 12;
            for (std::int64_t i = 0; i < width; ++i)
                values[std::size_t(answers[1] * width + i)] = values[std::size_t(answers[0] * width + width - 1 - i)];
        }
        if (entry.first.find("lm_head") == std::string::npos)
            tensors[entry.first] = HostTensor::fromFloats(tensor.shape, values);
    }
    writeSafetensors(to + "/model.safetensors", tensors);
}

// The tiny Gemma of tests/golden/generate/make_codelab.py: tensors by name, drawn as numpy draws them. Writes the
// folder.
inline void writeDrawnGemma(nlohmann::json config, const std::string &tokenizer, const std::string &to) {
    std::filesystem::create_directories(to);
    config["model_type"] = "gemma";
    std::ofstream(to + "/config.json") << config.dump(1);
    std::filesystem::copy_file(tokenizer, to + "/tokenizer.model");
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const ExpectedTensor &expected : expectedTensors(readModelConfig(to + "/config.json")))
        if (expected.role == TensorRole::Body || expected.role == TensorRole::WordHead)
            shapes[expected.name] = expected.shape;
    Mt19937 generator(7);
    TensorMap tensors;
    for (const auto &[name, shape] : shapes) {
        std::vector<float> values(std::size_t(shape.size() == 1 ? shape[0] : shape[0] * shape[1]), 0.0F);
        if (shape.size() > 1)
            for (float &value : values)
                value = static_cast<float>(0.2 * generator.normal());
        tensors.emplace(name, HostTensor::fromFloats(shape, values));
    }
    writeSafetensors(to + "/model.safetensors", tensors);
}

// What a run said and left.
struct Heard {
    std::vector<double> losses;  // one per optimiser step
    TuneReport report;
};

inline Heard tuneHeard(Engine &engine, const TuneRequest &request, const Study &study) {
    Heard heard;
    heard.report = tune(engine, request, study, {}, [&](const JobEvent &event) {
        if (const auto *step = std::get_if<StepDone>(&event))
            heard.losses.push_back(step->loss);
    });
    return heard;
}

// Largest distance of the first losses from the transcript's, relative where they are above 1; and of the last ones.
inline double lossDistance(const std::vector<double> &losses, const nlohmann::json &transcript) {
    const std::vector<double> first = transcript.at("losses"), last = transcript.at("last_losses");
    if (losses.size() < first.size() || losses.size() < last.size())
        return INFINITY;
    double apart = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        apart = std::max(apart, std::abs(losses[i] - first[i]) / std::max(1.0, std::abs(first[i])));
    for (std::size_t i = 0; i < last.size(); ++i)
        apart = std::max(apart, std::abs(losses[losses.size() - last.size() + i] - last[i]) /
                                    std::max(1.0, std::abs(last[i])));
    return apart;
}

}  // namespace warbler
