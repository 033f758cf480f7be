// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace warbler {

// The machine's main memory as the kernel counts it [bytes]; 0 where it does not say.
struct SystemMemory {
    std::uint64_t total = 0;
    std::uint64_t available = 0;  // to a new program, without swapping
};
SystemMemory systemMemory();

}  // namespace warbler
