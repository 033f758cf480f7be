// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/models/host_tensor.h"
#include "core/models/model_config.h"

namespace warbler::test {

// Writes text as it is, folders included.
void put(const std::string &path, const std::string &bytes);

// Small numbers that differ in every element, in the shapes the config implies. Names get the prefix.
TensorMap weightsFor(const ModelConfig &config, const std::string &prefix = {});

// config.json of a tiny bert and the weights that fit it; returns the config.
ModelConfig putBert(const std::string &folder, const std::string &prefix = {});

// SHA-256 of the tensor's bytes.
std::string digest(const HostTensor &tensor);

}  // namespace warbler::test
