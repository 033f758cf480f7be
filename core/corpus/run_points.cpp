// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/run_points.h"

#include <limits>

#include <nlohmann/json.hpp>

#include "core/corpus/damage.h"

namespace warbler {

namespace {

using nlohmann::json;

double number(const json &value) {
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json optionalJson(const std::optional<double> &value) {
    return value ? json(*value) : json(false);  // null is a number that is not finite
}

std::optional<double> optionalNumber(const json &value) {
    return value.is_boolean() ? std::nullopt : std::optional<double>(number(value));
}

}  // namespace

std::string pointJson(const JobEvent &event) {
    if (const auto *step = std::get_if<StepDone>(&event))
        return json{{"step", step->step},
                    {"steps", step->steps},
                    {"examples", step->examples},
                    {"examplesTotal", step->examplesTotal},
                    {"epoch", step->epoch},
                    {"loss", step->loss},
                    {"learningRate", step->learningRate},
                    {"gradientNorm", step->gradientNorm},
                    {"seconds", step->seconds}}
            .dump();
    if (const auto *epoch = std::get_if<EpochDone>(&event))
        return json{{"side", epoch->side},
                    {"epoch", epoch->epoch},
                    {"step", epoch->step},
                    {"trainLoss", epoch->trainLoss},
                    {"validationLoss", optionalJson(epoch->validationLoss)},
                    {"accuracy", optionalJson(epoch->accuracy)},
                    {"precision", optionalJson(epoch->precision)},
                    {"recall", optionalJson(epoch->recall)},
                    {"f1", optionalJson(epoch->f1)},
                    {"macroF1", optionalJson(epoch->macroF1)},
                    {"majorityF1", optionalJson(epoch->majorityF1)},
                    {"majorityMacroF1", optionalJson(epoch->majorityMacroF1)},
                    {"majorityAccuracy", optionalJson(epoch->majorityAccuracy)},
                    {"rmse", optionalJson(epoch->rmse)},
                    {"mae", optionalJson(epoch->mae)},
                    {"pearson", optionalJson(epoch->pearson)},
                    {"r2", optionalJson(epoch->r2)},
                    {"meanRmse", optionalJson(epoch->meanRmse)},
                    {"seconds", epoch->seconds},
                    {"isBest", epoch->isBest}}
            .dump();
    return {};
}

JobEvent pointFromJson(const std::string &text) {
    try {
        const json point = json::parse(text);
        if (!point.contains("side")) {
            StepDone step;
            step.step = point.at("step").get<std::int64_t>();
            step.steps = point.at("steps").get<std::int64_t>();
            step.examples = point.at("examples").get<std::int64_t>();
            step.examplesTotal = point.at("examplesTotal").get<std::int64_t>();
            step.epoch = point.at("epoch").get<int>();
            step.loss = number(point.at("loss"));
            step.learningRate = number(point.at("learningRate"));
            step.gradientNorm = number(point.at("gradientNorm"));
            step.seconds = number(point.at("seconds"));
            return step;
        }
        EpochDone epoch;
        epoch.side = point.at("side").get<std::string>();
        epoch.epoch = point.at("epoch").get<int>();
        epoch.step = point.at("step").get<std::int64_t>();
        epoch.trainLoss = number(point.at("trainLoss"));
        epoch.validationLoss = optionalNumber(point.at("validationLoss"));
        epoch.accuracy = optionalNumber(point.at("accuracy"));
        epoch.precision = optionalNumber(point.value("precision", json()));  // runs of older programs have none
        epoch.recall = optionalNumber(point.value("recall", json()));
        epoch.f1 = optionalNumber(point.at("f1"));
        epoch.macroF1 = optionalNumber(point.at("macroF1"));
        epoch.majorityF1 = optionalNumber(point.at("majorityF1"));
        epoch.majorityMacroF1 = optionalNumber(point.at("majorityMacroF1"));
        epoch.majorityAccuracy = optionalNumber(point.at("majorityAccuracy"));
        for (const auto &[name, member] : {std::pair("rmse", &EpochDone::rmse), std::pair("mae", &EpochDone::mae),
                                           std::pair("pearson", &EpochDone::pearson), std::pair("r2", &EpochDone::r2),
                                           std::pair("meanRmse", &EpochDone::meanRmse)})
            epoch.*member = optionalNumber(point.value(name, json()));
        epoch.seconds = number(point.at("seconds"));
        epoch.isBest = point.at("isBest").get<bool>();
        return epoch;
    } catch (const json::exception &problem) {
        throw Error(ErrorCode::ProjectDamaged, std::string("a point of a curve cannot be read: ") + problem.what(),
                    kDamageHint);
    }
}

}  // namespace warbler
