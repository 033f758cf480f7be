// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/jobs/job_event.h"
#include "core/tables/csv_writer.h"

namespace warbler {

struct ShardMergeSummary {
    std::int64_t rows = 0, shards = 0;
    std::string sha256;  // of the CSV; empty: into a project
};

// Puts finished shards together, after it has proved that they are those of one job, whole and complete: equal number
// of shards and origin, row ranges without gap or overlap, every file's bytes, rows and ids as its manifest says, every
// id as often as in the corpus. Else Error(BadData) lists what is wrong and which shards to run again, and nothing is
// changed. paths: the shards' CSVs, their manifests, or folders of them. On the files thread.
ShardMergeSummary mergeShards(const std::vector<std::string> &paths, const std::string &outPath, CsvProfile profile,
                              std::stop_token stop, const ReportEvent &report);
// The same for shards made from a project: its run gets their predictions in one commit, in place of those it had. The
// project is opened for writing when all is proved, so that a refusal leaves every byte of it.
ShardMergeSummary mergeShardsIntoProject(const std::vector<std::string> &paths, const std::string &projectPath,
                                         std::stop_token stop, const ReportEvent &report);

}  // namespace warbler
