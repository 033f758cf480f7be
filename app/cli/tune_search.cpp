// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tune_search.h"

#include <ostream>

#include <CLI/CLI.hpp>

#include "app/cli/project_access.h"
#include "app/cli/stopped_run.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/workflows/project_checks.h"

namespace warbler::cli {

namespace {

std::string settingsText(const Json &settings) {
    std::string text;
    for (const auto &[key, value] : settings.items())
        text += (text.empty() ? "" : ", ") + key + " " + (value.is_string() ? value.get<std::string>() : value.dump());
    return text;
}

SearchResult searchInFile(Context &context, const TuneRequest &request, const SearchSpace &space,
                          const SearchRequest &wanted, const std::string &path, const std::string &split) {
    const std::shared_ptr<Project> project = openToWrite(context, path);
    ProjectTuneResult made;
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        made = searchInProject(*project, engine, request, split, space, wanted, stop, context.progress());
    });
    SearchResult result = trialsOfRun(*project, made.run);
    result.isStopped = made.state == RunState::Stopped;
    project->close();
    return result;
}

}  // namespace

void SearchOptions::addTo(CLI::App &command) {
    command.add_option("--search", kind, "Try settings and compare them on the validation tweets: random or grid")
        ->check(CLI::IsMember({"random", "grid"}));
    command.add_option("--trials", trials, "Most trials of --search (20)")->check(CLI::Range(1, 100000));
    command.add_option("--minutes", minutes, "No trial of --search begins after so many minutes")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--space", spaceFile, "JSON file of what --search may try");
}

int searchSettings(Context &context, const TuneRequest &request, const Study &study, const SearchOptions &options,
                   const std::string &project, const std::string &split) {
    if (options.kind == "grid" && options.spaceFile.empty())
        throw Error(ErrorCode::Usage, "--search grid needs the values to combine",
                    R"(Give --space FILE with {"virtual_tokens": [4, 8], "epochs": [4, 8]}.)");
    const SearchSpace space =
        options.spaceFile.empty()
            ? SearchSpace::usual(request.config)
            : SearchSpace(readFile(options.spaceFile, std::uint64_t(1) << 20), options.spaceFile, request.config);
    SearchRequest wanted;
    wanted.kind = options.kind == "grid" ? SearchKind::Grid : SearchKind::Random;
    wanted.trials = options.trials;
    wanted.minutes = options.minutes;
    SearchResult result;
    if (!project.empty())
        result = searchInFile(context, request, space, wanted, project, split);
    else
        context.onDevice([&](Engine &engine, std::stop_token stop) {
            result = warbler::searchSettings(engine, request, study, space, wanted, stop, context.progress());
        });
    if (result.isStopped)
        return printStopped(context, {"finished_trials", std::ssize(result.trials)},
                            "Stopped after " + std::to_string(result.trials.size()) +
                                " finished trials. Run the same command to go on.");
    if (context.isJson) {
        context.print(toJson(result));
        return 0;
    }
    for (const Trial &trial : result.trials) {
        const auto figure = trial.metrics.find(result.metric);
        context.out << "trial " << trial.number << ": " << result.metric << " "
                    << (figure == trial.metrics.end() ? "n/a" : fixedText(figure->second, 3)) << "; "
                    << settingsText(trial.settings) << (trial.failure.empty() ? "" : "; " + trial.failure) << "\n";
    }
    context.out << result.reason << "; compared on " << study.count(Side::Validation)
                << " validation tweets, the test tweets were not opened\n";
    if (result.best) {
        context.out << "best is trial " << result.trials[*result.best].number << ":";
        for (const auto &[key, value] : result.trials[*result.best].settings.items())
            context.out << " --set " << key << "=" << (value.is_string() ? value.get<std::string>() : value.dump());
        context.out << "\n";
    }
    return 0;
}

}  // namespace warbler::cli
