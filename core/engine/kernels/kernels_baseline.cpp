// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernels/kernels_baseline.h"

#define WARBLER_ISA baseline
#define WARBLER_VECTOR_BYTES 16
#include "core/engine/kernels/attention_kernel.inc"
#include "core/engine/kernels/gelu_kernel.inc"
#include "core/engine/kernels/norm_kernel.inc"

namespace warbler::baseline {

KernelSet kernels() { return {attentionOfIsa<float>(), attentionOfIsa<double>(), geluOfIsa(), normOfIsa()}; }

}  // namespace warbler::baseline
