// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernels/kernels_avx2.h"

#define WARBLER_ISA avx2
#define WARBLER_VECTOR_BYTES 32
#include "core/engine/kernels/attention_kernel.inc"
#include "core/engine/kernels/gelu_kernel.inc"
#include "core/engine/kernels/norm_kernel.inc"

namespace warbler::avx2 {

KernelSet kernels() { return {attentionOfIsa<float>(), attentionOfIsa<double>(), geluOfIsa(), normOfIsa()}; }

}  // namespace warbler::avx2
