// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace warbler::cli {

// The command line: args without the program's name. Returns the exit code.
int run(const std::vector<std::string> &args, std::ostream &out, std::ostream &err);

}  // namespace warbler::cli
