// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/merge_command.h"

#include <ostream>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/shards/merge_shards.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string out, profile = "data";
    std::vector<std::string> names;  // the project, unless out is given, then shards
};

int execute(Context &context, const Options &options) {
    std::vector<std::string> shards = options.names;
    ShardMergeSummary summary;
    if (options.out.empty()) {
        const std::string target = shards.front();
        shards.erase(shards.begin());
        if (!isProject(target))
            throw Error(ErrorCode::Usage, target + " is no project",
                        "Give -o FILE to merge into a CSV, or name the project first.");
        if (shards.empty())
            throw Error(ErrorCode::Usage, "no shards are named", "Name their CSVs, or the folder they lie in.");
        context.interruptible(
            [&](std::stop_token stop) { summary = mergeShardsIntoProject(shards, target, stop, context.progress()); });
    } else {
        const CsvProfile profile = csvProfileFromName(options.profile);
        context.interruptible([&](std::stop_token stop) {
            summary = mergeShards(shards, options.out, profile, stop, context.progress());
        });
    }
    if (context.isJson && options.out != "-") {
        Json document = {{"rows", summary.rows}, {"shards", summary.shards}};
        if (!summary.sha256.empty())
            document["sha256"] = summary.sha256;
        context.print(document);
    } else if (!context.isQuiet) {
        context.err << groupedText(summary.rows) << " rows of " << groupedText(summary.shards) << " shards merged into "
                    << (options.out.empty() ? options.names.front() : options.out) << std::endl;
    }
    return 0;
}

}  // namespace

void addMerge(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("merge", "Put the shards of predict --shard together");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("PROJECT|SHARD", options->names,
                     "The project, unless -o is given; then shards: their CSVs, or the folder they lie in")
        ->required();
    command->add_option("-o", options->out, "CSV to write");
    command
        ->add_option("--profile", options->profile,
                     "With -o. data: for R, Python, SPSS; excel: an .xlsx workbook; spreadsheet-safe: a CSV that "
                     "spreadsheets open unchanged")
        ->check(CLI::IsMember({"data", "excel", "spreadsheet-safe"}));
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
