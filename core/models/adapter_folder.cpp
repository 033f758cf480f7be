// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_folder.h"

#include <filesystem>
#include <string_view>

#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/models/adapter_config.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/safetensors.h"
#include "core/models/torch_bin.h"
#include "core/models/weights_file.h"
#include "core/models/whole_model.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr const char *kPrompt = "prompt_embeddings";
constexpr std::string_view kLoraA = ".lora_A.weight";
constexpr std::string_view kLoraB = ".lora_B.weight";
constexpr const char *kFetchAgain = "Get the adapter again, or train it anew.";

class Checker {
public:
    Checker(const std::string &place, AdapterConfig &config, const TensorMap &tensors)
        : m_place(place), m_config(config), m_tensors(tensors) {}

    void check() {
        for (const auto &[name, tensor] : m_tensors) {
            if (!isFloating(tensor.dtype))
                refuse("tensor \"" + excerpt(name) + "\" has type " + dtypeName(tensor.dtype) + ", not floating-point numbers");
            if (!isHead(name) && !isOwn(name))
                refuse("the tensor \"" + excerpt(name) + "\" belongs to no adapter of this type");
        }
        switch (m_config.kind) {
        case AdapterKind::PromptTuning:
            checkPrompt();
            break;
        case AdapterKind::Lora:
            checkLora();
            break;
        case AdapterKind::Head:
            if (m_tensors.empty())
                refuse("it holds no tensors");
            break;
        case AdapterKind::Full:
            refuse("a fine-tuned model is no adapter");
        case AdapterKind::HardPrompt:
            refuse("a prompt of words has no adapter files");
        }
    }

private:
    [[noreturn]] void refuse(const std::string &sentence) const {
        throw Error(ErrorCode::BadAdapter, m_place + ": " + sentence, kFetchAgain);
    }

    static bool endsWith(std::string_view name, std::string_view part) {
        return name.size() > part.size() && name.substr(name.size() - part.size()) == part;
    }
    static bool isHead(std::string_view name) {
        constexpr std::string_view prefix = "base_model.";
        if (name.substr(0, prefix.size()) != prefix)
            return false;
        name.remove_prefix(prefix.size());
        if (name.substr(0, 6) == "model.")
            name.remove_prefix(6);
        for (const char *head : {"score.weight", "classifier.weight", "classifier.bias", "classifier.dense.weight", "classifier.dense.bias",
                                 "classifier.out_proj.weight", "classifier.out_proj.bias"})
            if (name == head)
                return true;
        return false;
    }
    bool isOwn(std::string_view name) const {
        switch (m_config.kind) {
        case AdapterKind::PromptTuning:
            return name == kPrompt;
        case AdapterKind::Lora:
            return endsWith(name, kLoraA) || endsWith(name, kLoraB);
        case AdapterKind::Head:
        case AdapterKind::Full:
        case AdapterKind::HardPrompt:
            return false;
        }
        return false;
    }
    void checkPrompt() {
        const auto prompt = m_tensors.find(kPrompt);
        if (prompt == m_tensors.end())
            refuse(std::string("the tensor \"") + kPrompt + "\" is missing");
        const auto &shape = prompt->second.shape;
        if (shape.size() != 2 || shape[0] < 1 || shape[1] < 1)
            refuse(std::string("\"") + kPrompt + "\" has shape " + shapeText(shape) + ", not [tokens, hidden]");
        if (shape[0] != m_config.virtualTokens)
            refuse("num_virtual_tokens is " + std::to_string(m_config.virtualTokens) + ", but \"" + kPrompt + "\" has shape " +
                   shapeText(shape));
        if (m_config.tokenDim == 0)
            m_config.tokenDim = shape[1];
        if (shape[1] != m_config.tokenDim)
            refuse("token_dim is " + std::to_string(m_config.tokenDim) + ", but \"" + kPrompt + "\" has shape " + shapeText(shape));
    }
    void checkLora() const {
        std::size_t pairs = 0;
        for (const auto &[name, tensor] : m_tensors) {
            const bool isA = endsWith(name, kLoraA);
            if (!isA && !endsWith(name, kLoraB))
                continue;
            const std::string other = name.substr(0, name.size() - kLoraA.size()) + std::string(isA ? kLoraB : kLoraA);
            if (m_tensors.count(other) == 0)
                refuse("the tensor \"" + excerpt(name) + "\" has no partner \"" + excerpt(other) + "\"");
            if (tensor.shape.size() != 2 || tensor.shape[isA ? 0 : 1] != m_config.rank)
                refuse("r is " + std::to_string(m_config.rank) + ", but \"" + excerpt(name) + "\" has shape " + shapeText(tensor.shape));
            pairs += isA ? 1 : 0;
        }
        if (pairs == 0)
            refuse("it holds no LoRA tensors");
    }

    const std::string &m_place;
    AdapterConfig &m_config;
    const TensorMap &m_tensors;
};

TensorMap readBin(const std::string &file) {
    TensorMap tensors;
    for (const auto &[name, entry] : readTorchBinTable(file))
        tensors.emplace(name, readTensor(entry));
    return tensors;
}

std::string fileIn(const std::string &folder, const char *name) { return (fs::path(folder) / name).string(); }
}  // namespace

AdapterFolder readAdapterFolder(const std::string &path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed))
        throw Error(ErrorCode::MissingFile, "there is no adapter folder " + path, "Check the spelling of the path.");
    if (isWholeModel(path))
        return readWholeModel(path);
    if (isHardPrompt(path))
        return readHardPrompt(path);
    AdapterFolder folder;
    folder.path = fs::canonical(path, failed).string();
    const std::string config = fileIn(folder.path, "adapter_config.json");
    if (!fs::exists(config, failed))
        throw Error(ErrorCode::MissingFile, folder.path + " has no adapter_config.json: it is no adapter folder",
                    "Choose the folder that holds adapter_config.json and the adapter's weights.");
    folder.config = readAdapterConfig(config);
    std::string weights = fileIn(folder.path, "adapter_model.safetensors");
    if (fs::exists(weights, failed)) {
        folder.tensors = readSafetensors(weights);
    } else {
        weights = fileIn(folder.path, "adapter_model.bin");
        if (!fs::exists(weights, failed))
            throw Error(ErrorCode::MissingFile, folder.path + " has neither adapter_model.safetensors nor adapter_model.bin", kFetchAgain);
        folder.tensors = readBin(weights);
    }
    Checker(weights, folder.config, folder.tensors).check();
    folder.weightsSha256 = sha256HexOfFile(weights);
    const std::string own = fileIn(folder.path, "warbler.json");
    if (fs::exists(own, failed))
        folder.warblerJson = readFile(own, std::uint64_t(1) << 20);
    return folder;
}

void writeAdapterFolder(const std::string &path, const AdapterConfig &config, const TensorMap &tensors, const std::string &warblerJson) {
    AdapterConfig checked = config;
    Checker(path, checked, tensors).check();
    makeFolders(path);
    writeSafetensors(fileIn(path, "adapter_model.safetensors"), tensors);
    const std::string own = fileIn(path, "warbler.json");
    if (warblerJson.empty())
        ::unlink(own.c_str());  // what an earlier adapter left would describe this one wrongly
    else
        saveFile(own, warblerJson);
    const std::string text = adapterConfigText(checked);
    saveFile(fileIn(path, "adapter_config.json"), text);
    const AdapterFolder back = readAdapterFolder(path);
    if (back.tensors != tensors || back.warblerJson != warblerJson || adapterConfigText(back.config) != text)
        throw Error(ErrorCode::IoError, "the adapter in " + path + " reads back differently from what was written",
                    "Save it to another disk.");
}

}  // namespace warbler
