// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace warbler {

// Faults on purpose, in builds with tests only; elsewhere both functions are empty. WARBLER_FAULT="oom@predict:2" lets
// the second call of faultPoint("predict") run out of memory; other kinds are "internal" (an error of torch), "lost" (a
// device that cannot be used again) and "nan" (a value that is no number, see faultSpoils). Several are joined by
// commas.
#ifdef WARBLER_TEST_HOOKS
void faultPoint(std::string_view place);
bool faultSpoils(std::string_view place);  // whether the value computed there shall become NaN
#else
inline void faultPoint(std::string_view) {}
inline bool faultSpoils(std::string_view) { return false; }
#endif

}  // namespace warbler
