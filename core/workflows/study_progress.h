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

// Where a study stands: what is labelled, trained and classified.
struct StudyProgress {
    LabelCounts counts;
    Codebook codebook;
    std::int64_t runs = 0;  // of the user's: isListed()
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
// On a worker.
StudyProgress studyProgress(Project &project);

// What to do now, in the order of the study; once all is done, the results are to be read.
enum class NextStep { Import, AddCategories, Label, Train, Classify, SeeResults };
NextStep nextStep(const StudyProgress &progress);

// Whether it counts as a run of the user's: trained, checked with folds or searched; not what was loaded, nor the word
// model that stands beside a run.
bool isListed(const Run &run);

}  // namespace warbler
