// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace warbler::test {

// Which operation of a program on its files fails, and how.
struct FaultPlan {
    enum class How { Once, Lasting, Short, Kill };
    std::string under;     // folder whose files count, absolute
    std::uint64_t at = 0;  // the n-th, from 1; 0: none fails
    How how = How::Once;
    int error = 5;                                                        // EIO
    std::string kinds = "open,write,sync,truncate,rename,remove,folder";  // "read" counts where it is named
};

struct FaultedRun {
    int exitCode = -1;  // 128 + n after signal n
    std::string out, err;
    std::uint64_t operations = 0;  // counted ones
    bool hasFailed = false;        // the planned one was reached
    std::string operation;         // "sync /tmp/x/study.warbler"
};

// The program under the shim, to its end. Throws std::runtime_error where it cannot be started.
FaultedRun runWithFault(const std::vector<std::string> &command, const std::string &input, const FaultPlan &plan);

// One series: the same command with its first, second, third ... operation failing, each time in a fresh state.
struct FaultSeries {
    FaultPlan plan;                     // `at` is set by the series
    std::uint64_t first = 1, step = 1;  // a part of all n; step 1: every one
    std::function<void()> begin;        // makes the state the command starts from
    std::vector<std::string> command;
    std::string input;
    // What must hold after it; a sentence where it does not.
    std::function<std::string(const FaultedRun &)> check;
};
struct FaultCounts {
    std::uint64_t operations = 0, runs = 0, refusals = 0, kills = 0, unnoticed = 0;  // unnoticed: exit 0 all the same
    std::string problem;  // with n and the operation; empty: all held
};
FaultCounts runSeries(const FaultSeries &series);
std::string countsSentence(const std::string &name, const FaultCounts &counts);

std::uint32_t testSeed();  // WARBLER_TEST_SEED, else the clock: print it, so that a failure can be replayed

}  // namespace warbler::test
