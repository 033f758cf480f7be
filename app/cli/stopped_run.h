// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "app/cli/context.h"

namespace warbler::cli {

// How far a run came before it was stopped, as --json names it: "steps", "finished_folds" ...
struct Progressed {
    const char *name;
    std::int64_t count;
};
// Tells that the same command goes on where this one was stopped. The exit code.
int printStopped(Context &context, const Progressed &progressed, const std::string &sentence);

}  // namespace warbler::cli
