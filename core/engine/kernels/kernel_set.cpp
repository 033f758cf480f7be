// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernels/kernel_set.h"

#include "core/engine/kernels/kernels_baseline.h"
#ifdef __x86_64__
#include "core/engine/kernels/kernels_avx2.h"
#include "core/engine/kernels/kernels_avx512.h"
#endif

namespace warbler {

KernelSet bestKernels() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return avx512::kernels();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return avx2::kernels();
#endif
    return baseline::kernels();
}

}  // namespace warbler
