// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/gemma.h"

#include <cmath>

namespace warbler {

at::Tensor Gemma::entered(const at::Tensor &rows) const {
    return rows *
           at::scalar_tensor(std::sqrt(double(m_config.hidden)), at::TensorOptions().dtype(m_dtype).device(m_device));
}

at::Tensor Gemma::normed(const at::Tensor &x, const at::Tensor &weight) const {
    return (unitRows(x) * (1 + weight.to(exactType(m_dtype)))).to(x.scalar_type());
}

at::Tensor Gemma::gated(const at::Tensor &gate) const { return at::gelu(gate, "tanh"); }

}  // namespace warbler
