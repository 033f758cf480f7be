// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device/torch.h"

namespace warbler {

// Zeroes numbers at random and scales the rest, as torch.nn.Dropout in training. One generator per micro-batch, so that
// a resumed run draws what an uninterrupted one draws.
struct Dropout {
    double hidden = 0, attention = 0, head = 0, lora = 0;  // shares that become zero
    at::Generator generator;
    at::Tensor apply(const at::Tensor &x, double share) const;  // of the same shape; x itself where share is 0
};

}  // namespace warbler
