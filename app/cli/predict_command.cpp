// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ostream>

#include "app/cli/model_options.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/workflows/predict.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, out, profile = "data", shape = "wide";
    ModelOptions model;
};

// The run in this project that holds the adapter, loaded into it first where it is new there.
RunId runFor(Project &project, const AdapterRequest &request) {
    const TrainedModel model = modelFromFolder(request);
    const RunRepository runs(project);
    for (const Run &run : runs.all()) {
        const std::optional<StoredAdapter> stored = runs.adapter(run.id, Checkpoint::Best);
        if (stored && stored->sha256.substr(0, 12) == model.runName)
            return run.id;
    }
    return loadAdapter(project, request);
}

PredictSummary predictProject(Context &context, const Options &options, CsvProfile profile) {
    const std::shared_ptr<Project> project = Project::open(options.target);
    const RunId run = options.model.run > 0 ? RunId{options.model.run} : runFor(*project, options.model.adapterRequest(context));
    PredictSummary summary;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        summary = classifyProject(*project, run, &engine, stop, context.progress());
        const PredictSummary written = exportPredictions(*project, run, options.out, profile, stop, context.progress());
        summary.sha256 = written.sha256;
    });
    project->close();
    return summary;
}

PredictSummary predictCsv(Context &context, const Options &options, CsvProfile profile) {
    CsvPredictRequest request;
    request.csvPath = options.target;
    request.outPath = options.out;
    request.columns = {options.model.columns.id, options.model.columns.text, options.model.columns.label, {}, {}};
    request.dialect = {options.model.columns.encoding, options.model.columns.delimiter, options.model.columns.quote, options.model.columns.header};
    request.profile = profile;
    request.shape = options.shape == "notebook" ? PredictShape::Notebook : PredictShape::Wide;
    const TrainedModel model = modelFromFolder(options.model.adapterRequest(context));
    PredictSummary summary;
    if (model.wordModel)
        context.interruptible([&](std::stop_token stop) { summary = classifyCsv(request, model, nullptr, stop, context.progress()); });
    else
        context.onDevice([&](Engine &engine, std::stop_token stop) { summary = classifyCsv(request, model, &engine, stop, context.progress()); });
    return summary;
}

int execute(Context &context, const Options &options) {
    if (options.model.adapter.empty() == (options.model.run == 0))
        throw Error(ErrorCode::Usage, "one of --adapter and --run is needed", "Give --adapter DIR, or --run ID of a project.");
    if (options.model.run > 0 && !isProject(options.target))
        throw Error(ErrorCode::Usage, "--run " + std::to_string(options.model.run) + " needs a project; " + options.target + " is none", "Give --adapter DIR for a CSV.");
    if (options.shape == "notebook" && isProject(options.target))
        throw Error(ErrorCode::Usage, "--shape notebook takes a CSV; " + options.target + " is a project",
                    "Export the tweets with warbler-cli export, then classify that CSV.");
    const CsvProfile profile = csvProfileFromName(options.profile);
    const PredictSummary summary = isProject(options.target) ? predictProject(context, options, profile) : predictCsv(context, options, profile);
    for (const auto &problem : summary.problems)
        context.err << "line " << problem.first << ": not classified: " << problem.second << std::endl;
    if (context.isJson && options.out != "-")
        context.print({{"rows", summary.rows},
                       {"written", summary.rows},
                       {"classified", summary.classified},
                       {"seconds", summary.seconds},
                       {"tweets_per_second", summary.tweetsPerSecond},
                       {"sha256", summary.sha256}});
    else if (!context.isQuiet)
        context.err << grouped(summary.rows) << " rows written to " << options.out << ", " << fixed(summary.tweetsPerSecond, 0) << " tweets/s" << std::endl;
    return summary.notClassified > 0 ? 7 : 0;
}

}  // namespace

void addPredict(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("predict", "Classify every tweet of a CSV or project");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT|CSV", options->target, "A .warbler file or a CSV")->required();
    command->add_option("-o", options->out, "CSV to write")->required();
    command->add_option("--profile", options->profile,
                        "data: for R, Python, SPSS; excel: an .xlsx workbook; spreadsheet-safe: a CSV that spreadsheets open unchanged")
        ->check(CLI::IsMember({"data", "excel", "spreadsheet-safe"}));
    command->add_option("--shape", options->shape, "wide: our columns behind the original ones; notebook: text_label, yes_prob, no_probs as in the reference notebook")
        ->check(CLI::IsMember({"wide", "notebook"}));
    options->model.addTo(*command);
    command->callback([&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
