// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/value_check.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace warbler {

namespace {

struct Rule {
    std::string_view column;     // "table.column", or ".column" of every table
    std::string_view condition;  // SQL; {bytes}: size of the project, which no count of its rows exceeds
};

constexpr Rule kRules[] = {
    {"corpus.id", "id = 1"},
    {"corpus.visible", "visible BETWEEN 0 AND {bytes}"},
    {"corpus.tweets", "tweets BETWEEN 0 AND visible"},
    {".tweet", "tweet BETWEEN 1 AND {bytes}"},
    {"tweet.key", "key BETWEEN 1 AND {bytes}"},
    {"import_batch.kind", "kind IN ('tweets', 'labels')"},
    {"import_batch.state",
     "state IN ('reading', 'labelling', 'done', 'undoing', 'undone', 'redoing', 'removing', 'removed')"},
    {"import_batch.delimiter", "length(CAST(delimiter AS BLOB)) <= 16"},
    {"import_batch.quote", "length(CAST(quote AS BLOB)) <= 16"},
    {"import_batch.id_column", "id_column BETWEEN -1 AND 100000"},
    {"import_batch.text_column", "text_column BETWEEN -1 AND 100000"},
    {"import_batch.label_column", "label_column BETWEEN -1 AND 100000"},
    {"import_batch.created_column", "created_column BETWEEN -1 AND 100000"},
    {"import_batch.author_column", "author_column BETWEEN -1 AND 100000"},
    {"import_batch.first_key", "first_key BETWEEN 0 AND {bytes}"},
    {"import_batch.last_key", "last_key BETWEEN 0 AND {bytes}"},
    {"import_batch.imported_at", "imported_at BETWEEN 0 AND 253402300799999"},
    {".at", "at BETWEEN 0 AND 253402300799999"},
    {".drawn_at", "drawn_at BETWEEN 0 AND 253402300799999"},
    {".position", "position BETWEEN 0 AND {bytes}"},
    {"code.colour", "colour BETWEEN 0 AND 1000"},
    {"code.withdrawn", "withdrawn IN (0, 1)"},
    {".archived", "archived IN (0, 1)"},
    {"label_event.action", "action IN ('label', 'clear', 'skip', 'not_codable', 'unsure', 'flag', 'undo')"},
    {"label_event.source", "source IN ('manual', 'imported', 'bulk')"},
    {"label_event.ms_shown", "ms_shown BETWEEN 0 AND 2147483647"},
    {"label_event.round", "round BETWEEN 1 AND 1000"},
    {"label_event.revision", "revision BETWEEN 0 AND 2147483647"},
    {"label_event.hash", "length(hash) = 32"},
    {"label_current.action", "action IN ('label', 'clear', 'skip', 'not_codable')"},
    {".unsure", "unsure IN (0, 1)"},
    {".flagged", "flagged IN (0, 1)"},
    {"gold.state", "state BETWEEN 0 AND 4"},
    {"undo_step.first_event",
     "batch > 0 AND first_event = 0 OR first_event BETWEEN 1 AND (SELECT max(id) FROM label_event)"},
    {"undo_step.last_event",
     "batch > 0 AND last_event = 0 OR last_event BETWEEN first_event AND (SELECT max(id) FROM label_event)"},
    {"undo_step.state", "state IN ('done', 'undone', 'dropped')"},
    {"undo_step.undo_event", "undo_event BETWEEN 0 AND coalesce((SELECT max(id) FROM label_event), 0)"},
    {"split.train", "train >= 0 AND train + validation + test BETWEEN 1 AND 1000000"},
    {"split.validation", "validation BETWEEN 0 AND 1000000"},
    {"split.test", "test BETWEEN 0 AND 1000000"},
    {".side", "side IN (0, 1, 2)"},
    {"run.kind", "kind IN ('tuned', 'word-model', 'loaded', 'folds', 'search')"},
    {"checkpoint.which", "which IN ('best', 'last')"},
    {"run.state", "state IN ('running', 'finished', 'stopped', 'interrupted', 'failed')"},
    {"blob.size", "size BETWEEN 0 AND {bytes}"},
    {"prediction.has_mass", "has_mass BETWEEN 0 AND 2"},
    {"prediction.scores", "CASE WHEN has_mass = 2 THEN length(scores) = 4 ELSE length(scores) % 4 = 0 AND "
                          "length(scores) / 4 >= has_mass END"},
    {"prediction.category", "CASE WHEN has_mass = 2 THEN category = -1 ELSE category BETWEEN -1 AND "
                            "max(-1, length(scores) / 4 - 1 - (has_mass = 1)) END"},
    {"sqlite_sequence.seq", "typeof(seq) = 'integer' AND seq BETWEEN 0 AND 281474976710656"},
};

std::string typeCondition(const std::string &column, const std::string &type) {
    if (type == "INTEGER")
        return "typeof(" + column + ") = 'integer' AND " + column + " BETWEEN -2147483648 AND 281474976710656";
    if (type == "TEXT")
        return "typeof(" + column + ") = 'text'";
    if (type == "BLOB")
        return "typeof(" + column + ") IN ('blob', 'text')";
    return "1";
}

std::string conditionOf(const std::string &table, const std::string &column, const std::string &type,
                        const std::string &bytes) {
    std::string condition = typeCondition('"' + column + '"', type);
    for (const Rule &rule : kRules) {
        if (rule.column != table + "." + column && rule.column != "." + column)
            continue;
        std::string own(rule.condition);
        for (std::size_t at = own.find("{bytes}"); at != std::string::npos; at = own.find("{bytes}"))
            own.replace(at, 7, bytes);
        condition += " AND (" + own + ")";
    }
    return "(" + condition + ")";
}

struct Column {
    std::string name, condition;
};

std::int64_t sizeOf(Connection &connection) {
    return connection.number("PRAGMA page_count") * connection.number("PRAGMA page_size");
}

// Those of the full-text index are SQLite's own; it checks them as it reads.
std::map<std::string, std::vector<Column>> columnsOf(Connection &connection) {
    const std::string bytes = std::to_string(sizeOf(connection));
    std::map<std::string, std::vector<Column>> tables;
    Query rows = connection.query("SELECT s.name, c.name, c.type FROM sqlite_schema s JOIN pragma_table_info(s.name) c "
                                  "WHERE s.type = 'table' AND s.name NOT LIKE 'tweet_fts%'");
    while (rows.next())
        tables[rows.text(0)].push_back({rows.text(1), conditionOf(rows.text(0), rows.text(1), rows.text(2), bytes)});
    return tables;
}

[[noreturn]] void refuse(const std::string &table, const std::string &column, const std::string &value) {
    throw Error(ErrorCode::ProjectDamaged,
                "the project's table " + table + " holds " + value + " in the column " + column + ", which cannot be",
                "The file was damaged or changed by another program: go on with an earlier copy of it.");
}

void refuseIn(Connection &connection, const std::string &table, const std::vector<Column> &columns) {
    std::string cases = "CASE ", values = "CASE ", all;
    for (const Column &column : columns) {
        cases += "WHEN " + column.condition + " IS NOT TRUE THEN '" + column.name + "' ";
        values += "WHEN " + column.condition + " IS NOT TRUE THEN substr(quote(\"" + column.name + "\"), 1, 40) ";
        all += (all.empty() ? "" : " AND ") + column.condition;
    }
    Query wrong = connection.query("SELECT " + cases + "END, " + values + "END FROM \"" + table + "\" WHERE (" + all +
                                   ") IS NOT TRUE LIMIT 1");
    if (wrong.next())
        refuse(table, wrong.text(0), wrong.text(1));
}

// The first and the last key say it of all; the other columns are checked where they are read (tweet_columns.h).
void refuseForeignKeys(Connection &connection, const std::string &table, const std::string &key) {
    const std::int64_t least = connection.number("SELECT min(" + key + ") FROM " + table),
                       most = connection.number("SELECT max(" + key + ") FROM " + table);
    if (least < 1 || most > sizeOf(connection))
        refuse(table, key, std::to_string(least < 1 ? least : most));
}

// A prediction has one score for each category of its run.
void refuseForeignScores(Connection &connection) {
    Query runs = connection.query(
        "SELECT r.name, json_array_length(r.record, '$.categories') AS known, p.least, p.most FROM run r JOIN "
        "(SELECT run, min(length(scores) / 4 - has_mass) AS least, max(length(scores) / 4 - has_mass) AS most "
        "FROM prediction WHERE has_mass < 2 GROUP BY run) p ON p.run = r.id "
        "WHERE json_valid(r.record) AND known > 0 AND (p.least <> known OR p.most <> known)");
    if (runs.next())
        throw Error(ErrorCode::ProjectDamaged,
                    "a prediction of " + runs.text(0) + " has " + runs.text(2) + " to " + runs.text(3) +
                        " scores, and the run has " + runs.text(1) + " categories",
                    "Classify the tweets again with that run in an earlier copy of the file.");
}

}  // namespace

void refuseHostileValues(Connection &connection, CheckedTables tables) {
    for (const auto &[table, columns] : columnsOf(connection))
        if (tables == CheckedTables::All || (table != "tweet" && table != "tweet_fields"))
            refuseIn(connection, table, columns);
    if (tables == CheckedTables::AllButTweets)
        for (const auto &[table, key] : {std::pair("tweet", "key"), std::pair("tweet_fields", "tweet")})
            refuseForeignKeys(connection, table, key);
    // Undo looks acts up by their numbers, which have no gaps.
    if (connection.number("SELECT count(*) - coalesce(max(id), 0) FROM label_event") != 0)
        throw Error(ErrorCode::ProjectDamaged, "the project's table label_event has gaps in its numbers",
                    "The file was damaged or changed by another program: go on with an earlier copy of it.");
    refuseForeignScores(connection);
}

}  // namespace warbler
