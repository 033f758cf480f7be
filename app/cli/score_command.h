// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace warbler::cli {

void addScore(CLI::App &app, Context &context);  // the command score

}  // namespace warbler::cli
