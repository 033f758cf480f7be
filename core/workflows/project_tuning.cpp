// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/project_tuning.h"

#include <chrono>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/classify/side_report.h"
#include "core/classify/stored_adapter.h"
#include "core/corpus/prediction_repository.h"
#include "core/learn/run_record.h"
#include "core/models/model_lookup.h"
#include "core/study/project_study.h"
#include "core/study/run_study.h"
#include "core/tuning/checkpoint_file.h"
#include "core/tuning/tune.h"
#include "core/tuning/tune_plan.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

namespace {

using Clock = std::chrono::steady_clock;

// Curves on their way into the project: stored at most a second after they came.
class PointStore {
public:
    PointStore(RunRepository &runs, RunId run) : m_runs(runs), m_run(run) {}
    void add(const JobEvent &event) {
        const bool isEpoch = std::holds_alternative<EpochDone>(event);
        if (!isEpoch && !std::holds_alternative<StepDone>(event))
            return;
        m_waiting.push_back(event);
        if (isEpoch || Clock::now() - m_last >= std::chrono::milliseconds(800))
            flush();
    }
    void flush() {
        if (!m_waiting.empty())
            m_runs.appendPoints(m_run, m_waiting);
        m_waiting.clear();
        m_last = Clock::now();
    }

private:
    RunRepository &m_runs;
    RunId m_run;
    std::vector<JobEvent> m_waiting;
    Clock::time_point m_last = Clock::now();
};

std::string nextName(const RunRepository &runs) {
    int n = 1;
    for (const Run &run : runs.all())
        n += run.kind == RunKind::Tuned ? 1 : 0;
    return "Run " + std::to_string(n);
}

StoredPrediction predictionOf(const JudgedRow &row) {
    return {row.row->key, row.predicted, row.logProbabilities, {}, {}};
}
StoredPrediction predictionOf(const JudgedNumber &row) {
    return {row.row->key, -1, {}, {}, static_cast<float>(row.predicted)};
}

// Judged by what the run holds now.
template <typename Judged>
void storeJudged(Project &project, RunId run, const std::vector<Judged> &rows) {
    std::vector<StoredPrediction> predictions;
    for (const Judged &row : rows)
        predictions.push_back(predictionOf(row));
    PredictionRepository store(project);
    if (!predictions.empty())
        store.append(run, store.checkpoint(run), predictions);
}

void storeJudged(Project &project, RunId run, const std::optional<SideReport> &side) {
    if (side)
        std::visit([&](const auto &figures) { storeJudged(project, run, figures.rows); }, side->figures);
}

// The word model on the same tweets: a run of its own, made once per set of labels and sides.
RunId wordModelRun(Project &project, const Study &study) {
    RunRepository runs(project);
    const std::string hash = wordModelHash(study.dataHash());
    if (const std::optional<Run> known = runs.find(hash, RunState::Finished))
        return known->id;
    const WordModel words = WordModel::fit(study, ClassBalance::Balanced);
    RunRecord record = studyRecord(study);
    record.kind = WordModelRun{};
    Run run;
    run.name = "Word model";
    run.kind = RunKind::WordModel;
    run.state = RunState::Running;
    run.startedAt = nowUtc();
    run.configHash = hash;
    run.configJson = "{}";
    run.recordJson = toText(record);
    run.id = runs.create(run, itemsOf(study));
    runs.storeBlob(run.id, "word-model", words.toBytes());
    const TrainedModel model = modelFromRun(project, run.id);
    for (const Side side : {Side::Validation, Side::Test}) {
        const JudgedRows judged = judgeRows(model, nullptr, study.side(side), {});
        storeJudged(project, run.id, std::get<std::vector<JudgedRow>>(judged));
    }
    run.state = RunState::Finished;
    run.reason = "Counts " + std::to_string(words.words()) + " words.";
    run.endedAt = nowUtc();
    runs.update(run);
    return run.id;
}

TrainingOutcome outcomeOf(const TuneReport &report) {
    TrainingOutcome outcome;
    outcome.seconds = report.result.seconds;
    outcome.steps = report.result.steps;
    outcome.trainableParameters = report.result.trainableParameters;
    outcome.peakMemoryBytes = static_cast<std::int64_t>(report.result.peakMemoryBytes);
    outcome.examplesPerSecond = report.result.examplesPerSecond;
    outcome.bestEpoch = report.result.bestEpoch;
    outcome.warnings = report.warnings;
    outcome.verdict = report.verdict ? report.verdict->sentence : "";
    outcome.isWordModelBetter = report.verdict && report.verdict->withWordModel.standing == Standing::Worse;
    if (report.validation)
        outcome.validation = storedFigures(*report.validation);
    if (report.test)
        outcome.test = storedFigures(*report.test);
    return outcome;
}

void finishRun(Run &run, const TuneReport &report) {
    RunRecord record = runRecord(run.recordJson, run.name);
    record.device = report.device;
    record.kind = TunedRun{outcomeOf(report)};
    run.recordJson = toText(record);
    run.configJson = toText(report.config);
    run.state = report.result.state;
    run.reason = report.result.reason;
    run.endedAt = nowUtc();
}

// The same settings and tweets, interrupted before there was an adapter, with its checkpoint still there: not a second
// run.
std::optional<Run> runToGoOnWith(RunRepository &runs, const TuneRequest &request, const Study &study) {
    const std::string hash = runHash(request, study);
    if (request.resume == Resume::Never || CheckpointFile(request.checkpointFolder, hash).load().empty())
        return std::nullopt;
    std::optional<Run> run = runs.find(hash, RunState::Interrupted);
    if (!run || run->kind != RunKind::Tuned || runs.adapter(run->id, Checkpoint::Last))
        return std::nullopt;
    run->state = RunState::Running;
    run->reason.clear();
    run->endedAt.clear();
    runs.update(*run);
    return run;
}

ProjectTuneResult trainRun(Project &project, Engine &engine, const TuneRequest &request,
                           std::shared_ptr<const Study> learnt, Run run, const std::stop_token &stop,
                           const ReportEvent &report) {
    const Study &study = *learnt;
    RunRepository runs(project);
    ProjectTuneResult out;
    out.study = std::move(learnt);
    out.run = run.id;
    try {
        if (study.task != Task::Regression)
            out.wordModelRun = wordModelRun(project, study);
    } catch (const Error &problem) {
        if (problem.code() != ErrorCode::TooFewLabels)
            throw;
        report(Warned{problem.detail()});
    }
    PointStore points(runs, run.id);
    try {
        TuneReport tuned = trainAndJudge(engine, request, study, stop, [&](const JobEvent &event) {
            points.add(event);
            report(event);
        });
        points.flush();
        // A signal leaves the checkpoint alone: there is no adapter yet that could be stored.
        if (tuned.result.state == RunState::Stopped && request.onStop == OnStop::Leave) {
            run.state = RunState::Interrupted;
            run.reason = "Stopped at step " + std::to_string(tuned.result.steps) + "; the run can go on from there.";
            run.endedAt = nowUtc();
            runs.update(run);
            out.state = RunState::Stopped;
            out.report = std::move(tuned);
            return out;
        }
        runs.storeAdapter(run.id, Checkpoint::Best, storeTrained(tuned.best));
        runs.storeAdapter(run.id, Checkpoint::Last, storeTrained(tuned.last));
        storeJudged(project, run.id, tuned.validation);
        storeJudged(project, run.id, tuned.test);
        finishRun(run, tuned);
        runs.update(run);
        out.state = run.state;
        out.report = std::move(tuned);
    } catch (const Error &problem) {
        points.flush();
        run.state = RunState::Failed;
        run.reason = problem.detail();
        run.endedAt = nowUtc();
        runs.update(run);
        throw;
    } catch (const Cancelled &) {
        points.flush();
        run.state = RunState::Interrupted;
        run.reason = "Stopped before the first evaluation.";
        run.endedAt = nowUtc();
        runs.update(run);
        throw;
    }
    saveTrained(request, out.report);  // the run is stored whatever becomes of the adapter's folder
    return out;
}

}  // namespace

Study studyFor(Project &project, const TuneRequest &request, const std::string &split) {
    return request.config.task == Task::Regression
               ? numbersFromProject(project, request.numberColumn, split, request.config.seed)
               : studyFromProject(project, split, request.config.labels, request.config.seed);
}

ProjectTuneResult tuneInProject(Project &project, Engine &engine, const TuneRequest &request, const std::string &split,
                                std::stop_token stop, const ReportEvent &report) {
    const auto study = std::make_shared<const Study>(studyFor(project, request, split));
    tryOutputs(request, *study);
    RunRepository runs(project);
    if (const std::optional<Run> left = runToGoOnWith(runs, request, *study))
        return trainRun(project, engine, request, study, *left, stop, report);
    Run run;
    run.name = nextName(runs);
    run.startedAt = nowUtc();
    run.configJson = toText(request.config);
    run.configHash = runHash(request, *study);
    RunRecord record = studyRecord(*study);
    record.modelPath = request.modelPath.empty() ? findModel(request.config.model) : request.modelPath;
    record.device = request.device;
    run.recordJson = toText(record);
    run.id = runs.create(run, itemsOf(*study));
    return trainRun(project, engine, request, study, run, stop, report);
}

ProjectTuneResult resumeInProject(Project &project, Engine &engine, RunId runId, std::stop_token stop,
                                  const ReportEvent &report) {
    RunRepository runs(project);
    Run run = runs.get(runId);
    const auto study = std::make_shared<const Study>(studyOfRun(project, run));
    TuneRequest request;
    const RunRecord record = runRecord(run.recordJson, run.name);
    request.config = tuningConfig(run.configJson);
    request.modelPath = record.modelPath;
    request.device = record.device;
    const std::string hash = runHash(request, *study);
    if (hash != run.configHash)
        throw Error(ErrorCode::ResumeMismatch,
                    run.name + " cannot go on: its model or tweets have changed since it stopped",
                    "Start a new run with the same settings.");
    if (CheckpointFile(request.checkpointFolder, hash).load().empty())
        throw Error(ErrorCode::ResumeMismatch,
                    run.name + " cannot go on: its checkpoint is not on this computer any more",
                    "Start a new run with the same settings.");
    run.state = RunState::Running;
    run.reason.clear();
    run.endedAt.clear();
    runs.update(run);
    return trainRun(project, engine, request, study, run, stop, report);
}

}  // namespace warbler
