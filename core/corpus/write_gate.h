// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace warbler {

enum class Urgency {
    Label,                                           // a person waits
    Bulk                                             // imports, predictions, curves: short transactions, lets labels pass
};

// Admits one writer at a time, labels first. Not recursive. Thread-safe.
class WriteGate {
public:
    void enter(Urgency urgency);
    void leave();
    // Asked by bulk writers every few rows: somebody's label waits, so commit early.
    bool isLabelWaiting() const { return m_labelsWaiting.load(std::memory_order_relaxed) > 0; }

private:
    std::mutex m_mutex;
    std::condition_variable m_free;
    std::atomic<int> m_labelsWaiting = 0;
    bool m_isTaken = false;
};

}  // namespace warbler
