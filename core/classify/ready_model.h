// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/classify/trained_model.h"
#include "core/models/adapter_folder.h"

namespace warbler {

// Categories, template and text length of a folder with a head of its own and no warbler.json. map: output name ->
// category; outputs it does not name keep theirs, several of one category add up; a category yes, true or 1 is of
// interest, else the first. Error(Usage) for a name that no output has, or where one category is left.
void describeReadyModel(TrainedModel &model, const AdapterFolder &folder, const AdapterRequest &request);
// Its warbler.json in a project, which keeps no copy of the weights.
std::string readyRecord(const TrainedModel &model);
// The hash by which runs know it: of the weights, and of what its outputs mean.
std::string readyIdentity(const AdapterFolder &folder, const TrainedModel &model);
// Log-probabilities of outputs [outputs] -> of categories.
std::vector<float> categoryLogProbabilities(const TrainedModel &model, const std::vector<float> &ofOutputs);

// {"LABEL_0": "0"} or "LABEL_0=0|LABEL_1=1". Error(Usage).
std::vector<std::pair<std::string, std::string>> outputMap(const std::string &text);

}  // namespace warbler
