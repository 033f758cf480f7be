// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace warbler::cli {

void addExport(CLI::App &app, Context &context);  // the command export

}  // namespace warbler::cli
