// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/predict_shard.h"

#include <algorithm>
#include <chrono>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/classify/model_identity.h"
#include "core/classify/prediction_rows.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/shards/distinct_texts.h"
#include "core/shards/shard_part.h"
#include "core/shards/shard_record.h"
#include "core/study/study.h"

namespace warbler {

namespace {

using Clock = std::chrono::steady_clock;

// All that decides an answer beside weights and tokenizer.
std::string settingsSha256(const TrainedModel &model, PredictShape shape) {
    const TextRules &rules = model.rules;
    nlohmann::json json = {
        {"shape", shape == PredictShape::Notebook ? "notebook" : "wide"},
        {"template", model.promptTemplate},
        {"corpus_template", model.corpusTemplate},
        {"lead", model.lead},
        {"threshold", model.threshold},
        {"positive", model.positive},
        {"scoring", model.scoring},
        {"dtype", model.dtype},
        {"max_tokens", model.maxTokens},
        {"rules", {rules.lowerCase, rules.matchSpecialText, rules.labelAlone, rules.answersByText, rules.appendEnd}},
        {"categories", nlohmann::json::array()}};
    for (const StudyCategory &category : model.categories)
        json["categories"].push_back({category.value, category.name, category.word});
    return sha256Hex(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

ShardManifest manifestFor(const Shard &shard, const TrainedModel &model, PredictShape shape) {
    ShardManifest manifest;
    manifest.shard = shard;
    manifest.adapter = model.runName;
    manifest.config = settingsSha256(model, shape);
    manifest.program = "Warbler " WARBLER_VERSION;
    if (!model.wordModel) {
        manifest.model = modelSha256(openModelFolder(model.modelPath));
        manifest.tokenizer = tokenizerSha256(model.modelPath);
    }
    return manifest;
}

// Rows, chunks and ids of a whole CSV, and which rows are the shard's.
struct CountedCsv {
    std::int64_t chunks = 0, rows = 0, distinctIds = 0;
    std::vector<std::int64_t> firstRows;  // [chunks]
    std::string sha256;
};

CountedCsv countCsv(CsvChunks &input, std::stop_token stop, const ReportEvent &report) {
    CountedCsv counted;
    DistinctTexts ids;
    report(PhaseStarted{"Reading tweets", input.expectedRows()});
    CsvChunk chunk;
    while (input.next(chunk)) {
        if (stop.stop_requested())
            throw Cancelled();
        counted.firstRows.push_back(counted.rows);
        counted.rows += std::ssize(chunk.cells);
        ++counted.chunks;
        if (input.mapping().id >= 0)
            for (const std::vector<std::string> &cells : chunk.cells)
                ids.add(cells[static_cast<std::size_t>(input.mapping().id)]);
        report(RowsDone{counted.rows, input.bytesRead()});
    }
    counted.distinctIds = ids.count();
    counted.sha256 = input.sha256();
    return counted;
}

ShardSummary emptySummary(const ShardPart &part) {
    ShardSummary summary;
    summary.path = part.path();
    summary.firstRow = part.manifest().firstRow;
    summary.wasFinished = part.isFinished();
    if (summary.wasFinished) {
        summary.predicted.rows = part.manifest().rows;
        summary.predicted.classified = part.manifest().classified;
        summary.predicted.notClassified = part.manifest().notClassified;
        summary.predicted.sha256 = part.manifest().sha256;
    }
    return summary;
}

void end(ShardSummary &summary, ShardPart &part, Clock::time_point start) {
    PredictSummary &predicted = summary.predicted;
    part.finish(predicted);
    predicted.sha256 = part.manifest().sha256;
    predicted.seconds = secondsSince(start);
    summary.rowsBefore = part.textsBefore();
    predicted.tweetsPerSecond =
        predicted.seconds > 0 ? double(predicted.classified - summary.rowsBefore) / predicted.seconds : 0;
}

}  // namespace

std::string corpusSha256(Project &project) {
    Sha256 hash;
    for (const ImportBatch &batch : TweetRepository(project).batches()) {
        hash.updateU64(static_cast<std::uint64_t>(batch.id));
        hash.updateU64(static_cast<std::uint64_t>(batch.rows));
        hash.update(batch.sha256);
    }
    return hex(hash.finish());
}

std::string adapterName(Project &project, RunId run) {
    const RunRepository runs(project);
    if (runs.get(run).kind == RunKind::WordModel) {
        const std::string bytes = runs.blob(run, "word-model");
        return bytes.empty() ? bytes : runNameOf(sha256Hex(bytes));
    }
    for (const Checkpoint which : {Checkpoint::Best, Checkpoint::Last})
        if (const std::optional<StoredAdapter> stored = runs.adapter(run, which))
            return runNameOf(stored->sha256);
    return {};
}

ShardSummary classifyCsvShard(const CsvPredictRequest &request, const Shard &shard, const TrainedModel &model,
                              Engine *engine, std::stop_token stop, const ReportEvent &report) {
    const auto open = [&] { return CsvChunks(request.csvPath, request.dialect, request.columns, CsvProfile::Data); };
    CsvChunks all = open();
    const CountedCsv counted = countCsv(all, stop, report);
    const auto [first, last] = shard.share(counted.chunks);
    const auto rowOf = [&](std::int64_t chunk) {
        return chunk < counted.chunks ? counted.firstRows[static_cast<std::size_t>(chunk)] : counted.rows;
    };

    CsvChunks input = open();
    const PredictionRows rows(request.shape, model, input);
    ShardManifest manifest = manifestFor(shard, model, request.shape);
    manifest.firstRow = rowOf(first);
    manifest.rows = rowOf(last) - manifest.firstRow;
    manifest.totalRows = counted.rows;
    manifest.distinctIds = counted.distinctIds;
    manifest.idColumn = rows.idColumn();
    manifest.columns = rows.columns();
    manifest.data = counted.sha256;
    ShardPart part(request.outPath, manifest, model, engine);
    ShardSummary summary = emptySummary(part);
    summary.predicted.skipped = all.skippedCount();
    summary.predicted.noTable = all.noTable();
    if (summary.wasFinished)
        return summary;

    const Clock::time_point start = Clock::now();
    summary.predicted.perCategory.assign(model.categories.size(), 0);
    report(PhaseStarted{"Classifying", manifest.rows});
    CsvChunk chunk;
    for (std::int64_t i = 0; input.next(chunk); ++i) {  // to the end of the file, so that its hash is seen again
        if (i < first || i >= last)
            continue;
        rows.complete(chunk, part.judge(chunk.texts, stop), summary.predicted);
        for (const std::vector<std::string> &cells : chunk.cells)
            part.write(cells);
        report(RowsDone{summary.predicted.rows, 0});
    }
    if (input.sha256() != counted.sha256)
        throw Error(ErrorCode::BadData, request.csvPath + " was changed while it was read",
                    "Let the file rest, then run this shard again.");
    end(summary, part, start);
    return summary;
}

ShardSummary classifyProjectShard(Project &project, RunId run, const std::string &folder, const Shard &shard,
                                  Engine *engine, std::stop_token stop, const ReportEvent &report,
                                  std::int64_t batchTokens) {
    TrainedModel model = modelFromRun(project, run);
    model.batchTokens = batchTokens;
    const TweetRepository tweets(project);
    const std::vector<TweetKey> keys = tweets.keys();
    const std::int64_t total = std::ssize(keys);
    const auto [firstChunk, lastChunk] = shard.share((total + kClassifyChunk - 1) / kClassifyChunk);
    const std::int64_t first = firstChunk * kClassifyChunk, last = std::min(total, lastChunk * kClassifyChunk);

    ShardManifest manifest = manifestFor(shard, model, PredictShape::Wide);
    manifest.run = run.row;
    manifest.firstRow = first;
    manifest.rows = last - first;
    manifest.totalRows = manifest.distinctIds = total;
    manifest.idColumn = kShardTweetColumn;
    manifest.columns = shardColumns(model.categories);
    manifest.data = corpusSha256(project);
    ShardPart part(folder, manifest, model, engine);
    ShardSummary summary = emptySummary(part);
    if (summary.wasFinished)
        return summary;

    const Clock::time_point start = Clock::now();
    summary.predicted.perCategory.assign(model.categories.size(), 0);
    report(PhaseStarted{"Classifying", manifest.rows});
    for (std::int64_t at = first; at < last; at += kClassifyChunk) {
        const auto chunk = std::span(keys).subspan(static_cast<std::size_t>(at),
                                                   static_cast<std::size_t>(std::min(kClassifyChunk, last - at)));
        std::vector<std::string> texts;
        for (TweetRow &row : tweets.rows(chunk))
            texts.push_back(std::move(row.text));
        const std::vector<Judgement> judgements = part.judge(texts, stop);
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const StoredPrediction stored = storedPrediction(chunk[i], judgements[i]);
            if (stored.category >= 0)
                ++summary.predicted.perCategory[static_cast<std::size_t>(stored.category)];
            part.write(shardCells(stored, model.categories.size()));
        }
        summary.predicted.rows += std::ssize(chunk);
        summary.predicted.classified += std::ssize(chunk);
        report(RowsDone{summary.predicted.rows, 0});
    }
    end(summary, part, start);
    return summary;
}

}  // namespace warbler
