// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace warbler {

// Faults on purpose, in builds with tests only: WARBLER_FAULT="oom@predict:2,nan@step:5" lets the second call of
// faultPoint("predict") run out of memory; "oom" may be "internal" (a torch error) or "lost" (a poisoned device) as
// well. Without tests these are empty.
#ifdef WARBLER_TEST_HOOKS
void faultPoint(std::string_view place);
bool faultSpoils(std::string_view place);  // "nan": whether the value computed there is to become NaN
#else
inline void faultPoint(std::string_view) {}
inline bool faultSpoils(std::string_view) { return false; }
#endif

}  // namespace warbler
