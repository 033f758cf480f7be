// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/corpus/connection.h"

namespace warbler {

enum class MigrationResult { UpToDate, Upgraded, TooNew, Failed };

// The scripts of this program: script i leads from schema i to i + 1.
std::span<const std::string_view> migrationScripts();
int newestSchema();

// Runs the scripts that are missing, each in one transaction with its user_version; a script that fails leaves the
// schema before it. problem: what failed.
MigrationResult migrate(Connection &connection, std::span<const std::string_view> scripts, std::string &problem);

// Throws Error(ProjectDamaged) naming a table, index, trigger or view that is not exactly as this program's scripts
// make it.
void refuseForeignSchema(Connection &connection);

}  // namespace warbler
