// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/merge_shards.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/output_check.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/shards/predict_shard.h"
#include "core/shards/proven_shards.h"
#include "core/shards/shard_record.h"

namespace warbler {

namespace {

constexpr std::int64_t kReportedRows = 1000;

// A shard is named by its CSV or by its manifest, and is both.
std::vector<std::string> withManifests(const std::vector<std::string> &paths) {
    std::vector<std::string> both = paths;
    for (const std::string &path : paths)
        for (const char *kind : {".csv", ".json"})
            both.push_back(std::filesystem::path(path).replace_extension(kind).string());
    return both;
}

void proveProject(Project &project, const ShardManifest &job) {
    const RunId run{job.run};
    const std::string where = project.path() + ": ";
    if (corpusSha256(project) != job.data)
        throw Error(ErrorCode::BadData, where + "its tweets are not those the shards were made from",
                    "Merge into the project they were made from, or run the shards again.");
    if (adapterName(project, run) != job.adapter)
        throw Error(ErrorCode::BadData,
                    where + "run " + std::to_string(job.run) + " is not the one the shards were made with",
                    "Merge into the project they were made from, or run the shards again.");
}

// The shards' records, which have to be those of the project's tweets, one by one.
std::vector<StoredPrediction> predictionsFor(const std::string &projectPath, const ProvenShards &shards,
                                             std::stop_token stop, const ReportEvent &report) {
    const std::shared_ptr<Project> project = Project::open(projectPath, OpenMode::ReadOnly);
    proveProject(*project, shards.job());
    const std::vector<TweetKey> keys = TweetRepository(*project).keys();
    std::vector<StoredPrediction> predictions;
    predictions.reserve(keys.size());
    report(PhaseStarted{"Merging", shards.job().totalRows});
    shards.forEach(
        CsvProfile::Data,
        [&](std::vector<std::string> &cells) {
            const std::optional<StoredPrediction> prediction = shardPrediction(cells);
            if (!prediction || predictions.size() >= keys.size() || prediction->tweet != keys[predictions.size()])
                throw Error(ErrorCode::BadData,
                            "row " + std::to_string(predictions.size() + 1) +
                                " of the shards is no prediction of the project's tweet there",
                            "Run the shards again.");
            predictions.push_back(*prediction);
            if (std::ssize(predictions) % kReportedRows == 0)
                report(RowsDone{std::ssize(predictions), 0});
        },
        stop);
    if (predictions.size() != keys.size())
        throw Error(ErrorCode::BadData, "the shards have fewer rows than the project has tweets",
                    "Run the shards again.");
    project->close();
    return predictions;
}

}  // namespace

ShardMergeSummary mergeShards(const std::vector<std::string> &paths, const std::string &outPath, CsvProfile profile,
                              std::stop_token stop, const ReportEvent &report) {
    refuseInputsAsOutputs({outPath}, withManifests(paths));
    tryOutputFile(outPath);
    report(PhaseStarted{"Checking shards", 0});
    const ProvenShards shards(paths, stop);
    if (shards.job().run != 0)
        throw Error(ErrorCode::BadData, "these shards were made from a project",
                    "Merge them into it: warbler-cli merge PROJECT SHARD…, then export it.");
    ShardMergeSummary summary;
    summary.shards = shards.count();
    report(PhaseStarted{"Merging", shards.job().totalRows});
    CsvWriter writer(outPath, profile, shards.job().columns);
    shards.forEach(
        profile,
        [&](std::vector<std::string> &cells) {
            writer.row(cells);
            if (++summary.rows % kReportedRows == 0)
                report(RowsDone{summary.rows, 0});
        },
        stop);
    writer.finish();
    summary.sha256 = writer.sha256();
    return summary;
}

ShardMergeSummary mergeShardsIntoProject(const std::vector<std::string> &paths, const std::string &projectPath,
                                         std::stop_token stop, const ReportEvent &report) {
    refuseInputsAsOutputs({projectPath}, withManifests(paths));
    report(PhaseStarted{"Checking shards", 0});
    const ProvenShards shards(paths, stop);
    const ShardManifest &job = shards.job();
    if (job.run == 0)
        throw Error(ErrorCode::BadData, "these shards were made from a CSV",
                    "Merge them into a CSV: warbler-cli merge -o FILE SHARD….");
    const std::vector<StoredPrediction> predictions = predictionsFor(projectPath, shards, stop, report);
    const std::shared_ptr<Project> project = Project::open(projectPath);
    proveProject(*project, job);  // again: it could be written meanwhile
    PredictionRepository store(*project);
    store.replace(RunId{job.run}, store.checkpoint(RunId{job.run}), predictions);
    project->close();
    ShardMergeSummary summary;
    summary.rows = std::ssize(predictions);
    summary.shards = shards.count();
    return summary;
}

}  // namespace warbler
