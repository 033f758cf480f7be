// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace warbler {

long long unixMilliseconds();                            // since 1970 in UTC
std::string isoUtc(long long unixMilliseconds);          // ISO 8601 in UTC: 2026-05-01T14:02:10.123Z
std::string nowUtc();                                    // isoUtc of this moment
std::string localTimeOfDay(long long unixMilliseconds);  // 14:02:10 where the program runs

// Seconds since start, by the clock that never goes back.
double secondsSince(std::chrono::steady_clock::time_point start);
double threadSeconds();  // processor time that the calling thread has used

}  // namespace warbler
