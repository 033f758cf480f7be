// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace warbler {
class Project;
}

namespace warbler::test {

inline constexpr int kAcknowledgeDescriptor = 3;  // of the child
inline constexpr std::size_t kUuidBytes = 32;

struct KilledChild {
    pid_t pid = 0;   // 0: could not be started
    int uuids = -1;  // end of its pipe
};
// This same program again, with these arguments; its descriptor 3 is the pipe.
KilledChild startChild(const std::string &mode, const std::string &project);

// Runs in the child: labels tweet after tweet of 1..tweets for ever; each uuid goes into the pipe when its label is
// said to be saved.
int labelUntilKilled(Project &project, int tweets);

// uuids that were acknowledged before the kill, which comes delayMs after the first of them.
std::vector<std::string> killWhileLabelling(const std::string &mode, const std::string &project, int delayMs);

// WARBLER_TEST_SEED, else the clock: printed by the test, so that a failure can be replayed.
std::uint32_t killSeed();

// Kills one child after the other and looks at the project behind each; figures of the whole series.
struct KillCounts {
    std::size_t kills = 0, acknowledged = 0, lost = 0, unacknowledged = 0, recovered = 0;
    std::string problem;  // empty: every project opened, whole, with all that was acknowledged
};
KillCounts killOften(const std::string &mode, const std::string &project, int kills, int tweets, std::uint32_t seed);

}  // namespace warbler::test
