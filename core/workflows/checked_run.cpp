// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/checked_run.h"

#include "core/study/run_study.h"
#include "core/workflows/project_checks.h"

namespace warbler {

CheckedRun checkedRun(Project &project, RunKind kind, RunId id) {
    CheckedRun checked;
    for (const Run &run : RunRepository(project).all()) {
        if (run.kind != kind || (id.row != 0 && run.id != id))
            continue;
        checked.run = run;
        if (kind == RunKind::Folds)
            checked.folds = foldsOfRun(project, run, studyOfRun(project, run));
        else
            checked.trials = trialsOfRun(project, run.id);
        break;
    }
    return checked;
}

}  // namespace warbler
