// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/engine/layers/language_model.h"

namespace warbler {

// Reads the whole checkpoint. Throws Error(UnsupportedModel) naming model_type for a family that is not built in.
std::shared_ptr<const LanguageModel> loadLanguageModel(const ModelFolder &folder, at::Device device,
                                                       at::ScalarType dtype, Weights weights = Weights::Frozen);

}  // namespace warbler
