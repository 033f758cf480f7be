// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/classifier.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/classify/example_maker.h"
#include "core/classify/ready_model.h"
#include "core/models/model_folder.h"

namespace warbler {

namespace {

void renormalise(std::vector<float> &logProbabilities) {
    double largest = -INFINITY, sum = 0;
    for (const float value : logProbabilities)
        largest = std::max(largest, double(value));
    for (const float value : logProbabilities)
        sum += std::exp(double(value) - largest);
    for (float &value : logProbabilities)
        value = static_cast<float>(double(value) - largest - std::log(sum));
}

int decide(const std::vector<float> &logProbabilities, int positive, double threshold) {
    const int best =
        static_cast<int>(std::max_element(logProbabilities.begin(), logProbabilities.end()) - logProbabilities.begin());
    if (logProbabilities.size() != 2 || threshold == 0.5)
        return best;
    return std::exp(double(logProbabilities[static_cast<std::size_t>(positive)])) >= threshold ? positive
                                                                                               : 1 - positive;
}

Judgement judgementOf(const TrainedModel &model, const Prediction &prediction, bool wasCut) {
    Judgement judgement;
    if (model.task == Task::Regression) {
        judgement.number = prediction.number;
        judgement.wasCut = wasCut;
        return judgement;
    }
    judgement.logProbabilities = categoryLogProbabilities(model, prediction.logProbabilities);
    judgement.labelMass = prediction.labelMass;
    judgement.logits = prediction.logits;
    judgement.firstLogProbabilities = prediction.firstLogProbabilities;
    judgement.wasCut = wasCut;
    renormalise(judgement.logProbabilities);
    judgement.category =
        prediction.category < 0 ? -1 : decide(judgement.logProbabilities, model.positive, model.threshold);
    return judgement;
}

}  // namespace

struct OpenClassifier::State {
    const TrainedModel *model = nullptr;
    Engine *engine = nullptr;
    std::unique_ptr<ExampleMaker> maker;
    Scoring scoring;
};

OpenClassifier::OpenClassifier(const TrainedModel &model, Engine *engine, TextUse use)
    : m_state(std::make_unique<State>()) {
    m_state->model = &model;
    m_state->engine = engine;
    if (model.wordModel)
        return;
    if (engine == nullptr || !model.adapter)
        throw Error(ErrorCode::EngineUnavailable, "this run needs the engine",
                    "Run warbler-cli doctor to see what is missing.");
    const ModelFolder folder = openModelFolder(model.modelPath);
    engine->load(folder, {model.device, model.dtype, model.threads});
    m_state->maker =
        std::make_unique<ExampleMaker>(model.modelPath, templateOf(model, use), model.maxTokens, model.rules);
    if (!model.lead.empty())
        *m_state->maker = m_state->maker->behind(model.lead, model.maxTokens);
    std::vector<std::string> warnings;
    std::optional<TokenId> endToken;
    if (folder.config.eosToken)
        endToken = static_cast<TokenId>(*folder.config.eosToken);
    m_state->scoring =
        m_state->maker->scoring(model.adapter->config.task, model.categories, model.scoring, endToken, warnings);
    m_state->scoring.batchTokens = model.batchTokens;
    if (model.adapter->config.kind == AdapterKind::HardPrompt)
        m_state->scoring.sharedLeadingIds = m_state->maker->leadingIds();
}

OpenClassifier::~OpenClassifier() = default;

std::vector<Judgement> OpenClassifier::judge(std::span<const std::string> texts, std::stop_token stop) const {
    if (stop.stop_requested())
        throw Cancelled();
    const TrainedModel &model = *m_state->model;
    std::vector<Judgement> chunk(texts.size());
    if (model.wordModel) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            chunk[i].logProbabilities = model.wordModel->logProbabilities(texts[i]);
            renormalise(chunk[i].logProbabilities);
            chunk[i].category = decide(chunk[i].logProbabilities, model.positive, model.threshold);
        }
        return chunk;
    }
    std::vector<TokenizedExample> examples;
    for (std::size_t i = 0; i < texts.size(); ++i)
        examples.push_back(m_state->maker->make(TweetId(std::to_string(i)), texts[i]));
    m_state->engine->predict(&*model.adapter, m_state->scoring, examples, stop,
                             [&](std::int64_t at, std::vector<Prediction> predictions) {
                                 for (std::size_t i = 0; i < predictions.size(); ++i) {
                                     const std::size_t place = static_cast<std::size_t>(at) + i;
                                     chunk[place] = judgementOf(model, predictions[i], examples[place].wasCut);
                                 }
                             });
    return chunk;
}

void classifyTexts(const TrainedModel &model, Engine *engine, std::span<const std::string> texts, std::stop_token stop,
                   const JudgementSink &sink) {
    const OpenClassifier classifier(model, engine);
    const std::size_t chunk = static_cast<std::size_t>(kClassifyChunk);
    for (std::size_t first = 0; first < texts.size(); first += chunk)
        sink(static_cast<std::int64_t>(first),
             classifier.judge(texts.subspan(first, std::min(chunk, texts.size() - first)), stop));
}

}  // namespace warbler
