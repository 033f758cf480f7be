// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/project_checks.h"

#include <algorithm>
#include <variant>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/corpus/prediction_repository.h"
#include "core/learn/run_record.h"
#include "core/models/model_lookup.h"
#include "core/study/run_study.h"
#include "core/tuning/tune_plan.h"

namespace warbler {

namespace {

constexpr const char *kFoldsBlob = "folds";
constexpr const char *kTrialsBlob = "trials";

// The run of a check from its start to its end, whatever the end is.
class CheckRun {
public:
    CheckRun(Project &project, RunKind kind, const std::string &hash, bool isFinishedToo) : m_runs(project) {
        m_run.kind = kind;
        m_run.configHash = hash;
        for (const RunState state : {RunState::Stopped, RunState::Interrupted, RunState::Failed, RunState::Finished}) {
            if (state == RunState::Finished && !isFinishedToo)
                continue;
            if (const std::optional<Run> known = m_runs.find(hash, state)) {
                m_run = *known;
                return;
            }
        }
    }
    void begin(const TuneRequest &request, const Study &study, const std::string &word,
               const std::variant<FoldsRun, SearchRun> &kind) {
        m_run.state = RunState::Running;
        m_run.reason.clear();
        m_run.endedAt.clear();
        if (m_run.id.row != 0) {
            m_runs.update(m_run);
            return;
        }
        int n = 1;
        for (const Run &run : m_runs.all())
            n += run.kind == m_run.kind ? 1 : 0;
        m_run.name = word + " " + std::to_string(n);
        m_run.startedAt = nowUtc();
        m_run.configJson = toText(request.config);
        RunRecord record = studyRecord(study);
        record.modelPath = request.modelPath.empty() ? findModel(request.config.model) : request.modelPath;
        record.device = request.device;
        std::visit([&record](const auto &one) { record.kind = one; }, kind);
        m_run.recordJson = toText(record);
        m_run.id = m_runs.create(m_run, itemsOf(study));
    }
    void end(RunState state, const std::string &reason) {
        m_run.state = state;
        m_run.reason = reason;
        m_run.endedAt = nowUtc();
        m_runs.update(m_run);
    }
    // Ends the run as its work does; work returns the state and the reason.
    template <class Work>
    ProjectTuneResult follow(const Work &work) {
        try {
            const std::pair<RunState, std::string> ended = work();
            end(ended.first, ended.second);
        } catch (const Error &problem) {
            end(RunState::Failed, problem.detail());
            throw;
        } catch (const Cancelled &) {
            end(RunState::Stopped, "Stopped; what was finished is kept.");
        }
        ProjectTuneResult result;
        result.run = m_run.id;
        result.state = m_run.state;
        return result;
    }
    RunRepository &runs() { return m_runs; }
    const Run &run() const { return m_run; }

private:
    RunRepository m_runs;
    Run m_run;
};

// Folds look at no side; every tweet is tested.
Study studyToFold(Project &project, const TuneRequest &request) {
    Study study = studyFor(project, request, "0.8");
    study.splitSpec = "folds";
    study.trainOrder.clear();
    study.warnings.clear();
    for (StudyRow &row : study.rows)
        row.side = Side::Test;
    return study;
}

void storeOutOfFold(Project &project, RunId run, const Study &study, const CrossValidation &result) {
    std::vector<StoredPrediction> predictions;
    for (const FoldResult &fold : result.results)
        for (const OutOfFoldRow &row : fold.rows)
            if (fold.repeat == 1)
                predictions.push_back(
                    {study.rows[static_cast<std::size_t>(row.row)].key,
                     row.predicted,
                     row.logProbabilities,
                     {},
                     row.number ? std::optional<float>(static_cast<float>(*row.number)) : std::nullopt});
    PredictionRepository(project).append(run, {}, predictions);  // each fold had weights of its own
}

}  // namespace

ProjectTuneResult crossValidateInProject(Project &project, Engine &engine, const TuneRequest &request, int folds,
                                         int repeats, std::stop_token stop, const ReportEvent &report) {
    const Study study = studyToFold(project, request);
    CheckRun check(
        project, RunKind::Folds,
        sha256Hex("folds " + std::to_string(folds) + " " + std::to_string(repeats) + " " + runHash(request, study)),
        false);
    check.begin(request, study, "Check", FoldsRun{folds, repeats});
    return check.follow([&]() -> std::pair<RunState, std::string> {
        const auto keep = [&](const std::vector<FoldResult> &results) {
            check.runs().storeBlob(check.run().id, kFoldsBlob, foldsToText(results));
        };
        const CrossValidation result = crossValidate(engine, request, study, folds, repeats, stop, report, keep);
        if (result.isStopped)
            return {RunState::Stopped, "Stopped after " + std::to_string(result.results.size()) + " of " +
                                           std::to_string(folds * repeats) + " folds. The same check goes on."};
        keep(result.results);
        storeOutOfFold(project, check.run().id, study, result);
        forgetFolds(request, study, folds);
        return {RunState::Finished, "All " + std::to_string(folds * repeats) + " folds are done."};
    });
}

ProjectTuneResult searchInProject(Project &project, Engine &engine, const TuneRequest &request,
                                  const std::string &split, const SearchSpace &space, const SearchRequest &search,
                                  std::stop_token stop, const ReportEvent &report) {
    const Study study = withoutTest(studyFor(project, request, split));
    const std::string kind = search.kind == SearchKind::Grid ? "grid" : "random";
    CheckRun check(project, RunKind::Search, sha256Hex("search " + kind + " " + space.text() + runHash(request, study)),
                   true);
    check.begin(request, study, "Search", SearchRun{kind, search.trials, search.minutes});
    return check.follow([&]() -> std::pair<RunState, std::string> {
        SearchRequest one = search;
        one.known = trialsOfRun(project, check.run().id).trials;
        one.trials = std::max(search.trials, static_cast<int>(one.known.size()));
        one.onTrial = [&](const SearchResult &result) {
            check.runs().storeBlob(check.run().id, kTrialsBlob, toJson(result).dump());
            if (search.onTrial)
                search.onTrial(result);
        };
        const SearchResult result = searchSettings(engine, request, study, space, one, stop, report);
        if (result.isStopped)
            return {RunState::Stopped,
                    "Stopped after " + std::to_string(result.trials.size()) + " trials. The same search goes on."};
        check.runs().storeBlob(check.run().id, kTrialsBlob, toJson(result).dump());
        return {RunState::Finished, std::to_string(result.trials.size()) + " trials: " + result.reason + "."};
    });
}

CrossValidation foldsOfRun(Project &project, const Run &run, const Study &study) {
    CrossValidation result;
    result.results = foldsFromText(RunRepository(project).blob(run.id, kFoldsBlob));
    const RunRecord record = runRecord(run.recordJson, run.name);
    if (const auto *check = std::get_if<FoldsRun>(&record.kind)) {
        result.folds = check->folds;
        result.repeats = check->repeats;
    }
    const auto categories = static_cast<int>(study.categories.size());
    for (const FoldResult &fold : result.results) {
        bool isSane = fold.majority >= 0 && fold.majority < std::max(1, categories);
        for (const OutOfFoldRow &row : fold.rows)
            isSane = isSane && row.row >= 0 && row.row < std::ssize(study.rows) && row.predicted >= -1 &&
                     row.predicted < categories && row.number.has_value() == (study.task == Task::Regression);
        if (!isSane)
            throw Error(ErrorCode::ProjectDamaged, run.name + ": a fold names a tweet or a category it does not have",
                        "Start the check anew.");
    }
    if (!result.results.empty())
        summariseFolds(result, study, readableTuningConfig(run.configJson).seed);
    return result;
}

SearchResult trialsOfRun(Project &project, RunId run) {
    return searchResultFromText(RunRepository(project).blob(run, kTrialsBlob));
}

}  // namespace warbler
