// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/score_command.h"

#include <ostream>

#include "app/cli/model_options.h"
#include "app/cli/text_lines.h"
#include "core/base/error.h"
#include "core/classify/text_scores.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string model, file = "-";
    bool isJsonLines = false;
    ModelOptions trained;
};

Json lineOf(const Prediction &prediction) {
    if (!prediction.logits.empty())
        return {{"logits", prediction.logits}};
    Json json = {{"log_probs", prediction.logProbabilities}};
    json["top_id"] = prediction.bestId ? Json(*prediction.bestId) : Json(nullptr);
    json["label_mass"] = prediction.labelMass ? Json(*prediction.labelMass) : Json(nullptr);
    return json;
}

int execute(Context &context, const Options &options) {
    TrainedModel model;
    const std::string folder =
        options.trained.adapter.empty() && options.trained.labels.empty() ? findModel(options.model) : std::string();
    if (!options.trained.adapter.empty() || (!folder.empty() && isReadyClassifier(folder))) {
        AdapterRequest request = options.trained.adapterRequest(context);
        request.model = options.model;
        if (!folder.empty()) {
            request.folder = folder;
            request.model.clear();
        }
        model = modelFromFolder(request);
        if (model.wordModel)
            throw Error(ErrorCode::UnsupportedOption,
                        options.trained.adapter + " is a word model; score needs a language model", "Use predict.");
    } else {
        const auto labels = parseLabels(options.trained.labels);
        if (labels.empty())
            throw Error(
                ErrorCode::Usage, "--labels is missing",
                "Give label words, as --labels ' yes| no'; a model with a classification head of its own needs none.");
        const AdapterRequest request = options.trained.adapterRequest(context);
        model = untrainedModel(findModel(options.model), labels, request.promptTemplate);
        model.device = options.trained.device;
        model.threads = context.threads;
    }
    const std::vector<std::string> texts =
        readLines(options.file, options.isJsonLines ? LineForm::JsonLines : LineForm::Plain);
    context.onDevice([&](Engine &engine, std::stop_token stop) {
        for (const Prediction &prediction : scoreTexts(engine, model, texts, stop))
            context.out << lineOf(prediction).dump() << "\n";
    });
    return 0;
}

}  // namespace

void addScore(CLI::App &app, Context &context) {
    CLI::App *command =
        app.add_subcommand("score", "Log-probabilities of label words, or a head's logits, for lines of text");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->model, "Model folder, name or default")->required();
    command->add_option("FILE", options->file, "Text, one line each; - is standard input");
    command->add_flag("--jsonl", options->isJsonLines, "Each line is a JSON string or {\"text\": ...}");
    command->add_option("--adapter", options->trained.adapter, "Folder of a trained adapter");
    command->add_option("--labels", options->trained.labels, "Label words: \"a|b\" or a JSON object");
    command->add_option("--template", options->trained.promptTemplate, "Text template with {text}");
    command->add_option("--device", options->trained.device, "auto, cpu or cuda:N");
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
