// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>

#include "core/engine/kernels/attention_kernel.h"
#include "core/engine/kernels/gelu_kernel.h"
#include "core/engine/kernels/norm_kernel.h"

namespace warbler {

// All kernels as compiled for one instruction set.
struct KernelSet {
    AttentionKernel<float> floatAttention;
    AttentionKernel<double> doubleAttention;
    GeluKernel gelu;
    NormKernel norm;
};

KernelSet bestKernels();  // those that run fastest on this processor

template <typename T>
AttentionKernel<T> bestAttentionKernel() {
    if constexpr (std::is_same_v<T, float>)
        return bestKernels().floatAttention;
    else
        return bestKernels().doubleAttention;
}

}  // namespace warbler
