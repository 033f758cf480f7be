// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/kernels/kernel_set.h"

namespace warbler::avx2 {

KernelSet kernels();  // for x86-64 with AVX2 and FMA

}  // namespace warbler::avx2
