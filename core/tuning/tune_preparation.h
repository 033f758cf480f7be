// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/learn/engine.h"
#include "core/models/model_folder.h"
#include "core/study/study.h"
#include "core/tuning/read_example.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// What a plan and a run make of a request and a study before an engine is asked. Private to this folder.

std::string pathOf(const TuneRequest &request);
// Throws Error(UnsupportedOption) where the recipe learns numbers and the labels are categories, or the other way
// round.
void checkLabels(const TuningConfig &config, const Study &study);
// The request's settings as the model allows them. Throws Error(UnsupportedOption | BadConfig) naming the setting.
TuningConfig effectiveConfig(const TuneRequest &request, const ModelFolder &folder);
// The same, with the number of steps of a schedule that counts training rows.
TuningConfig withSchedule(TuningConfig config, const Study &study);
const std::string &evaluationTemplate(const TuningConfig &config);
// Tokens a tweet to be judged may have. The references cut training rows alone; what is evaluated ends where the model
// does.
std::int64_t evaluationLimit(const TuningConfig &config, const ModelConfig &model);
// As the recipe writes all its texts: lower-case where it says so.
std::string applyCase(const TuningConfig &config, const std::string &text);

// Everything the engine needs, and what the plan tells about it.
struct Prepared {
    ModelFolder folder;
    TuningData data;
    std::int64_t cut = 0;
    std::optional<ReadExample> example;
    std::vector<std::string> warnings;
};
// Reads the tokenizer. Throws Error(BadConfig | BadData) naming setting or tweet.
Prepared prepare(const TuningConfig &config, const Study &study, const ModelFolder &folder);

}  // namespace warbler
