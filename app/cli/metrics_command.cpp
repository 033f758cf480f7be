// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics_command.h"

#include <ostream>

#include "core/base/number_text.h"
#include "core/classify/file_evaluation.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string file, truth, predicted, score, positive;
    ColumnOptions columns;  // only how the file is written
};

int execute(Context &context, const Options &options) {
    const FileEvaluation file = evaluateFile(
        {options.file, options.truth, options.predicted, options.score, options.positive, options.columns.dialect()});
    for (const std::string &warning : file.warnings)
        context.err << "attention: " << warning << std::endl;
    const Json json = toJson(file);
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    context.out << file.evaluation.rows << " rows, category of interest " << json["positive"].get<std::string>()
                << "\n";
    for (const auto &metric : json["metrics"].items())
        context.out << "  " << metric.key() << ": " << (metric.value().is_null() ? "n/a" : fixedText(metric.value(), 6))
                    << "\n";
    return 0;
}

}  // namespace

void addMetrics(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("metrics", "Scores of any CSV with true and predicted values");
    const auto options = std::make_shared<Options>();
    command->add_option("CSV", options->file, "The file")->required();
    command->add_option("--truth", options->truth, "Column with the true values")->required();
    command->add_option("--predicted", options->predicted, "Column with the predicted values")->required();
    command->add_option("--score", options->score, "Column with the score of the category of interest");
    command->add_option("--positive", options->positive, "Value of the category of interest");
    options->columns.addDialectTo(*command);
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
