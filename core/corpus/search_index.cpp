// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/search_index.h"

#include <algorithm>

namespace warbler {

namespace {

constexpr std::int64_t kRowsAtOnce = 64;             // between two looks whether a label waits
constexpr std::int64_t kRowsOfTransaction = 2560;    // about one segment of the index
constexpr std::int64_t kTransactionsWhileQuiet = 8;  // in one, while nobody labels: each costs a sync
constexpr std::int64_t kPagesOfMerge = 64;
constexpr std::int64_t kPagesOfMergeWhileQuiet = 1024;
// FTS5 admits 2,000 segments at a time, and a transaction may make some ten.
constexpr int kTransactionsBetweenMerges = 100;

struct Range {
    std::int64_t first = 0, last = 0, indexed = 0;
};

Range rangeOf(Connection &connection, std::int64_t batch) {
    Query row = connection.query("SELECT first_key, last_key, indexed_key FROM import_batch WHERE id = ?1");
    row.bind(1, batch);
    return row.next() ? Range{row.integer(0), row.integer(1), row.integer(2)} : Range{};
}

void markIndexed(Connection &connection, std::int64_t batch, std::int64_t key) {
    connection.query("UPDATE import_batch SET indexed_key = ?2 WHERE id = ?1").bind(1, batch).bind(2, key).run();
}

// One row a statement: INSERT .. SELECT opens a savepoint, at which FTS5 writes a segment each time.
void insertText(Connection &connection, std::int64_t key, const std::string &text) {
    connection.query("INSERT INTO tweet_fts(rowid, text) VALUES(?1, ?2)").bind(1, key).bind(2, text).run();
}

std::string textOf(Connection &connection, std::int64_t key) {
    Query row = connection.query("SELECT text FROM tweet WHERE key = ?1");
    row.bind(1, key);
    return row.next() ? row.text(0) : std::string();
}

void mergeSegments(Database &database) {
    for (bool isMore = true; isMore;) {
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        const std::int64_t before = connection.totalChanges();
        const std::int64_t pages = database.gate().isSomeoneLabelling() ? kPagesOfMerge : kPagesOfMergeWhileQuiet;
        connection.query("INSERT INTO tweet_fts(tweet_fts, rank) VALUES('merge', ?1)").bind(1, pages).run();
        // SQLite's documentation: fewer than two changes say that nothing was left to merge.
        isMore = connection.totalChanges() - before >= 2;
        transaction.commit();
    }
}

}  // namespace

void indexBatch(Database &database, std::int64_t batch, const IndexProgress &progress) {
    const Range range = rangeOf(database.reader(), batch);
    std::int64_t done = std::max(range.indexed, range.first - 1);
    int transactions = 0;
    while (done < range.last) {
        if (++transactions % kTransactionsBetweenMerges == 0)
            mergeSegments(database);
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        const std::int64_t rows =
            kRowsOfTransaction * (database.gate().isSomeoneLabelling() ? 1 : kTransactionsWhileQuiet);
        const std::int64_t end = std::min(range.last, done + rows);
        Query texts = connection.query("SELECT key, text FROM tweet WHERE key > ?1 AND key <= ?2 ORDER BY key");
        texts.bind(1, done).bind(2, end);
        while (texts.next()) {
            done = texts.integer(0);
            insertText(connection, done, texts.text(1));
            if (done % kRowsAtOnce == 0 && transaction.isLabelWaiting())
                break;
        }
        texts.reset();
        markIndexed(connection, batch, done);
        transaction.commit();
        if (progress)
            progress(done - range.first + 1, range.last - range.first + 1);
    }
    mergeSegments(database);
}

void unindexBatch(Database &database, std::int64_t batch) {
    const Range range = rangeOf(database.reader(), batch);
    if (range.indexed < range.first)
        return;
    if (database.visible() == 0) {
        WriteTransaction transaction(database, Urgency::Bulk);
        transaction.connection().run("INSERT INTO tweet_fts(tweet_fts) VALUES('delete-all')");
        markIndexed(transaction.connection(), batch, 0);
        transaction.commit();
        return;
    }
    for (std::int64_t left = range.indexed; left >= range.first;) {
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        const std::int64_t end = std::max(range.first - 1, left - kRowsAtOnce * 4);
        for (; left > end; --left)
            unindexTweet(connection, left);
        markIndexed(connection, batch, left);
        transaction.commit();
    }
}

void unindexTweet(Connection &connection, std::int64_t key) {
    connection.query("INSERT INTO tweet_fts(tweet_fts, rowid, text) VALUES('delete', ?1, ?2)")
        .bind(1, key)
        .bind(2, textOf(connection, key))
        .run();
}

void indexTweet(Connection &connection, std::int64_t key) { insertText(connection, key, textOf(connection, key)); }

}  // namespace warbler
