// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <string_view>

namespace warbler::test {

// How often a reliability test tries: WARBLER_TEST_LEVEL is ci (or absent), demand or release, as packaging/test.sh
// --level sets it.
inline int countAt(int ci, int demand, int release) {
    const char *chosen = std::getenv("WARBLER_TEST_LEVEL");
    const std::string_view level = chosen != nullptr ? chosen : "ci";
    return level == "release" ? release : level == "demand" ? demand : ci;
}

}  // namespace warbler::test
