// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/classify/trained_model.h"
#include "core/learn/engine.h"

namespace warbler {

// A base model as it is, asked for the label words after a template; an empty template is the text alone. labels:
// value, word.
TrainedModel untrainedModel(const std::string &modelPath,
                            const std::vector<std::pair<std::string, std::string>> &labels,
                            const std::string &promptTemplate);

// What the model says of each text, in order: log-probabilities of its label words, or the logits of its head. Throws
// Error(UnsupportedOption) for an encoder without a head, Cancelled after a stop. On the device thread.
std::vector<Prediction> scoreTexts(Engine &engine, const TrainedModel &model, const std::vector<std::string> &texts,
                                   const std::stop_token &stop);

}  // namespace warbler
