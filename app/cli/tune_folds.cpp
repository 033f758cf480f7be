// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tune_folds.h"

#include <algorithm>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/cli/project_access.h"
#include "app/cli/stopped_run.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/study/prediction_columns.h"
#include "core/study/run_study.h"
#include "core/tables/csv_writer.h"
#include "core/workflows/project_checks.h"

namespace warbler::cli {

namespace {

void writeOutOfFold(const CrossValidation &result, const Study &study, const std::string &path) {
    std::vector<CsvWriter::Column> columns{{"id", CellKind::Id},
                                           {"text", CellKind::Text},
                                           {"label", CellKind::Text},
                                           {"repeat", CellKind::Number},
                                           {"fold", CellKind::Number}};
    const PredictionColumns ours({"id", "text", "label", "repeat", "fold"}, study.categories, 0.5, "folds");
    for (const CsvWriter::Column &column : ours.columns())
        columns.push_back(column);
    std::vector<OutOfFoldRow> rows;
    for (const FoldResult &fold : result.results)
        rows.insert(rows.end(), fold.rows.begin(), fold.rows.end());
    std::sort(rows.begin(), rows.end(), [](const OutOfFoldRow &a, const OutOfFoldRow &b) {
        return std::pair(a.repeat, a.row) < std::pair(b.repeat, b.row);
    });
    CsvWriter writer(path, CsvProfile::Data, columns);
    for (const OutOfFoldRow &row : rows) {
        const StudyRow &tweet = study.rows[static_cast<std::size_t>(row.row)];
        const std::string label = tweet.number ? shortestText(*tweet.number)
                                               : study.categories[static_cast<std::size_t>(tweet.category)].value;
        std::vector<std::string> cells{tweet.id.text(), tweet.text, label, std::to_string(row.repeat),
                                       std::to_string(row.fold)};
        if (row.number)
            ours.appendNumber(cells, static_cast<float>(*row.number));
        else
            ours.append(cells, row.predicted, row.logProbabilities);
        writer.row(cells);
    }
    writer.finish();
}

// In a project the check is a run of it, as from the window; its folds are read back from there.
CrossValidation foldsInProject(Context &context, const TuneRequest &request, const FoldOptions &options,
                               const std::string &target, Study &study) {
    const std::shared_ptr<Project> project = openToWrite(context, target);
    ProjectTuneResult made;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        made =
            crossValidateInProject(*project, engine, request, options.folds, options.repeats, stop, context.progress());
    });
    const Run run = RunRepository(*project).get(made.run);
    study = studyOfRun(*project, run);
    CrossValidation result = foldsOfRun(*project, run, study);
    result.isStopped = made.state == RunState::Stopped;
    project->close();
    return result;
}

struct Figure {
    const char *key, *name;
};

void printFolds(Context &context, const CrossValidation &result, Task task, int repeats) {
    const bool isOfNumbers = task == Task::Regression;
    const std::vector<Figure> figures =
        isOfNumbers ? std::vector<Figure>{{"rmse", "RMSE"}, {"mae", "MAE"}, {"pearson", "Pearson"}, {"r2", "R2"}}
                    : std::vector<Figure>{{"accuracy", "accuracy"}, {"macro_f1", "macro-F1"}};
    for (const FoldResult &fold : result.results) {
        context.out << (repeats > 1 ? "round " + std::to_string(fold.repeat) + ", " : std::string()) << "fold "
                    << fold.fold << ": " << fold.test << " tweets";
        for (const Figure &figure : figures) {
            const auto value = fold.metrics.find(figure.key);
            context.out << ", " << figure.name << " "
                        << (value == fold.metrics.end() ? "n/a" : fixedText(value->second, 3));
        }
        context.out << "\n";
    }
    const auto line = [&](const std::string &name, const std::map<std::string, MeanSd> &spread) {
        context.out << "  " << name << ": ";
        const char *between = "";
        for (const Figure &figure : figures) {
            const auto values = spread.find(figure.key);
            context.out << between << figure.name << " ";
            if (values == spread.end())
                context.out << "n/a";
            else
                context.out << fixedText(values->second.mean, 3) << " (SD " << fixedText(values->second.sd, 3)
                            << ", SE " << fixedText(values->second.se, 3) << ")";
            between = ", ";
        }
        context.out << "\n";
    };
    context.out << "mean over " << result.results.size() << " folds\n";
    line("this recipe", result.metrics);
    for (const auto &[key, name] :
         {std::pair("majority", "majority"), std::pair("tfidf_balanced", "word model"), std::pair("mean", "the mean")})
        if (const auto baseline = result.baselines.find(key); baseline != result.baselines.end())
            line(name, baseline->second);
}

}  // namespace

int validateCrosswise(Context &context, const TuneRequest &request, Study study, const FoldOptions &options,
                      const std::string &project) {
    CrossValidation result;
    tryOutputFile(options.outOfFold);
    if (!project.empty())
        result = foldsInProject(context, request, options, project, study);
    else
        context.onDevice([&](Engine &engine, std::stop_token stop) {
            result = crossValidate(engine, request, study, options.folds, options.repeats, stop, context.progress());
        });
    if (result.isStopped)
        return printStopped(context, {"finished_folds", std::ssize(result.results)},
                            "Stopped after " + std::to_string(result.results.size()) +
                                " finished folds. Run the same command to go on.");
    if (!options.outOfFold.empty())
        writeOutOfFold(result, study, options.outOfFold);
    if (project.empty())
        forgetFolds(request, study, options.folds);
    if (context.isJson) {
        context.print(toJson(result));
        return 0;
    }
    printFolds(context, result, study.task, options.repeats);
    return 0;
}

void FoldOptions::addTo(CLI::App &command) {
    command.add_option("--folds", folds, "Score the recipe by k-fold cross-validation")->check(CLI::Range(2, 1000));
    command.add_option("--repeats", repeats, "Rounds of --folds, each drawn anew");
    command.add_option("-o", outOfFold,
                       "With --folds: a CSV of every tweet as judged by the fold that did not learn from it");
}

}  // namespace warbler::cli
