// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layers/layer_norm.h"

namespace warbler {

enum class NormKind {
    Layer,      // mean 0 and variance 1, times weight, plus bias
    Rms,        // x / rms(x) in fp32, cast back, times weight
    RmsPlusOne  // x / rms(x) times (1 + weight) in fp32, cast back
};

// The norm of a decoder's rows, with its weights.
class Norm {
public:
    Norm() = default;
    Norm(NormKind kind, NormWeights weights, double epsilon);  // Rms kinds have no bias
    at::Tensor operator()(const at::Tensor &x) const;          // [rows, hidden] -> the same

private:
    NormKind m_kind = NormKind::Layer;
    NormWeights m_weights;
    double m_epsilon = 0;
};

}  // namespace warbler
