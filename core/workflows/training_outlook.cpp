// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/training_outlook.h"

#include <utility>

#include "core/base/system_memory.h"
#include "core/corpus/run_repository.h"
#include "core/learn/run_record.h"
#include "core/tuning/cross_validation.h"
#include "core/workflows/project_tuning.h"

namespace warbler {

namespace {

constexpr double kShareOfFreeMemory = 0.8;

// Of the newest run on the same model folder.
double lastSpeed(Project &project, const std::string &modelPath) {
    for (const Run &run : RunRepository(project).all()) {
        const RunRecord record = readableRunRecord(run.recordJson);
        const TrainingOutcome *outcome = record.outcome();
        if (record.modelPath == modelPath && outcome != nullptr && outcome->examplesPerSecond > 0)
            return outcome->examplesPerSecond;
    }
    return 0;
}

}  // namespace

bool TrainingOutlook::isMemoryShort() const {
    return freeMemory > 0 &&
           static_cast<double>(plan.memoryBytes) > kShareOfFreeMemory * static_cast<double>(freeMemory);
}

std::optional<double> TrainingOutlook::seconds() const {
    const double examples = static_cast<double>(runTweets * plan.config.epochs) * static_cast<double>(runs);
    if (examplesPerSecond <= 0 || examples <= 0)
        return std::nullopt;
    return examples / examplesPerSecond;
}

TrainingOutlook outlookOf(Project &project, const TuneRequest &request, const std::string &split) {
    TrainingOutlook outlook;
    outlook.study = studyFor(project, request, split);
    outlook.plan = planTuning(request, outlook.study);
    outlook.runTweets = outlook.study.count(Side::Train);
    outlook.freeMemory = systemMemory().available;
    outlook.examplesPerSecond = lastSpeed(project, request.modelPath);
    return outlook;
}

TrainingOutlook withFolds(TrainingOutlook outlook, int folds, int repeats) {
    outlook.runs = std::int64_t(folds) * repeats;
    outlook.runTweets = trainedPerFold(std::ssize(outlook.study.rows), folds);
    const std::int64_t batch = outlook.plan.config.batchSize;
    if (outlook.plan.steps > 0)
        outlook.plan.steps = (outlook.runTweets + batch - 1) / batch * outlook.plan.config.epochs;
    return outlook;
}

TrainingOutlook withTrials(TrainingOutlook outlook, const SearchRequest &search) {
    outlook.runs = search.trials;
    outlook.mostMinutes = search.minutes;
    return outlook;
}

}  // namespace warbler
