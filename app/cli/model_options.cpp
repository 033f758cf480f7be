// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_options.h"

namespace warbler::cli {

void ModelOptions::addTo(CLI::App &command) {
    command.add_option("--adapter", adapter, "Folder of a trained adapter");
    command.add_option("--run", run, "Run of the project, by number");
    command.add_option("--model", model, "Base model, where the adapter's own is not to be used");
    command.add_option("--template", promptTemplate, "Text template with {text}");
    command.add_option("--labels", labels, R"(Label words: {"1":" yes","0":" no"})");
    command.add_option("--positive", positive, "Label value of the category of interest");
    command.add_option("--device", device, "auto, cpu or cuda:N");
    columns.addTo(command);
}

AdapterRequest ModelOptions::adapterRequest(const Context &context) const {
    AdapterRequest request;
    request.folder = adapter;
    request.model = model;
    const nlohmann::json pattern = parseValue(promptTemplate);
    request.promptTemplate = promptTemplate.empty() ? std::string() : pattern.is_string() ? pattern.get<std::string>() : promptTemplate;
    request.labels = parseLabels(labels);
    request.positive = positive;
    request.device = device;
    request.threads = context.threads;
    return request;
}

}  // namespace warbler::cli
