// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/project_check.h"

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/corpus/blob_store.h"
#include "core/corpus/damage.h"
#include "core/corpus/label_log.h"

namespace warbler {

namespace {

constexpr std::int64_t kEventsAtOnce = 10000;

struct GoldRow {
    std::int64_t state = 0, code = 0;
    std::string coder;
    bool isUnsure = false, isFlagged = false;
    bool operator==(const GoldRow &) const = default;
};

GoldRow goldOf(const std::vector<LabelEvent> &events) {
    GoldRow row;
    const std::vector<CoderState> states = coderStates(events);
    const GoldDecision decision = gold(states);
    row.state = static_cast<std::int64_t>(decision.state);
    row.code = decision.code.row;
    row.coder = decision.coder;
    for (const CoderState &state : states) {
        row.isUnsure = row.isUnsure || state.isUnsure;
        row.isFlagged = row.isFlagged || state.isFlagged;
    }
    return row;
}

// First and last keys of imports that were undone for good: the log still names their tweets.
std::vector<std::pair<std::int64_t, std::int64_t>> removedTweets(Connection &connection) {
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    Query rows = connection.query("SELECT first_key, last_key FROM import_batch WHERE state = 'removed'");
    while (rows.next())
        ranges.emplace_back(rows.integer(0), rows.integer(1));
    return ranges;
}

void checkLog(Connection &connection, std::vector<std::string> &findings) {
    std::map<std::int64_t, std::vector<LabelEvent>> perTweet;
    const auto isRemoved = [ranges = removedTweets(connection)](std::int64_t tweet) {
        return std::any_of(ranges.begin(), ranges.end(),
                           [&](const auto &range) { return tweet >= range.first && tweet <= range.second; });
    };
    std::string previous;
    const std::int64_t last = connection.number("SELECT max(id) FROM label_event");
    std::int64_t expected = 1;
    for (std::int64_t first = 1; first <= last; first += kEventsAtOnce) {
        for (const LabelEvent &event : eventsBetween(connection, first, first + kEventsAtOnce - 1)) {
            if (event.hash != chainedHash(previous, event)) {
                findings.push_back("The log of labels is broken at event " + groupedText(expected) +
                                   ": it is not the event that was stored.");
                return;
            }
            previous = event.hash;
            ++expected;
            if (event.round == 1 && !isRemoved(event.tweet.row))
                perTweet[event.tweet.row].push_back(event);
        }
    }
    if (expected != last + 1)
        findings.push_back("The log of labels lacks " + groupedText(last + 1 - expected) + " events.");
    std::int64_t differing = 0, rows = 0;
    Query stored = connection.query("SELECT tweet, state, code, coder, unsure, flagged FROM gold");
    while (stored.next()) {
        ++rows;
        const auto events = perTweet.find(stored.integer(0));
        const GoldRow row{stored.integer(1), stored.integer(2), stored.text(3), stored.integer(4) != 0,
                          stored.integer(5) != 0};
        if (events == perTweet.end() || !(row == goldOf(events->second)))
            ++differing;
    }
    if (differing > 0 || rows != static_cast<std::int64_t>(perTweet.size()))
        findings.push_back(groupedText(differing) + " of " + groupedText(rows) +
                           " current labels differ from the log (" +
                           groupedText(static_cast<long long>(perTweet.size())) + " tweets).");
}

void checkCounts(const Database &database, Connection &connection, std::vector<std::string> &findings) {
    Query recount = connection.query("SELECT count(*) FROM tweet WHERE key <= ?1");
    recount.bind(1, database.visible());
    const std::int64_t tweets = recount.next() ? recount.integer(0) : 0;
    if (tweets != database.tweets())
        findings.push_back("The project says " + groupedText(database.tweets()) + " tweets and holds " +
                           groupedText(tweets) + ".");
    Query receipts = connection.query("SELECT file_name FROM import_batch WHERE state = 'done' AND kind = 'tweets' AND "
                                      "read <> imported + duplicate + empty + rejected");
    while (receipts.next())
        findings.push_back("The receipt of " + receipts.text(0) + " does not add up.");
    const std::vector<std::pair<std::string, std::string>> strays = {
        {"labels",
         "SELECT count(*) FROM label_event e WHERE NOT EXISTS(SELECT 1 FROM tweet t WHERE t.key = e.tweet) AND NOT "
         "EXISTS("
         "SELECT 1 FROM import_batch b WHERE b.state = 'removed' AND e.tweet BETWEEN b.first_key AND b.last_key)"},
        {"predictions",
         "SELECT count(*) FROM prediction p WHERE NOT EXISTS(SELECT 1 FROM tweet t WHERE t.key = p.tweet)"},
        {"sides of a split",
         "SELECT count(*) FROM split_item i WHERE NOT EXISTS(SELECT 1 FROM tweet t WHERE t.key = i.tweet)"},
        {"records of fields",
         "SELECT count(*) FROM tweet_fields f WHERE NOT EXISTS(SELECT 1 FROM tweet t WHERE t.key = f.tweet)"},
    };
    for (const auto &[what, sql] : strays) {
        const std::int64_t count = connection.number(sql);
        if (count > 0)
            findings.push_back(groupedText(count) + " " + what + " belong to no tweet.");
    }
    const std::int64_t torn =
        connection.number("SELECT count(*) FROM (SELECT i.split FROM split_item i JOIN tweet t ON t.key = i.tweet "
                          "GROUP BY i.split, t.dup_group HAVING min(i.side) <> max(i.side))");
    if (torn > 0)
        findings.push_back(groupedText(torn) + " groups of duplicates stand on two sides of a split.");
}

}  // namespace

void refuseBrokenChainHead(Connection &connection) {
    const std::int64_t last = connection.number("SELECT max(id) FROM label_event");
    if (last == 0)
        return;
    const std::vector<LabelEvent> tail = eventsBetween(connection, last - 1, last);
    if (tail.empty() ||
        tail.back().hash != chainedHash(tail.size() > 1 ? tail.front().hash : std::string(), tail.back()))
        throw Error(ErrorCode::ProjectDamaged, "the last label of the project is not the one that was stored",
                    kDamageHint);
}

std::vector<std::string> checkProject(Database &database) {
    std::vector<std::string> findings;
    Connection &connection = database.reader();
    try {
        Query verdicts = connection.query("PRAGMA integrity_check(20)");
        while (verdicts.next())
            if (verdicts.text(0) != "ok")
                findings.push_back(verdicts.text(0));
        verdicts.reset();
        checkLog(connection, findings);
        checkCounts(database, connection, findings);
        std::vector<std::int64_t> blobs;
        {
            Query rows = connection.query("SELECT id FROM blob");
            while (rows.next())
                blobs.push_back(rows.integer(0));
        }
        for (std::int64_t blob : blobs)
            blobBytes(connection, blob);
        if (!database.isReadOnly()) {
            WriteTransaction transaction(database, Urgency::Bulk);
            transaction.connection().run("INSERT INTO tweet_fts(tweet_fts, rank) VALUES('integrity-check', 1)");
        }
    } catch (const Error &problem) {
        if (problem.code() == ErrorCode::IoError)  // says nothing about the project
            throw;
        findings.push_back(problem.detail());
    }
    return findings;
}

}  // namespace warbler
