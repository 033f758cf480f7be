// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kill_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <set>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/project.h"
#include "core/corpus/run_repository.h"

namespace warbler::test {

namespace {

std::set<std::string> storedUuids(Project &project, int tweets) {
    std::set<std::string> uuids;
    LabelRepository labels(project);
    for (int key = 1; key <= tweets; ++key)
        for (const LabelEvent &event : labels.history(TweetKey{key}))
            uuids.insert(event.uuid);
    return uuids;
}

}  // namespace

KilledChild startChild(const std::string &mode, const std::string &project) {
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], kAcknowledgeDescriptor);
    std::string program = "/proc/self/exe", child = mode, path = project;
    char *arguments[] = {program.data(), child.data(), path.data(), nullptr};
    KilledChild started;
    started.uuids = ends[0];
    if (posix_spawn(&started.pid, program.c_str(), &actions, nullptr, arguments, environ) != 0)
        started.pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    return started;
}

int labelUntilKilled(Project &project, int tweets) {
    LabelRepository labels(project);
    const std::vector<Category> categories = CodebookRepository(project).load().categories();
    for (int i = 0;; ++i) {
        LabelEvent event;
        event.tweet = TweetKey{1 + i % tweets};
        event.code = categories[static_cast<std::size_t>(i) % categories.size()].id;  // a run wants more than one
        event.coder = "anna";
        const LabelEvent stored = labels.append(event);
        if (write(kAcknowledgeDescriptor, stored.uuid.data(), kUuidBytes) != static_cast<ssize_t>(kUuidBytes))
            return 1;
    }
}

std::vector<std::string> killWhileLabelling(const std::string &mode, const std::string &project, int delayMs) {
    const KilledChild child = startChild(mode, project);
    std::string received;
    std::optional<std::chrono::steady_clock::time_point> killAt;
    bool isKilled = false;
    while (child.pid != 0) {
        int wait = 60000;
        if (killAt && !isKilled)
            wait = std::max(
                0,
                static_cast<int>(
                    std::chrono::ceil<std::chrono::milliseconds>(*killAt - std::chrono::steady_clock::now()).count()));
        pollfd waiting{child.uuids, POLLIN, 0};
        const int ready = poll(&waiting, 1, wait);
        if (ready == 0 || (killAt && !isKilled && std::chrono::steady_clock::now() >= *killAt)) {
            kill(child.pid, SIGKILL);
            isKilled = true;
        }
        char buffer[4096];
        const ssize_t size = ready > 0 ? read(child.uuids, buffer, sizeof buffer) : -1;
        if (size == 0)
            break;
        if (size > 0)
            received.append(buffer, static_cast<std::size_t>(size));
        if (!killAt && received.size() >= kUuidBytes)
            killAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(delayMs);
    }
    close(child.uuids);
    waitpid(child.pid, nullptr, 0);
    std::vector<std::string> uuids;
    for (std::size_t at = 0; at + kUuidBytes <= received.size(); at += kUuidBytes)
        uuids.push_back(received.substr(at, kUuidBytes));
    return uuids;
}

std::uint32_t killSeed() {
    const char *chosen = std::getenv("WARBLER_TEST_SEED");
    return static_cast<std::uint32_t>(parseInteger(chosen ? chosen : "").value_or(unixMilliseconds() & 0xffffffff));
}

KillCounts killOften(const std::string &mode, const std::string &project, int kills, int tweets, std::uint32_t seed) {
    Mt19937 random(seed);
    KillCounts counts;
    std::size_t before = storedUuids(*Project::open(project), tweets).size();
    const auto stop = [&](const std::string &problem) {
        counts.problem = "kill " + std::to_string(counts.kills) + " of seed " + std::to_string(seed) + ": " + problem;
        return counts;
    };
    while (counts.kills < static_cast<std::size_t>(kills)) {
        const std::vector<std::string> saved =
            killWhileLabelling(mode, project, 2 + static_cast<int>(random.below(59)));
        if (saved.empty())
            return stop("the child saved nothing");
        const auto opened = Project::open(project);
        counts.recovered += opened->recoveryNote().empty() ? 0 : 1;
        const std::set<std::string> stored = storedUuids(*opened, tweets);
        for (const std::string &uuid : saved)
            counts.lost += stored.count(uuid) == 0 ? 1 : 0;
        if (stored.size() < before || stored.size() - before > saved.size() + 1)
            return stop(std::to_string(stored.size()) + " labels are stored, " + std::to_string(before) + " were and " +
                        std::to_string(saved.size()) + " were acknowledged");
        const std::size_t more = stored.size() - before;
        counts.unacknowledged += more > saved.size() ? more - saved.size() : 0;
        before = stored.size();
        counts.acknowledged += saved.size();
        for (const Run &run : RunRepository(*opened).all())
            if (run.state == RunState::Running)
                return stop(run.name + " is said to be running");
        if (counts.kills % 20 == 19)
            for (const std::string &problem : opened->check())
                return stop(problem);
        opened->close();
        ++counts.kills;
    }
    return counts;
}

}  // namespace warbler::test
