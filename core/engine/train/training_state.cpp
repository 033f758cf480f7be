// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/training_state.h"

#include <ATen/Version.h>

#include "core/base/error.h"
#include "core/engine/adapt/host_copy.h"

namespace warbler {

namespace {

nlohmann::json optional(const std::optional<double> &value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}
std::optional<double> optional(const nlohmann::json &value) {
    return value.is_null() ? std::optional<double>() : std::optional<double>(value.get<double>());
}

nlohmann::json toJson(const EpochDone &epoch) {
    return {{"epoch", epoch.epoch},
            {"step", epoch.step},
            {"side", epoch.side},
            {"train_loss", epoch.trainLoss},
            {"validation_loss", optional(epoch.validationLoss)},
            {"accuracy", optional(epoch.accuracy)},
            {"precision", optional(epoch.precision)},
            {"recall", optional(epoch.recall)},
            {"f1", optional(epoch.f1)},
            {"macro_f1", optional(epoch.macroF1)},
            {"majority_f1", optional(epoch.majorityF1)},
            {"majority_macro_f1", optional(epoch.majorityMacroF1)},
            {"majority_accuracy", optional(epoch.majorityAccuracy)},
            {"rmse", optional(epoch.rmse)},
            {"mae", optional(epoch.mae)},
            {"pearson", optional(epoch.pearson)},
            {"r2", optional(epoch.r2)},
            {"mean_rmse", optional(epoch.meanRmse)},
            {"seconds", epoch.seconds},
            {"is_best", epoch.isBest}};
}

EpochDone epochFromJson(const nlohmann::json &json) {
    EpochDone epoch;
    epoch.epoch = json.at("epoch");
    epoch.step = json.at("step");
    epoch.side = json.at("side");
    epoch.trainLoss = json.at("train_loss");
    epoch.validationLoss = optional(json.at("validation_loss"));
    epoch.accuracy = optional(json.at("accuracy"));
    epoch.precision = optional(json.at("precision"));
    epoch.recall = optional(json.at("recall"));
    epoch.f1 = optional(json.at("f1"));
    epoch.macroF1 = optional(json.at("macro_f1"));
    epoch.majorityF1 = optional(json.at("majority_f1"));
    epoch.majorityMacroF1 = optional(json.at("majority_macro_f1"));
    epoch.majorityAccuracy = optional(json.at("majority_accuracy"));
    epoch.rmse = optional(json.at("rmse"));
    epoch.mae = optional(json.at("mae"));
    epoch.pearson = optional(json.at("pearson"));
    epoch.r2 = optional(json.at("r2"));
    epoch.meanRmse = optional(json.at("mean_rmse"));
    epoch.seconds = json.at("seconds");
    epoch.isBest = json.at("is_best");
    return epoch;
}

std::string groupName(const char *group, std::size_t index, const std::string &name) {
    return std::string(group) + "." + std::to_string(index) + "." + name;
}

}  // namespace

Checkpoint checkpointOf(const RunIdentity &run, const TrainingState &state, const TunedModel &tuned,
                        const AdamW &optimiser) {
    Checkpoint checkpoint;
    nlohmann::json steps = nlohmann::json::array(), history = nlohmann::json::array();
    const auto put = [&](const char *group, std::size_t index, const std::vector<at::Tensor> &tensors) {
        for (std::size_t i = 0; i < tensors.size(); ++i)
            checkpoint.tensors[groupName(group, index, tuned.trainables()[i].name)] = toHost(tensors[i]);
    };
    std::vector<at::Tensor> means, squares;
    for (const AdamW::Moments &moments : optimiser.moments()) {
        steps.push_back(moments.steps);
        means.push_back(moments.mean);
        squares.push_back(moments.square);
    }
    put("parameter", 0, tuned.snapshot());
    put("mean", 0, means);
    put("square", 0, squares);
    put("best", 0, state.best.values);
    for (std::size_t e = 0; e < state.recentEpochs.size(); ++e)
        put("recent", e, state.recentEpochs[e]);
    for (const EpochDone &epoch : state.history)
        history.push_back(toJson(epoch));
    checkpoint.state = {{"config_hash", run.configHash},
                        {"seed", run.seed},
                        {"done", state.done},
                        {"seen", state.seen},
                        {"epoch", state.epoch},
                        {"position", state.position},
                        {"loss_sum", state.lossSum},
                        {"loss_count", state.lossCount},
                        {"best_figure", optional(state.best.figure)},
                        {"best_epoch", state.best.epoch.value_or(0)},
                        {"best_step", state.best.step},
                        {"has_best", !state.best.values.empty()},
                        {"stale", state.stale},
                        {"discarded", state.discarded},
                        {"discarded_in_a_row", state.discardedInARow},
                        {"micro_batch", state.microBatch},
                        {"recent", state.recentEpochs.size()},
                        {"optimiser_steps", steps},
                        {"history", history},
                        {"warnings", state.warnings},
                        {"threads", at::get_num_threads()},
                        {"capability", at::get_cpu_capability()}};
    return checkpoint;
}

ResumePoint resumePointOf(const std::string &bytes, const RunIdentity &run, const TunedModel &tuned) {
    const Checkpoint checkpoint = Checkpoint::fromBytes(bytes);
    const nlohmann::json &json = checkpoint.state;
    if (json.at("config_hash") != run.configHash || json.at("seed") != run.seed)
        throw Error(ErrorCode::ResumeMismatch, "the checkpoint belongs to a run with other settings, tweets or model",
                    "Start anew with --resume never, or take back what was changed.");
    const auto get = [&](const char *group, std::size_t index) {
        std::vector<at::Tensor> tensors;
        for (const Trainable &trainable : tuned.trainables()) {
            const auto found = checkpoint.tensors.find(groupName(group, index, trainable.name));
            const std::vector<std::int64_t> shape(trainable.tensor.sizes().begin(), trainable.tensor.sizes().end());
            if (found == checkpoint.tensors.end() || found->second.shape != shape)
                throw Error(ErrorCode::BadCheckpoint,
                            "the checkpoint lacks " + groupName(group, index, trainable.name) + " in the right shape",
                            "Start again with --resume never.");
            tensors.push_back(toDevice(found->second, trainable.tensor.scalar_type(), trainable.tensor.device()));
        }
        return tensors;
    };
    ResumePoint point;
    point.parameters = get("parameter", 0);
    const std::vector<at::Tensor> means = get("mean", 0), squares = get("square", 0);
    for (std::size_t i = 0; i < means.size(); ++i)
        point.moments.push_back({means[i], squares[i], json.at("optimiser_steps").at(i)});
    TrainingState &state = point.state;
    if (json.at("has_best").get<bool>())
        state.best.values = get("best", 0);
    for (std::size_t e = 0; e < json.at("recent").get<std::size_t>(); ++e)
        state.recentEpochs.push_back(get("recent", e));
    state.done = json.at("done");
    state.seen = json.at("seen");
    state.epoch = json.at("epoch");
    state.position = json.at("position");
    state.lossSum = json.at("loss_sum");
    state.lossCount = json.at("loss_count");
    state.best.figure = optional(json.at("best_figure"));
    if (const int epoch = json.at("best_epoch"); epoch > 0)
        state.best.epoch = epoch;
    state.best.step = json.at("best_step");
    state.stale = json.at("stale");
    state.discarded = json.at("discarded");
    state.discardedInARow = json.at("discarded_in_a_row");
    state.microBatch = json.at("micro_batch");
    for (const nlohmann::json &epoch : json.at("history"))
        state.history.push_back(epochFromJson(epoch));
    state.warnings = json.at("warnings").get<std::vector<std::string>>();
    point.isSameProcessor =
        json.at("threads") == at::get_num_threads() && json.at("capability") == at::get_cpu_capability();
    return point;
}

}  // namespace warbler
