// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/presets_notebook.h"

#include "core/learn/preset.h"

namespace warbler {

namespace {

const std::map<std::string, std::string> kWords = {{"1", " yes"}, {"yes", " yes"}, {"0", " no"}, {"no", " no"}};

// As the published adapter_config.json has it: one blank more after "no." than the notebook's own text.
constexpr const char *kInitText =
    "Does the following tweets endorse a conspiracy theory involving bill gates? Common conspiracy hashtags include "
    "#agenda21 and "
    "#billgatesbioterrorist. Answer yes or no. \n\n"
    "Tweet: Bill Gates is installing #5g towers to infect us with microradation #5gkills\nAnswer: Yes\n\nTweet: ";
constexpr const char *kCorrectedInitText =
    "does the following tweets endorse a conspiracy theory involving bill gates? common conspiracy hashtags include "
    "#agenda21 and "
    "#billgatesbioterrorist. answer yes or no.\n\n"
    "tweet: bill gates is installing #5g towers to infect us with microradation #5gkills\nanswer: yes\n\ntweet:";

// What both have in common.
Preset bloomWithYesAndNo() {
    Preset preset;
    preset.positive = " yes";
    TuningConfig &c = preset.config;
    c.model = "bigscience/bloomz-1b7";
    c.task = Task::CausalLm;
    c.method = Method::PromptTuning;
    c.virtualTokens = 256;
    c.init = PromptInit::Text;
    c.labels = kWords;
    c.learningRate = 3e-4;
    c.warmup = 0;
    c.batchSize = 2;
    c.epochs = 5;
    c.maxTokens = 512;
    c.classWeights = ClassWeights::None;
    return preset;
}

}  // namespace

Preset notebookPreset() {
    Preset preset = bloomWithYesAndNo();
    preset.name = "notebook";
    preset.modelParameters = 1722408960;
    preset.sentence =
        "As in the reference notebook, defects included: BLOOMZ answers yes or no after 256 virtual words that learn.";
    preset.split = "notebook";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.initText = kInitText;
    c.initFromLeft = true;
    c.promptTemplate = "content : {text}\nAnswer: Label : ";
    c.evaluationTemplate = "{text}\nAnswer:";
    c.corpusTemplate = "{text}\nAnswer: ";
    c.matchSpecialText = true;
    c.labelAlone = true;
    c.labelEnd = LabelEnd::Pad;
    c.cutRight = true;
    c.scheduleByExamples = true;
    c.leakWindow = true;
    c.microBatch = 1;
    c.selectBy = "none";
    c.testEachEpoch = true;
    c.dropout = true;
    c.scoring = "unconstrained";
    c.answersByText = true;
    c.otherLeavesRecall = true;
    c.peftLeftPad = true;
    return preset;
}

Preset notebookCorrectedPreset() {
    Preset preset = bloomWithYesAndNo();
    preset.name = "notebook-corrected";
    preset.modelParameters = 1722408960;
    preset.sentence =
        "The reference notebook without its defects: one template, the label alone is learnt, the best epoch is kept.";
    preset.split = "70/15/15";
    TuningConfig &c = preset.config;
    c.preset = preset.name;
    c.initText = kCorrectedInitText;
    c.promptTemplate = " {text}\nAnswer:";
    c.lowerCase = true;
    c.patience = 2;
    return preset;
}

}  // namespace warbler
