// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace warbler::cli {

void addInfo(CLI::App &app, Context &context);  // the command info

}  // namespace warbler::cli
