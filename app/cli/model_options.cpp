// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_options.h"

#include <limits>

#include "core/base/error.h"
#include "core/classify/ready_model.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"

namespace warbler::cli {

void ModelOptions::addTo(CLI::App &command) {
    command.add_option("--adapter", adapter, "Folder of a trained adapter");
    command.add_option("--run", run, "Run of the project, by number")
        ->check(wholeNumber(0, std::numeric_limits<std::int64_t>::max()));
    command.add_option(
        "--model", model,
        "Base model, where the adapter's own is not to be used; alone: a model with a classification head of its own");
    command.add_option("--map", map, "Labels of such a model to categories: 'LABEL_0=no|LABEL_1=yes' or a JSON object");
    command.add_option("--template", promptTemplate, "Text template with {text}");
    command.add_option("--labels", labels, R"(Label words: {"1":" yes","0":" no"})");
    command.add_option("--positive", positive, "Label value of the category of interest");
    command.add_option("--device", device, "auto, cpu or cuda:N");
    columns.addTo(command);
}

bool ModelOptions::namesReadyModel() const {
    if (!adapter.empty() || run > 0 || model.empty())
        return false;
    const std::string folder = findModel(model);
    if (!isReadyClassifier(folder))
        throw Error(ErrorCode::Usage, folder + " has no classification head of its own, so it needs an adapter",
                    "Give --adapter DIR.");
    return true;
}

AdapterRequest ModelOptions::adapterRequest(const Context &context) const {
    AdapterRequest request;
    request.folder = adapter;
    request.model = model;
    request.map = outputMap(map);
    if (namesReadyModel()) {
        request.folder = findModel(model);
        request.model.clear();
    }
    const nlohmann::json pattern = parseValue(promptTemplate);
    request.promptTemplate = promptTemplate.empty() ? std::string()
                             : pattern.is_string()  ? pattern.get<std::string>()
                                                    : promptTemplate;
    request.labels = parseLabels(labels);
    request.positive = positive;
    request.device = device;
    request.threads = context.threads;
    return request;
}

void onEngine(Context &context, const TrainedModel &model, const std::function<void(Engine *, std::stop_token)> &work) {
    if (model.wordModel)
        context.interruptible([&](std::stop_token stop) { work(nullptr, stop); });
    else
        context.onDevice([&](Engine &engine, std::stop_token stop) { work(&engine, stop); });
}

}  // namespace warbler::cli
