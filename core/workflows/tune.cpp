// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/tune.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/models/model_folder.h"
#include "core/workflows/checkpoint_file.h"
#include "core/workflows/model_identity.h"
#include "core/workflows/trained_model.h"

namespace warbler {

namespace {

std::string pathOf(const TuneRequest &request) { return request.modelPath.empty() ? findModel(request.config.model) : request.modelPath; }

TaskType taskOf(const TuningConfig &config) { return config.task == Task::SeqCls ? TaskType::SeqCls : TaskType::CausalLm; }

// Everything the engine needs, and what the plan tells about it.
struct Prepared {
    ModelFolder folder;
    TuningData data;
    std::int64_t cut = 0;
    std::vector<std::string> warnings;
};

std::int64_t textLimit(const TuningConfig &config, const ModelConfig &model) {
    if (model.maxPositions == 0)
        return config.maxTokens;
    const std::int64_t longest = model.maxPositions - (config.method == Method::PromptTuning ? config.virtualTokens : 0);
    if (longest < 4)
        throw Error(ErrorCode::BadConfig,
                    "virtual_tokens " + std::to_string(config.virtualTokens) + " leaves no room for a tweet: the model has " +
                        std::to_string(model.maxPositions) + " positions",
                    "Use fewer virtual tokens.");
    return std::min(config.maxTokens, longest);
}

TuningConfig effectiveConfig(const TuneRequest &request, const ModelFolder &folder) {
    TuningConfig config = request.config;
    config.maxTokens = textLimit(config, folder.config);
    if (config.task == Task::CausalLm && !isDecoder(folder.config.type))
        throw Error(ErrorCode::UnsupportedOption, "task CAUSAL_LM needs a decoder; " + folder.path + " is a " + modelTypeName(folder.config.type),
                    "Use --set task=SEQ_CLS, or another model.");
    return config;
}

Prepared prepare(const TuneRequest &request, const TuningConfig &config, const Study &study, const ModelFolder &folder) {
    Prepared prepared;
    prepared.folder = folder;
    const ExampleMaker maker(folder.path, config.promptTemplate, config.maxTokens);
    std::optional<TokenId> endToken;
    if (folder.config.eosToken)
        endToken = static_cast<TokenId>(*folder.config.eosToken);
    prepared.data.scoring = maker.scoring(taskOf(config), study.categories, config.scoring, endToken, prepared.warnings);
    prepared.data.positive = study.positive;
    const auto example = [&](const StudyRow &row) {
        TokenizedExample made = maker.make(row.id, row.text);
        made.category = row.category;
        prepared.cut += made.wasCut ? 1 : 0;
        return made;
    };
    for (const std::int64_t index : study.trainOrder)
        prepared.data.train.push_back(example(study.rows[static_cast<std::size_t>(index)]));
    for (const StudyRow *row : study.side(Side::Validation))
        prepared.data.validation.push_back(example(*row));
    if (config.preset == "notebook")
        for (const StudyRow *row : study.side(Side::Test))
            prepared.data.test.push_back(example(*row));
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text && config.virtualTokens > 0) {
        const bool isFaithful = config.preset == "notebook";
        const std::vector<TokenId> ids =
            maker.tokenizer().encode(config.initText, isFaithful ? SpecialTokens::Add : SpecialTokens::Omit, SpecialText::Match);
        if (ids.empty())
            throw Error(ErrorCode::BadConfig, "init is TEXT but init_text is empty", "Give --set init_text='…' or --set init=SAMPLE_VOCAB.");
        if (static_cast<std::int64_t>(ids.size()) > config.virtualTokens)
            prepared.warnings.push_back("the initial text has " + std::to_string(ids.size()) + " tokens, more than the " +
                                        std::to_string(config.virtualTokens) + " virtual ones; it is cut");
        prepared.data.initIds = tileIds(ids, config.virtualTokens, isFaithful ? Tiling::Faithful : Tiling::Corrected);
    }
    if (prepared.cut > 0)
        prepared.warnings.push_back(std::to_string(prepared.cut) + " tweets are longer than " + std::to_string(config.maxTokens) +
                                    " tokens; their end is cut");
    prepared.data.configHash = runHash(request, study);
    return prepared;
}

std::vector<JudgedRow> judgeRows(const TrainedModel &model, Engine &engine, const std::vector<const StudyRow *> &rows, const std::stop_token &stop) {
    std::vector<std::string> texts;
    for (const StudyRow *row : rows)
        texts.push_back(row->text);
    std::vector<JudgedRow> judged;
    classifyTexts(model, &engine, texts, stop, [&](std::int64_t first, const std::vector<Judgement> &judgements) {
        for (std::size_t i = 0; i < judgements.size(); ++i) {
            const StudyRow *row = rows[static_cast<std::size_t>(first) + i];
            judged.push_back({row, row->category, judgements[i].category, judgements[i].logProbabilities});
        }
    });
    return judged;
}

// The device and precision it was trained with also judge, so that figures and exported predictions agree.
TrainedModel trainedModel(const Adapter &adapter, const TuneRequest &request, const TuningConfig &config, const Study &study, const ModelFolder &folder,
                          const std::vector<std::string> &trainingRows) {
    TrainedModel model;
    model.categories = study.categories;
    model.positive = study.positive;
    model.adapter = adapter;
    model.adapter->config.baseModel = publicModelName(folder);
    model.adapter->config.tokenizerName = model.adapter->config.baseModel;
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text) {
        model.adapter->config.init = "TEXT";
        model.adapter->config.initText = config.initText;
    }
    model.modelPath = folder.path;
    model.promptTemplate = config.promptTemplate;
    model.device = request.device;
    model.dtype = config.dtype;
    model.scoring = config.scoring;
    model.maxTokens = config.maxTokens;
    model.threads = request.threads;
    model.recordJson = recordOf(model, config, trainingRows);
    model.runName = storeAdapter(*model.adapter, model.recordJson).sha256.substr(0, 12);
    return model;
}

}  // namespace

std::string runHash(const TuneRequest &request, const Study &study) {
    const ModelFolder folder = openModelFolder(pathOf(request));
    TuningConfig config = effectiveConfig(request, folder);
    config.model.clear();  // the files count, not what they were called
    Sha256 hash;
    hash.update(toJson(config).dump());
    hash.update(study.dataHash());
    hash.update(modelSha256(folder));
    hash.updateU64(config.seed);
    return hex(hash.finish());
}

TunePlan planTuning(const TuneRequest &request, const Study &study) {
    const ModelFolder folder = openModelFolder(pathOf(request));
    TunePlan plan;
    plan.config = effectiveConfig(request, folder);
    const Prepared prepared = prepare(request, plan.config, study, folder);
    const std::int64_t n = static_cast<std::int64_t>(prepared.data.train.size());
    plan.stepsPerEpoch = (n + plan.config.batchSize - 1) / plan.config.batchSize;
    plan.steps = plan.stepsPerEpoch * plan.config.epochs;
    plan.cutTweets = prepared.cut;
    for (const TokenizedExample &example : prepared.data.train)
        plan.lengths.push_back(static_cast<std::int64_t>(example.ids.size()));
    const std::int64_t categories = static_cast<std::int64_t>(study.categories.size());
    if (plan.config.method == Method::PromptTuning && plan.config.trainPrompt)
        plan.trainableParameters += plan.config.virtualTokens * folder.config.hidden;
    if (plan.config.task == Task::SeqCls)
        plan.trainableParameters += categories * folder.config.hidden + (isDecoder(folder.config.type) ? 0 : categories);
    // Activations of one micro-batch and the prefix: rows * hidden * layers * 16 * bytes + weights + 0.5 GB.
    std::vector<std::int64_t> lengths = plan.lengths;
    std::sort(lengths.rbegin(), lengths.rend());
    const std::int64_t micro = plan.config.microBatch > 0 ? plan.config.microBatch : plan.config.batchSize;
    std::int64_t rows = plan.config.virtualTokens;
    for (std::size_t i = 0; i < lengths.size() && static_cast<std::int64_t>(i) < micro; ++i)
        rows += lengths[i] + (isDecoder(folder.config.type) ? 0 : plan.config.virtualTokens);
    const std::uint64_t bytes = plan.config.dtype == "bfloat16" ? 2 : 4;
    plan.memoryBytes = static_cast<std::uint64_t>(rows * folder.config.hidden * folder.config.layers * 16) * bytes +
                       static_cast<std::uint64_t>(folder.config.parameters()) * bytes + 500000000;
    plan.warnings = study.warnings;
    plan.warnings.insert(plan.warnings.end(), prepared.warnings.begin(), prepared.warnings.end());
    plan.canResume = request.resume == Resume::Auto && !CheckpointFile(request.checkpointFolder, prepared.data.configHash).load().empty();
    return plan;
}

TuneReport tune(Engine &engine, const TuneRequest &request, const Study &study, std::stop_token stop, const ReportEvent &report) {
    TuneReport out;
    report(PhaseStarted{"Reading the model", 0});
    const ModelFolder folder = openModelFolder(pathOf(request));
    out.config = effectiveConfig(request, folder);
    Prepared prepared = prepare(request, out.config, study, folder);
    out.configHash = prepared.data.configHash;
    out.warnings = study.warnings;
    out.warnings.insert(out.warnings.end(), prepared.warnings.begin(), prepared.warnings.end());
    const ModelInfo info = engine.load(folder, {request.device, out.config.dtype, request.threads});
    out.device = info.device;
    out.warnings.insert(out.warnings.end(), info.warnings.begin(), info.warnings.end());

    const CheckpointFile checkpoint(request.checkpointFolder, out.configHash);
    if (request.resume == Resume::Auto)
        prepared.data.checkpoint = checkpoint.load();
    if (!prepared.data.checkpoint.empty())
        report(Warned{"Going on from the checkpoint of an earlier, interrupted run."});
    report(PhaseStarted{"Training", static_cast<std::int64_t>(prepared.data.train.size()) * out.config.epochs});
    out.result = engine.tune(out.config, prepared.data, stop, [&](const JobEvent &event) {
        if (const auto *taken = std::get_if<CheckpointTaken>(&event))
            checkpoint.save(*taken->bytes);
        report(event);
    });
    out.warnings.insert(out.warnings.end(), out.result.warnings.begin(), out.result.warnings.end());
    if (out.result.state == RunState::Stopped && request.onStop == OnStop::Leave)
        return out;

    std::vector<std::string> trainingRows;
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        trainingRows.push_back(rowHash(row.id.text(), row.text));
    }
    out.best = trainedModel(out.result.best, request, out.config, study, folder, trainingRows);
    out.last = trainedModel(out.result.last, request, out.config, study, folder, trainingRows);
    out.warblerJson = out.best.recordJson;

    report(PhaseStarted{"Evaluating", study.count(Side::Validation) + study.count(Side::Test)});
    const std::stop_token goOn;  // a stopped run is scored too: that is what "Stop and keep best" promises
    const std::vector<const StudyRow *> validation = study.side(Side::Validation), test = study.side(Side::Test);
    if (!validation.empty()) {
        out.validationRows = judgeRows(out.best, engine, validation, goOn);
        out.validation = evaluateRows(out.validationRows, study.categories, study.positive, out.config.seed);
        out.validationBaselines = evaluateBaselines(study, validation, out.config.seed);
    }
    if (!test.empty()) {
        out.testRows = judgeRows(out.best, engine, test, goOn);
        out.test = evaluateRows(out.testRows, study.categories, study.positive, out.config.seed);
        out.testBaselines = evaluateBaselines(study, test, out.config.seed);
    }
    const int categories = static_cast<int>(study.categories.size());
    if (!out.testRows.empty())
        out.verdict = verdictOf(out.testRows, *out.testBaselines, categories, study.positive, out.config.seed);
    else if (!out.validationRows.empty())
        out.verdict = verdictOf(out.validationRows, *out.validationBaselines, categories, study.positive, out.config.seed);
    if (out.result.state == RunState::Finished)
        checkpoint.remove();
    return out;
}

namespace {
template <typename T> nlohmann::ordered_json orNull(const std::optional<T> &value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}
}  // namespace

nlohmann::ordered_json toJson(const TuneReport &report, const Study &study) {
    nlohmann::ordered_json json, epochs = nlohmann::ordered_json::array();
    for (const EpochDone &epoch : report.result.epochs)
        epochs.push_back({{"epoch", epoch.epoch},
                          {"side", epoch.side},
                          {"train_loss", epoch.trainLoss},
                          {"validation_loss", orNull(epoch.validationLoss)},
                          {"accuracy", orNull(epoch.accuracy)},
                          {"f1", orNull(epoch.f1)},
                          {"macro_f1", orNull(epoch.macroF1)},
                          {"seconds", epoch.seconds},
                          {"best", epoch.isBest}});
    json["run"] = report.configHash.substr(0, 16);
    json["state"] = runStateName(report.result.state);
    json["reason"] = report.result.reason;
    json["model"] = report.best.adapter ? report.best.adapter->config.baseModel : report.config.model;
    json["method"] = toJson(report.config)["method"];
    json["positive"] = study.categories[static_cast<std::size_t>(study.positive)].value;
    json["trainable_parameters"] = report.result.trainableParameters;
    json["steps"] = report.result.steps;
    json["epochs"] = epochs;
    json["best_epoch"] = orNull(report.result.bestEpoch);
    json["validation"] = report.validation ? toJson(*report.validation) : nlohmann::ordered_json(nullptr);
    json["test"] = report.test ? toJson(*report.test) : nlohmann::ordered_json(nullptr);
    json["baselines"] = report.testBaselines         ? toJson(*report.testBaselines)
                        : report.validationBaselines ? toJson(*report.validationBaselines)
                                                     : nlohmann::ordered_json(nullptr);
    json["split"] = {{"train", study.count(Side::Train)}, {"validation", study.count(Side::Validation)}, {"test", study.count(Side::Test)}};
    json["unlabelled"] = study.unlabelled;
    json["device"] = report.device;
    json["seconds"] = report.result.seconds;
    json["examples_per_second"] = report.result.examplesPerSecond;
    json["peak_memory_bytes"] = report.result.peakMemoryBytes;
    json["verdict"] = report.verdict ? report.verdict->sentence : "";
    json["warnings"] = report.warnings;
    json["config"] = toJson(report.config);
    return json;
}

}  // namespace warbler
