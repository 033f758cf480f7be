// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warbler {

// The name of fewest edits from `wanted` (ties: the first), for "did you mean"; empty if every one differs in more than
// half of its letters.
std::string nearestName(std::string_view wanted, const std::vector<std::string> &names);
std::string joinedNames(const std::vector<std::string> &names);  // "a, b, c"

}  // namespace warbler
