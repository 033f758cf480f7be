// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/models/adapter_folder.h"
#include "core/models/model_folder.h"

namespace warbler {

// A model folder that brings a classification head of its own, as the hub's sentiment and stance models do: it needs no
// adapter. In a project it is a folder with warbler.json alone, with the keys "ready_model" and "model"; the
// latter says where the weights lie.
bool isReadyClassifier(const std::string &path);

// The head as an adapter of kind Head, its outputs' names, isWholeModel set; path is that of the weights, weightsSha256
// of all their files. Throws Error(UnsupportedOption) for several labels at once, Error(MissingModel) where the weights
// of a record are gone, and as openModelFolder.
AdapterFolder readReadyClassifier(const std::string &path);

// What the outputs are called: id2label, else LABEL_0, LABEL_1 ...
std::vector<std::string> readyLabels(const ModelConfig &config);
// "base_model.score.weight" and so on: the classification head of a folder; nothing where it has none.
TensorMap headTensors(const ModelFolder &model);

}  // namespace warbler
