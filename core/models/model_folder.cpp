// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_folder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "core/base/utf8.h"
#include "core/models/bounded_json.h"
#include "core/models/hub_cache.h"
#include "core/models/model_lookup.h"
#include "core/models/safetensors.h"
#include "core/models/torch_bin.h"
#include "core/models/weight_names.h"
#include "core/models/weights_file.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
using Table = std::map<std::string, TensorEntry>;

constexpr std::array<const char *, 4> kWeightNames = {"model.safetensors", "model.safetensors.index.json",
                                                      "pytorch_model.bin", "pytorch_model.bin.index.json"};
constexpr const char *kFetchAgain = "Download the model again.";

bool endsWith(const std::string &text, const std::string &part) {
    return text.size() >= part.size() && text.compare(text.size() - part.size(), part.size(), part) == 0;
}

Table readTable(const std::string &file) {
    return endsWith(file, ".bin") ? readTorchBinTable(file) : readSafetensorsTable(file);
}

Table readIndexed(const std::string &folder, const std::string &index, std::vector<std::string> &files) {
    const nlohmann::json json = readBoundedJson(index, ErrorCode::BadCheckpoint, {std::size_t(2) << 20, 32});
    const auto map = json.is_object() ? json.find("weight_map") : json.end();
    if (!json.is_object() || map == json.end() || !map->is_object() || map->empty())
        throw Error(ErrorCode::BadCheckpoint, index + ": the object \"weight_map\" is missing", kFetchAgain);
    std::map<std::string, std::vector<std::string>> tensorsOfFile;
    for (const auto &[tensor, file] : map->items()) {
        if (!file.is_string() || !isSafeFileName(file.get<std::string>()) ||
            (!endsWith(file.get<std::string>(), ".bin") && !endsWith(file.get<std::string>(), ".safetensors")))
            throw Error(ErrorCode::BadCheckpoint,
                        index + ": tensor \"" + excerpt(tensor) + "\" lies in " +
                            excerpt(file.dump(-1, ' ', true), 60) + ", which is no file name allowed here",
                        kFetchAgain);
        tensorsOfFile[file.get<std::string>()].push_back(tensor);
    }
    Table all;
    for (const auto &[name, tensors] : tensorsOfFile) {
        const std::string file = folder + "/" + name;
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            throw Error(ErrorCode::MissingWeights, index + " names " + name + ", which is missing in " + folder,
                        kFetchAgain);
        Table table = readTable(file);
        files.push_back(file);
        for (const std::string &tensor : tensors) {
            const auto found = table.find(tensor);
            if (found == table.end())
                throw Error(ErrorCode::BadCheckpoint, index + ": tensor \"" + excerpt(tensor) + "\" is not in " + name,
                            kFetchAgain);
            all.emplace(tensor, std::move(found->second));
        }
    }
    return all;
}

Table readWeights(const std::string &folder, std::vector<std::string> &files) {
    std::error_code ignored;
    for (const char *name : kWeightNames) {
        const std::string file = folder + "/" + name;
        if (!fs::exists(file, ignored))
            continue;
        if (endsWith(file, ".json"))
            return readIndexed(folder, file, files);
        files.push_back(file);
        return readTable(file);
    }
    for (const char *other : {"tf_model.h5", "flax_model.msgpack", "model.onnx"})
        if (fs::exists(folder + "/" + other, ignored))
            throw Error(ErrorCode::MissingWeights,
                        folder + " holds its weights only as " + other + ", which cannot be read",
                        "Use a copy of the model with model.safetensors or pytorch_model.bin.");
    throw Error(ErrorCode::MissingWeights,
                folder + " has a config.json but no weights: none of model.safetensors, pytorch_model.bin or their "
                         ".index.json is there",
                "Download the model again with its weights, or choose another folder.");
}

std::string listNames(const std::vector<std::string> &names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i)
        text += (i == 0 ? "" : ", ") + excerpt(names[i]);
    if (names.size() > 5)
        text += " and " + std::to_string(names.size() - 5) + " more";
    return text;
}

// One of the tied names is enough: an output layer that stands alone is the word table.
void nameTiedTable(ModelFolder &folder, const std::optional<TensorEntry> &tied) {
    const std::string table(wordTableName(folder.config.type));
    if (!tied || !folder.config.tiedHead || folder.has(table))
        return;
    folder.tensors.emplace(table, *tied);
    folder.tensors.erase("lm_head.weight");
}

void rename(ModelFolder &folder, Table &&table) {
    std::optional<TensorEntry> tied;
    while (!table.empty()) {
        auto node = table.extract(table.begin());
        if (isTiedName(folder.config.type, node.key()))
            tied = node.mapped();
        const auto name = canonicalTensorName(folder.config.type, node.key());
        if (!name)
            continue;
        if (!folder.tensors.emplace(*name, std::move(node.mapped())).second)
            throw Error(ErrorCode::BadCheckpoint,
                        folder.path + ": two tensors mean \"" + excerpt(*name) + "\", one of them is \"" +
                            excerpt(node.key()) + "\"",
                        kFetchAgain);
    }
    nameTiedTable(folder, tied);
}

void checkTensors(ModelFolder &folder) {
    std::vector<std::string> lacking;
    std::set<std::string> known;
    const bool isClassifier = folder.hasClassifier();
    for (const ExpectedTensor &expected : expectedTensors(folder.config)) {
        known.insert(expected.name);
        const auto found = folder.tensors.find(expected.name);
        if (found == folder.tensors.end()) {
            const bool isNeeded =
                expected.role == TensorRole::Body || (expected.role == TensorRole::WordHead && !isClassifier);
            (isNeeded ? lacking : folder.missing).push_back(expected.name);
            continue;
        }
        if (found->second.shape != expected.shape)
            throw Error(ErrorCode::BadCheckpoint,
                        found->second.file + ": tensor \"" + expected.name + "\" has shape " +
                            shapeText(found->second.shape) + ", config.json implies " + shapeText(expected.shape),
                        "Check that weights and config.json belong to the same model.");
        if (!isFloating(found->second.dtype))
            throw Error(ErrorCode::BadCheckpoint,
                        found->second.file + ": tensor \"" + expected.name + "\" has type " +
                            dtypeName(found->second.dtype) + ", not floating-point numbers",
                        "Use a copy of the model that is not quantised.");
    }
    if (!lacking.empty())
        throw Error(ErrorCode::BadCheckpoint,
                    folder.path + ": the weights lack " + std::to_string(lacking.size()) +
                        " tensors: " + listNames(lacking),
                    kFetchAgain);
    std::vector<std::string> unknown;
    for (const auto &[name, entry] : folder.tensors)
        if (known.count(name) == 0)
            unknown.push_back(name);
    if (!unknown.empty())
        folder.warnings.push_back(std::to_string(unknown.size()) + " tensors of the file belong to no " +
                                  folder.config.typeName + " model and are not used: " + listNames(unknown));
}

const TensorEntry &entryOf(const ModelFolder &folder, const std::string &tensor) {
    const auto found = folder.tensors.find(tensor);
    if (found == folder.tensors.end())
        throw Error(ErrorCode::BadCheckpoint, folder.path + ": tensor \"" + excerpt(tensor) + "\" is missing",
                    kFetchAgain);
    return found->second;
}
}  // namespace

TensorEdits::~TensorEdits() = default;

bool ModelFolder::hasClassifier() const {
    for (const ExpectedTensor &expected : expectedTensors(config))
        if (expected.role == TensorRole::Classifier && !has(expected.name))
            return false;
    return true;
}

HostTensor ModelFolder::read(const std::string &tensor) const {
    const TensorEntry &entry = entryOf(*this, tensor);
    return edits && edits->changes(tensor) ? edits->editedTensor(tensor) : readTensor(entry);
}

void ModelFolder::readInto(const std::string &tensor, void *destination) const {
    if (edits && edits->changes(tensor)) {
        const HostTensor edited = edits->editedTensor(tensor);
        std::memcpy(destination, edited.bytes.data(), edited.bytes.size());
        return;
    }
    readTensorInto(entryOf(*this, tensor), destination);
}

ModelFolder openModelFolder(const std::string &path) {
    ModelFolder folder;
    std::error_code failed;
    const fs::path real = fs::canonical(path, failed);
    if (failed || !fs::is_directory(real, failed))
        throw Error(ErrorCode::MissingFile, "there is no model folder " + path, "Check the spelling of the path.");
    folder.path = snapshotOf(real.string()).value_or(real.string());
    folder.name = repositoryOf(folder.path).value_or(folder.path);
    if (const std::string ours = defaultModelPath(); !ours.empty() && fs::equivalent(ours, folder.path, failed))
        folder.name = "default";
    const std::string config = folder.path + "/config.json";
    if (!fs::exists(config, failed))
        throw Error(ErrorCode::MissingFile, folder.path + " has no config.json: it is no model folder",
                    "Choose the folder that holds config.json and the weights.");
    folder.config = readModelConfig(config);
    folder.warnings = folder.config.warnings;
    rename(folder, readWeights(folder.path, folder.weightFiles));
    checkTensors(folder);
    return folder;
}

}  // namespace warbler
