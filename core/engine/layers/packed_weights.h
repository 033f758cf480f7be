// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>

#include "core/engine/layers/linear.h"

namespace warbler {

// One frozen weight [out, in] with its bias. On the processor in fp32 one of at most kMostPacked numbers is multiplied
// in oneDNN's layout, made at first use: one copy for y = x Wᵀ, one for dx = dy W. All else by torch's own product:
// with many rows it is as fast for large matrices (with 50 about 13 % slower), and the copies would double the model;
// but bf16 by blocks in fp32 where the processor has no AVX-512. Threads may share it.
class PackedWeights : public torch::CustomClassHolder {
public:
    PackedWeights(at::Tensor weight, at::Tensor bias) : m_weight(std::move(weight)), m_bias(std::move(bias)) {}

    at::Tensor forward(const at::Tensor &x, Activation activation);            // [rows, in] -> [rows, out]
    at::Tensor forwardPlus(const at::Tensor &x, const at::Tensor &residual);   // residual [rows, out]
    at::Tensor backward(const at::Tensor &dy);                                 // [rows, out] -> [rows, in]
    at::Tensor backwardPlus(const at::Tensor &dy, const at::Tensor &more);     // backward(dy) + more [rows, in]
    at::Tensor backwardTimes(const at::Tensor &dy, const at::Tensor &factor);  // backward(dy) times factor [rows, in]
    static at::Tensor activated(const at::Tensor &y, Activation activation);

private:
    const at::Tensor &forwardWeight();
    const at::Tensor &backwardWeight();

    at::Tensor m_weight, m_bias, m_forward, m_backward;
    std::once_flag m_hasForward, m_hasBackward;
};

// x Wᵀ, [rows, in] -> [rows, out], of a weight used once a pass, as a word table; no copy of it is kept.
at::Tensor frozenProduct(const at::Tensor &x, const at::Tensor &weight);

}  // namespace warbler
