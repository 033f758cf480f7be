// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <ostream>
#include <set>

#include "app/cli/model_options.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/workflows/category_plan.h"
#include "core/workflows/evaluation.h"
#include "core/workflows/fold_baselines.h"
#include "core/workflows/run_results.h"
#include "core/workflows/number_evaluation.h"
#include "core/workflows/trained_model.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, side = "test";
    ModelOptions model;
};

// Labelled rows in the model's categories, or rows with numbers.
Study labelledRows(const Options &options, const TrainedModel &model) {
    Study study;
    if (isProject(options.target)) {
        const std::shared_ptr<Project> project = Project::open(options.target, OpenMode::ReadOnly);
        if (model.kind == LabelKind::Numbers)
            return numberedRowsOfProject(*project, options.model.columns.label);
        std::map<std::int64_t, std::string> valueOf;
        const Codebook codebook = CodebookRepository(*project).load();
        for (const Category &category : codebook.categories())
            valueOf[category.id.row] = category.value;
        for (const GoldLabel &label : LabelRepository(*project).gold()) {
            StudyRow row;
            row.key = label.tweet;
            row.id = label.id;
            row.text = label.text;
            for (std::size_t i = 0; i < model.categories.size(); ++i)
                if (model.categories[i].value == valueOf[label.code.row])
                    row.category = static_cast<int>(i);
            if (row.category < 0)
                throw Error(ErrorCode::UnknownLabel, "tweet " + row.id.text() + " is labelled \"" + valueOf[label.code.row] + "\", which the adapter does not know",
                            model.outputCategories.empty() ? "Use an adapter trained on these categories."
                                                           : "Say with --map which of the model's labels means which value: --map 'LABEL_0=0|LABEL_1=1'.");
            study.rows.push_back(std::move(row));
        }
    } else {
        CsvStudyRequest csv;
        csv.path = options.target;
        csv.columns = {options.model.columns.id, options.model.columns.text, options.model.columns.label, {}, {}};
        csv.dialect = {options.model.columns.encoding, options.model.columns.delimiter, options.model.columns.quote, options.model.columns.header};
        csv.kind = model.kind;
        Study read = labelledRowsOfCsv(csv);
        study.kind = model.kind;
        for (StudyRow &row : read.rows) {
            if (row.number)
                continue;
            const std::string value = read.categories[static_cast<std::size_t>(row.category)].value;
            row.category = -1;
            for (std::size_t i = 0; i < model.categories.size(); ++i)
                if (model.categories[i].value == value || model.categories[i].name == value)
                    row.category = static_cast<int>(i);
            for (std::size_t i = 0; row.category < 0 && i < model.categories.size(); ++i)
                if (areSpelledAlike(model.categories[i].value, value))
                    row.category = static_cast<int>(i);
            if (row.category < 0)
                throw Error(ErrorCode::UnknownLabel, options.target + ", line " + std::to_string(row.line) + ": the adapter does not know the label \"" + value + "\"",
                            model.outputCategories.empty() ? "Use an adapter trained on these categories, or another label column with --label."
                                                           : "Say with --map which of the model's labels means which value: --map 'LABEL_0=0|LABEL_1=1'.");
        }
        study.rows = std::move(read.rows);
    }
    return study;
}

// Those the model was trained on stand on the training side.
Study rowsFor(const Options &options, const TrainedModel &model) {
    Study study = labelledRows(options, model);
    study.categories = model.categories;
    study.positive = model.positive;
    const std::vector<std::string> hashes = trainingRowHashes(model.recordJson);
    const std::set<std::string> seen(hashes.begin(), hashes.end());
    for (std::size_t i = 0; i < study.rows.size(); ++i) {
        StudyRow &row = study.rows[i];
        row.side = seen.count(rowHash(row.id.text(), row.text)) != 0 ? Side::Train : Side::Test;
        if (row.side == Side::Train)
            study.trainOrder.push_back(static_cast<std::int64_t>(i));
    }
    return study;
}

// What both kinds of evaluation tell first: {"rows", "left_out", "metrics"}.
void printFigures(Context &context, const Json &json) {
    context.out << json["rows"] << " tweets; " << json["left_out"] << " training tweets left out\n";
    for (const auto &metric : json["metrics"].items())
        context.out << "  " << metric.key() << ": " << (metric.value().is_null() ? "n/a" : fixed(metric.value(), 3)) << "\n";
}

int print(Context &context, const Evaluation &evaluation, const Baselines *baselines, std::int64_t leftOut, bool isAsInNotebook) {
    Json json = toJson(evaluation);
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

int printNumbers(Context &context, const NumberEvaluation &evaluation, std::int64_t leftOut) {
    Json json = toJson(evaluation);
    json["baselines"] = evaluation.mean ? baselineJson(evaluation) : Json(nullptr);
    json["left_out"] = leftOut;
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    printFigures(context, json);
    if (evaluation.mean)
        context.out << "  RMSE of always answering the training tweets' mean: " << fixed(evaluation.mean->rmse, 3) << "\n";
    return 0;
}

int evaluateRun(Context &context, const Options &options) {
    const std::shared_ptr<Project> project = Project::open(options.target, OpenMode::ReadOnly);
    const auto results = runResults(*project, RunId{options.model.run}, options.side == "validation" ? Side::Validation : Side::Test);
    if (results == nullptr)
        throw Error(ErrorCode::BadData, "run " + std::to_string(options.model.run) + " has no evaluated tweets on the " + options.side + " side",
                    "Choose another run or side.");
    if (results->ofNumbers)
        return printNumbers(context, *results->ofNumbers, 0);
    return print(context, results->evaluation, &results->baselines, 0, false);
}

int execute(Context &context, const Options &options) {
    if (options.model.run > 0)
        return evaluateRun(context, options);
    if (options.model.adapter.empty() && !options.model.namesReadyModel())
        throw Error(ErrorCode::Usage, "neither --adapter nor --run was given",
                    "Give --adapter DIR, --run ID of a project, or --model DIR of a model with a classification head of its own.");
    const TrainedModel model = modelFromFolder(options.model.adapterRequest(context));
    const Study study = rowsFor(options, model);
    std::vector<const StudyRow *> rows;
    std::vector<std::string> texts;
    for (const StudyRow &row : study.rows)
        if (options.side == "all" || row.side != Side::Train) {
            rows.push_back(&row);
            texts.push_back(row.text);
        }
    if (rows.empty())
        throw Error(ErrorCode::TooFewLabels, "every labelled tweet of " + options.target + " was trained on", "Use --side all, or other tweets.");
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
    const std::int64_t leftOut = static_cast<std::int64_t>(study.rows.size() - rows.size());
    if (model.kind == LabelKind::Numbers)
        return printNumbers(context, evaluateNumbers(numbers, study), leftOut);
    const Evaluation evaluation = evaluateRows(judged, study.categories, study.positive, 42);
    std::optional<Baselines> baselines;
    if (!study.trainOrder.empty())
        baselines = evaluateBaselines(study, rows, 42);
    else if (model.isWholeModel && !model.outputCategories.empty() && rows.size() >= 10)
        baselines = baselinesByFolds(study, 42);
    return print(context, evaluation, baselines ? &*baselines : nullptr, leftOut, model.otherLeavesRecall);
}

}  // namespace

void addEvaluate(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("evaluate", "Score a trained model on labelled tweets");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT|CSV", options->target, "A .warbler file or a CSV with labels")->required();
    command->add_option("--side", options->side, "Which tweets; all keeps those it was trained on")->check(CLI::IsMember({"validation", "test", "all"}));
    options->model.addTo(*command);
    command->callback([&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
