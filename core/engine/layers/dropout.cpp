// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/dropout.h"

namespace warbler {

at::Tensor Dropout::apply(const at::Tensor &x, double share) const {
    if (share <= 0)
        return x;
    const at::Tensor kept = at::rand(x.sizes(), generator, x.options().dtype(at::kFloat).requires_grad(false)) >= share;
    return x * kept.to(x.scalar_type()) / (1 - share);
}

}  // namespace warbler
