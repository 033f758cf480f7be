// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "app/cli/descriptor_stream.h"
#include "app/cli/run.h"

int main(int argc, char **argv) {
    warbler::cli::DescriptorBuffer outBuffer(STDOUT_FILENO, "to standard output"),
        errBuffer(STDERR_FILENO, "to standard error");
    std::ostream out(&outBuffer), err(&errBuffer);
    out.exceptions(std::ios::badbit);  // what the buffer throws ends the command; without standard error it goes on
    return warbler::cli::run(std::vector<std::string>(argv + 1, argv + argc), out, err);
}
