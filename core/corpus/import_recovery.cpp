// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/import_recovery.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/corpus/label_log.h"
#include "core/corpus/search_index.h"

namespace warbler {

namespace {

constexpr std::int64_t kRowsAtOnce = 500;
constexpr std::int64_t kLabelsAtOnce = 500;
constexpr int kLabelsBetweenLooks = 16;

void removeTweets(Database &database, std::int64_t last)
{
    if (database.visible() == 0) {
        WriteTransaction transaction(database, Urgency::Bulk);
        transaction.connection().run("DELETE FROM tweet; DELETE FROM tweet_fields");
        transaction.commit();
        return;
    }
    for (std::int64_t left = last; left > database.visible(); left -= kRowsAtOnce) {
        WriteTransaction transaction(database, Urgency::Bulk);
        const std::int64_t from = std::max(database.visible(), left - kRowsAtOnce);
        transaction.connection().query("DELETE FROM tweet WHERE key > ?1").bind(1, from).run();
        transaction.connection().query("DELETE FROM tweet_fields WHERE tweet > ?1").bind(1, from).run();
        transaction.commit();
    }
}

// At most a page of staged labels becomes events. True: there are more.
bool storeLabels(Database &database)
{
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    std::vector<std::pair<std::int64_t, std::int64_t>> labels;
    {
        Query rows = connection.query("SELECT tweet, code FROM staged_label ORDER BY tweet LIMIT ?1");
        rows.bind(1, kLabelsAtOnce);
        while (rows.next())
            labels.emplace_back(rows.integer(0), rows.integer(1));
    }
    if (labels.empty())
        return false;
    LabelLog log(connection);
    std::int64_t stored = 0, last = 0;
    for (const auto &[tweet, code] : labels) {
        if (++stored % kLabelsBetweenLooks == 0 && transaction.isLabelWaiting())
            break;
        LabelEvent event;
        event.tweet = TweetKey{tweet};
        event.code = CodeId{code};
        event.coder = kImportedCoder;
        event.source = LabelSource::Imported;
        if (tweet > database.visible()) {
            log.storeFirst(event);
        } else {
            log.store(event);
            log.derive(event.tweet);
        }
        last = tweet;
    }
    connection.query("DELETE FROM staged_label WHERE tweet <= ?1").bind(1, last).run();
    transaction.commit();
    return last != labels.back().first || static_cast<std::int64_t>(labels.size()) == kLabelsAtOnce;
}

void takePlaces(Connection &connection, std::int64_t batch)
{
    std::vector<std::int64_t> keys;
    {
        Query rows = connection.query("SELECT tweet FROM staged_replacement ORDER BY tweet");
        while (rows.next())
            keys.push_back(rows.integer(0));
    }
    for (std::int64_t key : keys) {
        unindexTweet(connection, key);
        connection.query("UPDATE tweet SET (uid, batch, line, dup_group, created_at, text) = "
                         "(SELECT uid, ?2, line, dup_group, created_at, text FROM staged_replacement r WHERE r.tweet = tweet.key) WHERE key = ?1")
            .bind(1, key)
            .bind(2, batch)
            .run();
        connection.query("UPDATE tweet_fields SET fields = (SELECT r.fields FROM staged_replacement r WHERE r.tweet = ?1) WHERE tweet = ?1").bind(1, key).run();
        indexTweet(connection, key);
    }
    connection.run("DELETE FROM staged_replacement");
}

}  // namespace

void removeImport(Database &database, std::int64_t batch)
{
    unindexBatch(database, batch);
    removeTweets(database, database.reader().number("SELECT max(key) FROM tweet"));
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    connection.run("DELETE FROM staged_label; DELETE FROM staged_replacement");
    for (const char *sql : {"DELETE FROM reject WHERE batch = ?1", "DELETE FROM batch_column WHERE batch = ?1", "DELETE FROM import_batch WHERE id = ?1"})
        connection.query(sql).bind(1, batch).run();
    transaction.commit();
}

void finishImport(Database &database, std::int64_t batch)
{
    while (storeLabels(database)) {
    }
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    takePlaces(connection, batch);
    connection.query("UPDATE corpus SET visible = (SELECT max(visible, last_key) FROM import_batch WHERE id = ?1), "
                     "tweets = tweets + (SELECT imported FROM import_batch WHERE id = ?1)")
        .bind(1, batch)
        .run();
    connection.query("UPDATE import_batch SET state = 'done' WHERE id = ?1").bind(1, batch).run();
    transaction.commit();
    database.loadCorpusState();
}

void recoverImports(Database &database)
{
    std::vector<std::pair<std::int64_t, bool>> batches;
    {
        Query rows = database.reader().query("SELECT id, state = 'labelling' FROM import_batch WHERE state <> 'done'");
        while (rows.next())
            batches.emplace_back(rows.integer(0), rows.integer(1) != 0);
    }
    for (const auto &[batch, isStaged] : batches) {
        if (isStaged)
            finishImport(database, batch);
        else
            removeImport(database, batch);
    }
}

}  // namespace warbler
