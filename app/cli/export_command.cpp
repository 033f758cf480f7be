// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_command.h"

#include <ostream>

#include "app/cli/project_access.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/workflows/export_labels.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string project, out, shape = "wide", profile = "data", rows = "all";
    std::int64_t run = 0;
};

int execute(Context &context, const Options &options) {
    refuseInputsAsOutputs({options.out}, {options.project});
    const std::shared_ptr<Project> project = openToRead(context, options.project);
    ExportRequest request;
    request.outPath = options.out;
    request.profile = csvProfileFromName(options.profile);
    request.shape = options.shape == "wide" ? ExportShape::Wide : ExportShape::Long;
    request.rows = options.rows == "all" ? ExportRows::All : ExportRows::Labelled;
    if (options.run > 0)
        request.run = RunId{options.run};
    PredictSummary summary;
    context.interruptible(
        [&](std::stop_token stop) { summary = exportLabels(*project, request, stop, context.progress()); });
    if (context.isJson && options.out != "-")
        context.print({{"rows", summary.rows}, {"files", {options.out}}, {"sha256", summary.sha256}});
    else
        context.err << groupedText(summary.rows) << " rows written to " << options.out << std::endl;
    return 0;
}

}  // namespace

void addExport(CLI::App &app, Context &context) {
    CLI::App *command =
        app.add_subcommand("export", "Write a project's labels (and predictions) as CSV; labels under archived "
                                     "categories are written too, with 1 in w_archived");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT", options->project, "The .warbler file")->required();
    command->add_option("-o", options->out, "File to write")->required();
    command->add_option("--shape", options->shape, "wide: a row per tweet; long: a row per act of a coder")
        ->check(CLI::IsMember({"wide", "long"}));
    command
        ->add_option("--profile", options->profile,
                     "data: for R, Python, SPSS; excel: an .xlsx workbook; spreadsheet-safe: a CSV that spreadsheets "
                     "open unchanged")
        ->check(CLI::IsMember({"data", "excel", "spreadsheet-safe"}));
    command->add_option("--rows", options->rows, "Which tweets")->check(CLI::IsMember({"all", "labelled"}));
    command->add_option("--run", options->run, "Also this run's predictions");
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
