// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace warbler {

// Threads that torch computes with on the processor.
std::int64_t computeThreads();

// Calls work(0) to work(count - 1) in any order on several threads at once; inside a call torch computes with its
// thread alone and has the default grad mode. A small model gains by it: its products are too short to be shared among
// threads. An exception is thrown again when all calls have ended. With one item or one thread work runs on the
// caller's thread, and torch may use all threads as usual.
void eachOnOneThread(std::int64_t count, const std::function<void(std::int64_t)> &work);

}  // namespace warbler
