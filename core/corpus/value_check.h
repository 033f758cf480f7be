// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/connection.h"

namespace warbler {

// The tweets of a large project would keep its opening waiting: of those the keys, the rest as they are read.
enum class CheckedTables { All, AllButTweets };

// Every value of the project against the range it can have; a file is nobody's promise. A column without a rule of its
// own is checked for its type, and an integer for -2^31 .. 2^48, which holds every time and every key. Throws
// Error(ProjectDamaged) naming table, column and value.
void refuseHostileValues(Connection &connection, CheckedTables tables);

}  // namespace warbler
