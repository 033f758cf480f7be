// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/evaluate_command.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <variant>

#include "app/cli/model_options.h"
#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/classify/evaluation.h"
#include "core/classify/evaluation_study.h"
#include "core/classify/side_report.h"
#include "core/workflows/run_results.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, side;  // side: empty: test, or unseen where no tweet of a project stands on the test side
    ModelOptions model;
};

std::optional<EvaluationSide> sideAskedFor(const Options &options) {
    return options.side.empty() ? std::optional<EvaluationSide>() : evaluationSide(options.side);
}

// project: the target, or nothing where that is a CSV.
EvaluationStudy studyFor(Project *project, const Options &options, const TrainedModel &model) {
    if (project != nullptr) {
        const std::optional<RunId> run = options.model.run > 0 ? std::optional(RunId{options.model.run}) : std::nullopt;
        return evaluationStudyOfProject(*project, model, run, sideAskedFor(options), options.model.columns.label);
    }
    CsvStudyRequest csv;
    csv.path = options.target;
    csv.columns = {options.model.columns.id, options.model.columns.text, options.model.columns.label, {}, {}};
    csv.dialect = options.model.columns.dialect();
    return evaluationStudyOfCsv(csv, model, sideAskedFor(options));
}

// What both kinds of evaluation tell first: {"rows", "left_out", "metrics"}.
void printFigures(Context &context, const Json &json) {
    const std::string side = json["side"];
    context.out << json["rows"] << (side == "all" ? "" : " " + side) << " tweets; " << json["left_out"]
                << " training tweets left out\n";
    for (const auto &metric : json["metrics"].items())
        context.out << "  " << metric.key() << ": " << (metric.value().is_null() ? "n/a" : fixedText(metric.value(), 3))
                    << "\n";
}

void printBaselines(Context &context, const CategoryFigures &figures) {
    if (!figures.baselines)
        return;
    context.out << "  majority macro-F1: " << fixedText(figures.baselines->majority.scores.macroF1, 3) << "\n";
    if (const std::optional<Evaluation> &words = figures.baselines->wordModelBalanced)
        context.out << "  word model macro-F1: " << fixedText(words->scores.macroF1, 3) << "\n";
}

void printBaselines(Context &context, const NumberFigures &figures) {
    if (const std::optional<RegressionScores> &mean = figures.evaluation.mean)
        context.out << "  RMSE of always answering the training tweets' mean: " << fixedText(mean->rmse, 3) << "\n";
}

int print(Context &context, const SideReport &report, EvaluationSide side, std::int64_t leftOut, bool isAsInNotebook) {
    Json json = figuresJson(report);
    json["side"] = sideWord(side);
    const CategoryFigures *asInNotebook = isAsInNotebook ? report.categories() : nullptr;
    if (asInNotebook != nullptr)
        json["notebook_figures"] = notebookFigures(asInNotebook->evaluation);
    json["baselines"] = baselinesJson(report);
    json["left_out"] = leftOut;
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    printFigures(context, json);
    if (asInNotebook != nullptr)
        for (const auto &figure : json["notebook_figures"].items())
            context.out << "  as the notebook counts, " << figure.key() << ": " << figure.value() << "\n";
    std::visit([&context](const auto &figures) { printBaselines(context, figures); }, report.figures);
    return 0;
}

// From what the run's own evaluation stored, so that the figures are those the run printed.
int evaluateRun(Context &context, Project &project, const Options &options, EvaluationSide side) {
    const Side wanted = side == EvaluationSide::Validation ? Side::Validation : Side::Test;
    const auto results = runResults(project, RunId{options.model.run}, wanted);
    if (results == nullptr || results->side != wanted)
        throw Error(ErrorCode::BadData,
                    "run " + std::to_string(options.model.run) + " has no evaluated tweets on the " + sideWord(side) +
                        " side",
                    "Choose another run or side.");
    const auto training = static_cast<std::int64_t>(std::count_if(
        results->rows.begin(), results->rows.end(), [](const StudyRow &row) { return row.side == Side::Train; }));
    return print(context, results->report, side, training, false);
}

TrainedModel modelFor(Context &context, Project *project, const Options &options) {
    if (project == nullptr || options.model.run == 0)
        return modelFromFolder(options.model.adapterRequest(context));
    TrainedModel model = modelFromRun(*project, RunId{options.model.run});
    model.device = options.model.device;
    model.threads = context.threads;
    return model;
}

int execute(Context &context, const Options &options) {
    const EvaluationSide asked = sideAskedFor(options).value_or(EvaluationSide::Test);
    const bool isOfProject = isProject(options.target);
    if (options.model.run > 0 && !isOfProject)
        throw Error(ErrorCode::Usage, "--run names a run of a project, and " + options.target + " is none",
                    "Give --adapter DIR for a CSV.");
    if (options.model.run == 0 && options.model.adapter.empty() && !options.model.namesReadyModel())
        throw Error(ErrorCode::Usage, "neither --adapter nor --run was given",
                    "Give --adapter DIR, --run ID of a project, or --model DIR of a model with a classification head "
                    "of its own.");
    const std::shared_ptr<Project> project = isOfProject ? openToRead(context, options.target) : nullptr;
    if (options.model.run > 0 && (asked == EvaluationSide::Validation || asked == EvaluationSide::Test))
        return evaluateRun(context, *project, options, asked);
    const TrainedModel model = modelFor(context, project.get(), options);
    const EvaluationStudy scored = studyFor(project.get(), options, model);
    SideReport report;
    onEngine(context, model,
             [&](Engine *engine, std::stop_token stop) { report = evaluateModel(model, engine, scored, stop); });
    return print(context, report, scored.side, scored.leftOut, model.otherLeavesRecall);
}

}  // namespace

void addEvaluate(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("evaluate", "Score a trained model on labelled tweets");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT|CSV", options->target, "A .warbler file or a CSV with labels")->required();
    command
        ->add_option("--side", options->side,
                     "Which labelled tweets: a side of the project's split, unseen (outside it and not trained on) or "
                     "all, trained on or not. In a CSV test and unseen are the rows it was not trained on. Default: "
                     "test, or unseen in a project without a split")
        ->check(CLI::IsMember({"validation", "test", "unseen", "all"}));
    options->model.addTo(*command);
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
