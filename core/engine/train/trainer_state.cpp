// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a Trainer keeps in a checkpoint and takes from one.
#include "core/engine/train/trainer.h"

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

void Trainer::takeCheckpoint() {
    Checkpoint checkpoint;
    nlohmann::json steps = nlohmann::json::array(), history = nlohmann::json::array();
    const auto put = [&](const char *group, std::size_t index, const std::vector<at::Tensor> &tensors) {
        for (std::size_t i = 0; i < tensors.size(); ++i)
            checkpoint.tensors[groupName(group, index, m_tuned.trainables()[i].name)] = toHost(tensors[i]);
    };
    std::vector<at::Tensor> means, squares;
    for (const AdamW::State &state : m_optimiser.states()) {
        steps.push_back(state.steps);
        means.push_back(state.mean);
        squares.push_back(state.square);
    }
    put("parameter", 0, m_tuned.snapshot());
    put("mean", 0, means);
    put("square", 0, squares);
    put("best", 0, m_best);
    for (std::size_t e = 0; e < m_recent.size(); ++e)
        put("recent", e, m_recent[e]);
    for (const EpochDone &epoch : m_history)
        history.push_back(toJson(epoch));
    checkpoint.state = {{"config_hash", m_data.configHash},
                        {"seed", m_config.seed},
                        {"done", m_done},
                        {"seen", m_seen},
                        {"epoch", m_epoch},
                        {"position", m_position},
                        {"loss_sum", m_lossSum},
                        {"loss_count", m_lossCount},
                        {"best_figure", optional(m_bestFigure)},
                        {"best_epoch", m_bestEpoch.value_or(0)},
                        {"best_step", m_bestStep},
                        {"has_best", !m_best.empty()},
                        {"stale", m_stale},
                        {"discarded", m_discarded},
                        {"discarded_in_a_row", m_discardedInARow},
                        {"micro_batch", m_microBatch},
                        {"recent", m_recent.size()},
                        {"optimiser_steps", steps},
                        {"history", history},
                        {"warnings", m_warnings},
                        {"threads", at::get_num_threads()},
                        {"capability", at::get_cpu_capability()}};
    m_lastCheckpoint = Clock::now();
    m_report(CheckpointTaken{m_done, std::make_shared<const std::string>(checkpoint.bytes())});
}

void Trainer::restore(const std::string &bytes) {
    const Checkpoint checkpoint = Checkpoint::fromBytes(bytes);
    const nlohmann::json &state = checkpoint.state;
    if (state.at("config_hash") != m_data.configHash || state.at("seed") != m_config.seed)
        throw Error(ErrorCode::ResumeMismatch, "the checkpoint belongs to a run with other settings, tweets or model",
                    "Start anew with --resume never, or take back what was changed.");
    const auto get = [&](const char *group, std::size_t index) {
        std::vector<at::Tensor> tensors;
        for (const Trainable &trainable : m_tuned.trainables()) {
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
    m_tuned.assign(get("parameter", 0));
    const std::vector<at::Tensor> means = get("mean", 0), squares = get("square", 0);
    for (std::size_t i = 0; i < means.size(); ++i) {
        AdamW::State &optimiser = m_optimiser.states()[i];
        optimiser.mean.copy_(means[i]);
        optimiser.square.copy_(squares[i]);
        optimiser.steps = state.at("optimiser_steps").at(i);
    }
    if (state.at("has_best").get<bool>())
        m_best = get("best", 0);
    for (std::size_t e = 0; e < state.at("recent").get<std::size_t>(); ++e)
        m_recent.push_back(get("recent", e));
    m_done = state.at("done");
    m_seen = state.at("seen");
    m_epoch = state.at("epoch");
    m_position = state.at("position");
    m_lossSum = state.at("loss_sum");
    m_lossCount = state.at("loss_count");
    m_bestFigure = optional(state.at("best_figure"));
    if (const int epoch = state.at("best_epoch"); epoch > 0)
        m_bestEpoch = epoch;
    m_bestStep = state.at("best_step");
    m_stale = state.at("stale");
    m_discarded = state.at("discarded");
    m_discardedInARow = state.at("discarded_in_a_row");
    m_microBatch = state.at("micro_batch");
    for (const nlohmann::json &epoch : state.at("history"))
        m_history.push_back(epochFromJson(epoch));
    m_warnings = state.at("warnings").get<std::vector<std::string>>();
    if (state.at("threads") != at::get_num_threads() || state.at("capability") != at::get_cpu_capability())
        warn("The run goes on with other threads or another processor than it began with; figures may differ in the "
             "fourth digit.");
}

}  // namespace warbler
