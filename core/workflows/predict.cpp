// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/predict.h"

#include <algorithm>
#include <chrono>
#include <span>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/output_check.h"
#include "core/classify/prediction_rows.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/prediction_columns.h"
#include "core/study/project_columns.h"

namespace warbler {

namespace {

using Clock = std::chrono::steady_clock;

void finishSummary(PredictSummary &summary, Clock::time_point start) {
    summary.seconds = secondsSince(start);
    summary.tweetsPerSecond = summary.seconds > 0 ? double(summary.classified) / summary.seconds : 0;
}

// The chunks lie on one grid over all tweets, and one that misses a single row is done whole: so a resumed job gives
// the same bits as one that was never stopped, and as the command line on the same file. A chunk in which the run
// judged every tweet when it was evaluated misses none, but was judged in other company: it is done again, and first,
// while others still miss rows.
std::vector<std::span<const TweetKey>>
chunksToClassify(std::span<const TweetKey> keys, std::span<const TweetKey> missing, const std::vector<RunItem> &items) {
    std::vector<TweetKey> evaluated;
    for (const RunItem &item : items)
        if (item.side != Side::Train)
            evaluated.push_back(item.tweet);
    std::sort(evaluated.begin(), evaluated.end());
    std::vector<std::span<const TweetKey>> chunks, incomplete;
    if (missing.empty())
        return chunks;
    for (std::size_t first = 0; first < keys.size(); first += static_cast<std::size_t>(kClassifyChunk)) {
        const std::span<const TweetKey> chunk =
            keys.subspan(first, std::min(keys.size() - first, static_cast<std::size_t>(kClassifyChunk)));
        const auto next = std::lower_bound(missing.begin(), missing.end(), chunk.front());
        if (next != missing.end() && *next <= chunk.back())
            incomplete.push_back(chunk);
        else if (std::includes(evaluated.begin(), evaluated.end(), chunk.begin(), chunk.end()))
            chunks.push_back(chunk);
    }
    chunks.insert(chunks.end(), incomplete.begin(), incomplete.end());
    return chunks;
}

}  // namespace

PredictSummary classifyProject(Project &project, RunId run, Engine *engine, std::stop_token stop,
                               const ReportEvent &report, std::int64_t batchTokens) {
    PredictSummary summary;
    PredictionRepository predictions(project);
    const std::string checkpoint = predictions.checkpoint(run);
    TrainedModel model = modelFromRun(project, run);
    model.batchTokens = batchTokens;
    summary.perCategory.assign(model.categories.size(), 0);
    const TweetRepository tweets(project);
    if (const std::int64_t again = predictions.voidCount(run); again > 0)
        report(Warned{std::to_string(again) +
                      " tweets are classified again: the run has another checkpoint now, or their text was replaced"});
    const std::vector<TweetKey> keys = tweets.keys();
    summary.rows = static_cast<std::int64_t>(keys.size());
    report(PhaseStarted{"Classifying", summary.rows});
    const Clock::time_point start = Clock::now();
    const OpenClassifier classifier(model, engine, TextUse::Corpus);
    std::int64_t done = 0;
    const std::vector<std::span<const TweetKey>> chunks =
        chunksToClassify(keys, predictions.missing(run), RunRepository(project).items(run));
    for (const std::span<const TweetKey> chunk : chunks)
        done -= static_cast<std::int64_t>(chunk.size());
    done += summary.rows;
    report(RowsDone{done, 0});
    for (const std::span<const TweetKey> chunk : chunks) {
        std::vector<std::string> texts;
        for (TweetRow &row : tweets.rows(chunk))
            texts.push_back(std::move(row.text));
        const std::vector<Judgement> judgements = classifier.judge(texts, stop);
        std::vector<StoredPrediction> stored;
        for (std::size_t i = 0; i < judgements.size(); ++i)
            stored.push_back({chunk[i], judgements[i].category, judgements[i].logProbabilities, judgements[i].labelMass,
                              judgements[i].number});
        predictions.append(run, checkpoint, stored);
        summary.classified += static_cast<std::int64_t>(stored.size());
        done += static_cast<std::int64_t>(stored.size());
        report(RowsDone{done, 0});
    }
    summary.perCategory = predictions.perCategory(run, static_cast<int>(model.categories.size()));
    finishSummary(summary, start);
    return summary;
}

PredictSummary classifyCsv(const CsvPredictRequest &request, const TrainedModel &model, Engine *engine,
                           std::stop_token stop, const ReportEvent &report) {
    refuseInputsAsOutputs({request.outPath}, {request.csvPath, model.modelPath});
    PredictSummary summary;
    summary.perCategory.assign(model.categories.size(), 0);
    CsvChunks input(request.csvPath, request.dialect, request.columns, request.profile);
    const PredictionRows rows(request.shape, model, input);
    CsvWriter writer(request.outPath, request.profile, rows.columns());
    report(PhaseStarted{"Classifying", input.expectedRows()});
    const OpenClassifier classifier(model, engine, TextUse::Corpus);
    const Clock::time_point start = Clock::now();
    CsvChunk chunk;
    while (input.next(chunk)) {
        rows.complete(chunk, chunk.texts.empty() ? std::vector<Judgement>() : classifier.judge(chunk.texts, stop),
                      summary);
        for (const std::vector<std::string> &cells : chunk.cells)
            writer.row(cells);
        report(RowsDone{summary.rows, input.bytesRead()});
    }
    if (stop.stop_requested())
        throw Cancelled();
    writer.finish();
    summary.skipped = input.skippedCount();
    summary.noTable = input.noTable();
    summary.sha256 = writer.sha256();
    finishSummary(summary, start);
    return summary;
}

PredictSummary exportPredictions(Project &project, RunId run, const std::string &outPath, CsvProfile profile,
                                 std::stop_token stop, const ReportEvent &report) {
    refuseInputsAsOutputs({outPath}, {project.path()});
    PredictSummary summary;
    const PredictionRepository predictions(project);
    const TweetRepository tweets(project);
    const std::size_t missing = predictions.missing(run).size();
    if (missing > 0) {
        const std::int64_t again = predictions.voidCount(run);
        throw Error(ErrorCode::BadData,
                    std::to_string(missing) + " tweets are not classified by this run yet" +
                        (again > 0
                             ? " (" + std::to_string(again) + " of them by an earlier checkpoint or with another text)"
                             : ""),
                    "Choose Classify all first, then export.");
    }
    const TrainedModel model = modelFromRun(project, run);
    const ProjectColumns original(project);
    const PredictionColumns ours(original.names(), model.categories, model.threshold, model.runName);
    std::vector<CsvWriter::Column> columns = original.columns();
    for (const CsvWriter::Column &column : ours.columns())
        columns.push_back(column);
    CsvWriter writer(outPath, profile, columns);
    const std::vector<TweetKey> keys = tweets.keys();
    report(PhaseStarted{"Exporting", static_cast<std::int64_t>(keys.size())});
    summary.perCategory.assign(model.categories.size(), 0);
    const Clock::time_point start = Clock::now();
    constexpr std::size_t kPage = 1000;
    for (std::size_t first = 0; first < keys.size(); first += kPage) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::span<const TweetKey> page(keys.data() + first, std::min(kPage, keys.size() - first));
        const std::vector<StoredPrediction> stored = predictions.of(run, page);
        for (std::size_t i = 0; i < page.size(); ++i) {
            std::vector<std::string> cells = original.cellsFor(profile, tweets.get(page[i]));
            if (stored[i].number)
                ours.appendNumber(cells, *stored[i].number);
            else
                ours.append(cells, stored[i].category, stored[i].logProbabilities);
            if (stored[i].category >= 0)
                ++summary.perCategory[static_cast<std::size_t>(stored[i].category)];
            writer.row(cells);
            ++summary.rows;
        }
        report(RowsDone{summary.rows, 0});
    }
    writer.finish();
    summary.classified = summary.rows;
    summary.sha256 = writer.sha256();
    finishSummary(summary, start);
    return summary;
}

}  // namespace warbler
