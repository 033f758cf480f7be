// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace warbler {

// Threads that torch computes with on the processor.
std::int64_t computeThreads();

// work(0) to work(count - 1), each on one thread, several at once, in no order; inside, torch computes with that thread
// alone. A small model gains: its products are too short to share without waiting. Grad mode is the default one inside.
// An exception is thrown again when all have ended. One item, or a single thread: on the caller's, which torch may
// share as ever.
void eachOnOneThread(std::int64_t count, const std::function<void(std::int64_t)> &work);

}  // namespace warbler
