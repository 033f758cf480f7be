// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ready_classifier.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/models/adapter_record.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kRecordLimit = std::uint64_t(1) << 24;

bool exists(const std::string &path) {
    std::error_code failed;
    return fs::exists(path, failed);
}

std::string recordIn(const std::string &path) {
    return !exists(path + "/adapter_config.json") && !exists(path + "/config.json") && exists(path + "/warbler.json")
               ? readFile(path + "/warbler.json", kRecordLimit)
               : std::string();
}

std::string placeOf(const std::string &record, const std::string &path) {
    const std::optional<RecordedModel> model = readableAdapterRecord(record).model;
    if (!model || !model->path)
        throw Error(ErrorCode::BadAdapter, path + "/warbler.json: model has no path", "Load the model again.");
    const std::string &place = *model->path;
    if (!exists(place + "/config.json"))
        throw Error(ErrorCode::MissingModel, "the model " + place + ", which " + path + " stands for, is not there",
                    "Put it back, or load it from where it is now.");
    return place;
}

std::string hashOf(const ModelFolder &model) {
    if (model.weightFiles.size() == 1)
        return sha256HexOfFile(model.weightFiles[0]);
    std::string all;
    for (const std::string &file : model.weightFiles)
        all += sha256HexOfFile(file) + "\n";
    return sha256Hex(all);
}
}  // namespace

bool isReadyClassifier(const std::string &path) {
    if (const std::string record = recordIn(path); !record.empty())
        return readableAdapterRecord(record).isReadyModel();
    return !exists(path + "/adapter_config.json") && exists(path + "/config.json") &&
           openModelFolder(path).hasClassifier();
}

std::vector<std::string> readyLabels(const ModelConfig &config) {
    std::vector<std::string> labels = config.labelNames;
    if (labels.empty())
        for (std::int64_t i = 0; i < config.labels; ++i)
            labels.push_back("LABEL_" + std::to_string(i));
    return labels;
}

TensorMap headTensors(const ModelFolder &model) {
    TensorMap tensors;
    for (const ExpectedTensor &expected : expectedTensors(model.config))
        if (expected.role == TensorRole::Classifier && model.has(expected.name))
            tensors["base_model." + expected.name] = model.read(expected.name);
    return tensors;
}

AdapterFolder readReadyClassifier(const std::string &path) {
    AdapterFolder folder;
    folder.warblerJson = recordIn(path);
    const ModelFolder model = openModelFolder(folder.warblerJson.empty() ? path : placeOf(folder.warblerJson, path));
    if (model.config.givesSeveral)
        throw Error(
            ErrorCode::UnsupportedOption,
            model.path +
                "/config.json: problem_type multi_label_classification: several labels for one text are not computed",
            "Use a model that gives one label.");
    folder.path = model.path;
    folder.isWholeModel = true;
    folder.config.kind = AdapterKind::Head;
    folder.config.task = Task::SeqCls;
    folder.config.baseModel = model.path;
    folder.tensors = headTensors(model);
    folder.labelNames = readyLabels(model.config);
    folder.weightsSha256 = hashOf(model);
    return folder;
}

}  // namespace warbler
