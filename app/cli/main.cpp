// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>
#include <vector>

#include "app/cli/context.h"

int main(int argc, char **argv) {
    std::ios::sync_with_stdio(false);
    return warbler::cli::run(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
}
