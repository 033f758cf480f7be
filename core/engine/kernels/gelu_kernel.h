// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace warbler {

// y = gelu(x), and x becomes gelu'(x): both come from one exponential. Without torch, because it is compiled once for
// each instruction set.
struct GeluKernel {
    void (*erf)(float *x, float *y, std::int64_t count) = nullptr;   // x Φ(x)
    void (*tanh)(float *x, float *y, std::int64_t count) = nullptr;  // its approximation by tanh
};

}  // namespace warbler
