// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/rotary.h"

#include "core/engine/layers/exact_type.h"

namespace warbler {

at::Tensor rotaryFrequencies(const ModelConfig &config, at::ScalarType dtype, at::Device device) {
    const at::ScalarType exact = exactType(dtype);
    const at::Tensor exponents = at::arange(0, config.headDim, 2, at::kDouble).to(exact) / double(config.headDim);
    const at::Tensor plain = at::reciprocal(at::pow(at::scalar_tensor(config.ropeTheta, exact), exponents));
    if (!config.ropeStretch)
        return plain.to(device);
    const RopeStretch &stretch = *config.ropeStretch;
    const double trained = double(stretch.trainedPositions);
    const at::Tensor waves = 2 * 3.14159265358979323846 / plain;
    const at::Tensor ramp = (trained / waves - stretch.lowFactor) / (stretch.highFactor - stretch.lowFactor);
    const at::Tensor between = (1 - ramp) * plain / stretch.factor + ramp * plain;
    const at::Tensor isLong = waves > trained / stretch.lowFactor, isShort = waves < trained / stretch.highFactor;
    return at::where(isLong, plain / stretch.factor, at::where(isShort, plain, between)).to(device);
}

RotaryAngles::RotaryAngles(const at::Tensor &positions, const at::Tensor &frequencies) {
    const at::Tensor angles = at::outer(positions.to(frequencies.scalar_type()), frequencies);  // [rows, headDim / 2]
    const at::Tensor both = at::cat({angles, angles}, 1).unsqueeze(1);
    m_cos = both.cos();
    m_sin = both.sin();
}

RotaryAngles RotaryAngles::at(const at::Tensor &rows) const {
    RotaryAngles angles;
    angles.m_cos = m_cos.index_select(0, rows);
    angles.m_sin = m_sin.index_select(0, rows);
    return angles;
}

at::Tensor RotaryAngles::turn(const at::Tensor &rows, std::int64_t heads) const {
    // transformers casts cos and sin to the model's type before it rotates.
    const at::Tensor cos = m_cos.to(rows.scalar_type()), sin = m_sin.to(rows.scalar_type());
    const std::int64_t headDim = cos.size(2), half = headDim / 2;
    const at::Tensor x = rows.reshape({rows.size(0), heads, headDim});
    const at::Tensor turned = at::cat({-x.slice(2, half), x.slice(2, 0, half)}, 2);
    return (x * cos + turned * sin).reshape({rows.size(0), heads * headDim});
}

}  // namespace warbler
