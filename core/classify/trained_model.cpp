// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/trained_model.h"

#include <filesystem>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/output_check.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/classify/model_identity.h"
#include "core/classify/model_record.h"
#include "core/classify/ready_model.h"
#include "core/classify/stored_adapter.h"
#include "core/corpus/codebook_repository.h"
#include "core/learn/run_record.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_record.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"
#include "core/models/whole_model.h"

namespace warbler {

std::string runNameOf(const std::string &sha256) {
    constexpr std::size_t kDigits = 12;
    return sha256.substr(0, kDigits);
}

const std::string &templateOf(const TrainedModel &model, TextUse use) {
    return use == TextUse::Corpus && !model.corpusTemplate.empty() ? model.corpusTemplate : model.promptTemplate;
}

namespace {

TrainedModel wordModelFromBytes(const std::string &recordJson, const std::string &bytes) {
    TrainedModel model;
    applyRecord(model, recordJson);
    model.wordModel = WordModel::fromBytes(bytes);
    model.runName = runNameOf(sha256Hex(bytes));
    return model;
}

// In this order: the model asked for; the folder warbler.json names if its hash matches; the base model's name in the
// cache.
std::string baseModelOf(const AdapterRequest &request, const AdapterFolder &folder) {
    if (!request.model.empty())
        return findModel(request.model);
    const std::optional<RecordedModel> model = readableAdapterRecord(folder.warblerJson).model;
    std::string named = "(no warbler.json)", why;
    if (model) {
        if (!model->path || !model->sha256)
            throw Error(ErrorCode::BadAdapter,
                        request.folder + "/warbler.json: \"model\" is " + excerpt(model->text) +
                            ", not {\"name\", \"path\", \"sha256\"}",
                        "Copy the whole folder again, save the adapter again, or name the base model with --model.");
        named = *model->path;
        try {
            if (modelSha256(openModelFolder(named)) == *model->sha256)
                return named;
            why = " (its files have changed)";
        } catch (const Error &) {
            why = " (not there)";
        }
    }
    try {
        if (folder.config.baseModel == kDefaultModelName && !defaultModelPath().empty())
            return defaultModelPath();
        return findModel(folder.config.baseModel);
    } catch (const Error &problem) {
        throw Error(ErrorCode::MissingModel,
                    "the base model of " + request.folder +
                        " was not found: no --model was given; warbler.json names " + named + why +
                        "; adapter_config.json names " + folder.config.baseModel + " (" + problem.detail() + ")",
                    "Put the model " + folder.config.baseModel + " on this machine, or name its folder with --model.");
    }
}

// Outputs of the head; 0: there is none.
std::int64_t headOutputs(const AdapterFolder &folder) {
    for (const auto &[name, tensor] : folder.tensors)
        for (const char *head : {".score.weight", ".classifier.weight", ".classifier.out_proj.weight"})
            if (name.ends_with(head) && !tensor.shape.empty())
                return tensor.shape[0];
    return 0;
}

// A head that the adapter does not bring is the base model's own.
void borrowHead(Adapter &adapter, const AdapterFolder &folder, const ModelFolder &base) {
    const bool isUnsaid = !adapter.config.namesTask && !isDecoder(base.config.type);
    if (headOutputs(folder) > 0 || folder.isWholeModel || (!hasHead(adapter.config.task) && !isUnsaid) ||
        !base.hasClassifier())
        return;
    const bool isBelowModel = adapter.config.kind == AdapterKind::Lora || adapter.config.kind == AdapterKind::Ia3;
    for (auto &[name, tensor] : headTensors(base))
        adapter.tensors[isBelowModel ? "base_model.model." + name.substr(std::string("base_model.").size()) : name] =
            tensor;
    adapter.config.task = Task::SeqCls;
    adapter.pooling = "first_row";
}

void checkFit(const AdapterFolder &adapter, const ModelFolder &model) {
    const bool isPrompt = adapter.config.kind == AdapterKind::PromptTuning;
    if (isPrompt && adapter.config.tokenDim != model.config.hidden)
        throw Error(ErrorCode::AdapterMismatch,
                    "the adapter " + adapter.path + " was made for a model of width " +
                        std::to_string(adapter.config.tokenDim) + " (" + adapter.config.baseModel + "), but " +
                        model.path + " has width " + std::to_string(model.config.hidden),
                    "Choose the model the adapter was trained on.");
}

}  // namespace

TrainedModel modelFromFolder(const AdapterRequest &request) {
    finishReplacement(request.folder, ownAdapterFiles);
    const std::string wordModelPath = request.folder + "/word_model.json";
    if (isThere(wordModelPath)) {
        const std::string record = readFile(request.folder + "/warbler.json"), bytes = readFile(wordModelPath);
        checkWeightsSha256(record, sha256Hex(bytes), request.folder);
        return wordModelFromBytes(record, bytes);
    }

    const AdapterFolder folder = readAdapterFolder(request.folder);
    TrainedModel model;
    const bool isReady = !folder.labelNames.empty();
    if (!folder.warblerJson.empty()) {
        applyRecord(model, folder.warblerJson);
    } else if (isReady) {
        describeReadyModel(model, folder, request);
    } else {
        model.task = headOutputs(folder) == 1 ? Task::Regression : folder.config.task;
        if (request.promptTemplate.empty() || (model.task != Task::Regression && request.labels.size() < 2))
            throw Error(ErrorCode::Usage, request.folder + " has no warbler.json, so template and labels are unknown",
                        "Give both: --template '… {text} …' --labels '{\"1\":\" yes\",\"0\":\" no\"}'.");
        for (const auto &label : request.labels)
            model.categories.push_back({label.first, label.first, label.second, {}});
    }
    if (!request.promptTemplate.empty()) {
        model.promptTemplate = request.promptTemplate;
        model.corpusTemplate.clear();
    }
    for (std::size_t i = 0; i < model.categories.size(); ++i) {
        if (!request.positive.empty() &&
            (model.categories[i].value == request.positive || model.categories[i].name == request.positive))
            model.positive = static_cast<int>(i);
        for (const auto &label : request.labels)
            if (label.first == model.categories[i].value)
                model.categories[i].word = label.second;
    }
    model.isWholeModel = folder.isWholeModel;
    if (folder.isWholeModel && !request.model.empty() && openModelFolder(findModel(request.model)).path != folder.path)
        throw Error(ErrorCode::Usage, request.folder + " is a whole model and no adapter for " + request.model,
                    "Leave --model out, or name the same folder.");
    model.modelPath = folder.isWholeModel ? folder.path : baseModelOf(request, folder);
    model.device = request.device;
    model.threads = request.threads;
    const ModelFolder base = openModelFolder(model.modelPath);
    checkFit(folder, base);
    model.adapter = adapterFromFolder(folder, folder.warblerJson);
    borrowHead(*model.adapter, folder, base);
    if (model.task != Task::Regression)
        model.task = model.adapter->config.task;
    model.runName = runNameOf(isReady ? readyIdentity(folder, model) : folder.weightsSha256);
    return model;
}

TrainedModel modelFromRun(Project &project, RunId runId, Checkpoint which) {
    const RunRepository runs(project);
    const Run run = runs.get(runId);
    TrainedModel model;
    if (run.kind == RunKind::WordModel) {
        const std::string bytes = runs.blob(runId, "word-model");
        if (bytes.empty())
            throw Error(ErrorCode::BadAdapter, run.name + " holds no word model", "Train again.");
        model = wordModelFromBytes(run.recordJson, bytes);
    } else {
        std::optional<StoredAdapter> stored = runs.adapter(runId, which);
        if (!stored && which == Checkpoint::Best)
            stored = runs.adapter(runId, Checkpoint::Last);
        if (!stored)
            throw Error(ErrorCode::BadAdapter, run.name + " has no trained adapter yet",
                        "Let it run for at least one epoch, or resume it.");
        const std::string place = cacheFolder() + "/adapters/" + stored->sha256;
        if (!std::filesystem::exists(place + "/adapter_config.json") && !isWholeModel(place) && !isHardPrompt(place) &&
            !isReadyClassifier(place))
            writeStoredAdapter(*stored, place);
        AdapterRequest request;
        request.folder = place;
        model = modelFromFolder(request);
    }
    // Categories by their permanent ids, so that predictions land in this project's codebook.
    const Codebook codebook = CodebookRepository(project).load();
    for (StudyCategory &category : model.categories) {
        const Category *found = codebook.findValue(category.value);
        if (found == nullptr)
            found = codebook.findName(category.name);
        if (found != nullptr)
            category.code = found->id;
    }
    return model;
}

std::optional<RunId> runNamed(Project &project, const std::string &runName) {
    const RunRepository runs(project);
    for (const Run &run : runs.all()) {
        const std::optional<StoredAdapter> stored = runs.adapter(run.id, Checkpoint::Best);
        if (stored && runNameOf(stored->sha256) == runName)
            return run.id;
    }
    return std::nullopt;
}

void saveAdapter(Project &project, RunId runId, Checkpoint which, const std::string &folder) {
    const RunRepository runs(project);
    const Run run = runs.get(runId);
    std::vector<std::string> outputs{folder};
    for (const std::string &name : ownAdapterFiles(folder))
        outputs.push_back(folder + "/" + name);
    refuseInputsAsOutputs(outputs, {project.path(), readableRunRecord(run.recordJson).modelPath});
    if (run.kind == RunKind::WordModel) {
        writeWordModel(run.recordJson, runs.blob(runId, "word-model"), folder);
        return;
    }
    const std::optional<StoredAdapter> stored = runs.adapter(runId, which);
    if (!stored)
        throw Error(ErrorCode::BadAdapter, run.name + " has no trained adapter yet",
                    "Let it run for at least one epoch, or resume it.");
    writeStoredAdapter(*stored, folder);
}

RunId loadAdapter(Project &project, const AdapterRequest &request) {
    const TrainedModel model = modelFromFolder(request);
    CodebookRepository codebooks(project);
    const Codebook codebook = codebooks.load();
    for (const StudyCategory &category : model.categories) {
        if (codebook.findValue(category.value) != nullptr || codebook.findName(category.name) != nullptr)
            continue;
        Category added;
        added.value = category.value;
        added.name = category.name;
        added.word = category.word;
        codebooks.addCategory(added);
    }
    Run run;
    run.name = "Loaded: " + std::filesystem::path(request.folder).filename().string();
    run.state = RunState::Finished;
    run.reason = "Loaded from " + request.folder + ".";
    run.startedAt = run.endedAt = nowUtc();
    run.recordJson = model.recordJson;
    RunRepository runs(project);
    if (model.wordModel) {
        run.kind = RunKind::WordModel;
        const RunId id = runs.create(run, {});
        runs.storeBlob(id, "word-model", readFile(request.folder + "/word_model.json"));
        return id;
    }
    run.kind = RunKind::Loaded;
    const RunId id = runs.create(run, {});
    std::string record = model.recordJson;
    const AdapterFolder folder = readAdapterFolder(request.folder);
    if (!folder.labelNames.empty()) {  // the weights stay where they are
        StoredAdapter ready;
        ready.configJson = "{}";
        ready.warblerJson = record.empty() ? readyRecord(model) : record;
        ready.sha256 = readyIdentity(folder, model);
        runs.storeAdapter(id, Checkpoint::Best, ready);
        runs.storeAdapter(id, Checkpoint::Last, ready);
        return id;
    }
    if (record.empty()) {  // a foreign folder: what the user said becomes its record
        TuningConfig config;
        config.task = model.task;
        config.preset.clear();
        record = recordOf(model, config, {});
    }
    StoredAdapter stored = model.isWholeModel || model.adapter->config.kind == AdapterKind::HardPrompt
                               ? storeTrained(model)
                               : storeAdapter(*model.adapter, record);
    if (isThere(request.folder + "/adapter_model.safetensors")) {
        stored.safetensors = readFile(request.folder + "/adapter_model.safetensors");
        stored.configJson = readFile(request.folder + "/adapter_config.json");
        stored.sha256 = folder.weightsSha256;
    }
    runs.storeAdapter(id, Checkpoint::Best, stored);
    runs.storeAdapter(id, Checkpoint::Last, stored);
    return id;
}

}  // namespace warbler
