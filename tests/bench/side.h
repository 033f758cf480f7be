// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace warbler {

// One side of a comparison: a program of its own that answers each command line with one line of JSON. The first line
// it writes, without being asked, names its versions.
class Side {
public:
    explicit Side(const std::vector<std::string> &command);
    ~Side();  // says quit and waits
    Side(const Side &) = delete;
    Side &operator=(const Side &) = delete;
    nlohmann::json ask(const std::string &command);  // throws Error(Internal) where no answer comes
    const nlohmann::json &versions() const { return m_versions; }

private:
    nlohmann::json answer();

    pid_t m_child = 0;
    std::FILE *m_to = nullptr, *m_from = nullptr;
    std::string m_name;
    nlohmann::json m_versions;
};

std::string processorName();  // of /proc/cpuinfo; "unknown" without one
// Appends a section to tests/bench/RESULTS.md below `source`.
void record(const std::string &source, const std::string &title, const std::string &text, const nlohmann::json &raw);

}  // namespace warbler
