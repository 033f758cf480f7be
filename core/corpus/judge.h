// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/base/ids.h"

namespace warbler {

class Connection;

// What judged tweets: a run with the weights it had then. Each prediction names its judge.

// SHA-256 of the weights a run classifies with: its best checkpoint, else its last, else its word model; empty: none.
std::string checkpointOf(Connection &connection, RunId run);
// Of the run with those weights; -1: it has judged nothing yet.
std::int64_t currentJudge(Connection &connection, RunId run);
// Made where it is not there; inside a transaction.
std::int64_t judgeNamed(Connection &connection, RunId run, const std::string &checkpoint);

}  // namespace warbler
