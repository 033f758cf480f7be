// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_facts.h"

#include <nlohmann/json.hpp>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

namespace {

// The figures a run stored when it ended; what is not there stays empty.
OverviewFacts::LastRun figuresOf(const Run &run, const std::vector<JobEvent> &points) {
    OverviewFacts::LastRun last;
    last.name = run.name;
    const nlohmann::json record = nlohmann::json::parse(run.recordJson, nullptr, false);
    if (!record.is_object())
        return last;
    for (const char *side : {"test", "validation"}) {
        const auto figures = record.find(side);
        if (figures == record.end() || !figures->is_object() || !figures->contains("metrics"))
            continue;
        last.side = side;
        const nlohmann::json &metrics = (*figures)["metrics"];
        if (const auto value = metrics.find("macro_f1"); value != metrics.end() && value->is_number())
            last.macroF1 = value->get<double>();
        if (const auto value = metrics.find("rmse"); value != metrics.end() && value->is_number())
            last.rmse = value->get<double>();
        if (figures->contains("ci") && (*figures)["ci"].contains("macro_f1")) {
            const nlohmann::json &interval = (*figures)["ci"]["macro_f1"];
            if (interval.is_array() && interval.size() == 2 && interval[0].is_number() && interval[1].is_number()) {
                last.low = interval[0].get<double>();
                last.high = interval[1].get<double>();
            }
        }
        break;
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
