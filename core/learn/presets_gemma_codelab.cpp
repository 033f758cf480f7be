// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/presets_gemma_codelab.h"

#include "core/learn/preset.h"

namespace warbler {

// Of Google's codelab on classifiers with Gemma. Its library factorises LoRA per head, so that its parameters are more
// and its figures others. Every token of a row is learnt, and a row is cut at its end, the label included, as there.
Preset gemmaCodelabPreset() {
    Preset preset;
    preset.name = "gemma-codelab";
    preset.modelParameters = 2506172416;
    preset.sentence = "As in the Gemma codelab: LoRA on Gemma 2b, which writes Positive or Negative behind a tweet and "
                      "learns every word of it.";
    preset.positive = "Negative";
    preset.split = "codelab";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.model = "google/gemma-2b-it";
    c.task = Task::CausalLm;
    c.method = Method::Lora;
    c.virtualTokens = 0;
    c.rank = 4;
    c.alpha = 4;
    c.targetModules = {"q_proj", "v_proj"};
    c.promptTemplate = "Classify the following text into one of the following "
                       "classes:[Positive,Negative]<separator>Text:{text}<separator>Prediction:";
    c.labels = {{"0", "Positive"}, {"1", "Negative"}, {"Positive", "Positive"}, {"Negative", "Negative"}};
    c.labelEnd = LabelEnd::Eos;
    c.lossOnText = true;
    c.cutRight = true;
    c.matchSpecialText = true;
    c.learningRate = 5e-4;
    c.epsilon = 1e-7;
    c.weightDecay = 0;
    c.schedule = Schedule::Constant;
    c.warmup = 0;
    c.batchSize = 2;
    c.epochs = 4;
    c.maxTokens = 128;
    c.shuffle = false;
    c.lossReduction = LossReduction::PerToken;
    c.classWeights = ClassWeights::None;
    c.selectBy = "none";
    return preset;
}

}  // namespace warbler
