// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/models/model_config.h"

namespace warbler {

// Largest |a - b| over all numbers of two nested arrays, relative to the largest |b| and at least 1.
double largestDifference(const nlohmann::json &a, const nlohmann::json &b);
// Of one step: {"loss": relative to 1 or the loss, "gradient": max|Δg| / max|g|}.
nlohmann::json differences(const nlohmann::json &ours, const nlohmann::json &theirs);
// Medians, operations, ratios, goals and "valid", from the times in `result` and the texts in `job`.
void addFigures(nlohmann::json &result, const ModelConfig &config, const nlohmann::json &job);
std::string decoderTable(const nlohmann::json &result);  // Markdown

}  // namespace warbler
