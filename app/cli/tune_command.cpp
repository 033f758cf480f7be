// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tune_command.h"

#include <limits>
#include <ostream>

#include "app/cli/project_access.h"
#include "app/cli/stopped_run.h"
#include "app/cli/tune_folds.h"
#include "app/cli/tune_search.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/learn/preset.h"
#include "core/learn/presets.h"
#include "core/learn/run_record.h"
#include "core/metrics/regression_scores.h"
#include "core/models/adapter_files.h"
#include "core/models/model_lookup.h"
#include "core/study/csv_study.h"
#include "core/tuning/tune.h"
#include "core/tuning/tune_plan.h"
#include "core/workflows/project_tuning.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string target, preset = "standard", model, positive, split, device = "auto", adapterOut, checkpointDir,
                        resume = "auto";
    std::vector<std::string> settings, missing, map;
    ColumnOptions columns;
    std::uint64_t seed = 42;
    FoldOptions folding;
    SearchOptions search;
    bool isDryRun = false, hasSeed = false;
};

TuneRequest requestOf(const Context &context, const Options &options) {
    TuneRequest request;
    request.config = presetNamed(options.preset).config;
    for (const std::string &pair : options.settings) {
        const std::string::size_type equals = pair.find('=');
        if (equals == std::string::npos)
            throw Error(ErrorCode::Usage, "--set " + pair + ": no = in it",
                        "Write --set key=value; tune --dry-run --json lists the keys.");
        try {
            setField(request.config, pair.substr(0, equals), parseValue(pair.substr(equals + 1)));
        } catch (const Error &problem) {
            throw Error(ErrorCode::Usage, "--set " + pair + ": " + problem.detail(), problem.hint());
        }
    }
    if (!options.model.empty())
        request.config.model = options.model;
    request.config.seed = options.hasSeed ? options.seed : request.config.seed;
    request.modelPath = findModel(request.config.model);
    request.positive = options.positive;
    request.numberColumn = options.columns.label;
    request.isPlanOnly = options.isDryRun;
    request.device = options.device;
    request.threads = context.threads;
    request.resume = options.resume == "never" ? Resume::Never : Resume::Auto;
    request.onStop = OnStop::Leave;
    request.checkpointFolder = options.checkpointDir;
    request.adapterFolder = options.adapterOut;
    return request;
}

std::string splitOf(const Options &options) {
    return options.split.empty() ? presetNamed(options.preset).split : options.split;
}

Study studyOf(const Options &options, const TuneRequest &request) {
    const Preset &preset = presetNamed(options.preset);
    const std::string split = splitOf(options);
    if (isProject(options.target)) {
        const std::shared_ptr<Project> project = Project::open(options.target);
        Study study = studyFor(*project, request, split);
        study.positive = indexOfInterest(study, request.positive, preset.positive, study.positive);
        project->close();
        return study;
    }
    CsvStudyRequest csv;
    csv.path = options.target;
    csv.columns = {options.columns.id, options.columns.text, options.columns.label, {}, {}};
    csv.dialect = options.columns.dialect();
    csv.task = request.config.task;
    csv.split = split;
    csv.positive = request.positive;
    csv.positiveWord = preset.positive;
    csv.missing = options.missing;
    csv.joins = parseMap(options.map);
    csv.words = request.config.labels;
    csv.seed = request.config.seed;
    return studyFromCsv(csv);
}

int dryRun(Context &context, const TuneRequest &request, const Study &study) {
    const TunePlan plan = planTuning(request, study);
    Json json;
    json["dry_run"] = true;
    json["config"] = toJson(plan.config);
    json["steps"] = plan.steps;
    json["parameters"] = plan.parameters;
    json["trainable_parameters"] = plan.trainableParameters;
    json["lengths_assumed"] = plan.areLengthsAssumed;
    json["memory_bytes"] = plan.memoryBytes;
    json["split"] = {{"train", study.count(Side::Train)},
                     {"validation", study.count(Side::Validation)},
                     {"test", study.count(Side::Test)}};
    json["positive"] = study.categories.empty()
                           ? Json(nullptr)
                           : Json(study.categories[static_cast<std::size_t>(study.positive)].value);
    json["cut_tweets"] = plan.cutTweets;
    if (plan.prefixTokens) {
        json["shots"] = plan.config.shots;
        json["prefix_tokens"] = *plan.prefixTokens;
    }
    if (plan.example) {
        Json tokens = Json::array();
        for (const ReadExample::Token &token : plan.example->tokens)
            tokens.push_back({{"id", token.id}, {"text", token.text}, {"in_loss", token.isLearnt}});
        json["example"] = {{"tweet", plan.example->tweet.text()},
                           {"tokens", tokens},
                           {"cut", plan.example->cut},
                           {"initial_text", plan.example->initialText}};
    }
    json["can_resume"] = plan.canResume;
    json["warnings"] = plan.warnings;
    if (context.isJson)
        context.print(json);
    else
        context.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return 0;
}

void printFigures(Context &context, const CategoryFigures &figures) {
    const std::vector<StudyCategory> &categories = figures.evaluation.categories;
    const std::string &positive = categories[static_cast<std::size_t>(figures.evaluation.positive)].name;
    const auto line = [&](const char *name, const Evaluation &e) {
        context.out << "  " << name << ": accuracy " << fixedText(e.scores.accuracy, 3) << ", macro-F1 "
                    << fixedText(e.scores.macroF1, 3);
        if (categories.size() == 2)
            context.out << ", F1 of \"" << positive << "\" " << fixedText(e.scores.f1, 3);
        context.out << "\n";
    };
    if (figures.evaluation.rows < kRowsForIntervals)
        return;
    line("this run", figures.evaluation);
    line("majority", figures.baselines->majority);
    if (figures.baselines->wordModelBalanced)
        line("word model", *figures.baselines->wordModelBalanced);
}

void printFigures(Context &context, const NumberFigures &figures) {
    const auto line = [&](const char *name, const RegressionScores &scores) {
        const auto figure = [](const std::optional<double> &value) {
            return value ? fixedText(*value, 3) : std::string("n/a");
        };
        context.out << "  " << name << ": RMSE " << fixedText(scores.rmse, 3) << ", MAE " << fixedText(scores.mae, 3)
                    << ", Pearson " << figure(scores.pearson) << ", R2 " << figure(scores.r2) << "\n";
    };
    line("this run", figures.evaluation.scores);
    line("the mean", *figures.evaluation.mean);
}

// run: where a project keeps it.
void printReport(Context &context, const TuneReport &report, const Study &study, const Options &options,
                 const Run *run = nullptr) {
    if (context.isJson) {
        Json json = toJson(report, study);
        if (run) {
            json["run"] = run->id.row;
            const Json record = toJson(runRecord(run->recordJson, run->name));
            for (const auto &[key, value] : record.items())
                if (!json.contains(key))
                    json[key] = value;
        }
        json["adapter"] = options.adapterOut.empty() ? Json(nullptr) : Json(options.adapterOut);
        context.print(json);
        return;
    }
    if (isUntrained(report.config))
        context.out << report.result.reason << "\n";
    else
        context.out << "trained on " << study.count(Side::Train) << " tweets in " << fixedText(report.result.seconds, 1)
                    << " s; "
                    << (report.result.bestEpoch ? "best epoch " + std::to_string(*report.result.bestEpoch)
                                                : report.result.reason)
                    << "\n";
    if (const SideReport *shown = report.sideToShow()) {
        context.out << (report.test ? "test" : "validation") << " side, " << shown->rows() << " tweets\n";
        if (const NumberFigures *numbers = shown->numbers())
            printFigures(context, *numbers);
        else
            printFigures(context, *shown->categories());
    }
    if (report.verdict && !report.verdict->sentence.empty())
        context.out << report.verdict->sentence << "\n";
    for (const std::string &warning : report.warnings)
        context.out << "note: " << warning << "\n";
    if (!options.adapterOut.empty())
        context.out << "adapter: " << options.adapterOut << "\n";
}

int printStopped(Context &context, const TuneReport &report) {
    return printStopped(context, {"steps", report.result.steps},
                        "Stopped at step " + std::to_string(report.result.steps) +
                            "; the checkpoint is saved. Run the same command to go on.");
}

// A project keeps the run itself: same workflow as the window's Start.
int tuneProject(Context &context, const TuneRequest &request, const Options &options) {
    const std::shared_ptr<Project> project = openToWrite(context, options.target);
    const std::string split = splitOf(options);
    ProjectTuneResult result;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        result = tuneInProject(*project, engine, request, split, stop, context.progress());
    });
    if (result.state == RunState::Stopped) {
        project->close();
        return printStopped(context, result.report);
    }
    const RunRepository runs(*project);
    const Run run = runs.get(result.run);
    closeStored(context, *project, run.name + " (" + std::to_string(run.id.row) + ") is stored");
    if (!context.isJson)
        context.out << run.name << " (" << run.id.row << ") is kept in " << options.target << "\n";
    printReport(context, result.report, *result.study, options, &run);
    if (result.state == RunState::Failed)
        context.err << run.reason << std::endl;
    return result.state == RunState::Failed ? exitCode(ErrorCode::NotFinite) : 0;
}

// Before any work: nothing of what is read may be what is written.
void checkOutputs(const Options &options, const TuneRequest &request) {
    std::vector<std::string> outputs{options.adapterOut, options.checkpointDir, options.folding.outOfFold};
    if (!options.adapterOut.empty())
        for (const std::string &name : ownAdapterFiles(options.adapterOut))
            outputs.push_back(options.adapterOut + "/" + name);
    refuseInputsAsOutputs(outputs, {options.target, request.modelPath, options.search.spaceFile});
}

int execute(Context &context, const Options &options) {
    const TuneRequest request = requestOf(context, options);
    checkOutputs(options, request);
    const int folds = options.folding.folds;
    if (folds == 0 && (options.folding.repeats != 1 || !options.folding.outOfFold.empty()))
        throw Error(ErrorCode::Usage, "--repeats and -o belong to --folds", "Add --folds 5.");
    if (!options.search.kind.empty() && (folds > 0 || !options.adapterOut.empty()))
        throw Error(ErrorCode::Usage,
                    "--search compares settings and keeps no adapter: neither --folds nor --adapter-out go with it",
                    "Search first, then tune with the settings it found.");
    if (!options.search.kind.empty() && !options.isDryRun)
        return searchSettings(context, request, studyOf(options, request), options.search,
                              isProject(options.target) ? options.target : std::string(), splitOf(options));
    if (folds > 0 && !options.adapterOut.empty())
        throw Error(ErrorCode::Usage,
                    "--folds scores a recipe and keeps no adapter, so --adapter-out has nothing to write",
                    "Leave one of the two out.");
    if (folds > 0 && !options.isDryRun) {
        const bool isKept = isProject(options.target);
        return validateCrosswise(context, request, isKept ? Study() : studyOf(options, request), options.folding,
                                 isKept ? options.target : std::string());
    }
    if (isProject(options.target) && !options.isDryRun)
        return tuneProject(context, request, options);
    const Study study = studyOf(options, request);
    if (options.isDryRun)
        return dryRun(context, request, study);
    TuneReport report;
    context.onDevice(
        [&](Engine &engine, std::stop_token stop) { report = tune(engine, request, study, stop, context.progress()); });
    if (report.result.state == RunState::Stopped)
        return printStopped(context, report);
    // Best and last of a failed run are good adapters of earlier steps, but a script must not take it for a finished
    // one.
    const bool hasFailed = report.result.state == RunState::Failed;
    printReport(context, report, study, options);
    if (hasFailed)
        context.err << report.result.reason << std::endl;
    return hasFailed ? exitCode(ErrorCode::NotFinite) : 0;
}

}  // namespace

void addTune(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("tune", "Train on labelled tweets");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT|CSV", options->target, "A .warbler file or a CSV with labels")->required();
    std::string presetNames;
    for (const Preset &preset : presets())
        presetNames += (presetNames.empty() ? "" : ", ") + preset.name;
    command->add_option("--preset", options->preset, "Recipe: " + presetNames);
    command->add_option("--model", options->model, "Folder, repository name in the local cache, or default");
    command->add_option("--set", options->settings, "key=value of any setting")->allow_extra_args(false);
    command->add_option("--positive", options->positive, "Label value of the category of interest");
    command->add_option("--missing", options->missing, "A label value that means: not labelled")
        ->allow_extra_args(false);
    command->add_option("--map", options->map, "VALUE=CATEGORY: a label value that counts as another")
        ->allow_extra_args(false);
    command->add_option("--split", options->split, "70/15/15, 0.8, column:NAME, notebook or codelab");
    CLI::Option *seed = command->add_option("--seed", options->seed, "Seed of every draw (42)")
                            ->check(wholeNumber(0, std::numeric_limits<std::uint64_t>::max()));
    command->add_option("--device", options->device, "auto, cpu or cuda:N");
    command->add_option("--adapter-out", options->adapterOut, "Folder for the trained adapter (PEFT format)");
    command->add_option("--checkpoint-dir", options->checkpointDir, "Where checkpoints lie");
    command->add_option("--resume", options->resume, "Go on from a checkpoint of the same run")
        ->check(CLI::IsMember({"auto", "never"}));
    options->folding.addTo(*command);
    options->search.addTo(*command);
    command->add_flag("--dry-run", options->isDryRun, "Print every value, the memory and the steps; train nothing");
    options->columns.addTo(*command);
    command->callback([&context, options, seed] {
        options->hasSeed = seed->count() > 0;
        context.action = [&context, options] { return execute(context, *options); };
    });
}

}  // namespace warbler::cli
