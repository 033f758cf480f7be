// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/connection.h"

namespace warbler {

// AllButTweets: of tweets only the keys, the rest when a tweet is read; checking all would delay opening a large
// project.
enum class CheckedTables { All, AllButTweets };

// Checks every value of the project against its range, since any program may have written the file. A column without a
// rule of its own is checked for its type, and an integer for -2^31 .. 2^48, which holds every time and every key.
// Throws Error(ProjectDamaged) naming table, column and value.
void refuseHostileValues(Connection &connection, CheckedTables tables);

}  // namespace warbler
