// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/codebook/codebook.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/run_repository.h"

namespace warbler {
class Project;
}

namespace warbler::ui {

// What the overview shows of a project, read in one go on a worker.
struct OverviewFacts {
    LabelCounts counts;
    Codebook codebook;
    std::int64_t runs = 0;  // those the Train page lists
    std::string newestRun;  // of those that were trained; empty: none
    RunState newestState = RunState::Finished;
    struct LastRun {
        std::string name, side;  // "test", else "validation"; empty: not evaluated
        std::optional<double> macroF1, low, high, majority;
        std::optional<double> rmse, meanRmse;  // of a run of numbers, instead of the four above
        bool isEvaluated() const { return macroF1 || rmse; }
    };
    std::optional<LastRun> lastRun;  // the newest that has figures, else the newest
    std::int64_t predicted = 0;      // tweets that the newest run with a classified corpus has classified
};
OverviewFacts readOverview(Project &project);

}  // namespace warbler::ui
