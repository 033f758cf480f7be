// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/engine/device/torch.h"
#include "core/models/model_config.h"

namespace warbler {

// Angles per position of rotary positions (Su et al. 2021), [headDim / 2] in the exact type of `dtype`:
// theta^(-2i/headDim), stretched as Llama 3 does where the config says so.
at::Tensor rotaryFrequencies(const ModelConfig &config, at::ScalarType dtype, at::Device device);

// Cosines and sines of some rows' angles, in the type of the frequencies. The halves of a head are turned.
class RotaryAngles {
public:
    RotaryAngles(const at::Tensor &positions, const at::Tensor &frequencies);  // [rows], [headDim / 2]
    RotaryAngles at(const at::Tensor &rows) const;                             // of the rows with these numbers only
    // rows [rows, heads * headDim] -> the same shape, turned.
    at::Tensor turn(const at::Tensor &rows, std::int64_t heads) const;

private:
    RotaryAngles() = default;
    at::Tensor m_cos, m_sin;  // [rows, 1, headDim]
};

}  // namespace warbler
