// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/import_recovery.h"

#include <algorithm>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/corpus/import_undo.h"
#include "core/corpus/label_log.h"
#include "core/corpus/search_index.h"
#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

constexpr std::int64_t kRowsAtOnce = 500;
constexpr std::int64_t kLabelsAtOnce = 500;
constexpr int kLabelsBetweenLooks = 16;

struct Staged {
    std::int64_t tweet = 0, code = 0;
    std::string coder;
};

std::vector<Staged> nextStaged(Connection &connection) {
    std::vector<Staged> labels;
    Query rows = connection.query(
        "SELECT s.tweet, CASE WHEN s.code > 0 THEN s.code ELSE c.code END, s.coder FROM staged_label s "
        "LEFT JOIN staged_code c ON c.staged = s.code ORDER BY s.tweet, s.coder LIMIT ?1");
    rows.bind(1, kLabelsAtOnce);
    while (rows.next())
        labels.push_back({rows.integer(0), rows.integer(1), rows.text(2)});
    return labels;
}

bool hasEvents(Connection &connection, std::int64_t tweet) {
    Query row = connection.query("SELECT 1 FROM label_event WHERE tweet = ?1 LIMIT 1");
    row.bind(1, tweet);
    return row.next();
}

// At most a page of staged labels becomes events. True: there are more.
bool storeLabels(Database &database, std::int64_t batch) {
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    const std::vector<Staged> labels = nextStaged(connection);
    if (labels.empty())
        return false;
    LabelLog log(connection);
    std::size_t stored = 0;
    for (const Staged &label : labels) {
        if (stored > 0 && stored % kLabelsBetweenLooks == 0 && transaction.isLabelWaiting())
            break;
        ++stored;
        LabelEvent event;
        event.tweet = TweetKey{label.tweet};
        event.code = CodeId{label.code};
        event.coder = label.coder;
        event.source = LabelSource::Imported;
        if (label.tweet > database.visible() && !hasEvents(connection, label.tweet)) {
            log.storeFirst(event);
            continue;
        }
        log.store(event);
        log.derive(event.tweet);
        if (label.tweet <= database.visible())
            connection.query("INSERT INTO batch_label VALUES(?1, ?2, 0, 0)")
                .bind(1, batch)
                .bind(2, log.lastRow())
                .run();
    }
    const Staged &last = labels[stored - 1];
    connection.query("DELETE FROM staged_label WHERE (tweet, coder) <= (?1, ?2)")
        .bind(1, last.tweet)
        .bind(2, last.coder)
        .run();
    transaction.commit();
    return stored < labels.size() || static_cast<std::int64_t>(labels.size()) == kLabelsAtOnce;
}

// "more.csv (200 tweets, 73 labels)": what the menu says is undone.
std::string stepName(Connection &connection, std::int64_t batch) {
    Query row = connection.query("SELECT file_name, imported, labelled FROM import_batch WHERE id = ?1");
    row.bind(1, batch);
    if (!row.next())
        return {};
    std::string counts;
    if (row.integer(1) > 0)
        counts = groupedText(row.integer(1)) + (row.integer(1) == 1 ? " tweet" : " tweets");
    if (row.integer(2) > 0)
        counts +=
            (counts.empty() ? "" : ", ") + groupedText(row.integer(2)) + (row.integer(2) == 1 ? " label" : " labels");
    return "import of " + row.text(0) + (counts.empty() ? "" : " (" + counts + ")");
}

struct TweetContent {
    std::int64_t batch = 0, line = 0;
    std::string uid, group, created, text, fields;
};

TweetContent contentOf(Connection &connection, std::int64_t key) {
    Query row =
        connection.query("SELECT t.batch, t.line, t.uid, t.created_at, t.text, f.fields, t.dup_group FROM tweet t "
                         "JOIN tweet_fields f ON f.tweet = t.key WHERE t.key = ?1");
    row.bind(1, key);
    if (!row.next())
        throw Error(ErrorCode::ProjectDamaged, "the project lacks tweet " + std::to_string(key),
                    "Use a copy of the project file that is whole.");
    return {row.integer(0), row.integer(1), row.text(2), groupText(row, 6), row.text(3), row.text(4), row.text(5)};
}

void keepReplaced(Connection &connection, std::int64_t batch, std::int64_t key, const TweetContent &content) {
    Query row = connection.query("UPDATE replaced_tweet SET tweet_batch = ?3, uid = ?4, line = ?5, dup_group = ?6, "
                                 "created_at = ?7, text = ?8, fields = ?9 "
                                 "WHERE batch = ?1 AND tweet = ?2");
    row.bind(1, batch).bind(2, key).bind(3, content.batch).bindBlob(4, content.uid).bind(5, content.line);
    bindGroup(row, 6, content.group);
    row.bind(7, content.created).bind(8, content.text).bindBlob(9, content.fields).run();
}

std::string stateOf(Connection &connection, std::int64_t batch) {
    Query row = connection.query("SELECT state FROM import_batch WHERE id = ?1");
    row.bind(1, batch);
    return row.next() ? row.text(0) : std::string();
}

}  // namespace

void removeTweets(Database &database, std::int64_t first, std::int64_t last) {
    if (database.visible() == 0) {
        WriteTransaction transaction(database, Urgency::Bulk);
        transaction.connection().run("DELETE FROM tweet; DELETE FROM tweet_fields");
        transaction.commit();
        return;
    }
    for (std::int64_t left = last; left >= first; left -= kRowsAtOnce) {
        WriteTransaction transaction(database, Urgency::Bulk);
        const std::int64_t from = std::max(first, left - kRowsAtOnce + 1);
        transaction.connection()
            .query("DELETE FROM tweet WHERE key BETWEEN ?1 AND ?2")
            .bind(1, from)
            .bind(2, left)
            .run();
        transaction.connection()
            .query("DELETE FROM tweet_fields WHERE tweet BETWEEN ?1 AND ?2")
            .bind(1, from)
            .bind(2, left)
            .run();
        transaction.commit();
    }
}

void exchangeReplaced(Connection &connection, std::int64_t batch) {
    std::vector<std::int64_t> keys;
    {
        Query rows = connection.query("SELECT tweet FROM replaced_tweet WHERE batch = ?1 ORDER BY tweet");
        rows.bind(1, batch);
        while (rows.next())
            keys.push_back(rows.integer(0));
    }
    for (std::int64_t key : keys) {
        const TweetContent before = contentOf(connection, key);
        unindexTweet(connection, key);
        connection
            .query("UPDATE tweet SET (batch, uid, line, dup_group, created_at, text) = (SELECT tweet_batch, uid, line, "
                   "dup_group, created_at, text "
                   "FROM replaced_tweet r WHERE r.batch = ?1 AND r.tweet = ?2) WHERE key = ?2")
            .bind(1, batch)
            .bind(2, key)
            .run();
        connection
            .query("UPDATE tweet_fields SET fields = (SELECT fields FROM replaced_tweet r WHERE r.batch = ?1 AND "
                   "r.tweet = ?2) WHERE tweet = ?2")
            .bind(1, batch)
            .bind(2, key)
            .run();
        keepReplaced(connection, batch, key, before);
        indexTweet(connection, key);
    }
}

void removeImport(Database &database, std::int64_t batch) {
    unindexBatch(database, batch);
    removeTweets(database, database.visible() + 1, database.reader().number("SELECT max(key) FROM tweet"));
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    connection.run("DELETE FROM staged_label; DELETE FROM staged_replacement; DELETE FROM staged_code");
    for (const char *sql : {"DELETE FROM reject WHERE batch = ?1", "DELETE FROM batch_column WHERE batch = ?1",
                            "DELETE FROM import_batch WHERE id = ?1"})
        connection.query(sql).bind(1, batch).run();
    transaction.commit();
}

void finishImport(Database &database, std::int64_t batch) {
    while (storeLabels(database, batch)) {
    }
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    // Read again in here: a commit that failed may have come through.
    if (stateOf(connection, batch) == "labelling") {
        connection
            .query("INSERT INTO replaced_tweet SELECT ?1, tweet, ?1, uid, line, dup_group, created_at, text, fields "
                   "FROM staged_replacement")
            .bind(1, batch)
            .run();
        exchangeReplaced(connection, batch);
        connection.run("DELETE FROM staged_replacement; DELETE FROM staged_code");
        showTweets(connection, batch);
        connection.query("UPDATE import_batch SET state = 'done' WHERE id = ?1").bind(1, batch).run();
        LabelLog log(connection);
        connection
            .query("INSERT INTO undo_step(coder, name, first_event, last_event, undo_event, state, batch) VALUES(?1, "
                   "?2, 0, 0, 0, 'done', ?3)")
            .bind(1, log.coderRow(std::string(kImportedCoder)))
            .bind(2, stepName(connection, batch))
            .bind(3, batch)
            .run();
        transaction.commit();
    }
    database.loadCorpusState();
}

void showTweets(Connection &connection, std::int64_t batch) {
    connection
        .query("UPDATE corpus SET visible = (SELECT max(visible, last_key) FROM import_batch WHERE id = ?1), "
               "tweets = tweets + (SELECT imported FROM import_batch WHERE id = ?1)")
        .bind(1, batch)
        .run();
}

bool isImportDecided(Database &database, std::int64_t batch) {
    WriteTransaction transaction(database, Urgency::Bulk);
    const std::string state = stateOf(transaction.connection(), batch);
    return state == "labelling" || state == "done";
}

void settleImport(Database &database, std::int64_t batch) {
    std::string state;
    {
        WriteTransaction transaction(database, Urgency::Bulk);
        state = stateOf(transaction.connection(), batch);
    }
    if (state == "reading")
        removeImport(database, batch);
    else if (state == "labelling")
        finishImport(database, batch);
    else if (state == "undoing")
        finishUndo(database, batch);
    else if (state == "redoing")
        finishRedo(database, batch);
    else if (state == "removing")
        finishRemoval(database, batch);
}

void recoverImports(Database &database) {
    std::vector<std::int64_t> batches;
    {
        Query rows = database.reader().query(
            "SELECT id FROM import_batch WHERE state NOT IN ('done', 'undone', 'removed') ORDER BY id");
        while (rows.next())
            batches.push_back(rows.integer(0));
    }
    for (std::int64_t batch : batches)
        settleImport(database, batch);
}

}  // namespace warbler
