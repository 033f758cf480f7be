// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/gemma.h"

#include <cmath>

#include "core/engine/families/llama.h"

namespace warbler {

DecoderFamily gemmaFamily(const ModelConfig &config) {
    DecoderFamily family = llamaFamily(config);
    family.norm = NormKind::RmsPlusOne;
    family.gate = Gate::GeluTanh;
    family.rowScale = std::sqrt(double(config.hidden));
    return family;
}

}  // namespace warbler
