// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/model_record.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/classify/model_identity.h"
#include "core/models/adapter_record.h"
#include "core/models/model_folder.h"

namespace warbler {

namespace {
constexpr const char *kSaveAgain = "Save the adapter again.";
}

std::string rowHash(const std::string &id, const std::string &text) {
    Sha256 hash;
    hash.updateU64(id.size());
    hash.update(id);
    hash.update(text);
    return hex(hash.finish());
}

std::vector<std::string> trainingRowHashes(const std::string &recordJson) {
    return recordJson.empty() ? std::vector<std::string>() : adapterRecord(recordJson).trainingRows;
}

std::string recordOf(const TrainedModel &model, const TuningConfig &config,
                     const std::vector<std::string> &trainingRows) {
    const ModelFolder folder = openModelFolder(model.modelPath);
    AdapterRecord record;
    record.program = "Warbler " WARBLER_VERSION;
    record.preset = config.preset;
    record.task = config.task;
    record.promptTemplate = model.promptTemplate;
    record.corpusTemplate = model.corpusTemplate;
    record.rules = model.rules;
    record.otherLeavesRecall = model.otherLeavesRecall;
    record.categories.emplace();
    for (const StudyCategory &category : model.categories)
        record.categories->push_back({category.value, category.name, category.word});
    if (!model.categories.empty())
        record.positive = model.categories[static_cast<std::size_t>(model.positive)].value;
    record.threshold = model.threshold;
    record.scoring = model.scoring;
    record.pooling = model.adapter ? model.adapter->pooling : "mean";
    record.maxTokens = model.maxTokens;
    record.dtype = model.dtype;
    record.model = RecordedModel{publicModelName(folder), folder.path, modelSha256(folder), {}};
    record.tokenizerSha256 = tokenizerSha256(folder.path);
    const bool isHard = isUntrained(config);
    if (isHard)
        record.content = HardPromptWords{config.shots, model.lead};
    // PEFT pools an encoder at its first row and knows no mean pooling: such a folder loads there, the head reads other
    // rows.
    record.isPeftEquivalent = !isHard && (config.task == Task::CausalLm || config.pooling == Pooling::FirstRow);
    record.config = toText(config);
    record.trainingRows = trainingRows;
    return toText(record);
}

namespace {

void applyCategories(TrainedModel &model, const AdapterRecord &record) {
    if (!record.categories)
        throw Error(ErrorCode::BadAdapter, "warbler.json: categories is not there", kSaveAgain);
    model.categories.clear();
    for (const AdapterRecord::Category &category : *record.categories)
        model.categories.push_back({category.value, category.name, category.word, {}});
    if (model.task == Task::Regression)
        return;
    if (!record.positive)
        throw Error(ErrorCode::BadAdapter, "warbler.json: positive is not there", kSaveAgain);
    const auto interest =
        std::find_if(model.categories.begin(), model.categories.end(),
                     [&record](const StudyCategory &category) { return category.value == *record.positive; });
    if (interest == model.categories.end())
        throw Error(ErrorCode::BadAdapter,
                    "warbler.json: the category of interest, \"" + *record.positive + "\", is none of its categories",
                    kSaveAgain);
    model.positive = static_cast<int>(interest - model.categories.begin());
}

void applyContent(TrainedModel &model, const AdapterRecord &record) {
    if (const auto *words = std::get_if<HardPromptWords>(&record.content)) {
        if (!words->lead)
            throw Error(ErrorCode::BadAdapter, "warbler.json: hard_prompt.lead is not there", kSaveAgain);
        model.lead = *words->lead;
    }
    if (const auto *ready = std::get_if<ReadyOutputs>(&record.content)) {
        model.outputCategories = ready->categories;
        for (const int category : model.outputCategories)
            if (std::size_t(category) >= model.categories.size())
                throw Error(ErrorCode::BadAdapter, "warbler.json: ready_model names a category that is not there",
                            "Load the model again.");
    }
}

}  // namespace

void applyRecord(TrainedModel &model, const std::string &recordJson) {
    const AdapterRecord record = adapterRecord(recordJson);
    model.recordJson = recordJson;
    model.task = record.task;
    applyCategories(model, record);
    model.promptTemplate = record.promptTemplate;
    model.corpusTemplate = record.corpusTemplate;
    model.rules = record.rules;
    model.otherLeavesRecall = record.otherLeavesRecall;
    model.threshold = record.threshold;
    model.scoring = record.scoring;
    model.maxTokens = record.maxTokens;
    model.dtype = record.dtype;
    applyContent(model, record);
    const bool isOfNumbers = model.task == Task::Regression;
    if (isOfNumbers != model.categories.empty() || model.categories.size() == 1 ||
        !(model.threshold > 0 && model.threshold < 1) || model.maxTokens < 1 ||
        (model.scoring != "constrained" && model.scoring != "unconstrained"))
        throw Error(ErrorCode::BadAdapter,
                    "warbler.json: categories, threshold, max_tokens or scoring are out of range", kSaveAgain);
}

}  // namespace warbler
