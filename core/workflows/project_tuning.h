// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/corpus/run_repository.h"
#include "core/learn/engine.h"
#include "core/tuning/tune_report.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// What the request learns from in a project: its categories or, with task=regression, a column of numbers.
Study studyFor(Project &project, const TuneRequest &request, const std::string &split);
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
