// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "core/jobs/job_event.h"

namespace warbler::cli {

// Progress on standard error: phase, done/total, rate, time left. A line that moves on a terminal, else one each 30
// seconds; while tuning one line per epoch.
class Progress {
public:
    Progress(std::ostream &err, bool isTerminal);
    void show(const JobEvent &event);

private:
    void tick(std::int64_t done, std::int64_t total);
    std::ostream &m_err;
    bool m_isTerminal;
    std::string m_phase;
    std::int64_t m_total = 0;
    std::optional<std::int64_t> m_before;  // done at the phase's first report
    std::chrono::steady_clock::time_point m_start, m_last;
};

}  // namespace warbler::cli
