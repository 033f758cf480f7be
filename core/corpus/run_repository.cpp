// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/run_repository.h"

#include <array>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/corpus/blob_store.h"
#include "core/corpus/damage.h"
#include "core/corpus/database.h"
#include "core/corpus/run_points.h"

namespace warbler {

namespace {

constexpr std::array<std::string_view, 5> kKinds = {"tuned", "word-model", "loaded", "folds", "search"};
constexpr char kColumns[] =
    "SELECT id, name, kind, state, reason, started_at, ended_at, config, record, config_hash FROM run ";

RunKind kindNamed(std::string_view name) {
    for (std::size_t i = 0; i < kKinds.size(); ++i)
        if (kKinds[i] == name)
            return static_cast<RunKind>(i);
    throw Error(ErrorCode::ProjectDamaged, "a run of the unknown kind " + std::string(name), kDamageHint);
}

Run runAt(const Query &row) {
    Run run;
    run.id = RunId{row.integer(0)};
    run.name = row.text(1);
    run.kind = kindNamed(row.text(2));
    run.state = runStateFromName(row.text(3));
    run.reason = row.text(4);
    run.startedAt = row.text(5);
    run.endedAt = row.text(6);
    run.configJson = row.text(7);
    run.recordJson = row.text(8);
    run.configHash = row.text(9);
    return run;
}

Error noRun(RunId id) {
    return Error(ErrorCode::BadData, "the project has no run " + std::to_string(id.row),
                 "Choose one of its runs; warbler-cli info shows their numbers.");
}

const char *checkpointName(Checkpoint which) { return which == Checkpoint::Best ? "best" : "last"; }

}  // namespace

RunId RunRepository::create(const Run &run, const std::vector<RunItem> &items) {
    WriteTransaction transaction(m_project.database());
    Connection &connection = transaction.connection();
    const std::int64_t number =
        connection.number("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'run'");
    connection
        .query("INSERT INTO run(name, kind, state, reason, started_at, ended_at, config, record, config_hash) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(1, run.name.empty() ? "Run " + std::to_string(number) : run.name)
        .bind(2, kKinds.at(static_cast<std::size_t>(run.kind)))
        .bind(3, runStateName(run.state))
        .bind(4, run.reason)
        .bind(5, run.startedAt.empty() ? nowUtc() : run.startedAt)
        .bind(6, run.endedAt)
        .bind(7, run.configJson)
        .bind(8, run.recordJson)
        .bind(9, run.configHash)
        .run();
    const std::int64_t id = connection.lastRow();
    std::int64_t position = 0;
    for (const RunItem &item : items)
        connection.query("INSERT INTO run_item VALUES(?1, ?2, ?3, ?4, ?5)")
            .bind(1, id)
            .bind(2, position++)
            .bind(3, item.tweet.row)
            .bind(4, static_cast<int>(item.side))
            .bind(5, item.code.row)
            .run();
    transaction.commit();
    return RunId{id};
}

void RunRepository::update(const Run &run) {
    WriteTransaction transaction(m_project.database());
    Connection &connection = transaction.connection();
    const std::int64_t before = connection.totalChanges();
    connection
        .query("UPDATE run SET name = ?2, state = ?3, reason = ?4, started_at = ?5, ended_at = ?6, config = ?7, record "
               "= ?8, config_hash = ?9 WHERE id = ?1")
        .bind(1, run.id.row)
        .bind(2, run.name)
        .bind(3, runStateName(run.state))
        .bind(4, run.reason)
        .bind(5, run.startedAt)
        .bind(6, run.endedAt)
        .bind(7, run.configJson)
        .bind(8, run.recordJson)
        .bind(9, run.configHash)
        .run();
    if (connection.totalChanges() == before)
        throw noRun(run.id);
    transaction.commit();
}

Run RunRepository::get(RunId id) const {
    Query row = m_project.database().reader().query(std::string(kColumns) + "WHERE id = ?1");
    row.bind(1, id.row);
    if (!row.next())
        throw noRun(id);
    return runAt(row);
}

std::vector<Run> RunRepository::all() const {
    std::vector<Run> runs;
    Query rows = m_project.database().reader().query(std::string(kColumns) + "ORDER BY id DESC");
    while (rows.next())
        runs.push_back(runAt(rows));
    return runs;
}

std::optional<Run> RunRepository::find(const std::string &configHash, RunState state) const {
    Query row = m_project.database().reader().query(std::string(kColumns) +
                                                    "WHERE config_hash = ?1 AND state = ?2 ORDER BY id DESC LIMIT 1");
    row.bind(1, configHash).bind(2, runStateName(state));
    return row.next() ? std::optional<Run>(runAt(row)) : std::nullopt;
}

std::vector<RunItem> RunRepository::items(RunId id) const {
    std::vector<RunItem> items;
    Query rows =
        m_project.database().reader().query("SELECT tweet, side, code FROM run_item WHERE run = ?1 ORDER BY position");
    rows.bind(1, id.row);
    while (rows.next())
        items.push_back({TweetKey{rows.integer(0)}, static_cast<Side>(rows.integer(1)), CodeId{rows.integer(2)}});
    return items;
}

void RunRepository::appendPoints(RunId id, const std::vector<JobEvent> &events) {
    WriteTransaction transaction(m_project.database(), Urgency::Bulk);
    Connection &connection = transaction.connection();
    Query last = connection.query("SELECT coalesce(max(position), -1) FROM run_point WHERE run = ?1");
    std::int64_t position = last.bind(1, id.row).next() ? last.integer(0) : -1;
    last.reset();
    for (const JobEvent &event : events) {
        const std::string point = pointJson(event);
        if (!point.empty())
            connection.query("INSERT INTO run_point VALUES(?1, ?2, ?3)")
                .bind(1, id.row)
                .bind(2, ++position)
                .bind(3, point)
                .run();
    }
    transaction.commit();
}

std::vector<JobEvent> RunRepository::points(RunId id) const {
    std::vector<JobEvent> events;
    Query rows = m_project.database().reader().query("SELECT point FROM run_point WHERE run = ?1 ORDER BY position");
    rows.bind(1, id.row);
    while (rows.next())
        events.push_back(pointFromJson(rows.text(0)));
    return events;
}

void RunRepository::storeAdapter(RunId id, Checkpoint which, const StoredAdapter &adapter) {
    Database &database = m_project.database();
    const std::int64_t blob = storeBlobBytes(database, adapter.safetensors);
    std::int64_t before = 0;
    {
        WriteTransaction transaction(database);
        Connection &connection = transaction.connection();
        Query old = connection.query("SELECT blob FROM checkpoint WHERE run = ?1 AND which = ?2");
        before = old.bind(1, id.row).bind(2, checkpointName(which)).next() ? old.integer(0) : 0;
        old.reset();
        connection.query("INSERT OR REPLACE INTO checkpoint VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
            .bind(1, id.row)
            .bind(2, checkpointName(which))
            .bind(3, adapter.configJson)
            .bind(4, adapter.warblerJson)
            .bind(5, adapter.sha256)
            .bind(6, blob)
            .run();
        transaction.commit();
    }
    removeBlob(database, before);
}

std::optional<StoredAdapter> RunRepository::adapter(RunId id, Checkpoint which) const {
    Connection &connection = m_project.database().reader();
    Query row =
        connection.query("SELECT adapter_config, warbler, sha256, blob FROM checkpoint WHERE run = ?1 AND which = ?2");
    row.bind(1, id.row).bind(2, checkpointName(which));
    if (!row.next())
        return std::nullopt;
    return StoredAdapter{row.text(0), blobBytes(connection, row.integer(3)), row.text(1), row.text(2)};
}

void RunRepository::storeBlob(RunId id, const std::string &name, const std::string &bytes) {
    Database &database = m_project.database();
    const std::int64_t blob = bytes.empty() ? 0 : storeBlobBytes(database, bytes);
    std::int64_t before = 0;
    {
        WriteTransaction transaction(database);
        Connection &connection = transaction.connection();
        Query old = connection.query("SELECT blob FROM run_blob WHERE run = ?1 AND name = ?2");
        before = old.bind(1, id.row).bind(2, name).next() ? old.integer(0) : 0;
        old.reset();
        if (blob != 0)
            connection.query("INSERT OR REPLACE INTO run_blob VALUES(?1, ?2, ?3)")
                .bind(1, id.row)
                .bind(2, name)
                .bind(3, blob)
                .run();
        else
            connection.query("DELETE FROM run_blob WHERE run = ?1 AND name = ?2").bind(1, id.row).bind(2, name).run();
        transaction.commit();
    }
    removeBlob(database, before);
}

std::string RunRepository::blob(RunId id, const std::string &name) const {
    Connection &connection = m_project.database().reader();
    Query row = connection.query("SELECT blob FROM run_blob WHERE run = ?1 AND name = ?2");
    row.bind(1, id.row).bind(2, name);
    return row.next() ? blobBytes(connection, row.integer(0)) : std::string();
}

int RunRepository::markInterrupted() {
    Database &database = m_project.database();
    if (database.reader().number("SELECT count(*) FROM run WHERE state = 'running'") == 0)
        return 0;
    WriteTransaction transaction(database);
    Connection &connection = transaction.connection();
    const std::int64_t before = connection.totalChanges();
    connection.query("UPDATE run SET state = ?1, reason = ?2, ended_at = ?3 WHERE state = ?4")
        .bind(1, runStateName(RunState::Interrupted))
        .bind(2, "The program ended while the run was going on; it can be resumed.")
        .bind(3, nowUtc())
        .bind(4, runStateName(RunState::Running))
        .run();
    const std::int64_t marked = connection.totalChanges() - before;
    transaction.commit();
    return static_cast<int>(marked);
}

}  // namespace warbler
