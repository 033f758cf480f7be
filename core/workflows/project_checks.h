// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/tuning/cross_validation.h"
#include "core/tuning/hyperparameter_search.h"
#include "core/workflows/project_tuning.h"

namespace warbler {

// Checks of settings inside a project, each a run without an adapter. What is finished (folds, trials) stands in the
// project at once; a stopped or interrupted check with the same settings and labels goes on in its own run. On the
// device thread.

// Out-of-fold predictions of the first round are the run's predictions. Each tweet is a test tweet of the run.
ProjectTuneResult crossValidateInProject(Project &project, Engine &engine, const TuneRequest &request, int folds,
                                         int repeats, std::stop_token stop, const ReportEvent &report);
// The same search with more trials goes on in the same run, finished or not.
ProjectTuneResult searchInProject(Project &project, Engine &engine, const TuneRequest &request,
                                  const std::string &split, const SearchSpace &space, const SearchRequest &search,
                                  std::stop_token stop, const ReportEvent &report);
// Figures of a run of kind Folds over its finished folds; study: as studyOfRun gives it.
CrossValidation foldsOfRun(Project &project, const Run &run, const Study &study);
SearchResult trialsOfRun(Project &project, RunId run);

}  // namespace warbler
