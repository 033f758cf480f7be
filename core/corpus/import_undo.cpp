// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/import_undo.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/corpus/codebook_rows.h"
#include "core/corpus/import_recovery.h"
#include "core/corpus/label_log.h"
#include "core/corpus/search_index.h"

namespace warbler {

namespace {

constexpr std::int64_t kLabelsAtOnce = 500;
constexpr std::size_t kLabelsBetweenLooks = 16;

enum class Direction { Undo, Redo };

// While it lives no import begins.
class ImportTurn {
public:
    explicit ImportTurn(Database &database) : m_database(database) { m_database.beginImport(); }
    ~ImportTurn() { m_database.endImport(); }
    ImportTurn(const ImportTurn &) = delete;
    ImportTurn &operator=(const ImportTurn &) = delete;

private:
    Database &m_database;
};

std::string fileNameOf(Connection &connection, std::int64_t batch) {
    Query row = connection.query("SELECT file_name FROM import_batch WHERE id = ?1");
    row.bind(1, batch);
    return row.next() ? row.text(0) : std::string();
}

void setState(Connection &connection, std::int64_t batch, const char *state) {
    connection.query("UPDATE import_batch SET state = ?2 WHERE id = ?1").bind(1, batch).bind(2, state).run();
}

bool isInState(Connection &connection, std::int64_t batch, const char *state) {
    Query row = connection.query("SELECT 1 FROM import_batch WHERE id = ?1 AND state = ?2");
    row.bind(1, batch).bind(2, state);
    return row.next();
}

std::int64_t count(Connection &connection, const char *sql, std::int64_t batch) {
    Query row = connection.query(sql);
    row.bind(1, batch);
    return row.next() ? row.integer(0) : 0;
}

void refuseIfNeeded(Connection &connection, std::int64_t batch) {
    const std::string range = "BETWEEN (SELECT first_key FROM import_batch WHERE id = ?1) AND (SELECT last_key FROM "
                              "import_batch WHERE id = ?1)";
    const std::vector<std::pair<std::string, std::string>> uses = {
        {"labels of coders", "SELECT count(*) FROM label_current WHERE source <> 'imported' AND (action <> 'clear' OR "
                             "unsure = 1 OR flagged = 1) AND "
                             "(tweet " +
                                 range + " OR code IN (SELECT id FROM code WHERE batch = ?1))"},
        {"tweets in samples", "SELECT count(*) FROM sample_item WHERE tweet " + range},
        {"tweets in the split", "SELECT count(*) FROM split_item WHERE tweet " + range},
        {"tweets of runs", "SELECT count(*) FROM run_item WHERE tweet " + range},
        {"predictions", "SELECT count(*) FROM prediction WHERE tweet " + range},
    };
    std::string found;
    for (const auto &[what, sql] : uses)
        if (const std::int64_t rows = count(connection, sql.c_str(), batch); rows > 0)
            found += (found.empty() ? "" : ", ") + groupedText(rows) + " " + what;
    if (!found.empty())
        throw Error(ErrorCode::Usage,
                    "the import of " + fileNameOf(connection, batch) + " cannot be undone: " + found +
                        " have come to it since",
                    "Undo or remove those first.");
}

// At most a page of the import's labels on tweets that were there before gets its inverse events. True: there are more.
bool invertLabels(Database &database, std::int64_t batch, Direction direction) {
    struct Label {
        std::int64_t event = 0, undoEvent = 0;
    };
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    std::vector<Label> labels;
    {
        Query rows = connection.query(
            "SELECT event, undo_event FROM batch_label WHERE batch = ?1 AND undone = ?2 ORDER BY event LIMIT ?3");
        rows.bind(1, batch).bind(2, direction == Direction::Undo ? 0 : 1).bind(3, kLabelsAtOnce);
        while (rows.next())
            labels.push_back({rows.integer(0), rows.integer(1)});
    }
    if (labels.empty())
        return false;
    LabelLog log(connection);
    std::size_t done = 0;
    for (const Label &label : labels) {
        if (done > 0 && done % kLabelsBetweenLooks == 0 && transaction.isLabelWaiting())
            break;
        ++done;
        const std::int64_t target = direction == Direction::Undo ? label.event : label.undoEvent;
        const LabelEvent event = namedEvent(connection, target);
        LabelEvent inverse;
        inverse.tweet = event.tweet;
        inverse.coder = event.coder;
        inverse.action = LabelAction::Undo;
        inverse.source = event.source;
        inverse.undone = event.uuid;
        log.store(inverse);
        log.derive(event.tweet);
        connection
            .query("UPDATE batch_label SET undone = ?3, undo_event = CASE ?3 WHEN 1 THEN ?4 ELSE undo_event END WHERE "
                   "batch = ?1 AND event = ?2")
            .bind(1, batch)
            .bind(2, label.event)
            .bind(3, direction == Direction::Undo ? 1 : 0)
            .bind(4, log.lastRow())
            .run();
    }
    transaction.commit();
    return true;
}

void hideTweets(Connection &connection, std::int64_t batch) {
    connection
        .query("UPDATE corpus SET tweets = tweets - (SELECT imported FROM import_batch WHERE id = ?1), visible = "
               "(SELECT CASE WHEN last_key >= first_key THEN first_key - 1 ELSE visible END FROM import_batch WHERE id "
               "= ?1)")
        .bind(1, batch)
        .run();
}

void withdrawCategories(Connection &connection, std::int64_t batch) {
    const std::int64_t positive = count(connection, "SELECT positive FROM import_batch WHERE id = ?1", batch);
    const std::int64_t categories = count(connection, "SELECT count(*) FROM code WHERE batch = ?1", batch);
    connection.query("UPDATE code SET withdrawn = 1 WHERE batch = ?1").bind(1, batch).run();
    if (positive != 0)
        connection.query("UPDATE variable SET positive = 0 WHERE positive = ?1").bind(1, positive).run();
    if (positive != 0 || categories != 0)
        storeCodebook(connection, loadCodebook(connection), "undo import of " + fileNameOf(connection, batch));
}

// The categories stand as they stood; a key that another took meanwhile is given up.
void admitCategories(Connection &connection, std::int64_t batch) {
    Codebook codebook = loadCodebook(connection);
    std::vector<std::pair<std::int64_t, std::string>> withdrawn;
    {
        Query rows = connection.query(
            "SELECT id, name, value, shortcut FROM code WHERE batch = ?1 AND withdrawn = 1 AND archived = 0");
        rows.bind(1, batch);
        while (rows.next()) {
            if (codebook.findName(rows.text(1)) != nullptr || codebook.findValue(rows.text(2)) != nullptr)
                throw Error(ErrorCode::Usage,
                            "the import cannot be redone: the codebook has another category \"" + rows.text(1) +
                                "\" by now",
                            "Rename that category first, or import the file again.");
            withdrawn.emplace_back(rows.integer(0),
                                   codebook.findKey(rows.text(3)) == nullptr ? rows.text(3) : std::string());
        }
    }
    for (const auto &[code, key] : withdrawn)
        connection.query("UPDATE code SET shortcut = ?2 WHERE id = ?1").bind(1, code).bind(2, key).run();
    connection.query("UPDATE code SET withdrawn = 0 WHERE batch = ?1").bind(1, batch).run();
    codebook = loadCodebook(connection);
    const CodeId positive{count(connection, "SELECT positive FROM import_batch WHERE id = ?1", batch)};
    const bool isChosen = codebook.positive().row == 0 && codebook.indexOf(positive) >= 0;
    if (isChosen)
        codebook.setPositive(positive);
    if (isChosen || !withdrawn.empty())
        storeCodebook(connection, codebook, "redo import of " + fileNameOf(connection, batch));
}

void setStep(Connection &connection, std::int64_t batch, const char *state) {
    connection.query("UPDATE undo_step SET state = ?2 WHERE batch = ?1").bind(1, batch).bind(2, state).run();
}

}  // namespace

void undoImport(Database &database, std::int64_t batch) {
    const ImportTurn turn(database);
    {
        WriteTransaction transaction(database, Urgency::Bulk);
        refuseIfNeeded(transaction.connection(), batch);
        setState(transaction.connection(), batch, "undoing");
        setStep(transaction.connection(), batch, "undone");
        transaction.commit();
    }
    finishUndo(database, batch);
}

void redoImport(Database &database, std::int64_t batch) {
    const ImportTurn turn(database);
    {
        WriteTransaction transaction(database, Urgency::Bulk);
        admitCategories(transaction.connection(), batch);
        setState(transaction.connection(), batch, "redoing");
        setStep(transaction.connection(), batch, "done");
        transaction.commit();
    }
    finishRedo(database, batch);
}

void finishUndo(Database &database, std::int64_t batch) {
    while (invertLabels(database, batch, Direction::Undo)) {
    }
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    if (isInState(connection, batch, "undoing")) {
        exchangeReplaced(connection, batch);
        hideTweets(connection, batch);
        withdrawCategories(connection, batch);
        setState(connection, batch, "undone");
        transaction.commit();
    }
    database.loadCorpusState();
}

void finishRedo(Database &database, std::int64_t batch) {
    while (invertLabels(database, batch, Direction::Redo)) {
    }
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    if (isInState(connection, batch, "redoing")) {
        exchangeReplaced(connection, batch);
        showTweets(connection, batch);
        setState(connection, batch, "done");
        transaction.commit();
    }
    database.loadCorpusState();
}

void removeUndoneImports(Database &database) {
    std::vector<std::int64_t> batches;
    {
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        Query rows = connection.query("SELECT id FROM import_batch WHERE state = 'undone' ORDER BY id DESC");
        while (rows.next())
            batches.push_back(rows.integer(0));
        rows.reset();
        for (std::int64_t batch : batches) {
            setState(connection, batch, "removing");
            setStep(connection, batch, "dropped");
        }
        if (!batches.empty())
            transaction.commit();
    }
    for (std::int64_t batch : batches)
        finishRemoval(database, batch);
}

void finishRemoval(Database &database, std::int64_t batch) {
    unindexBatch(database, batch);
    const std::int64_t first = count(database.reader(), "SELECT first_key FROM import_batch WHERE id = ?1", batch);
    const std::int64_t last = count(database.reader(), "SELECT last_key FROM import_batch WHERE id = ?1", batch);
    if (last >= first)
        removeTweets(database, first, last);
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    for (const char *sql :
         {"DELETE FROM gold WHERE tweet BETWEEN ?1 AND ?2", "DELETE FROM label_current WHERE tweet BETWEEN ?1 AND ?2"})
        connection.query(sql).bind(1, first).bind(2, last).run();
    for (const char *sql : {"DELETE FROM replaced_tweet WHERE batch = ?1", "DELETE FROM batch_label WHERE batch = ?1",
                            "DELETE FROM reject WHERE batch = ?1"})
        connection.query(sql).bind(1, batch).run();
    setState(connection, batch, "removed");
    transaction.commit();
}

}  // namespace warbler
