// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/write_gate.h"

namespace warbler {

void WriteGate::enter(Urgency urgency)
{
    std::unique_lock lock(m_mutex);
    if (urgency == Urgency::Label) {
        ++m_labelsWaiting;
        m_free.wait(lock, [this] { return !m_isTaken; });
        --m_labelsWaiting;
    } else {
        m_free.wait(lock, [this] { return !m_isTaken && m_labelsWaiting == 0; });
    }
    m_isTaken = true;
}

void WriteGate::leave()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isTaken = false;
    }
    m_free.notify_all();
}

}  // namespace warbler
