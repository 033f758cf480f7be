// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/run_repository.h"
#include "core/tuning/cross_validation.h"
#include "core/tuning/hyperparameter_search.h"

namespace warbler {

// A check with folds or a search, as it stands in the project.
struct CheckedRun {
    Run run;
    CrossValidation folds;  // of a run of kind Folds
    SearchResult trials;    // of a run of kind Search
};
// Of this kind, the newest one where id is 0; none: a run without id. On any thread but the window's.
CheckedRun checkedRun(Project &project, RunKind kind, RunId id);

}  // namespace warbler
