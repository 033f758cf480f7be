// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classify/classifier.h"
#include "core/classify/csv_predict_request.h"
#include "core/classify/predict_summary.h"
#include "core/shards/shard_manifest.h"

namespace warbler {

struct ShardSummary {
    PredictSummary predicted;
    std::string path;                           // of the CSV
    std::int64_t firstRow = 0, rowsBefore = 0;  // rowsBefore: judged by an earlier call that was stopped
    bool wasFinished = false;                   // by an earlier call: nothing was done
};

// Classifies one share of a corpus into <folder>/part-00003-of-00016.csv and, last, its manifest. Shares end where
// chunks do, so the parts together are what one call gives. What is judged is on disk after each chunk; a stop throws
// Cancelled and the next call goes on after it, a finished shard is left as it is. Error(ResumeMismatch) if what is
// there was made from other data, another model or other settings. On the device thread; engine may be null for a word
// model.

// request.outPath is the folder; profile Data only.
ShardSummary classifyCsvShard(const CsvPredictRequest &request, const Shard &shard, const TrainedModel &model,
                              Engine *engine, std::stop_token stop, const ReportEvent &report);

// Of a project, which is only read. Its part is for merging into the project: one record per tweet with all that is
// stored.
ShardSummary classifyProjectShard(Project &project, RunId run, const std::string &folder, const Shard &shard,
                                  Engine *engine, std::stop_token stop, const ReportEvent &report,
                                  std::int64_t batchTokens = 0);

// What is the same in every shard of a project's run: shared with merging, which proves it.
std::string corpusSha256(Project &project);
std::string adapterName(Project &project, RunId run);  // as TrainedModel::runName; empty: none

}  // namespace warbler
