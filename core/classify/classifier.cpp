// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/classifier.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/output_check.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/classify/model_identity.h"
#include "core/classify/ready_model.h"
#include "core/classify/trained_model.h"
#include "core/corpus/codebook_repository.h"
#include "core/learn/run_record.h"
#include "core/models/adapter_files.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"
#include "core/models/whole_model.h"

namespace warbler {

namespace {

void renormalise(std::vector<float> &logProbabilities) {
    double largest = -INFINITY, sum = 0;
    for (const float value : logProbabilities)
        largest = std::max(largest, double(value));
    for (const float value : logProbabilities)
        sum += std::exp(double(value) - largest);
    for (float &value : logProbabilities)
        value = static_cast<float>(double(value) - largest - std::log(sum));
}

int decide(const std::vector<float> &logProbabilities, int positive, double threshold) {
    const int best =
        static_cast<int>(std::max_element(logProbabilities.begin(), logProbabilities.end()) - logProbabilities.begin());
    if (logProbabilities.size() != 2 || threshold == 0.5)
        return best;
    return std::exp(double(logProbabilities[static_cast<std::size_t>(positive)])) >= threshold ? positive
                                                                                               : 1 - positive;
}

Judgement judgementOf(const TrainedModel &model, const Prediction &prediction, bool wasCut) {
    Judgement judgement;
    if (model.task == Task::Regression) {
        judgement.number = prediction.number;
        judgement.wasCut = wasCut;
        return judgement;
    }
    judgement.logProbabilities = categoryLogProbabilities(model, prediction.logProbabilities);
    judgement.labelMass = prediction.labelMass;
    judgement.logits = prediction.logits;
    judgement.firstLogProbabilities = prediction.firstLogProbabilities;
    judgement.wasCut = wasCut;
    renormalise(judgement.logProbabilities);
    judgement.category =
        prediction.category < 0 ? -1 : decide(judgement.logProbabilities, model.positive, model.threshold);
    return judgement;
}

}  // namespace

struct OpenClassifier::State {
    const TrainedModel *model = nullptr;
    Engine *engine = nullptr;
    std::unique_ptr<ExampleMaker> maker;
    Scoring scoring;
};

OpenClassifier::OpenClassifier(const TrainedModel &model, Engine *engine, TextUse use)
    : m_state(std::make_unique<State>()) {
    m_state->model = &model;
    m_state->engine = engine;
    if (model.wordModel)
        return;
    if (engine == nullptr || !model.adapter)
        throw Error(ErrorCode::EngineUnavailable, "this run needs the engine",
                    "Run warbler-cli doctor to see what is missing.");
    const ModelFolder folder = openModelFolder(model.modelPath);
    engine->load(folder, {model.device, model.dtype, model.threads});
    m_state->maker =
        std::make_unique<ExampleMaker>(model.modelPath, templateOf(model, use), model.maxTokens, model.rules);
    if (!model.lead.empty())
        *m_state->maker = m_state->maker->behind(model.lead, model.maxTokens);
    std::vector<std::string> warnings;
    std::optional<TokenId> endToken;
    if (folder.config.eosToken)
        endToken = static_cast<TokenId>(*folder.config.eosToken);
    m_state->scoring =
        m_state->maker->scoring(model.adapter->config.task, model.categories, model.scoring, endToken, warnings);
    m_state->scoring.batchTokens = model.batchTokens;
    if (model.adapter->config.kind == AdapterKind::HardPrompt)
        m_state->scoring.sharedLeadingIds = m_state->maker->leadingIds();
}

OpenClassifier::~OpenClassifier() = default;

std::vector<Judgement> OpenClassifier::judge(std::span<const std::string> texts, std::stop_token stop) const {
    if (stop.stop_requested())
        throw Cancelled();
    const TrainedModel &model = *m_state->model;
    std::vector<Judgement> chunk(texts.size());
    if (model.wordModel) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            chunk[i].logProbabilities = model.wordModel->logProbabilities(texts[i]);
            renormalise(chunk[i].logProbabilities);
            chunk[i].category = decide(chunk[i].logProbabilities, model.positive, model.threshold);
        }
        return chunk;
    }
    std::vector<TokenizedExample> examples;
    for (std::size_t i = 0; i < texts.size(); ++i)
        examples.push_back(m_state->maker->make(TweetId(std::to_string(i)), texts[i]));
    m_state->engine->predict(&*model.adapter, m_state->scoring, examples, stop,
                             [&](std::int64_t at, std::vector<Prediction> predictions) {
                                 for (std::size_t i = 0; i < predictions.size(); ++i) {
                                     const std::size_t place = static_cast<std::size_t>(at) + i;
                                     chunk[place] = judgementOf(model, predictions[i], examples[place].wasCut);
                                 }
                             });
    return chunk;
}

void classifyTexts(const TrainedModel &model, Engine *engine, std::span<const std::string> texts, std::stop_token stop,
                   const JudgementSink &sink) {
    const OpenClassifier classifier(model, engine);
    const std::size_t chunk = static_cast<std::size_t>(kClassifyChunk);
    for (std::size_t first = 0; first < texts.size(); first += chunk)
        sink(static_cast<std::int64_t>(first),
             classifier.judge(texts.subspan(first, std::min(chunk, texts.size() - first)), stop));
}

namespace {

TrainedModel wordModelFromBytes(const std::string &recordJson, const std::string &bytes) {
    TrainedModel model;
    applyRecord(model, recordJson);
    model.wordModel = WordModel::fromBytes(bytes);
    model.runName = sha256Hex(bytes).substr(0, 12);
    return model;
}

// In this order: the model asked for; the folder warbler.json names if its hash matches; the base model's name in the
// cache.
std::string baseModelOf(const AdapterRequest &request, const AdapterFolder &folder) {
    if (!request.model.empty())
        return findModel(request.model);
    const nlohmann::json record = nlohmann::json::parse(folder.warblerJson, nullptr, false);
    std::string named = "(no warbler.json)", why;
    if (record.is_object() && record.contains("model")) {
        const nlohmann::json &model = record["model"];
        for (const char *field : {"path", "sha256"})
            if (!model.is_object() || !model.contains(field) || !model[field].is_string())
                throw Error(
                    ErrorCode::BadAdapter,
                    request.folder + "/warbler.json: \"model\" is " + excerpt(model.dump(-1, ' ', true)) +
                        ", not {\"name\", \"path\", \"sha256\"}",
                    "Copy the whole folder again, save the adapter again, or name the base model with --model.");
        named = model["path"];
        const std::string expected = model["sha256"];
        try {
            if (modelSha256(openModelFolder(named)) == expected)
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
    model.runName = (isReady ? readyIdentity(folder, model) : folder.weightsSha256).substr(0, 12);
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

void saveAdapter(Project &project, RunId runId, Checkpoint which, const std::string &folder) {
    const RunRepository runs(project);
    const Run run = runs.get(runId);
    std::vector<std::string> outputs{folder};
    for (const std::string &name : ownAdapterFiles(folder))
        outputs.push_back(folder + "/" + name);
    refuseInputsAsOutputs(outputs, {project.path(), RunRecord(run.recordJson).text("model_path")});
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
