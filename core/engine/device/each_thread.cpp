// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device/each_thread.h"

#include <algorithm>
#include <atomic>

#include <ATen/Parallel.h>

#ifndef INTRA_OP_PARALLEL
#error "compile this file for OpenMP: at::parallel_for would be serial"
#endif

namespace warbler {

std::int64_t computeThreads() { return at::get_num_threads(); }

void eachOnOneThread(std::int64_t count, const std::function<void(std::int64_t)> &work) {
    std::atomic<std::int64_t> next = 0;
    std::atomic<bool> hasFailed = false;
    at::parallel_for(0, std::min(count, computeThreads()), 1, [&](std::int64_t, std::int64_t) {
        for (std::int64_t item = next++; item < count && !hasFailed; item = next++) {
            try {
                work(item);
            } catch (...) {
                hasFailed = true;
                throw;
            }
        }
    });
}

}  // namespace warbler
