// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/judge.h"

#include "core/corpus/connection.h"

namespace warbler {

namespace {

std::int64_t judgeOf(Connection &connection, RunId run, const std::string &checkpoint) {
    Query row = connection.query("SELECT id FROM judge WHERE run = ?1 AND checkpoint = ?2");
    row.bind(1, run.row).bind(2, checkpoint);
    return row.next() ? row.integer(0) : -1;
}

}  // namespace

std::string checkpointOf(Connection &connection, RunId run) {
    Query row = connection.query("SELECT coalesce((SELECT sha256 FROM checkpoint WHERE run = ?1 AND which = 'best'), "
                                 "(SELECT sha256 FROM checkpoint WHERE run = ?1 AND which = 'last'), "
                                 "(SELECT b.sha256 FROM run_blob r JOIN blob b ON b.id = r.blob WHERE r.run = ?1 AND "
                                 "r.name = 'word-model'), '')");
    return row.bind(1, run.row).next() ? row.text(0) : std::string();
}

std::int64_t currentJudge(Connection &connection, RunId run) {
    return judgeOf(connection, run, checkpointOf(connection, run));
}

std::int64_t judgeNamed(Connection &connection, RunId run, const std::string &checkpoint) {
    connection.query("INSERT OR IGNORE INTO judge(run, checkpoint) VALUES(?1, ?2)")
        .bind(1, run.row)
        .bind(2, checkpoint)
        .run();
    return judgeOf(connection, run, checkpoint);
}

}  // namespace warbler
