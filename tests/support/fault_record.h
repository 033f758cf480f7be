// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace warbler::test {

// What the fault shim writes while a program runs under it; a file both sides map, so that it outlives a kill.
struct FaultRecord {
    std::atomic<std::uint64_t> operations;  // counted ones
    std::atomic<std::uint64_t> failures;    // refused, cut short or killed at
    char first[240];                        // "write /tmp/x/study.warbler-wal": the first of them, ends with NUL
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

}  // namespace warbler::test
