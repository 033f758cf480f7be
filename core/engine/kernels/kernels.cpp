// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernels/attention_kernel.h"
#include "core/engine/kernels/gelu_kernel.h"
#include "core/engine/kernels/norm_kernel.h"

namespace warbler {

#define WARBLER_KERNELS(isa)                                                                                           \
    namespace isa {                                                                                                    \
    AttentionKernel<float> floatKernel();                                                                              \
    AttentionKernel<double> doubleKernel();                                                                            \
    GeluKernel geluOfIsa();                                                                                            \
    NormKernel normOfIsa();                                                                                            \
    }
WARBLER_KERNELS(baseline)
#ifdef __x86_64__
WARBLER_KERNELS(avx2)
WARBLER_KERNELS(avx512)
#endif
#undef WARBLER_KERNELS

namespace {
enum class Isa { Baseline, Avx2, Avx512 };
Isa bestIsa() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return Isa::Avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return Isa::Avx2;
#endif
    return Isa::Baseline;
}
}  // namespace

template <>
AttentionKernel<float> attentionKernel<float>() {
    switch (bestIsa()) {
#ifdef __x86_64__
    case Isa::Avx512:
        return avx512::floatKernel();
    case Isa::Avx2:
        return avx2::floatKernel();
#endif
    default:
        return baseline::floatKernel();
    }
}

template <>
AttentionKernel<double> attentionKernel<double>() {
    switch (bestIsa()) {
#ifdef __x86_64__
    case Isa::Avx512:
        return avx512::doubleKernel();
    case Isa::Avx2:
        return avx2::doubleKernel();
#endif
    default:
        return baseline::doubleKernel();
    }
}

NormKernel normKernel() {
    switch (bestIsa()) {
#ifdef __x86_64__
    case Isa::Avx512:
        return avx512::normOfIsa();
    case Isa::Avx2:
        return avx2::normOfIsa();
#endif
    default:
        return baseline::normOfIsa();
    }
}

GeluKernel geluKernel() {
    switch (bestIsa()) {
#ifdef __x86_64__
    case Isa::Avx512:
        return avx512::geluOfIsa();
    case Isa::Avx2:
        return avx2::geluOfIsa();
#endif
    default:
        return baseline::geluOfIsa();
    }
}

}  // namespace warbler
