// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/write_gate.h"

#include <chrono>

namespace warbler {

namespace {

constexpr std::int64_t kLabellingMs = 5000;

std::int64_t steadyMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

bool WriteGate::isSomeoneLabelling() const {
    const std::int64_t last = m_lastLabelMs.load(std::memory_order_relaxed);
    return last != 0 && steadyMs() - last < kLabellingMs;
}

void WriteGate::enter(Urgency urgency) {
    std::unique_lock lock(m_mutex);
    if (urgency == Urgency::Label) {
        ++m_labelsWaiting;
        m_lastLabelMs.store(steadyMs(), std::memory_order_relaxed);
        m_free.wait(lock, [this] { return !m_isTaken; });
        --m_labelsWaiting;
    } else {
        m_free.wait(lock, [this] { return !m_isTaken && m_labelsWaiting == 0; });
    }
    m_isTaken = true;
}

void WriteGate::leave() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isTaken = false;
    }
    m_free.notify_all();
}

}  // namespace warbler
