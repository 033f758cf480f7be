// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/study_progress.h"

#include <cmath>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/learn/run_record.h"
#include "core/study/enough_labels.h"

namespace warbler {

namespace {

// The figures a run stored when it ended; what is not there stays empty.
StudyProgress::LastRun figuresOf(const Run &run, const std::vector<JobEvent> &points) {
    StudyProgress::LastRun last;
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

StudyProgress studyProgress(Project &project) {
    StudyProgress progress;
    progress.counts = LabelRepository(project).counts();
    progress.codebook = CodebookRepository(project).load();
    const RunRepository runs(project);
    for (const Run &run : runs.all()) {
        progress.runs += isListed(run) ? 1 : 0;
        if (run.kind == RunKind::Tuned) {
            if (progress.newestRun.empty()) {
                progress.newestRun = run.name;
                progress.newestState = run.state;
            }
            if (!progress.lastRun || !progress.lastRun->isEvaluated()) {
                const StudyProgress::LastRun last = figuresOf(run, runs.points(run.id));
                if (!progress.lastRun || last.isEvaluated())
                    progress.lastRun = last;
            }
        }
        if (progress.predicted > 0 || run.kind == RunKind::Folds || run.kind == RunKind::Search)
            continue;
        // Labelled tweets are judged by every run; more than those have been classified.
        const std::int64_t predicted = PredictionRepository(project).count(run.id);
        if (predicted > 0 && (predicted == progress.counts.tweets || predicted > progress.counts.labelled))
            progress.predicted = predicted;
    }
    return progress;
}

NextStep nextStep(const StudyProgress &progress) {
    if (progress.counts.tweets == 0)
        return NextStep::Import;
    if (progress.codebook.active().size() < 2)
        return NextStep::AddCategories;
    if (!isEnoughToTrain(progress.codebook, progress.counts))
        return NextStep::Label;
    if (!progress.lastRun || !progress.lastRun->isEvaluated())
        return NextStep::Train;
    return progress.predicted == 0 ? NextStep::Classify : NextStep::SeeResults;
}

bool isListed(const Run &run) { return run.kind != RunKind::WordModel && run.kind != RunKind::Loaded; }

}  // namespace warbler
