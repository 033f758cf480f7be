// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/corpus/project.h"
#include "core/corpus/run_repository.h"
#include "core/metrics/histogram.h"

namespace warbler {

struct PredictedCategory {
    std::string value, name;
    std::int64_t tweets = 0;
};
struct PredictedCategories {
    std::vector<PredictedCategory> categories;  // in the run's order
    int positive = 0;                           // index of the category of interest
};
struct PredictedNumbers {
    double low = 0, mean = 0, high = 0;  // all 0 while the histogram has no bars
};

// How far a run has classified a project's tweets, and what came out so far.
struct PredictionProgress {
    std::int64_t tweets = 0, classified = 0;
    std::int64_t again = 0;  // judged by an earlier checkpoint or with another text
    // monostate: the run's record does not say what it learnt.
    std::variant<std::monostate, PredictedCategories, PredictedNumbers> predicted;
    // Of p(category of interest) from 0 to 1, or of the numbers; without bars while a large corpus is being classified.
    Histogram histogram;
    Codebook codebook;

    bool isComplete() const { return tweets > 0 && classified == tweets; }
    int percent() const;                                    // classified ones of all, rounded down
    double share(const PredictedCategory &category) const;  // of the classified ones; NaN: none is
};
// Reads every prediction: on a worker.
PredictionProgress predictionProgress(Project &project, const Run &run);

}  // namespace warbler
