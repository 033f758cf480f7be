// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/label_log.h"

#include <sys/random.h>

#include <algorithm>
#include <array>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/hex.h"
#include "core/corpus/damage.h"

namespace warbler {

namespace {

constexpr char kColumns[] =
    "SELECT e.uuid, e.tweet, c.name, e.code, e.action, e.source, e.at, e.ms_shown, e.undone, e.round, e.revision, "
    "e.view_order, e.hash, e.id FROM label_event e JOIN coder c ON c.id = e.coder ";

std::string newUuid() {
    std::array<char, 16> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw Error(ErrorCode::Internal, "the system gave no random bytes");
    return hexFromBytes({bytes.data(), bytes.size()});
}

LabelEvent eventAt(const Query &row) {
    LabelEvent event;
    event.uuid = row.text(0);
    event.tweet = TweetKey{row.integer(1)};
    event.coder = row.text(2);
    event.code = CodeId{row.integer(3)};
    const std::optional<LabelAction> action = actionNamed(row.text(4));
    const std::optional<LabelSource> source = sourceNamed(row.text(5));
    if (!action || !source)
        throw Error(ErrorCode::ProjectDamaged,
                    "label event " + std::to_string(row.integer(13)) +
                        " is neither an act nor a source this program knows",
                    kDamageHint);
    event.action = *action;
    event.source = *source;
    event.atMs = row.integer(6);
    event.msShown = static_cast<int>(row.integer(7));
    event.undone = row.text(8);
    event.round = static_cast<int>(row.integer(9));
    event.revision = static_cast<int>(row.integer(10));
    event.order = row.text(11);
    event.hash = hexFromBytes(row.text(12));
    return event;
}

}  // namespace

LabelLog::LabelLog(Connection &connection) : m_connection(connection) {
    Query last = connection.query("SELECT id, hash FROM label_event ORDER BY id DESC LIMIT 1");
    if (last.next()) {
        m_lastRow = last.integer(0);
        m_lastHash = hexFromBytes(last.text(1));
    }
    m_revision = connection.number("SELECT max(id) FROM codebook_rev");
}

std::int64_t LabelLog::coderRow(const std::string &name) {
    Query known = m_connection.query("SELECT id FROM coder WHERE name = ?1");
    known.bind(1, name);
    if (known.next())
        return known.integer(0);
    m_connection.query("INSERT INTO coder(name) VALUES(?1)").bind(1, name).run();
    return m_connection.lastRow();
}

LabelEvent LabelLog::store(LabelEvent event) {
    if (event.uuid.empty())
        event.uuid = newUuid();
    if (event.atMs == 0)
        event.atMs = unixMilliseconds();
    if (event.revision == 0)
        event.revision = static_cast<int>(m_revision);
    event.hash = chainedHash(m_lastHash, event);
    m_connection.query("INSERT INTO label_event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")
        .bind(1, ++m_lastRow)
        .bind(2, event.uuid)
        .bind(3, event.tweet.row)
        .bind(4, coderRow(event.coder))
        .bind(5, event.code.row)
        .bind(6, actionName(event.action))
        .bind(7, sourceName(event.source))
        .bind(8, event.atMs)
        .bind(9, event.msShown)
        .bind(10, event.undone)
        .bind(11, event.round)
        .bind(12, event.revision)
        .bind(13, event.order)
        .bindBlob(14, bytesFromHex(event.hash).value())
        .run();
    m_lastHash = event.hash;
    return event;
}

void LabelLog::derive(TweetKey tweet) {
    std::vector<LabelEvent> events = eventsOf(m_connection, tweet);
    // Re-test labels (round 2) measure agreement with oneself and never change what stands.
    events.erase(std::remove_if(events.begin(), events.end(), [](const LabelEvent &event) { return event.round != 1; }),
                 events.end());
    m_connection.query("DELETE FROM label_current WHERE tweet = ?1").bind(1, tweet.row).run();
    keepStates(tweet, events);
}

void LabelLog::storeFirst(const LabelEvent &event) { keepStates(event.tweet, {store(event)}); }

void LabelLog::keepStates(TweetKey tweet, const std::vector<LabelEvent> &events) {
    const std::vector<CoderState> states = coderStates(events);
    bool isUnsure = false, isFlagged = false;
    for (const CoderState &state : states) {
        m_connection.query("INSERT INTO label_current VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .bind(1, tweet.row)
            .bind(2, coderRow(state.coder))
            .bind(3, actionName(state.decision))
            .bind(4, state.code.row)
            .bind(5, state.isUnsure ? 1 : 0)
            .bind(6, state.isFlagged ? 1 : 0)
            .bind(7, state.uuid)
            .bind(8, sourceName(state.source))
            .bind(9, state.uuid.empty() ? 0 : events[state.position].atMs)
            .run();
        isUnsure = isUnsure || state.isUnsure;
        isFlagged = isFlagged || state.isFlagged;
    }
    const GoldDecision decision = gold(states);
    m_connection.query("INSERT OR REPLACE INTO gold VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, tweet.row)
        .bind(2, static_cast<int>(decision.state))
        .bind(3, decision.code.row)
        .bind(4, decision.coder)
        .bind(5, isUnsure ? 1 : 0)
        .bind(6, isFlagged ? 1 : 0)
        .run();
}

std::vector<LabelEvent> eventsOf(Connection &connection, TweetKey tweet) {
    std::vector<LabelEvent> events;
    Query rows = connection.query(std::string(kColumns) + "WHERE e.tweet = ?1 ORDER BY e.id");
    rows.bind(1, tweet.row);
    while (rows.next())
        events.push_back(eventAt(rows));
    return events;
}

std::vector<LabelEvent> eventsBetween(Connection &connection, std::int64_t firstRow, std::int64_t lastRow) {
    std::vector<LabelEvent> events;
    Query rows = connection.query(std::string(kColumns) + "WHERE e.id BETWEEN ?1 AND ?2 ORDER BY e.id");
    rows.bind(1, firstRow).bind(2, lastRow);
    while (rows.next())
        events.push_back(eventAt(rows));
    return events;
}

LabelEvent namedEvent(Connection &connection, std::int64_t row) {
    const std::vector<LabelEvent> events = eventsBetween(connection, row, row);
    if (events.empty())
        throw Error(ErrorCode::ProjectDamaged,
                    "label event " + std::to_string(row) + ", or its coder, is named in the project and not there",
                    kDamageHint);
    return events.front();
}

}  // namespace warbler
