// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/classify/trained_model.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// warbler.json of a tuned model, as text; TrainedModel::recordJson.
std::string recordOf(const TrainedModel &model, const TuningConfig &config,
                     const std::vector<std::string> &trainingRowHashes);
// SHA-256(id, text) as warbler.json keeps it for each training row.
std::string rowHash(const std::string &id, const std::string &text);
std::vector<std::string> trainingRowHashes(const std::string &recordJson);

// Fills everything warbler.json says: categories, template, threshold, scoring, sizes.
void applyRecord(TrainedModel &model, const std::string &recordJson);

}  // namespace warbler
