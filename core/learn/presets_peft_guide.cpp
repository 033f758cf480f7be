// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/presets_peft_guide.h"

#include "core/learn/preset.h"

namespace warbler {

// All labelled rows train, as in the guide, whose test rows have no labels: what is scored are labelled rows of one's
// own, at the label, not every position.
Preset peftGuidePreset() {
    Preset preset;
    preset.name = "peft-guide";
    preset.modelParameters = 559214592;
    preset.sentence =
        "As in PEFT's prompt tuning guide: BLOOMZ tells complaints from other tweets after 8 virtual words that learn.";
    preset.positive = "complaint";
    preset.split = "100/0/0";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.model = "bigscience/bloomz-560m";
    c.task = Task::CausalLm;
    c.method = Method::PromptTuning;
    c.virtualTokens = 8;
    c.init = PromptInit::Text;
    c.initText = "Classify if the tweet is a complaint or not:";
    c.initFromLeft = true;
    c.promptTemplate = "Tweet text : {text} Label : ";
    c.matchSpecialText = true;
    c.labels = {
        {"1", "complaint"}, {"2", "no complaint"}, {"complaint", "complaint"}, {"no complaint", "no complaint"}};
    c.labelAlone = true;
    c.labelEnd = LabelEnd::Pad;
    c.cutRight = true;
    c.learningRate = 3e-2;
    c.warmup = 0;
    c.batchSize = 8;
    c.epochs = 50;
    c.maxTokens = 64;
    c.lossReduction = LossReduction::PerToken;
    c.classWeights = ClassWeights::None;
    c.selectBy = "none";
    c.dropout = true;
    c.peftLeftPad = true;
    return preset;
}

}  // namespace warbler
