// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/presets.h"

#include "core/base/error.h"
#include "core/learn/nearest_name.h"
#include "core/learn/preset.h"
#include "core/learn/presets_fine_tuning.h"
#include "core/learn/presets_gemma_codelab.h"
#include "core/learn/presets_notebook.h"
#include "core/learn/presets_peft_guide.h"

namespace warbler {

namespace {

Preset standard() {
    Preset preset;
    preset.name = "standard";
    preset.sentence = "Prompt tuning of the small multi-purpose encoder: 16 virtual words and a head learn, the model "
                      "stays as it is.";
    preset.split = "70/15/15";
    // Chosen on training rows only: tests/bench/preset_study.py, figures in preset_study.jsonl.
    TuningConfig &c = preset.config;
    c.virtualTokens = 16;
    c.headLearningRate = 5e-3;
    c.epochs = 6;
    c.averageLastEpochs = 3;
    return preset;
}

Preset fast() {
    Preset preset;
    preset.name = "fast";
    preset.sentence = "Only a head learns, on features that the encoder computes once: seconds instead of minutes.";
    preset.split = "70/15/15";
    TuningConfig &c = preset.config;
    c.preset = "fast";
    c.method = Method::Head;
    c.virtualTokens = 0;
    c.trainPrompt = false;
    c.epochs = 20;
    c.headLearningRate = 1e-2;
    return preset;
}

}  // namespace

const std::vector<Preset> &presets() {
    static const std::vector<Preset> table = {standard(),           fast(),
                                              notebookPreset(),     notebookCorrectedPreset(),
                                              peftGuidePreset(),    gemmaCodelabPreset(),
                                              tweetOpinionPreset(), tweetOpinionRegressionPreset(),
                                              bertFineTunePreset()};
    return table;
}

const Preset &presetNamed(const std::string &name) {
    std::vector<std::string> names;
    for (const Preset &preset : presets()) {
        if (preset.name == name)
            return preset;
        names.push_back(preset.name);
    }
    const std::string nearest = nearestName(name, names);
    throw Error(ErrorCode::Usage, "no preset is called \"" + name + "\"; there are " + joinedNames(names),
                nearest.empty() ? "Use one of these names." : "Did you mean " + nearest + "?");
}

}  // namespace warbler
