// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_folder.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/models/adapter_config.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_names.h"
#include "core/models/adapter_record.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/ready_classifier.h"
#include "core/models/safetensors.h"
#include "core/models/torch_bin.h"
#include "core/models/weights_file.h"
#include "core/models/whole_model.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr const char *kPrompt = "prompt_embeddings";
constexpr const char *kFetchAgain = "Get the adapter again, or train it anew.";

// Shapes and partners, as far as the adapter alone tells them; whether they fit the base is seen when both are there.
class Checker {
public:
    Checker(const std::string &place, AdapterConfig &config, const TensorMap &tensors)
        : m_place(place), m_config(config), m_tensors(tensors) {}

    void check() {
        for (const auto &[name, tensor] : m_tensors) {
            if (!isFloating(tensor.dtype))
                refuse("tensor \"" + excerpt(name) + "\" has type " + dtypeName(tensor.dtype) +
                       ", not floating-point numbers");
            const auto known = adapterTensorName(name);
            if (!known || !isOwn(known->part))
                refuse("the tensor \"" + excerpt(name) + "\" belongs to no adapter of this type");
        }
        switch (m_config.kind) {
        case AdapterKind::PromptTuning:
        case AdapterKind::PrefixTuning:
            checkPrompt();
            break;
        case AdapterKind::Lora:
            checkLora();
            break;
        case AdapterKind::Ia3:
            checkIa3();
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

    bool isOwn(AdapterPart part) const {
        const AdapterKind kind = m_config.kind;
        switch (part) {
        case AdapterPart::Head:
            return true;
        case AdapterPart::Prompt:
            return kind == AdapterKind::PromptTuning || kind == AdapterKind::PrefixTuning;
        case AdapterPart::LoraA:
        case AdapterPart::LoraB:
        case AdapterPart::TableA:
        case AdapterPart::TableB:
            return kind == AdapterKind::Lora;
        case AdapterPart::Magnitude:
            return kind == AdapterKind::Lora && m_config.hasMagnitudes;
        case AdapterPart::TokenRows:
            return kind == AdapterKind::Lora && !m_config.trainedTokens.empty();
        case AdapterPart::Ia3:
            return kind == AdapterKind::Ia3;
        case AdapterPart::Weight:
            return kind == AdapterKind::Lora || kind == AdapterKind::Ia3;
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
            refuse("num_virtual_tokens is " + std::to_string(m_config.virtualTokens) + ", but \"" + kPrompt +
                   "\" has shape " + shapeText(shape));
        if (m_config.kind == AdapterKind::PrefixTuning)
            return;  // keys and values of every layer stand side by side
        if (m_config.tokenDim == 0)
            m_config.tokenDim = shape[1];
        if (shape[1] != m_config.tokenDim)
            refuse("token_dim is " + std::to_string(m_config.tokenDim) + ", but \"" + kPrompt + "\" has shape " +
                   shapeText(shape));
    }
    const HostTensor &partner(const std::string &name, const std::string &ending, const std::string &other) const {
        const std::string wanted = name.substr(0, name.size() - ending.size()) + other;
        const auto found = m_tensors.find(wanted);
        if (found == m_tensors.end())
            refuse("the tensor \"" + excerpt(name) + "\" has no partner \"" + excerpt(wanted) + "\"");
        return found->second;
    }
    void checkLora() const {
        std::size_t pairs = 0;
        for (const auto &[name, tensor] : m_tensors) {
            const AdapterTensorName known = *adapterTensorName(name);
            const bool isA = known.part == AdapterPart::LoraA || known.part == AdapterPart::TableA;
            const bool isB = known.part == AdapterPart::LoraB || known.part == AdapterPart::TableB;
            if (isA)
                known.part == AdapterPart::LoraA ? partner(name, "A.weight", "B.weight") : partner(name, "A", "B");
            if (isB)
                known.part == AdapterPart::LoraB ? partner(name, "B.weight", "A.weight") : partner(name, "B", "A");
            const std::int64_t rank = isA || isB ? m_config.rankOf(known.module) : 0;
            if ((isA || isB) && (tensor.shape.size() != 2 || tensor.shape[isA ? 0 : 1] != rank))
                refuse("r is " + std::to_string(rank) + ", but \"" + excerpt(name) + "\" has shape " +
                       shapeText(tensor.shape));
            if (known.part == AdapterPart::Magnitude &&
                m_tensors.count(name.substr(0, name.rfind(".lora_")) + ".lora_A.weight") == 0 &&
                m_tensors.count(name.substr(0, name.rfind(".lora_")) + ".lora_embedding_A") == 0)
                refuse("the tensor \"" + excerpt(name) + "\" has no factors beside it");
            pairs += isA || known.part == AdapterPart::TokenRows ? 1 : 0;
        }
        if (pairs == 0)
            refuse("it holds no LoRA tensors");
        if (m_config.hasMagnitudes)
            for (const auto &[name, tensor] : m_tensors)
                if (const auto known = adapterTensorName(name); known->part == AdapterPart::LoraA)
                    partner(name, ".lora_A.weight", ".lora_magnitude_vector");
    }
    void checkIa3() const {
        std::size_t factors = 0;
        for (const auto &[name, tensor] : m_tensors)
            if (adapterTensorName(name)->part == AdapterPart::Ia3) {
                ++factors;
                if (tensor.shape.size() != 2 || (tensor.shape[0] != 1 && tensor.shape[1] != 1))
                    refuse("the tensor \"" + excerpt(name) + "\" has shape " + shapeText(tensor.shape) +
                           ", not [1, in] or [out, 1]");
            }
        if (factors == 0)
            refuse("it holds no IA3 tensors");
    }

    const std::string &m_place;
    AdapterConfig &m_config;
    const TensorMap &m_tensors;
};

// The names as PEFT's own files have them.
TensorMap plainlyNamed(TensorMap &&tensors, const std::string &place) {
    TensorMap plain;
    while (!tensors.empty()) {
        auto node = tensors.extract(tensors.begin());
        const std::string inFile = node.key();
        const auto name = plainAdapterName(inFile);
        if (!name)
            continue;
        node.key() = *name;
        // With bias "all" PEFT writes a saved head's biases twice.
        if (const auto known = plain.find(*name); known != plain.end() && known->second == node.mapped())
            continue;
        if (!plain.insert(std::move(node)).inserted)
            throw Error(ErrorCode::BadAdapter,
                        place + ": two tensors mean \"" + excerpt(*name) + "\", one of them is \"" + excerpt(inFile) +
                            "\"",
                        kFetchAgain);
    }
    return plain;
}

// Where task_type is null: an adapter that brings a classification head classifies.
void settleTask(AdapterConfig &config, const TensorMap &tensors) {
    if (!config.namesTask)
        for (const auto &named : tensors)
            if (const auto known = adapterTensorName(named.first); known && known->part == AdapterPart::Head)
                config.task = Task::SeqCls;
}

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
    finishReplacement(path, ownAdapterFiles);
    if (!isThere(path) || !fs::is_directory(path, failed))
        throw Error(ErrorCode::MissingFile, "there is no adapter folder " + path, "Check the spelling of the path.");
    if (isWholeModel(path))
        return readWholeModel(path);
    if (isHardPrompt(path))
        return readHardPrompt(path);
    if (isReadyClassifier(path))
        return readReadyClassifier(path);
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
            throw Error(ErrorCode::MissingFile,
                        folder.path + " has neither adapter_model.safetensors nor adapter_model.bin", kFetchAgain);
        folder.tensors = readBin(weights);
    }
    folder.tensors = plainlyNamed(std::move(folder.tensors), weights);
    settleTask(folder.config, folder.tensors);
    Checker(weights, folder.config, folder.tensors).check();
    folder.weightsSha256 = sha256HexOfFile(weights);
    const std::string own = fileIn(folder.path, "warbler.json");
    if (fs::exists(own, failed))
        folder.warblerJson = readFile(own, std::uint64_t(1) << 20);
    if (weights.ends_with(".safetensors"))
        checkWeightsSha256(folder.warblerJson, folder.weightsSha256, path);
    return folder;
}

void writeAdapterFolder(const std::string &path, const AdapterConfig &config, const TensorMap &tensors,
                        const std::string &warblerJson) {
    AdapterConfig checked = config;
    Checker(path, checked, tensors).check();
    FolderReplacement folder(path, ownAdapterFiles);
    const std::string weights = fileIn(folder.path(), "adapter_model.safetensors");
    writeSafetensors(weights, tensors);
    const std::string record =
        warblerJson.empty() ? warblerJson : withWeightsSha256(warblerJson, sha256HexOfFile(weights));
    if (!record.empty())
        saveFile(fileIn(folder.path(), "warbler.json"), record);
    const std::string text = adapterConfigText(checked);
    saveFile(fileIn(folder.path(), "adapter_config.json"), text);
    const AdapterFolder back = readAdapterFolder(folder.path());
    if (back.tensors != tensors || back.warblerJson != record || adapterConfigText(back.config) != text)
        throw Error(ErrorCode::IoError, "the adapter in " + path + " reads back differently from what was written",
                    "Save it to another disk.");
    folder.commit();
}

}  // namespace warbler
