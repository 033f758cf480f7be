// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/families/bert.h"

namespace warbler {

// RoBERTa, XLM-R, CamemBERT: BERT whose positions start after the padding id and whose pooler, if there is one, is not
// used.
class Roberta : public Bert {
public:
    Roberta(const ModelFolder &folder, at::Device device, at::ScalarType dtype, Weights weights)
        : Bert(folder, device, dtype, weights, folder.config.padToken.value_or(1) + 1) {}
    at::Tensor poolerOutput(const at::Tensor &hidden, const LoraOverlay *) const override { return hidden; }
};

}  // namespace warbler
