// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/models_command.h"

#include <filesystem>
#include <ostream>

#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/models/adapter_folder.h"
#include "core/models/merged_model.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "core/text/tokenizers/load_tokenizer.h"

namespace warbler::cli {

namespace {

Json describe(const ModelConfig &config) {
    Json json;
    json["architecture"] = config.architecture.empty() ? config.typeName : config.architecture;
    json["parameters"] = config.parameters();
    json["hidden"] = config.hidden;
    json["layers"] = config.layers;
    json["heads"] = config.heads;
    json["vocabulary"] = config.vocabulary;
    json["dtype"] = config.dtype;
    return json;
}

int list(Context &context) {
    Json models = Json::array();
    for (const FoundModel &model : listModels()) {
        Json json = {{"name", model.name}, {"path", model.path}, {"complete", model.isComplete}};
        Json can = Json::array();
        try {
            const ModelConfig config = readModelConfig(model.path + "/config.json");
            json["architecture"] = config.typeName;
            json["parameters"] = config.parameters();
            // Every family that can be read can be tuned.
            if (model.isComplete)
                can = {"train", "classify"};
        } catch (const Error &problem) {
            json["problem"] = problem.detail();
        }
        json["licence"] = nullptr;
        json["can"] = can;
        if (!model.problem.empty())
            json["problem"] = model.problem;
        models.push_back(json);
    }
    if (context.isJson) {
        context.print({{"models", models}});
        return 0;
    }
    for (const Json &model : models)
        context.out << model["name"].get<std::string>() << "  " << model["path"].get<std::string>() << "  "
                    << (model["complete"].get<bool>() ? "complete" : model.value("problem", "incomplete")) << "\n";
    return 0;
}

int show(Context &context, const std::string &name) {
    // A folder with config.json alone is enough: nothing is loaded.
    const std::string path = isThere(name + "/config.json") ? name : findModel(name);
    Json json = describe(readModelConfig(path + "/config.json"));
    try {
        json["tokenizer"] = loadTokenizer(path)->kind();
    } catch (const Error &) {
        json["tokenizer"] = nullptr;
    }
    if (context.isJson)
        context.print(json);
    else
        context.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return 0;
}

int verify(Context &context, const std::string &name) {
    Json problems = Json::array();
    const auto attempt = [&](const auto &check) {
        try {
            check();
        } catch (const Error &problem) {
            problems.push_back(problem.detail());
        }
    };
    if (isThere(name + "/adapter_config.json")) {
        attempt([&] { readAdapterFolder(name); });
    } else {
        std::string path;
        attempt([&] { path = std::filesystem::is_directory(name) ? name : findModel(name); });
        if (!path.empty()) {
            attempt([&] {
                const ModelFolder folder = openModelFolder(path);
                for (const auto &tensor : folder.tensors)
                    folder.read(tensor.first);
            });
            attempt([&] { loadTokenizer(path); });
        }
    }
    if (context.isJson) {
        context.print({{"ok", problems.empty()}, {"problems", problems}});
    } else {
        for (const Json &problem : problems)
            context.out << problem.get<std::string>() << "\n";
        if (problems.empty())
            context.out << name << ": no problem found\n";
    }
    return problems.empty() ? 0 : 9;
}

int merge(Context &context, const std::string &name, const std::string &adapter, const std::string &out) {
    const ModelFolder base = openModelFolder(std::filesystem::is_directory(name) ? name : findModel(name));
    refuseInputsAsOutputs({out}, {base.path, adapter});
    const MergeSummary summary = mergeAdapter(base, readAdapterFolder(adapter), out);
    if (context.isJson) {
        context.print({{"path", summary.path},
                       {"merged", summary.merged},
                       {"tensors", summary.tensors},
                       {"bytes", summary.bytes},
                       {"warnings", summary.warnings}});
        return 0;
    }
    for (const std::string &warning : summary.warnings)
        context.err << "note: " << warning << std::endl;
    if (!context.isQuiet)
        context.err << groupedText(summary.merged) << " of " << groupedText(summary.tensors)
                    << " weights merged, model written to " << summary.path << std::endl;
    return 0;
}

}  // namespace

void addModels(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("models", "Language models on this machine");
    command->require_subcommand(0, 1);
    const auto name = std::make_shared<std::string>();
    CLI::App *listing = command->add_subcommand("list", "What is there");
    CLI::App *showing = command->add_subcommand("show", "Facts from the configuration alone");
    showing->add_option("MODEL", *name, "Folder, repository name or default")->required();
    CLI::App *verifying = command->add_subcommand("verify", "Check every file of a model or adapter folder");
    verifying->add_option("MODEL|ADAPTER", *name, "Folder, repository name or default")->required();
    CLI::App *merging =
        command->add_subcommand("merge", "Work a LoRA adapter into its base model and write a model of its own");
    const auto adapter = std::make_shared<std::string>(), out = std::make_shared<std::string>();
    merging->add_option("MODEL", *name, "Folder, repository name or default")->required();
    merging->add_option("--adapter", *adapter, "Folder of a LoRA adapter")->required();
    merging->add_option("-o", *out, "Folder to write, new or empty")->required();
    merging->callback([&context, name, adapter, out] {
        context.action = [&context, name, adapter, out] { return merge(context, *name, *adapter, *out); };
    });
    showing->callback([&context, name] { context.action = [&context, name] { return show(context, *name); }; });
    verifying->callback([&context, name] { context.action = [&context, name] { return verify(context, *name); }; });
    listing->callback([&context] { context.action = [&context] { return list(context); }; });
    command->callback([&context] {
        if (!context.action)
            context.action = [&context] { return list(context); };
    });
}

}  // namespace warbler::cli
