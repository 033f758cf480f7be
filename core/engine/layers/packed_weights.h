// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>

#include "core/engine/layers/linear.h"

namespace warbler {

// One frozen weight [out, in] with its bias. On the processor in fp32, a weight of at most kMostPacked numbers is
// multiplied in oneDNN's layout; the copies in it, one for y = x Wᵀ and one for dx = dy W, are made at first use.
// Larger weights go through torch's own product: it is as fast with many rows and 13 % slower with 50, and the copies
// would double the model. bf16 is multiplied block by block in fp32 where the processor has no AVX-512. Threads may
// share it.
class PackedWeights : public torch::CustomClassHolder {
public:
    PackedWeights(at::Tensor weight, at::Tensor bias) : m_weight(std::move(weight)), m_bias(std::move(bias)) {}

    at::Tensor forward(const at::Tensor &x, Activation activation);            // [rows, in] -> [rows, out]
    at::Tensor forwardPlus(const at::Tensor &x, const at::Tensor &residual);   // residual [rows, out]
    at::Tensor backward(const at::Tensor &dy);                                 // [rows, out] -> [rows, in]
    at::Tensor backwardPlus(const at::Tensor &dy, const at::Tensor &more);     // backward(dy) + more [rows, in]
    at::Tensor backwardTimes(const at::Tensor &dy, const at::Tensor &factor);  // backward(dy) times factor [rows, in]
    static at::Tensor applyActivation(const at::Tensor &y, Activation activation);

private:
    const at::Tensor &forwardWeight();
    const at::Tensor &backwardWeight();

    at::Tensor m_weight, m_bias, m_forward, m_backward;
    std::once_flag m_hasForward, m_hasBackward;
};

// x Wᵀ, [rows, in] -> [rows, out], for a weight that is used once a pass, such as the word table; no copy of it is
// kept.
at::Tensor frozenProduct(const at::Tensor &x, const at::Tensor &weight);

}  // namespace warbler
