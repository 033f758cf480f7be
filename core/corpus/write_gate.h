// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace warbler {

enum class Urgency {
    Label,  // a person waits
    Bulk    // imports, predictions, curves: short transactions, lets labels pass
};

// Admits one writer at a time, labels first. Not recursive. Thread-safe.
class WriteGate {
public:
    void enter(Urgency urgency);
    void leave();
    // Asked by bulk writers every few rows: somebody's label waits, so commit early.
    bool isLabelWaiting() const { return m_labelsWaiting.load(std::memory_order_relaxed) > 0; }
    // Somebody labelled within the last seconds: bulk writers keep their commits small, since a label waits for at most
    // one.
    bool isSomeoneLabelling() const;

private:
    std::mutex m_mutex;
    std::condition_variable m_free;
    std::atomic<int> m_labelsWaiting = 0;
    std::atomic<std::int64_t> m_lastLabelMs = 0;  // of the steady clock; 0: none yet
    bool m_isTaken = false;
};

}  // namespace warbler
