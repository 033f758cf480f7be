// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_facts.h"

#include <cmath>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/learn/run_record.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

namespace {

// The figures a run stored when it ended; what is not there stays empty.
OverviewFacts::LastRun figuresOf(const Run &run, const std::vector<JobEvent> &points) {
    OverviewFacts::LastRun last;
    last.name = run.name;
    const RunRecord record = readableRunRecord(run.recordJson);
    const StoredFigures *figures = record.test() != nullptr ? record.test() : record.validation();
    if (figures == nullptr)
        return last;
    last.side = record.test() != nullptr ? "test" : "validation";
    if (const auto *numbers = std::get_if<StoredNumberFigures>(figures); numbers && std::isfinite(numbers->scores.rmse))
        last.rmse = numbers->scores.rmse;
    if (const auto *categories = std::get_if<StoredCategoryFigures>(figures)) {
        last.macroF1 = categories->metrics.macroF1;
        if (const std::optional<Interval> &interval = categories->intervals.macroF1) {
            last.low = interval->low;
            last.high = interval->high;
        }
    }
    for (const JobEvent &event : points)
        if (const auto *epoch = std::get_if<EpochDone>(&event)) {
            last.majority = epoch->majorityMacroF1;
            last.meanRmse = epoch->meanRmse;
        }
    return last;
}

}  // namespace

OverviewFacts readOverview(Project &project) {
    OverviewFacts facts;
    facts.counts = LabelRepository(project).counts();
    facts.codebook = CodebookRepository(project).load();
    const RunRepository runs(project);
    for (const Run &run : runs.all()) {
        facts.runs += isListed(run) ? 1 : 0;
        if (run.kind == RunKind::Tuned) {
            if (facts.newestRun.empty()) {
                facts.newestRun = run.name;
                facts.newestState = run.state;
            }
            if (!facts.lastRun || !facts.lastRun->isEvaluated()) {
                const OverviewFacts::LastRun last = figuresOf(run, runs.points(run.id));
                if (!facts.lastRun || last.isEvaluated())
                    facts.lastRun = last;
            }
        }
        if (facts.predicted > 0 || run.kind == RunKind::Folds || run.kind == RunKind::Search)
            continue;
        // Labelled tweets are judged by every run; more than those have been classified.
        const std::int64_t predicted = PredictionRepository(project).count(run.id);
        if (predicted > 0 && (predicted == facts.counts.tweets || predicted > facts.counts.labelled))
            facts.predicted = predicted;
    }
    return facts;
}

}  // namespace warbler::ui
