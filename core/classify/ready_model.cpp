// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/ready_model.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/classify/model_record.h"
#include "core/learn/nearest_name.h"
#include "core/models/model_folder.h"

namespace warbler {

namespace {
constexpr std::int64_t kLongestText = 1024;  // of a model with a larger window, or none

std::int64_t textWindow(const ModelConfig &config) {
    if (config.maxPositions == 0)
        return kLongestText;
    return std::min({config.textPositions(), config.attentionWindow.value_or(kLongestText), kLongestText});
}
}  // namespace

void describeReadyModel(TrainedModel &model, const AdapterFolder &folder, const AdapterRequest &request) {
    const ModelFolder base = openModelFolder(folder.path);
    model.promptTemplate = "{text}";
    model.maxTokens = textWindow(base.config);
    if (base.config.givesNumber) {
        model.task = Task::Regression;
        return;
    }
    for (const auto &[output, category] : request.map)
        if (std::find(folder.labelNames.begin(), folder.labelNames.end(), output) == folder.labelNames.end())
            throw Error(ErrorCode::Usage,
                        "--map names the label \"" + output + "\", which " + folder.path + " does not give; it gives " +
                            joinedNames(folder.labelNames),
                        "Name one of these in front of the equals sign.");
    for (const std::string &output : folder.labelNames) {
        std::string value = output;
        for (const auto &[named, category] : request.map)
            if (named == output)
                value = category;
        const auto known = std::find_if(model.categories.begin(), model.categories.end(),
                                        [&](const StudyCategory &one) { return one.value == value; });
        model.outputCategories.push_back(static_cast<int>(known - model.categories.begin()));
        if (known == model.categories.end())
            model.categories.push_back({value, value, {}, {}});
    }
    for (std::size_t i = model.categories.size(); i-- > 0;)
        for (const char *name : {"yes", "true", "1"})
            if (model.categories[i].value == name)
                model.positive = static_cast<int>(i);
    if (model.categories.size() < 2)
        throw Error(ErrorCode::Usage, folder.path + ": with this --map every label is one category",
                    "Map the labels to two categories or more.");
}

std::string readyRecord(const TrainedModel &model) {
    TuningConfig config;
    config.preset.clear();
    config.method = Method::Head;
    config.task = hasHead(model.task) ? model.task : Task::SeqCls;
    AdapterRecord record = adapterRecord(recordOf(model, config, {}));
    record.content = ReadyOutputs{model.outputCategories};
    return toText(record);
}

std::string readyIdentity(const AdapterFolder &folder, const TrainedModel &model) {
    std::string text = folder.weightsSha256 + "\n" + model.promptTemplate;
    for (const StudyCategory &category : model.categories)
        text += "\n" + category.value;
    for (const int category : model.outputCategories)
        text += "\n" + std::to_string(category);
    return sha256Hex(text);
}

std::vector<float> categoryLogProbabilities(const TrainedModel &model, const std::vector<float> &ofOutputs) {
    if (model.outputCategories.size() != ofOutputs.size())
        return ofOutputs;
    std::vector<double> sums(model.categories.size(), 0);
    for (std::size_t i = 0; i < ofOutputs.size(); ++i)
        sums[static_cast<std::size_t>(model.outputCategories[i])] += std::exp(double(ofOutputs[i]));
    std::vector<float> logs;
    for (const double sum : sums)
        logs.push_back(static_cast<float>(std::log(std::max(sum, 1e-300))));
    return logs;
}

std::vector<std::pair<std::string, std::string>> outputMap(const std::string &text) {
    std::vector<std::pair<std::string, std::string>> map;
    const nlohmann::ordered_json json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_object()) {
        for (const auto &item : json.items())
            map.emplace_back(item.key(),
                             item.value().is_string() ? item.value().get<std::string>() : item.value().dump());
        return map;
    }
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t bar = std::min(text.find('|', start), text.size());
        const std::string pair = text.substr(start, bar - start);
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size())
            throw Error(ErrorCode::Usage, "--map: \"" + pair + "\" is no pair of a label and a category",
                        "Write --map 'LABEL_0=no|LABEL_1=yes', or a JSON object.");
        map.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        start = bar + 1;
    }
    return map;
}

}  // namespace warbler
