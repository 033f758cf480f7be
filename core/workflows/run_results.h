// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/classify/side_report.h"
#include "core/classify/verdict.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/roc_band.h"
#include "core/tuning/cross_validation.h"

namespace warbler {

// What the Results page shows of a run on one side, computed from stored predictions and the run's own gold labels.
struct RunResults {
    Run run;
    Side side = Side::Test;
    std::vector<StudyRow> rows;       // the judged rows of the report point into it
    SideReport report;                // baselines fitted on the run's training rows
    std::optional<RateBand> rocBand;  // of the category of interest; from kRowsForIntervals rows on
    Verdict verdict;
    RunId wordModel;                       // the better one, to classify with; 0: the verdict does not say that
    std::vector<JobEvent> points;          // curves
    std::optional<CrossValidation> folds;  // kind Folds: every row is judged by the fold that did not learn from it
};
// side Test falls back to Validation when the run has no test rows. Empty if the run has no evaluated rows. On the
// files thread.
std::shared_ptr<const RunResults> runResults(Project &project, RunId run, Side side);

// What a finished run's record says of it, without computing anything anew.
struct StoredVerdict {
    std::string sentence;  // empty: nothing was judged
    RunId wordModel;       // as RunResults::wordModel
};
StoredVerdict storedVerdict(Project &project, const Run &run);

// Two runs on the rows both were tested on. Empty where they share none, have other categories, or learnt numbers.
struct RunComparison {
    std::int64_t rows = 0;
    bool isRanked() const { return rows >= kRowsForIntervals; }  // else there are counts only
    double macroF1A = 0, macroF1B = 0;
    double macroF1Difference() const { return macroF1A - macroF1B; }
    BootstrapInterval difference;  // A - B; no interval where it is not ranked
    double mcnemarP = 1;
    std::int64_t onlyARight = 0, onlyBRight = 0;
};
std::optional<RunComparison> compareRuns(Project &project, RunId a, RunId b, Side side);

}  // namespace warbler
