// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/codebook/codebook.h"
#include "core/corpus/label_repository.h"

namespace warbler {
class Project;
}

namespace warbler::ui {

// What the overview shows of a project, read in one go on a worker.
struct OverviewFacts {
    LabelCounts counts;
    Codebook codebook;
    std::int64_t runs = 0;  // tuned or loaded; the word model is no run of its own here
    struct LastRun {
        std::string name, side;  // "test", else "validation"; empty: not evaluated
        std::optional<double> macroF1, low, high, majority;
        std::optional<double> rmse, meanRmse;  // of a run of numbers, instead of the four above
        bool isEvaluated() const { return macroF1 || rmse; }
        bool isGoingOn = false;
    };
    std::optional<LastRun> lastRun;
    std::int64_t predicted = 0;  // tweets the last run has classified
};
OverviewFacts readOverview(Project &project);

}  // namespace warbler::ui
