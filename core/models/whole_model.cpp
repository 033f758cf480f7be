// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/whole_model.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_record.h"
#include "core/models/ready_classifier.h"
#include "core/models/safetensors.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kRecordLimit = std::uint64_t(1) << 24;

const char *architectureOf(const ModelConfig &config) {
    if (config.typeName == "mistral")
        return "MistralForSequenceClassification";
    switch (config.type) {
    case ModelType::Bloom:
        return "BloomForSequenceClassification";
    case ModelType::Gpt2:
        return "GPT2ForSequenceClassification";
    case ModelType::Llama:
        return "LlamaForSequenceClassification";
    case ModelType::Gemma:
        return "GemmaForSequenceClassification";
    case ModelType::Bert:
        return "BertForSequenceClassification";
    case ModelType::Roberta:
        return config.typeName == "xlm-roberta" ? "XLMRobertaForSequenceClassification"
               : config.typeName == "camembert" ? "CamembertForSequenceClassification"
                                                : "RobertaForSequenceClassification";
    }
    return "";
}
}  // namespace

std::string classifierConfigText(const ModelFolder &base, const std::vector<std::string> &labels,
                                 const std::string &dtype) {
    const bool isNumber = labels.empty();
    nlohmann::ordered_json json = nlohmann::ordered_json::parse(readFile(base.path + "/config.json"));
    nlohmann::ordered_json names = nlohmann::ordered_json::object(), numbers = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        names[std::to_string(i)] = labels[i];
        numbers[labels[i]] = i;
    }
    if (isNumber) {  // the name transformers gives an only output
        names["0"] = "LABEL_0";
        numbers["LABEL_0"] = 0;
    }
    json["architectures"] = {architectureOf(base.config)};
    json["id2label"] = names;
    json["label2id"] = numbers;
    json["problem_type"] = isNumber ? "regression" : "single_label_classification";
    json.erase("dtype");
    json["torch_dtype"] = dtype;
    json.erase("_name_or_path");
    json.erase("num_labels");
    return json.dump(2) + "\n";
}

bool isWholeModel(const std::string &path) {
    std::error_code failed;
    return !fs::exists(path + "/adapter_config.json", failed) && fs::exists(path + "/config.json", failed) &&
           fs::exists(path + "/model.safetensors", failed) && fs::exists(path + "/warbler.json", failed) &&
           readableAdapterRecord(readFile(path + "/warbler.json", kRecordLimit)).isWholeModel();
}

void copyTokenizer(const std::string &from, const std::string &to) {
    for (const char *name : kTokenizerFiles) {
        std::error_code failed;
        if (fs::exists(from + "/" + name, failed))
            saveFile(to + "/" + name, readFile(from + "/" + name));
    }
}

void writeWholeModel(const std::string &path, const ModelFolder &base, const TensorMap &tensors,
                     const std::vector<std::string> &labels, const std::string &warblerJson) {
    makeFolders(path);
    writeSafetensors(path + "/model.safetensors", tensors);
    saveFile(path + "/warbler.json", withWeightsSha256(warblerJson, sha256HexOfFile(path + "/model.safetensors")));
    copyTokenizer(base.path, path);
    saveFile(path + "/config.json", classifierConfigText(base, labels, "float32"));
    openModelFolder(path);
    if (readSafetensors(path + "/model.safetensors") != tensors)
        throw Error(ErrorCode::IoError, "the model in " + path + " reads back differently from what was written",
                    "Save it to another disk.");
}

AdapterFolder readWholeModel(const std::string &path) {
    const ModelFolder model = openModelFolder(path);
    AdapterFolder folder;
    folder.path = model.path;
    folder.isWholeModel = true;
    folder.config.kind = AdapterKind::Head;
    folder.config.task = Task::SeqCls;
    folder.config.baseModel = model.path;
    folder.tensors = headTensors(model);
    if (folder.tensors.empty())
        throw Error(ErrorCode::BadAdapter, path + ": model.safetensors has no classification head", "Train it again.");
    folder.weightsSha256 = sha256HexOfFile(path + "/model.safetensors");
    folder.warblerJson = readFile(path + "/warbler.json", kRecordLimit);
    checkWeightsSha256(folder.warblerJson, folder.weightsSha256, path);
    return folder;
}

}  // namespace warbler
