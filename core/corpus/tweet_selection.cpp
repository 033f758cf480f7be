// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/tweet_selection.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "core/corpus/judge.h"
#include "core/corpus/search_query.h"
#include "core/corpus/tweet_columns.h"
#include "core/learn/run_record.h"

namespace warbler {

namespace {

using Keys = std::vector<std::int64_t>;

Keys keysOf(Query &rows) {
    Keys keys;
    while (rows.next())
        keys.push_back(rows.integer(0));
    return keys;
}

Keys allKeys(const Database &database) {
    if (database.tweets() == database.visible()) {  // none was erased
        Keys keys(static_cast<std::size_t>(database.visible()));
        std::iota(keys.begin(), keys.end(), 1);
        return keys;
    }
    Query rows = database.reader().query("SELECT key FROM tweet WHERE key BETWEEN 1 AND ?1 ORDER BY key");
    rows.bind(1, database.visible());
    return keysOf(rows);
}

Keys common(const Keys &a, const Keys &b) {
    Keys result;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

Keys without(const Keys &a, const Keys &b) {
    Keys result;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

Keys matches(Connection &connection, const std::string &match) {
    Query rows = connection.query("SELECT rowid FROM tweet_fts WHERE tweet_fts MATCH ?1 ORDER BY rowid");
    rows.bind(1, match);
    return keysOf(rows);
}

Keys search(Connection &connection, const SearchQuery &query, Keys keys) {
    if (!query.match.empty())
        keys = common(keys, matches(connection, query.match));
    if (!query.unmatch.empty())
        keys = without(keys, matches(connection, query.unmatch));
    if (query.contains.empty() && query.lacks.empty())
        return keys;
    Query row = connection.query("SELECT text FROM tweet WHERE key = ?1");
    const auto isOut = [&](std::int64_t key) {
        row.reset().bind(1, key);
        const std::string text = row.next() ? tweetText(row, 0, "text") : std::string();
        const auto isIn = [&](const Needle &needle) { return holds(text, needle); };
        return !std::all_of(query.contains.begin(), query.contains.end(), isIn) ||
               std::any_of(query.lacks.begin(), query.lacks.end(), isIn);
    };
    keys.erase(std::remove_if(keys.begin(), keys.end(), isOut), keys.end());
    return keys;
}

Keys ofState(Connection &connection, TweetFilter::State state, const Keys &keys) {
    const char *condition = "";
    switch (state) {
    case TweetFilter::State::Any:
        return keys;
    case TweetFilter::State::Unlabelled: {
        Query rows = connection.query("SELECT tweet FROM gold WHERE state <> 0 ORDER BY tweet");
        return without(keys, keysOf(rows));
    }
    case TweetFilter::State::Labelled:
        condition = "state = 1";
        break;
    case TweetFilter::State::Skipped:
        condition = "state = 2";
        break;
    case TweetFilter::State::NotCodable:
        condition = "state = 3";
        break;
    case TweetFilter::State::Unsure:
        condition = "unsure = 1";
        break;
    case TweetFilter::State::Flagged:
        condition = "flagged = 1";
        break;
    }
    Query rows = connection.query(std::string("SELECT tweet FROM gold WHERE ") + condition + " ORDER BY tweet");
    return common(keys, keysOf(rows));
}

// Place of a code in the categories of a run; -1: the run does not know it.
std::int64_t categoryOfRun(Connection &connection, RunId run, CodeId code) {
    Query row = connection.query("SELECT record FROM run WHERE id = ?1");
    row.bind(1, run.row);
    if (!row.next())
        return -1;
    const RunRecord record = readableRunRecord(row.text(0));
    const std::vector<RecordedCategory> *categories = record.categories();
    for (std::size_t i = 0; categories != nullptr && i < categories->size(); ++i)
        if ((*categories)[i].code == code.row)
            return static_cast<std::int64_t>(i);
    return -1;
}

Keys predictedKeys(Connection &connection, RunId run, const std::optional<CodeId> &code) {
    if (!code) {
        Query rows = connection.query("SELECT tweet FROM prediction WHERE run = ?1 AND judge = ?2 ORDER BY tweet");
        rows.bind(1, run.row).bind(2, currentJudge(connection, run));
        return keysOf(rows);
    }
    const std::int64_t category = categoryOfRun(connection, run, *code);
    if (category < 0)
        return {};
    Query rows =
        connection.query("SELECT tweet FROM prediction WHERE run = ?1 AND category = ?2 AND judge = ?3 ORDER BY tweet");
    rows.bind(1, run.row).bind(2, category).bind(3, currentJudge(connection, run));
    return keysOf(rows);
}

}  // namespace

std::vector<std::int64_t> selectTweets(Database &database, const TweetFilter &filter) {
    Connection &connection = database.reader();
    Keys keys = ofState(connection, filter.state, allKeys(database));
    if (filter.code) {
        Query rows = connection.query("SELECT tweet FROM gold WHERE state = 1 AND code = ?1 ORDER BY tweet");
        rows.bind(1, filter.code->row);
        keys = common(keys, keysOf(rows));
    }
    if (filter.run)
        keys = common(keys, predictedKeys(connection, *filter.run, filter.predicted));
    const SearchQuery query = parseSearch(filter.search);
    return query.isEmpty() ? keys : search(connection, query, std::move(keys));
}

}  // namespace warbler
