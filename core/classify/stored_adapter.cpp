// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/stored_adapter.h"

#include <unistd.h>

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/sha256.h"
#include "core/classify/model_identity.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_record.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"
#include "core/models/whole_model.h"

namespace warbler {

Adapter adapterFromFolder(const AdapterFolder &folder, const std::string &recordJson) {
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    adapter.pooling = hasHead(folder.config.task) ? "first_row" : "last_row";
    if (const std::optional<std::string> pooling = readableAdapterRecord(recordJson).pooling)
        adapter.pooling = *pooling;
    return adapter;
}

namespace {
// A folder of our own that is gone afterwards.
class PassingFolder {
public:
    PassingFolder() {
        m_path = cacheFolder() + "/adapter-XXXXXX";
        if (::mkdtemp(m_path.data()) == nullptr)
            throw Error(ErrorCode::IoError, "no temporary folder could be made in " + cacheFolder(),
                        "Check that this folder can be written.");
    }
    ~PassingFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    PassingFolder(const PassingFolder &) = delete;
    PassingFolder &operator=(const PassingFolder &) = delete;
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};
}  // namespace

StoredAdapter storeAdapter(const Adapter &adapter, const std::string &recordJson) {
    const PassingFolder folder;
    writeAdapterFolder(folder.path(), adapter.config, adapter.tensors, recordJson);
    StoredAdapter stored;
    stored.configJson = readFile(folder.path() + "/adapter_config.json");
    stored.safetensors = readFile(folder.path() + "/adapter_model.safetensors");
    stored.warblerJson = recordJson;
    stored.sha256 = sha256Hex(stored.safetensors);
    return stored;
}

StoredAdapter storeTrained(const TrainedModel &model) {
    StoredAdapter stored;
    if (model.adapter->config.kind == AdapterKind::HardPrompt) {
        stored.configJson = "{}";
        stored.warblerJson = model.recordJson;
        stored.sha256 = sha256Hex(model.recordJson);
        return stored;
    }
    if (!model.isWholeModel)
        return storeAdapter(*model.adapter, model.recordJson);
    stored.configJson = readFile(model.modelPath + "/config.json");
    stored.safetensors = readFile(model.modelPath + "/model.safetensors");
    stored.warblerJson = model.recordJson;
    stored.sha256 = sha256Hex(stored.safetensors);
    return stored;
}

void keepWholeModel(TrainedModel &model, const Adapter &weights, const ModelFolder &base) {
    const auto folder = std::make_shared<const PassingFolder>();
    std::vector<std::string> labels;
    for (const StudyCategory &category : model.categories)
        labels.push_back(category.name);
    writeWholeModel(folder->path(), base, weights.tensors, labels, model.recordJson);
    const AdapterFolder written = readAdapterFolder(folder->path());
    model.adapter = adapterFromFolder(written, model.recordJson);
    model.isWholeModel = true;
    model.modelPath = written.path;
    model.runName = runNameOf(written.weightsSha256);
    model.kept = folder;
}

namespace {
// The tokenizer is that of the base model, which has to be where it was or to be found by its name.
void copyBaseTokenizer(const std::string &recordJson, const std::string &folder) {
    const AdapterRecord record = readableAdapterRecord(recordJson);
    if (!record.tokenizerSha256 || !record.model || !record.model->name || !record.model->path)
        throw Error(ErrorCode::BadAdapter, "warbler.json does not say whose tokenizer the model has",
                    "Train it again.");
    const std::string &wanted = *record.tokenizerSha256, &name = *record.model->name, &path = *record.model->path;
    std::vector<std::string> places{path};
    try {
        places.push_back(name == kDefaultModelName && !defaultModelPath().empty() ? defaultModelPath()
                                                                                  : findModel(name));
    } catch (const Error &) {
        places.resize(1);
    }
    for (const std::string &place : places) {
        std::error_code failed;
        if (std::filesystem::is_directory(place, failed) && tokenizerSha256(place) == wanted)
            return copyTokenizer(place, folder);
    }
    throw Error(ErrorCode::MissingModel,
                "the tokenizer of " + name + ", from which this model was trained, is neither in " + path +
                    " nor in the cache",
                "Put the model " + name + " back on this machine.");
}
}  // namespace

void writeStoredAdapter(const StoredAdapter &stored, const std::string &path) {
    FolderReplacement folder(path, ownAdapterFiles);
    const std::string &place = folder.path();
    const AdapterRecord record = readableAdapterRecord(stored.warblerJson);
    if (record.isReadyModel()) {  // the record of a model that needs no files of ours
        saveFile(place + "/warbler.json", stored.warblerJson);
        folder.commit();
        return;
    }
    if (record.isHardPrompt()) {
        saveFile(place + "/warbler.json", stored.warblerJson);
    } else {
        const bool isWhole = record.isWholeModel();
        saveFile(place + (isWhole ? "/model.safetensors" : "/adapter_model.safetensors"), stored.safetensors);
        saveFile(place + "/warbler.json", withWeightsSha256(stored.warblerJson, stored.sha256));
        if (isWhole)
            copyBaseTokenizer(stored.warblerJson, place);
        saveFile(place + (isWhole ? "/config.json" : "/adapter_config.json"), stored.configJson);
    }
    if (readAdapterFolder(place).weightsSha256 != stored.sha256)
        throw Error(ErrorCode::IoError, path + ": what was read back differs from what was written",
                    "Save to another disk.");
    folder.commit();
}

void writeWordModel(const std::string &recordJson, const std::string &bytes, const std::string &path) {
    FolderReplacement folder(path, ownAdapterFiles);
    saveFile(folder.path() + "/word_model.json", bytes);
    saveFile(folder.path() + "/warbler.json", withWeightsSha256(recordJson, sha256Hex(bytes)));
    folder.commit();
}

}  // namespace warbler
