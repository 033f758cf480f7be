// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/log_state.h"

#include <algorithm>
#include <vector>

#include "core/base/error.h"
#include "core/base/hex.h"
#include "core/base/number_text.h"
#include "core/corpus/label_log.h"

namespace warbler {

namespace {

constexpr std::int64_t kEventsAtOnce = 10000;

std::int64_t foldsIn(Connection &connection) {
    return parseInteger(connection.text("SELECT value FROM setting WHERE name = 'folds'")).value_or(0);
}

// The first event whose hash is not the one its predecessor leads to; 0: none.
std::int64_t firstBrokenEvent(Connection &connection, const FileAlone &alone) {
    std::string previous = alone.lastHash;
    std::int64_t expected = alone.lastEvent + 1;
    const std::int64_t last = connection.number("SELECT max(id) FROM label_event");
    for (; expected <= last; expected += kEventsAtOnce) {
        std::int64_t at = expected;
        for (const LabelEvent &event :
             eventsBetween(connection, expected, std::min(last, expected + kEventsAtOnce - 1))) {
            if (event.hash != chainedHash(previous, event))
                return at;
            previous = event.hash;
            ++at;
        }
        if (at <= std::min(last, expected + kEventsAtOnce - 1))
            return at;
    }
    return 0;
}

// The last event of the file, if the one before it leads to it. Where a kill came while pages were being written into
// the file, the tree of labels can lead to a page of another table, and what stands there is no event.
void findLastEvent(Connection &file, FileAlone &alone) {
    const std::int64_t last = file.number("SELECT coalesce(max(id), 0) FROM label_event");
    const std::vector<LabelEvent> events = eventsBetween(file, std::max<std::int64_t>(1, last - 1), last);
    if (events.size() != static_cast<std::size_t>(std::min<std::int64_t>(last, 2)) || events.empty())
        return;
    if (chainedHash(last > 1 ? events.front().hash : std::string(), events.back()) != events.back().hash)
        return;
    alone.lastEvent = last;
    alone.lastHash = events.back().hash;
}

}  // namespace

std::string mismatchOnDisk(const std::string &path, const ProjectHeader &header, const Leftovers &left,
                           bool isLockThere) {
    if (header.isEmpty || left.hasJournal)
        return {};
    if (header.usesLog && !left.hasLogFile && !isLockThere)
        return path + " is a copy that was made while the project was open: what was stored last stands in its log, " +
               path + "-wal, which was not copied with it";
    if (!header.usesLog && left.hasLog)
        return "the log " + path + "-wal is not that of " + path +
               ": the file was closed without a log (its salts are of another time)";
    return {};
}

FileAlone readFileAlone(const std::string &path) {
    FileAlone alone;
    try {
        Connection file(path, Connection::Access::Immutable);
        alone.folds = foldsIn(file);
        alone.isKnown = true;
        findLastEvent(file, alone);
    } catch (const Error &problem) {
        if (problem.code() == ErrorCode::IoError)
            throw;
    }
    return alone;
}

std::string mismatchWithLog(const std::string &path, Connection &withLog, const FileAlone &alone) {
    if (!alone.isKnown)
        return {};
    const std::string both = path + " and its log " + path + "-wal are of different states: ";
    const std::int64_t folds = foldsIn(withLog);
    if (folds < alone.folds || folds > alone.folds + 1)
        return both + "the log was begun on state " + groupedText(folds - 1) +
               " of the file (its salts), the file is at " + groupedText(alone.folds);
    if (alone.lastEvent > 0) {
        Query same = withLog.query("SELECT hash FROM label_event WHERE id = ?1");
        same.bind(1, alone.lastEvent);
        if (!same.next() || hexFromBytes(same.text(0)) != alone.lastHash)
            return both + "label " + groupedText(alone.lastEvent) + " of the file is not that of the log (chain head)";
    }
    const std::int64_t broken = firstBrokenEvent(withLog, alone);
    if (broken > 0)
        return both + "label " + groupedText(broken) + " does not follow the one before it (chain head)";
    return {};
}

void countFold(Connection &writer) {
    writer.query("INSERT OR REPLACE INTO setting VALUES('folds', ?1)")
        .bind(1, std::to_string(foldsIn(writer) + 1))
        .run();
}

}  // namespace warbler
