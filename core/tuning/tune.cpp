// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/tune.h"

#include <utility>

#include "core/classify/example_maker.h"
#include "core/classify/model_identity.h"
#include "core/classify/model_record.h"
#include "core/classify/stored_adapter.h"
#include "core/learn/planned_size.h"
#include "core/models/adapter_files.h"
#include "core/models/model_folder.h"
#include "core/tuning/checkpoint_file.h"
#include "core/tuning/hard_prompt.h"
#include "core/tuning/tune_plan.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

namespace {

// The device and precision it was trained with also judge, so that figures and exported predictions agree.
TrainedModel trainedModel(const Adapter &adapter, const TuneRequest &request, const TuningConfig &config,
                          const Study &study, const ModelFolder &folder, const std::vector<std::string> &trainingRows,
                          const HardPrompt *hard = nullptr) {
    TrainedModel model;
    model.task = config.task;
    model.categories = study.categories;
    model.positive = study.positive;
    model.adapter = adapter;
    model.adapter->config.baseModel = publicModelName(folder);
    model.adapter->config.tokenizerName = model.adapter->config.baseModel;
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text) {
        model.adapter->config.init = "TEXT";
        model.adapter->config.initText = applyCase(config, config.initText);
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
        model.runName = runNameOf(storeTrained(model).sha256);
        return model;
    }
    if (adapter.config.kind == AdapterKind::Full) {
        keepWholeModel(model, adapter, folder);
        return model;
    }
    model.runName = runNameOf(storeAdapter(*model.adapter, model.recordJson).sha256);
    return model;
}

// The model as the prompt asks it: nothing learns, so it is best and last at once.
void takeHardPrompt(Engine &engine, const TuneRequest &request, const Study &study, const ModelFolder &folder,
                    TuneReport &out) {
    const HardPrompt hard = hardPromptOf(out.config, study, folder);
    out.warnings.insert(out.warnings.end(), hard.warnings.begin(), hard.warnings.end());
    const ModelInfo info = engine.load(folder, {request.device, out.config.dtype, request.threads});
    out.device = info.device;
    out.warnings.insert(out.warnings.end(), info.warnings.begin(), info.warnings.end());
    Adapter asked;
    asked.config.kind = AdapterKind::HardPrompt;
    asked.config.task = Task::CausalLm;
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
bool train(Engine &engine, const TuneRequest &request, const Study &study, const ModelFolder &folder,
           const CheckpointFile &checkpoint, TuneReport &out, const std::stop_token &stop, const ReportEvent &report) {
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

TuneReport trainAndJudge(Engine &engine, const TuneRequest &request, const Study &study, const std::stop_token &stop,
                         const ReportEvent &report) {
    TuneReport out;
    report(PhaseStarted{"Reading the model", 0});
    const ModelFolder folder = openModelFolder(pathOf(request));
    out.config = effectiveConfig(request, folder);
    checkLabels(out.config, study);
    out.config = withSchedule(std::move(out.config), study);
    out.configHash = runHash(request, study);
    out.warnings = study.warnings;
    const CheckpointFile checkpoint(request.checkpointFolder, out.configHash);
    if (isUntrained(out.config))
        takeHardPrompt(engine, request, study, folder, out);
    else if (!train(engine, request, study, folder, checkpoint, out, stop, report))
        return out;

    report(PhaseStarted{"Evaluating", study.count(Side::Validation) + study.count(Side::Test)});
    // A stopped run is scored too: that is what "Stop and keep best" promises. A hard prompt is nothing but its
    // scoring.
    const std::stop_token goOn = isUntrained(out.config) ? stop : std::stop_token();
    const auto evaluated = [&](Side side) {
        const std::vector<const StudyRow *> rows = study.side(side);
        return rows.empty() ? std::optional<SideReport>()
                            : sideReport(judgeRows(out.best, &engine, rows, goOn), study, out.config.seed);
    };
    out.validation = evaluated(Side::Validation);
    out.test = evaluated(Side::Test);
    if (const SideReport *shown = out.sideToShow())
        out.verdict = verdictOf(*shown, out.config.seed, out.test ? "test" : "validation");
    return out;
}

void tryOutputs(const TuneRequest &request, const Study &study) {
    const ModelFolder folder = openModelFolder(pathOf(request));
    const TuningConfig config = effectiveConfig(request, folder);
    if (!isUntrained(config))
        CheckpointFile(request.checkpointFolder, runHash(request, study)).tryOut();
    if (!request.adapterFolder.empty())
        tryAdapterFolder(request.adapterFolder,
                         static_cast<std::uint64_t>(
                             isUntrained(config)
                                 ? 0
                                 : 4 * trainableParameters(config, folder.config, std::ssize(study.categories))));
}

void saveTrained(const TuneRequest &request, const TuneReport &report) {
    const bool isLeft = report.result.state == RunState::Stopped && request.onStop == OnStop::Leave;
    if (!request.adapterFolder.empty() && !isLeft)
        writeStoredAdapter(storeTrained(report.best), request.adapterFolder);
    if (report.result.state == RunState::Finished)
        CheckpointFile(request.checkpointFolder, report.configHash).remove();
}

TuneReport tune(Engine &engine, const TuneRequest &request, const Study &study, std::stop_token stop,
                const ReportEvent &report) {
    tryOutputs(request, study);
    TuneReport out = trainAndJudge(engine, request, study, stop, report);
    saveTrained(request, out);
    return out;
}

}  // namespace warbler
