// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rejected_command.h"

#include <ostream>

#include "app/cli/project_access.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/workflows/rejected_rows.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string project, out;
};

int execute(Context &context, const Options &options) {
    refuseInputsAsOutputs({options.out}, {options.project});
    const std::shared_ptr<Project> project = openToRead(context, options.project);
    const RejectedSummary summary = exportRejected(*project, options.out);
    if (context.isJson && options.out != "-")
        context.print({{"rows", summary.rows}, {"files", {options.out}}, {"sha256", summary.sha256}});
    else
        context.err << groupedText(summary.rows) << " rejected rows written to " << options.out << std::endl;
    return 0;
}

}  // namespace

void addRejected(CLI::App &app, Context &context) {
    CLI::App *command =
        app.add_subcommand("rejected", "Write the rows that the imports of a project could not take, as CSV");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT", options->project, "The .warbler file")->required();
    command->add_option("-o", options->out, "File to write: file, line, byte_offset, reason, raw")->required();
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
