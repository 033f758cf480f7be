// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/task.h"
#include "core/classify/word_model.h"
#include "core/corpus/run_repository.h"
#include "core/learn/adapter.h"
#include "core/models/adapter_record.h"
#include "core/study/study.h"

namespace warbler {

// What is needed to classify any text: categories, template, adapter and base model, or a word model. Results,
// Classify all and `predict` use the same object, so that they give the same bytes.
struct TrainedModel {
    Task task = Task::SeqCls;  // Regression: it answers with a number and has no categories
    std::vector<StudyCategory> categories;
    int positive = 0;
    double threshold = 0.5;  // two categories only: positive if p >= threshold
    std::string runName;     // w_run; see runNameOf()
    std::string recordJson;  // warbler.json
    // tuned
    std::optional<Adapter> adapter;
    std::string modelPath, promptTemplate, device = "auto", dtype = "float32", scoring = "constrained";
    std::string corpusTemplate;  // of predict; empty: promptTemplate, which evaluation takes
    std::string lead;            // of a hard prompt: instruction and examples in front of the template
    TextRules rules;
    bool otherLeavesRecall = false;  // the notebook's figures stand beside the true ones
    std::int64_t maxTokens = 128;
    int threads = 0;
    std::int64_t batchTokens = 0;  // as Scoring::batchTokens
    bool isWholeModel = false;     // fine-tuned or ready: modelPath is the result itself, adapter its head
    std::vector<int>
        outputCategories;  // of a ready model: category of each output of its head; empty: one each, in order
    std::shared_ptr<const void> kept;  // what modelPath needs to stay there
    // or
    std::optional<WordModel> wordModel;
};

enum class TextUse { Evaluation, Corpus };  // which of the model's templates
// How files name the run that gave them, TrainedModel::runName. sha256: hex digits, of the adapter or the word model.
std::string runNameOf(const std::string &sha256);
const std::string &templateOf(const TrainedModel &model, TextUse use);

// An adapter folder, or a model folder with a classification head of its own, which needs nothing else; the base model
// is found: the one asked for, the one warbler.json names, the name in the cache. Error(MissingModel) names all three
// places, Error(AdapterMismatch) both sides.
struct AdapterRequest {
    std::string folder, model, promptTemplate;                // model, template: empty = as the folder says
    std::vector<std::pair<std::string, std::string>> labels;  // value, word; only without warbler.json
    std::vector<std::pair<std::string, std::string>> map;     // of a ready model: label it gives, category
    std::string positive, device = "auto";
    int threads = 0;
};
TrainedModel modelFromFolder(const AdapterRequest &request);
TrainedModel modelFromRun(Project &project, RunId run, Checkpoint which = Checkpoint::Best);
// The run whose best adapter has this name; empty: the project has none.
std::optional<RunId> runNamed(Project &project, const std::string &runName);

// Writes the run's adapter as a PEFT folder with warbler.json; a fine-tuned model as transformers' folder with it; a
// word model as warbler.json and word_model.json.
void saveAdapter(Project &project, RunId run, Checkpoint which, const std::string &folder);
// Stores a folder as a run of kind Loaded; categories are matched to the codebook by value or name, missing ones are
// added.
RunId loadAdapter(Project &project, const AdapterRequest &request);

}  // namespace warbler
