// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predict_command.h"

#include <functional>
#include <ostream>

#include "app/cli/model_options.h"
#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/learn/run_record.h"
#include "core/shards/predict_shard.h"
#include "core/workflows/predict.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, out, profile = "data", shape = "wide", shard;
    std::int64_t batchTokens = 0;
    ModelOptions model;
};

// Before any work: nothing of what is read may be what is written. base: the model's folder, where it is known.
void checkOutputs(const Options &options, const std::string &base = {}) {
    std::vector<std::string> outputs{options.out};
    if (!options.shard.empty())
        for (const char *kind : {".csv", ".json", ".journal"})
            outputs.push_back(options.out + "/" + shardFromText(options.shard).name() + kind);
    refuseInputsAsOutputs(outputs, {options.target, options.model.adapter, base});
}

PredictSummary predictProject(Context &context, const Options &options, CsvProfile profile) {
    RunId run{options.model.run};
    AdapterRequest request;
    std::string runName;
    if (options.model.run == 0) {
        request = options.model.adapterRequest(context);
        const TrainedModel model = modelFromFolder(request);
        checkOutputs(options, model.modelPath);
        runName = model.runName;
    }
    tryOutputFile(options.out);
    const std::shared_ptr<Project> project = openToWrite(context, options.target);
    if (options.model.run == 0) {
        const std::optional<RunId> found = runNamed(*project, runName);
        run = found ? *found : loadAdapter(*project, request);
    } else {
        checkOutputs(options, readableRunRecord(RunRepository(*project).get(run).recordJson).modelPath);
    }
    PredictSummary summary;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        summary = classifyProject(*project, run, &engine, stop, context.progress(), options.batchTokens);
        const PredictSummary written = exportPredictions(*project, run, options.out, profile, stop, context.progress());
        summary.sha256 = written.sha256;
    });
    closeStored(context, *project, "the predictions are stored and written to " + options.out);
    return summary;
}

CsvPredictRequest csvRequest(const Options &options, CsvProfile profile) {
    CsvPredictRequest request;
    request.csvPath = options.target;
    request.outPath = options.out;
    request.columns = {options.model.columns.id, options.model.columns.text, options.model.columns.label, {}, {}};
    request.dialect = options.model.columns.dialect();
    request.profile = profile;
    request.shape = options.shape == "notebook" ? PredictShape::Notebook : PredictShape::Wide;
    return request;
}

TrainedModel modelOf(const Context &context, const Options &options) {
    TrainedModel model = modelFromFolder(options.model.adapterRequest(context));
    checkOutputs(options, model.modelPath);
    model.batchTokens = options.batchTokens;
    return model;
}

PredictSummary predictCsv(Context &context, const Options &options, CsvProfile profile) {
    const CsvPredictRequest request = csvRequest(options, profile);
    const TrainedModel model = modelOf(context, options);
    PredictSummary summary;
    onEngine(context, model, [&](Engine *engine, std::stop_token stop) {
        summary = classifyCsv(request, model, engine, stop, context.progress());
    });
    return summary;
}

// A shard only reads the project, so that many can be made of it at once.
ShardSummary predictProjectShard(Context &context, const Options &options, const Shard &shard) {
    const std::shared_ptr<Project> project = openToRead(context, options.target);
    RunId run{options.model.run};
    if (options.model.run == 0) {
        const TrainedModel model = modelFromFolder(options.model.adapterRequest(context));
        checkOutputs(options, model.modelPath);
        const std::optional<RunId> found = runNamed(*project, model.runName);
        if (!found)
            throw Error(ErrorCode::Usage,
                        options.model.adapter + " is no run of " + options.target +
                            " yet, and a shard only reads the project",
                        "Load the adapter on the Models page first, then give --run.");
        run = *found;
    }
    ShardSummary summary;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        summary = classifyProjectShard(*project, run, options.out, shard, &engine, stop, context.progress(),
                                       options.batchTokens);
    });
    project->close();
    return summary;
}

ShardSummary predictCsvShard(Context &context, const Options &options, const Shard &shard) {
    const CsvPredictRequest request = csvRequest(options, CsvProfile::Data);
    const TrainedModel model = modelOf(context, options);
    ShardSummary summary;
    onEngine(context, model, [&](Engine *engine, std::stop_token stop) {
        summary = classifyCsvShard(request, shard, model, engine, stop, context.progress());
    });
    return summary;
}

Json reportOf(const PredictSummary &summary) {
    return {{"rows", summary.rows},
            {"written", summary.rows},
            {"classified", summary.classified},
            {"seconds", summary.seconds},
            {"tweets_per_second", summary.tweetsPerSecond},
            {"skipped", summary.skipped},
            {"sha256", summary.sha256}};
}

int printNotes(Context &context, const PredictSummary &summary) {
    for (const auto &problem : summary.problems)
        context.err << "line " << problem.first << ": not classified: " << problem.second << std::endl;
    if (summary.skipped > 0)
        context.err << groupedText(summary.skipped)
                    << (summary.skipped == 1 ? " line that is no row was left out"
                                             : " lines that are no rows were left out")
                    << " (titles, blank lines before the header, headers that come again, comments)" << std::endl;
    if (!summary.noTable.empty())
        context.err << "attention: no table was found, each line was taken as a tweet: " << summary.noTable
                    << ". Choose the delimiter (--delimiter), or none if each line is a tweet." << std::endl;
    return summary.notClassified > 0 || !summary.noTable.empty() ? 7 : 0;
}

int executeShard(Context &context, const Options &options) {
    const Shard shard = shardFromText(options.shard);
    if (options.out == "-" || options.out.ends_with(".csv"))
        throw Error(ErrorCode::Usage, "with --shard, -o names a folder, not " + options.out,
                    "Give -o parts, then warbler-cli merge -o FILE parts.");
    if (options.profile != "data")
        throw Error(ErrorCode::Usage, "shards are written with --profile data",
                    "Give --profile " + options.profile + " to warbler-cli merge instead.");
    ShardSummary summary;
    try {
        summary = isProject(options.target) ? predictProjectShard(context, options, shard)
                                            : predictCsvShard(context, options, shard);
    } catch (const Cancelled &) {
        context.err << "Stopped. What is classified is kept; run the same command to go on." << std::endl;
        return 75;
    }
    if (context.isJson) {
        Json document = reportOf(summary.predicted);
        document["path"] = summary.path;
        document["shard"] = shard.index;
        document["shards"] = shard.count;
        document["first_row"] = summary.firstRow;
        document["was_finished"] = summary.wasFinished;
        document["rows_before"] = summary.rowsBefore;
        context.print(document);
    } else if (!context.isQuiet) {
        const std::string rows =
            groupedText(summary.predicted.rows) + " rows, from row " + groupedText(summary.firstRow + 1);
        if (summary.wasFinished)
            context.err << summary.path << " was finished before: " << rows << std::endl;
        else
            context.err << rows << ", written to " << summary.path << ", "
                        << fixedText(summary.predicted.tweetsPerSecond, 0) << " tweets/s" << std::endl;
    }
    return printNotes(context, summary.predicted);
}

int execute(Context &context, const Options &options) {
    if (options.model.adapter.empty() == (options.model.run == 0) && !options.model.namesReadyModel())
        throw Error(ErrorCode::Usage, "one of --adapter and --run is needed",
                    "Give --adapter DIR, --run ID of a project, or --model DIR of a model with a classification head "
                    "of its own.");
    if (options.model.run > 0 && !isProject(options.target))
        throw Error(ErrorCode::Usage,
                    "--run " + std::to_string(options.model.run) + " needs a project; " + options.target + " is none",
                    "Give --adapter DIR for a CSV.");
    if (options.shape == "notebook" && isProject(options.target))
        throw Error(ErrorCode::Usage, "--shape notebook takes a CSV; " + options.target + " is a project",
                    "Export the tweets with warbler-cli export, then classify that CSV.");
    checkOutputs(options);
    if (!options.shard.empty())
        return executeShard(context, options);
    const CsvProfile profile = csvProfileFromName(options.profile);
    const PredictSummary summary =
        isProject(options.target) ? predictProject(context, options, profile) : predictCsv(context, options, profile);
    if (context.isJson && options.out != "-")
        context.print(reportOf(summary));
    else if (!context.isQuiet)
        context.err << groupedText(summary.rows) << " rows written to " << options.out << ", "
                    << fixedText(summary.tweetsPerSecond, 0) << " tweets/s" << std::endl;
    return printNotes(context, summary);
}

}  // namespace

void addPredict(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("predict", "Classify every tweet of a CSV or project");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT|CSV", options->target, "A .warbler file or a CSV")->required();
    command->add_option("-o", options->out, "CSV to write; with --shard the folder of the parts")->required();
    command
        ->add_option("--profile", options->profile,
                     "data: for R, Python, SPSS; excel: an .xlsx workbook; spreadsheet-safe: a CSV that spreadsheets "
                     "open unchanged")
        ->check(CLI::IsMember({"data", "excel", "spreadsheet-safe"}));
    command
        ->add_option("--shape", options->shape,
                     "wide: our columns behind the original ones; notebook: text_label, yes_prob, no_probs as in the "
                     "reference notebook")
        ->check(CLI::IsMember({"wide", "notebook"}));
    command->add_option("--shard", options->shard,
                        "i/n: only the i-th of n shares, for several machines; put together by warbler-cli merge");
    command
        ->add_option("--batch-tokens", options->batchTokens,
                     "Most tokens computed at once (default: as suits the device)")
        ->check(CLI::Range(std::int64_t(1), std::int64_t(1) << 24));
    options->model.addTo(*command);
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
