// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/tune.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/learn/planned_size.h"
#include "core/models/model_folder.h"
#include "core/text/normalise.h"
#include "core/workflows/checkpoint_file.h"
#include "core/workflows/hard_prompt.h"
#include "core/workflows/model_identity.h"
#include "core/workflows/trained_model.h"

namespace warbler {

namespace {

std::string pathOf(const TuneRequest &request) { return request.modelPath.empty() ? findModel(request.config.model) : request.modelPath; }

TaskType taskOf(const TuningConfig &config) { return hasHead(config) ? TaskType::SeqCls : TaskType::CausalLm; }

void checkLabels(const TuningConfig &config, const Study &study) {
    const bool wantsNumbers = config.task == Task::Regression;
    if (wantsNumbers && study.kind == LabelKind::Categories)
        throw Error(ErrorCode::UnsupportedOption, "this recipe learns a number per tweet (task=regression); these labels are categories",
                    "Choose another preset, or train on a CSV: warbler-cli tune FILE.csv --label COLUMN with a column of numbers.");
    if (!wantsNumbers && study.kind == LabelKind::Numbers)
        throw Error(ErrorCode::UnsupportedOption, "these labels are numbers; the recipe learns categories", "Set task=regression.");
}

// Everything the engine needs, and what the plan tells about it.
struct Prepared {
    ModelFolder folder;
    TuningData data;
    std::int64_t cut = 0;
    std::vector<std::string> warnings;
};

constexpr std::int64_t kNoLimit = 1 << 20;

std::int64_t textLimit(const TuningConfig &config, const ModelConfig &model, std::int64_t wanted) {
    if (model.maxPositions == 0)
        return wanted;
    // RoBERTa's positions begin behind that of its padding token: of BERTweet's 130, 128 hold tokens.
    const std::int64_t positions = model.maxPositions - (model.type == ModelType::Roberta ? model.padToken.value_or(1) + 1 : 0);
    const std::int64_t longest = positions - (config.method == Method::PromptTuning ? config.virtualTokens : 0);
    if (longest < 4)
        throw Error(ErrorCode::BadConfig,
                    "virtual_tokens " + std::to_string(config.virtualTokens) + " leaves no room for a tweet: the model has " +
                        std::to_string(positions) + " positions",
                    "Use fewer virtual tokens.");
    return std::min(wanted, longest);
}

// The references cut training rows alone; what is evaluated ends where the model does.
std::int64_t evaluationLimit(const TuningConfig &config, const ModelConfig &model) {
    return textLimit(config, model, config.cutRight ? kNoLimit : config.maxTokens);
}

const std::string &evaluationTemplate(const TuningConfig &config) {
    return config.evaluationTemplate.empty() ? config.promptTemplate : config.evaluationTemplate;
}

std::string cased(const TuningConfig &config, const std::string &text) { return config.lowerCase ? pythonLower(text) : text; }

void fillSchedule(TuningConfig &config, const Study &study) {
    if (config.scheduleSteps == 0 && config.scheduleByExamples)
        config.scheduleSteps = static_cast<std::int64_t>(study.trainOrder.size()) * config.epochs;
}

TuningConfig effectiveConfig(const TuneRequest &request, const ModelFolder &folder) {
    TuningConfig config = request.config;
    checkTask(config);
    if (isUntrained(config)) {  // it has no head, whatever the preset's task
        if (!isDecoder(folder.config.type))
            throw Error(ErrorCode::UnsupportedOption, std::string("method=hard_prompt asks a model that predicts words; ") + folder.path + " is a " +
                        modelTypeName(folder.config.type), "Choose a decoder such as bloom, gpt2, llama or gemma, or another method.");
        config.task = Task::CausalLm;
    }
    config.maxTokens = textLimit(config, folder.config, config.maxTokens);
    if (config.task == Task::CausalLm && !isDecoder(folder.config.type))
        throw Error(ErrorCode::UnsupportedOption, "task CAUSAL_LM needs a decoder; " + folder.path + " is a " + modelTypeName(folder.config.type),
                    "Use --set task=SEQ_CLS, or another model.");
    return config;
}

TokenId endToken(const ModelFolder &folder) {
    if (!folder.config.eosToken)
        throw Error(ErrorCode::UnsupportedOption, "label_end=eos: " + folder.path + "/config.json names no eos_token_id", "Set label_end=none.");
    return static_cast<TokenId>(*folder.config.eosToken);
}

// The whole row is learnt: what stands behind its first token becomes its target.
void learnText(TokenizedExample &example, const TuningConfig &config) {
    std::vector<TokenId> all = example.ids;
    all.insert(all.end(), example.labelIds.begin(), example.labelIds.end());
    if (config.cutRight && std::cmp_greater(all.size(), config.maxTokens)) {
        all.resize(static_cast<std::size_t>(config.maxTokens));
        example.wasCut = true;
    }
    if (all.size() < 2)
        throw Error(ErrorCode::BadData, "tweet " + example.tweet.text() + " has one token with its template; nothing is left to learn", "Raise max_tokens.");
    example.ids = {all.front()};
    example.labelIds.assign(all.begin() + 1, all.end());
}

// As the references fall back: pad, else end.
TokenId padToken(const ModelFolder &folder) {
    const std::optional<std::int64_t> id = folder.config.padToken ? folder.config.padToken : folder.config.eosToken;
    if (!id)
        throw Error(ErrorCode::UnsupportedOption, "label_end=pad: " + folder.path + "/config.json names neither pad_token_id nor eos_token_id",
                    "Set label_end=none.");
    return static_cast<TokenId>(*id);
}

Prepared prepare(const TuningConfig &config, const Study &study, const ModelFolder &folder) {
    Prepared prepared;
    prepared.folder = folder;
    const ExampleMaker maker(folder.path, config.promptTemplate, config.maxTokens, rulesOf(config));
    const ExampleMaker judge = maker.with(evaluationTemplate(config), evaluationLimit(config, folder.config));
    std::optional<TokenId> terminator;
    if (folder.config.eosToken)
        terminator = static_cast<TokenId>(*folder.config.eosToken);
    prepared.data.scoring = judge.scoring(taskOf(config), study.categories, config.scoring, terminator, prepared.warnings);
    prepared.data.positive = study.positive;
    // Only where training differs from evaluation does a row carry its own target.
    std::vector<std::vector<TokenId>> targets;
    if (config.task == Task::CausalLm && (config.cutRight || config.lossOnText || config.labelEnd != LabelEnd::None || evaluationTemplate(config) != config.promptTemplate)) {
        std::vector<std::string> same;
        targets = maker.scoring(taskOf(config), study.categories, config.scoring, terminator, same).labels;
        if (config.labelEnd != LabelEnd::None)
            for (std::vector<TokenId> &target : targets)
                target.push_back(config.labelEnd == LabelEnd::Pad ? padToken(folder) : endToken(folder));
    }
    const auto counted = [&](TokenizedExample made, const StudyRow &row) {
        if (row.number)
            made.number = row.number;
        else
            made.category = row.category;
        prepared.cut += made.wasCut ? 1 : 0;
        return made;
    };
    const ExampleMaker uncut = maker.with(config.promptTemplate, kNoLimit);
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        const std::vector<TokenId> target = targets.empty() || row.number ? std::vector<TokenId>() : targets[static_cast<std::size_t>(row.category)];
        TokenizedExample made = config.lossOnText && config.cutRight    ? uncut.make(row.id, row.text)
                                : config.cutRight && !targets.empty() ? maker.makeCutRight(row, target)
                                                                      : maker.make(row.id, row.text);
        if (made.labelIds.empty())
            made.labelIds = target;
        if (config.lossOnText)
            learnText(made, config);
        prepared.data.train.push_back(counted(std::move(made), row));
    }
    for (const StudyRow *row : study.side(Side::Validation))
        prepared.data.validation.push_back(counted(judge.make(row->id, row->text), *row));
    if (config.testEachEpoch)
        for (const StudyRow *row : study.side(Side::Test))
            prepared.data.test.push_back(counted(judge.make(row->id, row->text), *row));
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text && config.virtualTokens > 0) {
        const std::vector<TokenId> ids = maker.tokenizer().encode(
            cased(config, config.initText), config.initFromLeft ? SpecialTokens::Add : SpecialTokens::Omit, SpecialText::Match);
        if (ids.empty())
            throw Error(ErrorCode::BadConfig, "init is TEXT but init_text is empty", "Give --set init_text='…' or --set init=SAMPLE_VOCAB.");
        if (static_cast<std::int64_t>(ids.size()) > config.virtualTokens)
            prepared.warnings.push_back("the initial text has " + std::to_string(ids.size()) + " tokens, more than the " +
                                        std::to_string(config.virtualTokens) + " virtual ones; it is cut");
        prepared.data.initIds = tileIds(ids, config.virtualTokens, config.initFromLeft ? Tiling::Faithful : Tiling::Corrected);
    }
    if (prepared.cut > 0)
        prepared.warnings.push_back(std::to_string(prepared.cut) + " tweets are longer than " + std::to_string(config.maxTokens) +
                                    " tokens; their end is cut");
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

std::vector<JudgedNumber> judgeNumbers(const TrainedModel &model, Engine &engine, const std::vector<const StudyRow *> &rows, const std::stop_token &stop) {
    std::vector<std::string> texts;
    for (const StudyRow *row : rows)
        texts.push_back(row->text);
    std::vector<JudgedNumber> judged;
    classifyTexts(model, &engine, texts, stop, [&](std::int64_t first, const std::vector<Judgement> &judgements) {
        for (std::size_t i = 0; i < judgements.size(); ++i) {
            const StudyRow *row = rows[static_cast<std::size_t>(first) + i];
            judged.push_back({row, *row->number, double(*judgements[i].number)});
        }
    });
    return judged;
}

// The device and precision it was trained with also judge, so that figures and exported predictions agree.
TrainedModel trainedModel(const Adapter &adapter, const TuneRequest &request, const TuningConfig &config, const Study &study, const ModelFolder &folder,
                          const std::vector<std::string> &trainingRows, const HardPrompt *hard = nullptr) {
    TrainedModel model;
    model.kind = study.kind;
    model.categories = study.categories;
    model.positive = study.positive;
    model.adapter = adapter;
    model.adapter->config.baseModel = publicModelName(folder);
    model.adapter->config.tokenizerName = model.adapter->config.baseModel;
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text) {
        model.adapter->config.init = "TEXT";
        model.adapter->config.initText = cased(config, config.initText);
    }
    model.modelPath = folder.path;
    model.promptTemplate = evaluationTemplate(config);
    model.corpusTemplate = config.corpusTemplate;
    model.rules = rulesOf(config);
    model.otherLeavesRecall = config.otherLeavesRecall;
    model.device = request.device;
    model.dtype = config.dtype;
    model.scoring = config.scoring;
    model.maxTokens = evaluationLimit(config, folder.config);
    model.threads = request.threads;
    if (hard != nullptr) {
        model.lead = hard->lead;
        model.maxTokens = hard->maxTokens;
    }
    model.recordJson = recordOf(model, config, trainingRows);
    if (hard != nullptr) {
        model.runName = storeTrained(model).sha256.substr(0, 12);
        return model;
    }
    if (adapter.config.kind == AdapterKind::Full) {
        keepWholeModel(model, adapter, folder);
        return model;
    }
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

namespace {

ModelFolder folderToPlan(const TuneRequest &request, std::vector<std::string> &warnings) {
    const std::string path = pathOf(request);
    try {
        return openModelFolder(path);
    } catch (const Error &problem) {
        if (!request.isPlanOnly || problem.code() != ErrorCode::MissingWeights)
            throw;
        warnings.push_back(problem.detail() + "; the plan is made from config.json alone");
    }
    ModelFolder folder;
    folder.path = folder.name = path;
    folder.config = readModelConfig(path + "/config.json");
    return folder;
}

bool hasTokenizer(const std::string &path) {
    std::error_code failed;
    for (const char *name : {"tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt"})
        if (std::filesystem::exists(path + "/" + name, failed))
            return true;
    return false;
}

}  // namespace

TunePlan planTuning(const TuneRequest &request, const Study &study) {
    TunePlan plan;
    const ModelFolder folder = folderToPlan(request, plan.warnings);
    plan.config = effectiveConfig(request, folder);
    checkLabels(plan.config, study);
    fillSchedule(plan.config, study);
    plan.parameters = folder.config.parameters();
    const std::int64_t n = static_cast<std::int64_t>(study.trainOrder.size());
    plan.areLengthsAssumed = request.isPlanOnly && !hasTokenizer(folder.path);
    if (plan.areLengthsAssumed) {
        plan.lengths.assign(study.trainOrder.size(), plan.config.maxTokens);
        plan.warnings.push_back(folder.path + " has no tokenizer: every tweet is taken to have max_tokens = " +
                                std::to_string(plan.config.maxTokens) + " tokens");
    } else if (isUntrained(plan.config)) {
        const HardPrompt hard = hardPromptOf(plan.config, study, folder);
        plan.cutTweets = hard.cut;
        plan.prefixTokens = hard.prefixTokens;
        plan.lengths = hard.lengths;
        plan.warnings.insert(plan.warnings.end(), hard.warnings.begin(), hard.warnings.end());
    } else {
        const Prepared prepared = prepare(plan.config, study, folder);
        plan.cutTweets = prepared.cut;
        for (const TokenizedExample &example : prepared.data.train)
            plan.lengths.push_back(static_cast<std::int64_t>(example.ids.size()));
        plan.warnings.insert(plan.warnings.end(), prepared.warnings.begin(), prepared.warnings.end());
    }
    plan.stepsPerEpoch = (n + (plan.config.leakWindow ? 0 : plan.config.batchSize - 1)) / plan.config.batchSize;
    if (isUntrained(plan.config))
        plan.stepsPerEpoch = 0;
    plan.steps = plan.stepsPerEpoch * plan.config.epochs;
    if (plan.config.scheduleSteps == 0)
        plan.config.scheduleSteps = plan.steps;
    plan.trainableParameters = trainableParameters(plan.config, folder.config, static_cast<std::int64_t>(study.categories.size()));
    plan.memoryBytes = plannedBytes(plan.config, folder.config, plan.lengths);
    plan.warnings.insert(plan.warnings.begin(), study.warnings.begin(), study.warnings.end());
    plan.canResume = request.resume == Resume::Auto && !folder.weightFiles.empty() &&
                     !CheckpointFile(request.checkpointFolder, runHash(request, study)).load().empty();
    return plan;
}

namespace {

// The model as the prompt asks it: nothing learns, so it is best and last at once.
void takeHardPrompt(Engine &engine, const TuneRequest &request, const Study &study, const ModelFolder &folder, TuneReport &out) {
    const HardPrompt hard = hardPromptOf(out.config, study, folder);
    out.warnings.insert(out.warnings.end(), hard.warnings.begin(), hard.warnings.end());
    const ModelInfo info = engine.load(folder, {request.device, out.config.dtype, request.threads});
    out.device = info.device;
    out.warnings.insert(out.warnings.end(), info.warnings.begin(), info.warnings.end());
    Adapter asked;
    asked.config.kind = AdapterKind::HardPrompt;
    asked.config.task = TaskType::CausalLm;
    asked.pooling = "last_row";
    out.result.best = out.result.last = asked;
    out.result.reason = "Nothing was trained: a prompt with " + std::to_string(hard.examples.size()) + " examples, " +
                        std::to_string(hard.prefixTokens) + " tokens before each tweet.";
    std::vector<std::string> seen;
    for (const StudyRow *row : hard.examples)
        seen.push_back(rowHash(row->id.text(), row->text));
    out.best = out.last = trainedModel(asked, request, out.config, study, folder, seen, &hard);
}

// Trains on the study and fills result, best and last; false: stopped, and only the checkpoint was wanted.
bool train(Engine &engine, const TuneRequest &request, const Study &study, const ModelFolder &folder, const CheckpointFile &checkpoint, TuneReport &out,
           const std::stop_token &stop, const ReportEvent &report) {
    Prepared prepared = prepare(out.config, study, folder);
    prepared.data.configHash = out.configHash;
    out.warnings.insert(out.warnings.end(), prepared.warnings.begin(), prepared.warnings.end());
    const ModelInfo info = engine.load(folder, {request.device, out.config.dtype, request.threads});
    out.device = info.device;
    out.warnings.insert(out.warnings.end(), info.warnings.begin(), info.warnings.end());

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
        return false;

    std::vector<std::string> trainingRows;
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        trainingRows.push_back(rowHash(row.id.text(), row.text));
    }
    out.best = trainedModel(out.result.best, request, out.config, study, folder, trainingRows);
    out.last = trainedModel(out.result.last, request, out.config, study, folder, trainingRows);
    return true;
}

}  // namespace

TuneReport tune(Engine &engine, const TuneRequest &request, const Study &study, std::stop_token stop, const ReportEvent &report) {
    TuneReport out;
    report(PhaseStarted{"Reading the model", 0});
    const ModelFolder folder = openModelFolder(pathOf(request));
    out.config = effectiveConfig(request, folder);
    checkLabels(out.config, study);
    fillSchedule(out.config, study);
    out.configHash = runHash(request, study);
    out.warnings = study.warnings;
    const CheckpointFile checkpoint(request.checkpointFolder, out.configHash);
    if (isUntrained(out.config))
        takeHardPrompt(engine, request, study, folder, out);
    else if (!train(engine, request, study, folder, checkpoint, out, stop, report))
        return out;
    out.warblerJson = out.best.recordJson;

    report(PhaseStarted{"Evaluating", study.count(Side::Validation) + study.count(Side::Test)});
    // A stopped run is scored too: that is what "Stop and keep best" promises. A hard prompt is nothing but its scoring.
    const std::stop_token goOn = isUntrained(out.config) ? stop : std::stop_token();
    const std::vector<const StudyRow *> validation = study.side(Side::Validation), test = study.side(Side::Test);
    if (study.kind == LabelKind::Numbers) {
        const auto evaluated = [&](const std::vector<const StudyRow *> &rows, std::vector<JudgedNumber> &judged) {
            judged = judgeNumbers(out.best, engine, rows, goOn);
            return rows.empty() ? std::optional<NumberEvaluation>() : evaluateNumbers(judged, study);
        };
        out.validationOfNumbers = evaluated(validation, out.validationNumbers);
        out.testOfNumbers = evaluated(test, out.testNumbers);
        if (out.result.state == RunState::Finished)
            checkpoint.remove();
        return out;
    }
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
                          {"step", epoch.step},
                          {"side", epoch.side},
                          {"train_loss", epoch.trainLoss},
                          {"validation_loss", orNull(epoch.validationLoss)},
                          {"accuracy", orNull(epoch.accuracy)},
                          {"precision", orNull(epoch.precision)},
                          {"recall", orNull(epoch.recall)},
                          {"f1", orNull(epoch.f1)},
                          {"macro_f1", orNull(epoch.macroF1)},
                          {"seconds", epoch.seconds},
                          {"best", epoch.isBest}});
    const bool isOfNumbers = study.kind == LabelKind::Numbers;
    for (std::size_t i = 0; isOfNumbers && i < report.result.epochs.size(); ++i) {
        const EpochDone &epoch = report.result.epochs[i];
        for (const char *name : {"accuracy", "precision", "recall", "f1", "macro_f1"})
            epochs[i].erase(name);
        epochs[i].update({{"rmse", orNull(epoch.rmse)}, {"mae", orNull(epoch.mae)}, {"pearson", orNull(epoch.pearson)}, {"r2", orNull(epoch.r2)}});
    }
    json["run"] = report.configHash.substr(0, 16);
    json["state"] = runStateName(report.result.state);
    json["reason"] = report.result.reason;
    json["model"] = report.best.adapter ? report.best.adapter->config.baseModel : report.config.model;
    json["method"] = toJson(report.config)["method"];
    json["positive"] = isOfNumbers ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(study.categories[static_cast<std::size_t>(study.positive)].value);
    json["trainable_parameters"] = report.result.trainableParameters;
    json["steps"] = report.result.steps;
    json["epochs"] = epochs;
    json["best_epoch"] = orNull(report.result.bestEpoch);
    json["best_step"] = orNull(report.result.bestStep);
    json["validation"] = report.validation ? toJson(*report.validation) : nlohmann::ordered_json(nullptr);
    json["test"] = report.test ? toJson(*report.test) : nlohmann::ordered_json(nullptr);
    if (report.config.otherLeavesRecall)
        json["notebook_figures"] = report.test ? notebookFigures(*report.test) : nlohmann::ordered_json(nullptr);
    json["baselines"] = report.testBaselines         ? toJson(*report.testBaselines)
                        : report.validationBaselines ? toJson(*report.validationBaselines)
                                                     : nlohmann::ordered_json(nullptr);
    if (isOfNumbers) {
        const std::optional<NumberEvaluation> &evaluation = report.testOfNumbers ? report.testOfNumbers : report.validationOfNumbers;
        json["validation"] = report.validationOfNumbers ? toJson(*report.validationOfNumbers) : nlohmann::ordered_json(nullptr);
        json["test"] = report.testOfNumbers ? toJson(*report.testOfNumbers) : nlohmann::ordered_json(nullptr);
        json["baselines"] = evaluation ? baselineJson(*evaluation) : nlohmann::ordered_json(nullptr);
    }
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
