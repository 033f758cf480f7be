// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/codebook/label_event.h"
#include "core/corpus/connection.h"

namespace warbler {

// Writes the log of labels and what is derived from it; lives within one transaction. After each event derive() has to
// be called for its tweet before the commit.
class LabelLog {
public:
    explicit LabelLog(Connection &connection);
    // Fills uuid, time, revision and hash where they are not set, and stores the event.
    LabelEvent store(LabelEvent event);
    void derive(TweetKey tweet);               // states of its coders and its gold label, from all its events
    void storeFirst(const LabelEvent &event);  // store() and derive() for a tweet without events, without looking
    std::int64_t lastRow() const { return m_lastRow; }
    std::int64_t coderRow(const std::string &name);  // stored if new

private:
    void keepStates(TweetKey tweet, const std::vector<LabelEvent> &events);
    Connection &m_connection;
    std::string m_lastHash;  // hex; empty before the first event
    std::int64_t m_lastRow = 0;
    std::int64_t m_revision = 0;
};

std::vector<LabelEvent> eventsOf(Connection &connection, TweetKey tweet);  // log order
std::vector<LabelEvent> eventsBetween(Connection &connection, std::int64_t firstRow, std::int64_t lastRow);
// The event another row of the file names. Throws Error(ProjectDamaged) if there is none.
LabelEvent namedEvent(Connection &connection, std::int64_t row);

}  // namespace warbler
