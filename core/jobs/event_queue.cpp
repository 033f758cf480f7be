// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/event_queue.h"

#include <cassert>
#include <utility>

namespace warbler {

void EventQueue::push(JobEvent event) {
    const std::lock_guard lock(m_mutex);
    assert(!m_finished);
    auto &events = m_batch.events;
    if (std::holds_alternative<RowsDone>(event) && !events.empty() && std::holds_alternative<RowsDone>(events.back()))
        events.back() = std::move(event);
    else
        events.push_back(std::move(event));
}

void EventQueue::finish(JobOutcome outcome) {
    const std::lock_guard lock(m_mutex);
    assert(!m_finished);
    m_finished = true;
    m_batch.outcome = std::move(outcome);
}

EventQueue::Batch EventQueue::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_batch, Batch());
}

}  // namespace warbler
