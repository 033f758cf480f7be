// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/learn/tuning_config.h"

namespace warbler {

enum class Resume { Auto, Never };
// Evaluate: what was trained until the stop is scored (the window). Leave: end at once, the checkpoint is all (a
// signal).
enum class OnStop { Evaluate, Leave };

struct TuneRequest {
    TuningConfig config;
    std::string modelPath;     // folder; empty: config.model is looked up
    bool isPlanOnly = false;   // a folder with config.json alone will do
    std::string numberColumn;  // in a project with task=regression: the imported column to learn
    std::string positive;      // as given by the user or the preset; the study's already reflects it
    std::string device = "auto";
    int threads = 0;
    Resume resume = Resume::Auto;
    OnStop onStop = OnStop::Evaluate;
    std::string checkpointFolder;  // empty: the state folder
    std::string adapterFolder;     // where best is written too; empty: nowhere
};

}  // namespace warbler
