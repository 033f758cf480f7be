// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/norm.h"

#include "core/engine/layers/exact_type.h"

namespace warbler {

Norm::Norm(NormKind kind, NormWeights weights, double epsilon)
    : m_kind(kind), m_weights(std::move(weights)), m_epsilon(epsilon) {}

at::Tensor Norm::operator()(const at::Tensor &x) const {
    if (m_kind == NormKind::Layer)
        return layerNorm(x, m_weights, m_epsilon);
    const at::Tensor &weight = m_weights.weight, exact = x.to(exactType(weight.scalar_type()));
    const at::Tensor unit = exact * at::rsqrt(exact.square().mean(-1, true) + m_epsilon);
    if (m_kind == NormKind::Rms)
        return weight * unit.to(x.scalar_type());
    return (unit * (1 + weight.to(exact.scalar_type()))).to(x.scalar_type());
}

}  // namespace warbler
