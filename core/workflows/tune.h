// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/corpus/run_repository.h"
#include "core/learn/engine.h"
#include "core/workflows/classifier.h"
#include "core/workflows/evaluation.h"
#include "core/workflows/number_evaluation.h"
#include "core/workflows/read_example.h"
#include "core/workflows/study.h"
#include "core/workflows/verdict.h"

namespace warbler {

enum class Resume { Auto, Never };
// Evaluate: what was trained until the stop is scored (the window). Leave: end at once, the checkpoint is all (a
// signal).
enum class OnStop { Evaluate, Leave };

struct TuneRequest {
    TuningConfig config;
    std::string modelPath;     // folder; empty: config.model is looked up
    bool isPlanOnly = false;   // a folder with config.json alone will do
    std::string numberColumn;  // in a project with task=regression: the imported column to learn
    std::string positive;      // as given by the user or the preset; the study's already reflects it
    std::string device = "auto";
    int threads = 0;
    Resume resume = Resume::Auto;
    OnStop onStop = OnStop::Evaluate;
    std::string checkpointFolder;  // empty: the state folder
    std::string adapterFolder;     // where best is written too; empty: nowhere
};

// What Start would do, without doing it.
struct TunePlan {
    TuningConfig config;  // every value, scheduleSteps filled in
    std::int64_t steps = 0, stepsPerEpoch = 0;
    std::int64_t trainableParameters = 0;
    std::int64_t parameters = 0;  // of the model
    std::int64_t cutTweets = 0;
    std::optional<std::int64_t> prefixTokens;  // of a hard prompt: tokens that all tweets share
    std::vector<std::int64_t> lengths;         // tokens per training tweet
    std::optional<ReadExample>
        example;                     // the first training tweet that is cut, else the first; none without a tokenizer
    bool areLengthsAssumed = false;  // no tokenizer there: every tweet counts max_tokens
    std::uint64_t memoryBytes = 0;   // estimate
    std::vector<std::string> warnings;
    bool canResume = false;
    std::int64_t resumeStep = 0;
};

// Everything a finished or stopped run leaves.
struct TuneReport {
    TuningResult result;
    TuningConfig config;
    TrainedModel best, last;
    std::string warblerJson;  // of best
    std::string configHash;
    std::string device;
    std::vector<JudgedRow> validationRows, testRows;  // by best; empty sides stay empty
    std::optional<Evaluation> validation, test;
    std::optional<Baselines> validationBaselines, testBaselines;
    std::vector<JudgedNumber> validationNumbers,
        testNumbers;  // of a study of numbers, which leaves the four above empty
    std::optional<NumberEvaluation> validationOfNumbers, testOfNumbers;
    std::optional<Verdict> verdict;  // on the test rows, else the validation rows
    std::vector<std::string> warnings;
};

// What the request learns from in a project: its categories or, with task=regression, a column of numbers.
Study studyFor(Project &project, const TuneRequest &request, const std::string &split);
// No engine call; reads config.json and the tokenizer. With isPlanOnly neither weights nor tokenizer have to be there.
TunePlan planTuning(const TuneRequest &request, const Study &study);
// Trains, evaluates with best, computes the baselines, writes the adapter. Where it and the checkpoints go is tried
// before; the checkpoint goes when everything is on disk. A stop keeps best and last; what was trained is evaluated on
// validation and test as well. study must outlive the report (JudgedRow points into it). On the device thread.
TuneReport tune(Engine &engine, const TuneRequest &request, const Study &study, std::stop_token stop,
                const ReportEvent &report);
// Fails as writing the request's adapter and checkpoints would. Touches nothing that is there.
void tryOutputs(const TuneRequest &request, const Study &study);
// The first 16 hex digits name the run in the checkpoint folder: SHA-256(config, data, model, seed).
std::string runHash(const TuneRequest &request, const Study &study);
nlohmann::ordered_json toJson(const TuneReport &report, const Study &study);  // what `tune --json` prints

// The same inside a project: makes the run, stores points, checkpoints, adapters and evaluation predictions, and beside
// it the word model as a run of its own (once per data hash). Progress is reported as by tune(). Returns when the run
// is stored; after a stop under OnStop::Leave it is Interrupted there, and the same request goes on with it.
struct ProjectTuneResult {
    RunId run;
    RunId wordModelRun;
    RunState state = RunState::Finished;
    std::shared_ptr<const Study> study;
    TuneReport report;  // points into study
};
ProjectTuneResult tuneInProject(Project &project, Engine &engine, const TuneRequest &request, const std::string &split,
                                std::stop_token stop, const ReportEvent &report);
// Goes on with an interrupted or stopped run from its checkpoint. Error(ResumeMismatch) if labels or settings changed.
ProjectTuneResult resumeInProject(Project &project, Engine &engine, RunId run, std::stop_token stop,
                                  const ReportEvent &report);

}  // namespace warbler
