// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/info_command.h"

#include <ostream>

#include "app/cli/project_access.h"
#include "core/base/number_text.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/sample_repository.h"
#include "core/corpus/tweet_repository.h"

namespace warbler::cli {

namespace {

int execute(Context &context, const std::string &path) {
    const std::shared_ptr<Project> project = openToRead(context, path);
    const LabelCounts counts = LabelRepository(*project).counts();
    Json categories = Json::array(), runs = Json::array();
    for (const Category &category : CodebookRepository(*project).load().active()) {
        const auto count = counts.perCode.find(category.id.row);
        categories.push_back({{"name", category.name},
                              {"value", category.value},
                              {"count", count == counts.perCode.end() ? 0 : count->second}});
    }
    for (const Run &run : RunRepository(*project).all())
        runs.push_back(
            {{"id", run.id.row}, {"name", run.name}, {"state", runStateName(run.state)}, {"started", run.startedAt}});
    Json json;
    json["tweets"] = TweetRepository(*project).count();
    json["labelled"] = counts.labelled;
    json["categories"] = categories;
    json["coders"] = counts.coders;
    json["runs"] = runs;
    json["samples"] = Json::array();
    for (const Sample &sample : SampleRepository(*project).all())
        json["samples"].push_back(
            {{"sample", sample.name}, {"n", sample.size}, {"frame", sample.frame}, {"seed", sample.seed}});
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    context.out << groupedText(json["tweets"]) << " tweets, " << groupedText(counts.labelled) << " labelled\n";
    for (const Json &category : categories)
        context.out << "  " << category["name"].get<std::string>() << ": " << groupedText(category["count"]) << "\n";
    for (const Json &run : runs)
        context.out << "run " << run["id"] << " " << run["name"].get<std::string>() << ": "
                    << run["state"].get<std::string>() << "\n";
    for (const Json &sample : json["samples"])
        context.out << "sample " << sample["sample"].get<std::string>() << ": " << groupedText(sample["n"]) << " of "
                    << groupedText(sample["frame"]) << " groups of equal tweets\n";
    return 0;
}

}  // namespace

void addInfo(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("info", "What a project holds");
    const auto path = std::make_shared<std::string>();
    command->add_option("PROJECT", *path, "The .warbler file")->required();
    command->callback([&context, path] { context.action = [&context, path] { return execute(context, *path); }; });
}

}  // namespace warbler::cli
