// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/tune_report.h"

#include <nlohmann/json.hpp>

#include "core/learn/setting_text.h"

namespace warbler {

namespace {
template <typename T>
nlohmann::ordered_json orNull(const std::optional<T> &value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}
}  // namespace

nlohmann::ordered_json toJson(const TuneReport &report, const Study &study) {
    nlohmann::ordered_json json, epochs = nlohmann::ordered_json::array();
    for (const EpochDone &epoch : report.result.epochs)
        epochs.push_back({{"epoch", epoch.epoch},
                          {"step", epoch.step},
                          {"side", epoch.side},
                          {"train_loss", epoch.trainLoss},
                          {"validation_loss", orNull(epoch.validationLoss)},
                          {"accuracy", orNull(epoch.accuracy)},
                          {"precision", orNull(epoch.precision)},
                          {"recall", orNull(epoch.recall)},
                          {"f1", orNull(epoch.f1)},
                          {"macro_f1", orNull(epoch.macroF1)},
                          {"seconds", epoch.seconds},
                          {"best", epoch.isBest}});
    const bool isOfNumbers = study.task == Task::Regression;
    for (std::size_t i = 0; isOfNumbers && i < report.result.epochs.size(); ++i) {
        const EpochDone &epoch = report.result.epochs[i];
        for (const char *name : {"accuracy", "precision", "recall", "f1", "macro_f1"})
            epochs[i].erase(name);
        epochs[i].update({{"rmse", orNull(epoch.rmse)},
                          {"mae", orNull(epoch.mae)},
                          {"pearson", orNull(epoch.pearson)},
                          {"r2", orNull(epoch.r2)}});
    }
    json["run"] = report.configHash.substr(0, 16);
    json["state"] = runStateName(report.result.state);
    json["reason"] = report.result.reason;
    json["model"] = report.best.adapter ? report.best.adapter->config.baseModel : report.config.model;
    json["method"] = settingText(report.config, "method");
    json["positive"] = isOfNumbers
                           ? nlohmann::ordered_json(nullptr)
                           : nlohmann::ordered_json(study.categories[static_cast<std::size_t>(study.positive)].value);
    json["trainable_parameters"] = report.result.trainableParameters;
    json["steps"] = report.result.steps;
    json["epochs"] = epochs;
    json["best_epoch"] = orNull(report.result.bestEpoch);
    json["best_step"] = orNull(report.result.bestStep);
    json["validation"] = report.validation ? figuresJson(*report.validation) : nlohmann::ordered_json(nullptr);
    json["test"] = report.test ? figuresJson(*report.test) : nlohmann::ordered_json(nullptr);
    if (report.config.otherLeavesRecall) {
        const CategoryFigures *figures = report.test ? report.test->categories() : nullptr;
        json["notebook_figures"] =
            figures != nullptr ? notebookFigures(figures->evaluation) : nlohmann::ordered_json(nullptr);
    }
    json["baselines"] =
        report.sideToShow() != nullptr ? baselinesJson(*report.sideToShow()) : nlohmann::ordered_json(nullptr);
    json["split"] = {{"train", study.count(Side::Train)},
                     {"validation", study.count(Side::Validation)},
                     {"test", study.count(Side::Test)}};
    json["unlabelled"] = study.unlabelled;
    json["device"] = report.device;
    json["seconds"] = report.result.seconds;
    json["examples_per_second"] = report.result.examplesPerSecond;
    json["peak_memory_bytes"] = report.result.peakMemoryBytes;
    json["verdict"] = report.verdict ? report.verdict->sentence : "";
    json["warnings"] = report.warnings;
    json["config"] = toJson(report.config);
    return json;
}

}  // namespace warbler
