// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/text_scores.h"

#include <map>

#include "core/base/error.h"
#include "core/classify/example_maker.h"
#include "core/models/model_folder.h"
#include "core/text/prompt_template.h"

namespace warbler {

namespace {
constexpr std::int64_t kMostTokens = 1024;  // no training has set a limit
}

TrainedModel untrainedModel(const std::string &modelPath,
                            const std::vector<std::pair<std::string, std::string>> &labels,
                            const std::string &promptTemplate) {
    TrainedModel model;
    model.task = Task::CausalLm;
    for (const auto &[value, word] : labels)
        model.categories.push_back({value, value, word, {}});
    model.modelPath = modelPath;
    model.promptTemplate = promptTemplate.empty() ? "{text}" : promptTemplate;
    model.maxTokens = kMostTokens;
    return model;
}

// The label tokens can depend on the text they follow: texts that agree are scored together.
std::vector<Prediction> scoreTexts(Engine &engine, const TrainedModel &model, const std::vector<std::string> &texts,
                                   const std::stop_token &stop) {
    const ModelFolder folder = openModelFolder(model.modelPath);
    engine.load(folder, {model.device, model.dtype, model.threads});
    const ExampleMaker maker(model.modelPath, model.promptTemplate, model.maxTokens);
    const PromptTemplate pattern(model.promptTemplate);
    if (!hasHead(model.task) && !isDecoder(folder.config.type))
        throw Error(ErrorCode::UnsupportedOption,
                    folder.path + " is an encoder: it scores texts only with the head of an adapter",
                    "Give --adapter DIR.");
    std::map<std::vector<std::vector<TokenId>>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::vector<std::vector<TokenId>> labels;
        if (!hasHead(model.task))
            for (const StudyCategory &category : model.categories)
                labels.push_back(pattern.encodeLabel(maker.tokenizer(), texts[i], category.word).ids);
        groups[labels].push_back(i);
    }
    std::vector<Prediction> predictions(texts.size());
    for (const auto &group : groups) {
        Scoring scoring;
        scoring.mode = hasHead(model.task) ? ScoringMode::Head : ScoringMode::Constrained;
        scoring.labels = group.first;
        scoring.categories = static_cast<std::int64_t>(model.categories.size());
        std::vector<TokenizedExample> examples;
        for (const std::size_t index : group.second)
            examples.push_back(maker.make(TweetId(std::to_string(index)), texts[index]));
        engine.predict(model.adapter ? &*model.adapter : nullptr, scoring, examples, stop,
                       [&](std::int64_t first, std::vector<Prediction> part) {
                           for (std::size_t i = 0; i < part.size(); ++i)
                               predictions[group.second[static_cast<std::size_t>(first) + i]] = std::move(part[i]);
                       });
    }
    return predictions;
}

}  // namespace warbler
