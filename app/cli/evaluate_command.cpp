// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/evaluate_command.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>

#include "app/cli/model_options.h"
#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/classify/classifier.h"
#include "core/classify/evaluation.h"
#include "core/classify/evaluation_study.h"
#include "core/classify/fold_baselines.h"
#include "core/classify/number_evaluation.h"
#include "core/workflows/run_results.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, side;  // side: empty: test, or unseen where no tweet of a project stands on the test side
    ModelOptions model;
};

// project: the target, or nothing where that is a CSV.
EvaluationStudy studyFor(Project *project, const Options &options, const TrainedModel &model, EvaluationSide side) {
    if (project != nullptr) {
        const std::optional<RunId> run = options.model.run > 0 ? std::optional(RunId{options.model.run}) : std::nullopt;
        return evaluationStudyOfProject(*project, model, run, side, options.model.columns.label);
    }
    CsvStudyRequest csv;
    csv.path = options.target;
    csv.columns = {options.model.columns.id, options.model.columns.text, options.model.columns.label, {}, {}};
    csv.dialect = options.model.columns.dialect();
    csv.task = model.task;
    return evaluationStudyOfCsv(csv, model, side);
}

// What both kinds of evaluation tell first: {"rows", "left_out", "metrics"}.
void printFigures(Context &context, const Json &json) {
    const std::string side = json["side"];
    context.out << json["rows"] << (side == "all" ? "" : " " + side) << " tweets; " << json["left_out"]
                << " training tweets left out\n";
    for (const auto &metric : json["metrics"].items())
        context.out << "  " << metric.key() << ": " << (metric.value().is_null() ? "n/a" : fixed(metric.value(), 3))
                    << "\n";
}

int print(Context &context, const Evaluation &evaluation, const Baselines *baselines, EvaluationSide side,
          std::int64_t leftOut, bool isAsInNotebook) {
    Json json = toJson(evaluation);
    json["side"] = sideWord(side);
    if (isAsInNotebook)
        json["notebook_figures"] = notebookFigures(evaluation);
    json["baselines"] = baselines == nullptr ? Json(nullptr) : toJson(*baselines);
    json["left_out"] = leftOut;
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    printFigures(context, json);
    if (isAsInNotebook)
        for (const auto &figure : json["notebook_figures"].items())
            context.out << "  as the notebook counts, " << figure.key() << ": " << figure.value() << "\n";
    if (baselines != nullptr) {
        context.out << "  majority macro-F1: " << fixed(baselines->majority.scores.macroF1, 3) << "\n";
        if (baselines->wordModelBalanced)
            context.out << "  word model macro-F1: " << fixed(baselines->wordModelBalanced->scores.macroF1, 3) << "\n";
    }
    return 0;
}

int printNumbers(Context &context, const NumberEvaluation &evaluation, EvaluationSide side, std::int64_t leftOut) {
    Json json = toJson(evaluation);
    json["side"] = sideWord(side);
    json["baselines"] = evaluation.mean ? baselineJson(evaluation) : Json(nullptr);
    json["left_out"] = leftOut;
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    printFigures(context, json);
    if (evaluation.mean)
        context.out << "  RMSE of always answering the training tweets' mean: " << fixed(evaluation.mean->rmse, 3)
                    << "\n";
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
    if (results->ofNumbers)
        return printNumbers(context, *results->ofNumbers, side, training);
    return print(context, results->evaluation, &results->baselines, side, training, false);
}

TrainedModel modelFor(Context &context, Project *project, const Options &options) {
    if (project == nullptr || options.model.run == 0)
        return modelFromFolder(options.model.adapterRequest(context));
    TrainedModel model = modelFromRun(*project, RunId{options.model.run});
    model.device = options.model.device;
    model.threads = context.threads;
    return model;
}

// The side that was asked for and its rows.
std::pair<EvaluationSide, EvaluationStudy> scoredRows(Project *project, const Options &options,
                                                      const TrainedModel &model) {
    const EvaluationSide side = evaluationSide(options.side.empty() ? "test" : options.side);
    try {
        return {side, studyFor(project, options, model, side)};
    } catch (const Error &problem) {
        // A project that never trained has no split, and a model from elsewhere saw none of its tweets.
        if (!options.side.empty() || project == nullptr || problem.code() != ErrorCode::TooFewLabels)
            throw;
    }
    return {EvaluationSide::Unseen, studyFor(project, options, model, EvaluationSide::Unseen)};
}

int execute(Context &context, const Options &options) {
    const EvaluationSide asked = evaluationSide(options.side.empty() ? "test" : options.side);
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
    const std::pair<EvaluationSide, EvaluationStudy> chosen = scoredRows(project.get(), options, model);
    const EvaluationSide side = chosen.first;
    const EvaluationStudy &scored = chosen.second;
    const Study &study = scored.study;
    const std::vector<const StudyRow *> rows = scored.rows();
    std::vector<std::string> texts;
    for (const StudyRow *row : rows)
        texts.push_back(row->text);
    std::vector<JudgedRow> judged;
    std::vector<JudgedNumber> numbers;
    const auto judge = [&](Engine *engine, std::stop_token stop) {
        classifyTexts(model, engine, texts, stop, [&](std::int64_t first, const std::vector<Judgement> &judgements) {
            for (std::size_t i = 0; i < judgements.size(); ++i) {
                const StudyRow *row = rows[static_cast<std::size_t>(first) + i];
                if (judgements[i].number)
                    numbers.push_back({row, *row->number, double(*judgements[i].number)});
                else
                    judged.push_back({row, row->category, judgements[i].category, judgements[i].logProbabilities});
            }
        });
    };
    if (model.wordModel)
        context.interruptible([&](std::stop_token stop) { judge(nullptr, stop); });
    else
        context.onDevice([&](Engine &engine, std::stop_token stop) { judge(&engine, stop); });
    if (model.task == Task::Regression)
        return printNumbers(context, evaluateNumbers(numbers, study), side, scored.leftOut);
    const Evaluation evaluation = evaluateRows(judged, study.categories, study.positive, 42);
    std::optional<Baselines> baselines;
    if (!study.trainOrder.empty())
        baselines = evaluateBaselines(study, rows, 42);
    else if (model.isWholeModel && !model.outputCategories.empty() && rows.size() >= 10 &&
             rows.size() == study.rows.size())
        baselines = baselinesByFolds(study, 42);
    return print(context, evaluation, baselines ? &*baselines : nullptr, side, scored.leftOut, model.otherLeavesRecall);
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
