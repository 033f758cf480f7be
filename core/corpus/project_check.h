// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/corpus/database.h"

namespace warbler {

// At every open: the newest event of the log against its hash. Throws Error(ProjectDamaged).
void refuseBrokenChainHead(Connection &connection);
// One sentence per finding; empty: all is well. Reads the whole file.
std::vector<std::string> checkProject(Database &database);

}  // namespace warbler
