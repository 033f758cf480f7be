// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/tune_plan.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include <utility>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/classify/model_identity.h"
#include "core/learn/planned_size.h"
#include "core/tuning/checkpoint_file.h"
#include "core/tuning/hard_prompt.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

std::string runHash(const TuneRequest &request, const Study &study) {
    const ModelFolder folder = openModelFolder(pathOf(request));
    TuningConfig config = effectiveConfig(request, folder);
    config.model.clear();  // the files count, not what they were called
    Sha256 hash;
    hash.update(toJson(config).dump());
    hash.update(study.dataHash());
    hash.update(modelSha256(folder));
    hash.updateU64(config.seed);
    return hex(hash.finish());
}

namespace {

ModelFolder folderToPlan(const TuneRequest &request, std::vector<std::string> &warnings) {
    const std::string path = pathOf(request);
    try {
        return openModelFolder(path);
    } catch (const Error &problem) {
        if (!request.isPlanOnly || problem.code() != ErrorCode::MissingWeights)
            throw;
        warnings.push_back(problem.detail() + "; the plan is made from config.json alone");
    }
    ModelFolder folder;
    folder.path = folder.name = path;
    folder.config = readModelConfig(path + "/config.json");
    return folder;
}

bool hasTokenizer(const std::string &path) {
    std::error_code failed;
    for (const char *name : {"tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt"})
        if (std::filesystem::exists(path + "/" + name, failed))
            return true;
    return false;
}

}  // namespace

TunePlan planTuning(const TuneRequest &request, const Study &study) {
    TunePlan plan;
    const ModelFolder folder = folderToPlan(request, plan.warnings);
    plan.config = effectiveConfig(request, folder);
    checkLabels(plan.config, study);
    plan.config = withSchedule(std::move(plan.config), study);
    plan.parameters = folder.config.parameters();
    const std::int64_t n = static_cast<std::int64_t>(study.trainOrder.size());
    plan.areLengthsAssumed = request.isPlanOnly && !hasTokenizer(folder.path);
    if (plan.areLengthsAssumed) {
        plan.lengths.assign(study.trainOrder.size(), plan.config.maxTokens);
        plan.warnings.push_back(folder.path + " has no tokenizer: every tweet is taken to have max_tokens = " +
                                std::to_string(plan.config.maxTokens) + " tokens");
    } else if (isUntrained(plan.config)) {
        const HardPrompt hard = hardPromptOf(plan.config, study, folder);
        plan.cutTweets = hard.cut;
        plan.prefixTokens = hard.prefixTokens;
        plan.lengths = hard.lengths;
        if (!hard.example.tokens.empty())
            plan.example = hard.example;
        plan.warnings.insert(plan.warnings.end(), hard.warnings.begin(), hard.warnings.end());
    } else {
        const Prepared prepared = prepare(plan.config, study, folder);
        plan.cutTweets = prepared.cut;
        plan.example = prepared.example;
        for (const TokenizedExample &example : prepared.data.train)
            plan.lengths.push_back(static_cast<std::int64_t>(example.ids.size()));
        plan.warnings.insert(plan.warnings.end(), prepared.warnings.begin(), prepared.warnings.end());
    }
    plan.stepsPerEpoch = (n + (plan.config.leakWindow ? 0 : plan.config.batchSize - 1)) / plan.config.batchSize;
    if (isUntrained(plan.config))
        plan.stepsPerEpoch = 0;
    plan.steps = plan.stepsPerEpoch * plan.config.epochs;
    if (plan.config.scheduleSteps == 0)
        plan.config.scheduleSteps = plan.steps;
    plan.trainableParameters =
        trainableParameters(plan.config, folder.config, static_cast<std::int64_t>(study.categories.size()));
    plan.memoryBytes = plannedBytes(plan.config, folder.config, plan.lengths);
    plan.warnings.insert(plan.warnings.begin(), study.warnings.begin(), study.warnings.end());
    plan.canResume = request.resume == Resume::Auto && !folder.weightFiles.empty() &&
                     !CheckpointFile(request.checkpointFolder, runHash(request, study)).load().empty();
    return plan;
}

}  // namespace warbler
