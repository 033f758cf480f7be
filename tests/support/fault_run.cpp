// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_run.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

#include "core/base/clock.h"
#include "core/base/number_text.h"
#include "tests/support/fault_record.h"

namespace warbler::test {

namespace {

// A file without a name, gone with its last descriptor.
class NamelessFile {
public:
    explicit NamelessFile(const char *name) : m_descriptor(memfd_create(name, 0)) {
        if (m_descriptor < 0)
            throw std::runtime_error("no memory for a file of the test");
    }
    ~NamelessFile() { close(m_descriptor); }
    NamelessFile(const NamelessFile &) = delete;
    NamelessFile &operator=(const NamelessFile &) = delete;
    int descriptor() const { return m_descriptor; }
    std::string path() const { return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(m_descriptor); }

    void fill(const std::string &bytes) const {
        if (write(m_descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
            lseek(m_descriptor, 0, SEEK_SET) != 0)
            throw std::runtime_error("no memory for a file of the test");
    }

    std::string content() const {
        std::string bytes(static_cast<std::size_t>(lseek(m_descriptor, 0, SEEK_END)), '\0');
        const ssize_t got = pread(m_descriptor, bytes.data(), bytes.size(), 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }

private:
    int m_descriptor;
};

class SharedRecord {
public:
    SharedRecord() : m_file("record") {
        void *mapped =
            ftruncate(m_file.descriptor(), sizeof(FaultRecord)) == 0
                ? mmap(nullptr, sizeof(FaultRecord), PROT_READ | PROT_WRITE, MAP_SHARED, m_file.descriptor(), 0)
                : MAP_FAILED;
        if (mapped == MAP_FAILED)
            throw std::runtime_error("no memory for the record of the test");
        m_record = new (mapped) FaultRecord();
    }
    ~SharedRecord() { munmap(m_record, sizeof(FaultRecord)); }
    SharedRecord(const SharedRecord &) = delete;
    SharedRecord &operator=(const SharedRecord &) = delete;
    const FaultRecord &read() const { return *m_record; }
    std::string path() const { return m_file.path(); }

private:
    NamelessFile m_file;
    FaultRecord *m_record = nullptr;
};

const char *nameOf(FaultPlan::How how) {
    switch (how) {
    case FaultPlan::How::Once:
        return "once";
    case FaultPlan::How::Lasting:
        return "lasting";
    case FaultPlan::How::Short:
        return "short";
    case FaultPlan::How::Kill:
        return "kill";
    }
    return "";
}

std::string shim() {
    const char *folder = std::getenv("WARBLER_TEST_BIN");
    return std::string(folder != nullptr ? folder : ".") + "/../lib/libwarbler_fault_shim.so";
}

std::vector<std::string> environmentOf(const FaultPlan &plan, const std::string &record) {
    std::vector<std::string> variables;
    for (char **variable = environ; *variable != nullptr; ++variable)
        if (std::strncmp(*variable, "LD_PRELOAD=", 11) != 0 && std::strncmp(*variable, "WARBLER_FAULT_", 14) != 0)
            variables.emplace_back(*variable);
    for (const auto &[name, value] :
         std::vector<std::pair<std::string, std::string>>{{"LD_PRELOAD", shim()},
                                                          {"WARBLER_FAULT_UNDER", plan.under},
                                                          {"WARBLER_FAULT_KINDS", plan.kinds},
                                                          {"WARBLER_FAULT_AT", std::to_string(plan.at)},
                                                          {"WARBLER_FAULT_HOW", nameOf(plan.how)},
                                                          {"WARBLER_FAULT_ERROR", std::to_string(plan.error)},
                                                          {"WARBLER_FAULT_RECORD", record}})
        variables.push_back(name + "=" + value);
    return variables;
}

std::vector<char *> pointers(std::vector<std::string> &texts) {
    std::vector<char *> result;
    for (std::string &text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

}  // namespace

FaultedRun runWithFault(const std::vector<std::string> &command, const std::string &input, const FaultPlan &plan) {
    if (access(shim().c_str(), R_OK) != 0)
        throw std::runtime_error(shim() + " is not there: build warbler_fault_shim");
    const NamelessFile in("in"), out("out"), err("err");
    in.fill(input);
    const SharedRecord record;
    std::vector<std::string> arguments = command, variables = environmentOf(plan, record.path());
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.descriptor(), 0);
    posix_spawn_file_actions_adddup2(&actions, out.descriptor(), 1);
    posix_spawn_file_actions_adddup2(&actions, err.descriptor(), 2);
    pid_t child = 0;
    const int problem = posix_spawn(&child, command.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                    pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0)
        throw std::runtime_error(command.front() + " cannot be started: " + std::strerror(problem));
    int status = 0;
    waitpid(child, &status, 0);
    FaultedRun run;
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    run.out = out.content();
    run.err = err.content();
    run.operations = record.read().operations;
    run.hasFailed = record.read().failures > 0;
    run.operation = record.read().first;
    return run;
}

FaultCounts runSeries(const FaultSeries &series) {
    FaultCounts counts;
    FaultPlan plan = series.plan;
    for (plan.at = series.first;; plan.at += series.step) {
        series.begin();
        const FaultedRun run = runWithFault(series.command, series.input, plan);
        counts.operations = run.operations > counts.operations ? run.operations : counts.operations;
        if (run.hasFailed)
            ++(run.exitCode == 128 + SIGKILL ? counts.kills : run.exitCode != 0 ? counts.refusals : counts.unnoticed);
        const std::string problem = series.check(run);
        if (!problem.empty()) {
            counts.problem = std::string(nameOf(plan.how)) + " " + std::to_string(plan.error) + " at operation " +
                             std::to_string(plan.at) + " (" + run.operation + "), exit code " +
                             std::to_string(run.exitCode) + ": " + problem + "\n" + run.out + run.err;
            return counts;
        }
        if (!run.hasFailed)  // the command has fewer operations than that
            return counts;
        ++counts.runs;
    }
}

std::string countsSentence(const std::string &name, const FaultCounts &counts) {
    return name + ": " + std::to_string(counts.runs) + " of " + std::to_string(counts.operations) +
           " operations failed one by one, " + std::to_string(counts.refusals) + " refused, " +
           std::to_string(counts.kills) + " killed, " + std::to_string(counts.unnoticed) + " made good by the program";
}

std::uint32_t testSeed() {
    const char *chosen = std::getenv("WARBLER_TEST_SEED");
    return static_cast<std::uint32_t>(
        parseInteger(chosen != nullptr ? chosen : "").value_or(unixMilliseconds() & 0xffffffff));
}

}  // namespace warbler::test
