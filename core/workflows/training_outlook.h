// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/corpus/project.h"
#include "core/study/study.h"
#include "core/tuning/hyperparameter_search.h"
#include "core/tuning/tune_plan.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// What Start would do with a project: what it learns from, what it needs and how often it trains.
struct TrainingOutlook {
    Study study;
    TunePlan plan;                 // of one run
    std::uint64_t freeMemory = 0;  // bytes; 0: unknown
    double examplesPerSecond = 0;  // of the last run with this model; 0: unknown
    std::int64_t runs = 1;         // one, folds times rounds, or trials at most
    std::int64_t runTweets = 0;    // training tweets of one of them
    double mostMinutes = 0;        // after which no trial begins; 0: no limit

    bool isMemoryShort() const;             // it needs more than 80 % of what is free
    std::optional<double> seconds() const;  // of all runs, as fast as the last one; empty: unknown
};

// On the files thread. Throws Error naming what is missing and the next step.
TrainingOutlook outlookOf(Project &project, const TuneRequest &request, const std::string &split);
// The same for a check with folds: each of its runs learns from the tweets of the other folds, less those that choose
// the epoch.
TrainingOutlook withFolds(TrainingOutlook outlook, int folds, int repeats);
TrainingOutlook withTrials(TrainingOutlook outlook, const SearchRequest &search);

}  // namespace warbler
