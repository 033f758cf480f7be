// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "core/jobs/job_event.h"

namespace warbler {

// Events of one job on their way to the window: pushed by the job's thread, taken by the reader every 100 ms. Loses
// nothing, keeps the order; of consecutive RowsDone only the newest is kept. Thread-safe; shared by std::shared_ptr.
class EventQueue {
public:
    struct Batch {
        std::vector<JobEvent> events;
        std::optional<JobOutcome> outcome;  // set once, in the last batch
    };
    void push(JobEvent event);
    void finish(JobOutcome outcome);
    Batch take();

private:
    std::mutex m_mutex;
    Batch m_batch;
    bool m_finished = false;
};

}  // namespace warbler
