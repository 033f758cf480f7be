// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace warbler {

// Rows [rows, width] normalised to mean 0 and variance 1, times weight, plus bias [width]. Without torch, because it
// is compiled once for each instruction set.
struct NormTask {
    std::int64_t width = 0;
    float epsilon = 0;
    const float *x = nullptr, *weight = nullptr, *bias = nullptr;
    float *y = nullptr;
    float *mean = nullptr, *scale = nullptr;  // [rows]: of each row its mean and 1 / standard deviation
    const float *dy = nullptr;                // backward only; weight and bias get no gradient
    float *dx = nullptr;
};

// Several threads may compute different rows at once.
struct NormKernel {
    void (*forward)(const NormTask &, std::int64_t firstRow, std::int64_t lastRow) = nullptr;
    void (*backward)(const NormTask &, std::int64_t firstRow, std::int64_t lastRow) = nullptr;
};

}  // namespace warbler
