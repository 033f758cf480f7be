// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define WARBLER_ISA baseline
#define WARBLER_VECTOR_BYTES 16
#include "core/engine/kernels/attention_kernel.inc"
#include "core/engine/kernels/gelu_kernel.inc"
#include "core/engine/kernels/norm_kernel.inc"
