// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/presets_fine_tuning.h"

#include "core/learn/preset.h"

namespace warbler {

// The workshop slides name the model and folds; the numbers are the usual ones of BERT fine-tuning.
Preset bertFineTunePreset() {
    Preset preset;
    preset.name = "bert-finetune";
    preset.modelParameters = 109482240;
    preset.sentence = "Fine-tuning of BERT: all weights learn, on batches of 16 for 4 passes.";
    preset.split = "70/15/15";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.model = "google-bert/bert-base-uncased";
    c.task = Task::SeqCls;
    c.method = Method::Full;
    c.virtualTokens = 0;
    c.pooling = Pooling::Cls;
    c.learningRate = c.headLearningRate = 2e-5;
    c.weightDecay = 0.01;
    c.decayBiasAndNorm = false;
    c.maxGradientNorm = 1;
    c.schedule = Schedule::Linear;
    c.warmup = 0.1;
    c.batchSize = 16;
    c.epochs = 4;
    c.maxTokens = 128;
    c.classWeights = ClassWeights::None;
    c.dropout = true;
    return preset;
}

// Of the repository that fine-tunes Llama-2 on opinions in tweets.
Preset tweetOpinionPreset() {
    Preset preset;
    preset.name = "tweet-opinion";
    preset.modelParameters = 13015864320;
    preset.sentence =
        "LoRA on Llama-2 13b with a head, as a study of opinions in tweets did it: batches of 128, 3 passes.";
    preset.split = "70/15/15";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.model = "meta-llama/Llama-2-13b-hf";
    c.task = Task::SeqCls;
    c.method = Method::Lora;
    c.virtualTokens = 0;
    c.pooling = Pooling::LastRow;
    c.rank = 8;
    c.alpha = 16;
    c.loraDropout = 0.05;
    c.targetModules = {"q_proj", "v_proj"};
    c.learningRate = c.headLearningRate = 3e-4;
    c.weightDecay = 0;
    c.schedule = Schedule::Linear;
    c.warmup = 50;
    c.batchSize = 128;
    c.microBatch = 4;
    c.epochs = 3;
    c.maxTokens = 256;
    c.classWeights = ClassWeights::None;
    c.appendEnd = true;
    c.evaluateEvery = 50;
    return preset;
}

// Its numbers from -2, against, to 2, for. The lowest error is kept, not the highest.
Preset tweetOpinionRegressionPreset() {
    Preset preset = tweetOpinionPreset();
    preset.name = "tweet-opinion-regression";
    preset.sentence = "LoRA on Llama-2 13b that learns a number per tweet, as the same study did it; the evaluation "
                      "with the lowest error is kept.";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.task = Task::Regression;
    c.selectBy = "rmse";
    return preset;
}

}  // namespace warbler
