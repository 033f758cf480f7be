// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/base/ids.h"

namespace warbler {

class Connection;

// A judge is a run together with the weights it had when it predicted. Each prediction names its judge.

// SHA-256 of the weights a run classifies with: its best checkpoint, else its last, else its word model; empty: none.
std::string checkpointOf(Connection &connection, RunId run);
// The judge of the run with its present weights; -1: it has predicted nothing yet.
std::int64_t currentJudge(Connection &connection, RunId run);
// Makes the judge if it does not exist; inside a transaction.
std::int64_t judgeNamed(Connection &connection, RunId run, const std::string &checkpoint);

}  // namespace warbler
