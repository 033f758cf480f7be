// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/score_command.h"

#include <map>
#include <ostream>

#include "app/cli/model_options.h"
#include "app/cli/text_lines.h"
#include "core/base/error.h"
#include "core/classify/example_maker.h"
#include "core/models/model_folder.h"
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

// The label tokens can depend on the text they follow: texts that agree are scored together.
std::vector<Prediction> scoreTexts(Engine &engine, const TrainedModel &model, const std::vector<std::string> &texts,
                                   std::stop_token stop) {
    const ModelFolder folder = openModelFolder(model.modelPath);
    engine.load(folder, {model.device, model.dtype, model.threads});
    const ExampleMaker maker(model.modelPath, model.promptTemplate, model.maxTokens);
    const PromptTemplate pattern(model.promptTemplate);
    if (!hasHead(model.task) && !isDecoder(folder.config.type))
        throw Error(ErrorCode::UnsupportedOption,
                    folder.path + " is an encoder: it scores texts only with the head of an adapter",
                    "Give --adapter DIR.");
    std::map<std::vector<std::vector<TokenId>>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::vector<std::vector<TokenId>> labels;
        if (!hasHead(model.task))
            for (const StudyCategory &category : model.categories)
                labels.push_back(pattern.encodeLabel(maker.tokenizer(), texts[i], category.word).ids);
        groups[labels].push_back(i);
    }
    std::vector<Prediction> predictions(texts.size());
    for (const auto &group : groups) {
        Scoring scoring;
        scoring.mode = hasHead(model.task) ? ScoringMode::Head : ScoringMode::Constrained;
        scoring.labels = group.first;
        scoring.categories = static_cast<std::int64_t>(model.categories.size());
        std::vector<TokenizedExample> examples;
        for (const std::size_t index : group.second)
            examples.push_back(maker.make(TweetId(std::to_string(index)), texts[index]));
        engine.predict(model.adapter ? &*model.adapter : nullptr, scoring, examples, stop,
                       [&](std::int64_t first, std::vector<Prediction> part) {
                           for (std::size_t i = 0; i < part.size(); ++i)
                               predictions[group.second[static_cast<std::size_t>(first) + i]] = std::move(part[i]);
                       });
    }
    return predictions;
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
        for (const auto &label : labels)
            model.categories.push_back({label.first, label.first, label.second, {}});
        const AdapterRequest request = options.trained.adapterRequest(context);
        model.task = Task::CausalLm;
        model.modelPath = findModel(options.model);
        model.promptTemplate = request.promptTemplate.empty() ? "{text}" : request.promptTemplate;
        model.device = options.trained.device;
        model.threads = context.threads;
        model.maxTokens = 1024;
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
