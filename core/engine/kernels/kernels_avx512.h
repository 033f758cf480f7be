// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/kernels/kernel_set.h"

namespace warbler::avx512 {

KernelSet kernels();  // for x86-64 with AVX-512 F, DQ and VL

}  // namespace warbler::avx512
