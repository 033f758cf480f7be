// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/engine/train/adamw.h"
#include "core/engine/train/evaluation_pass.h"
#include "core/engine/train/objective.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/training_state.h"
#include "core/learn/tuning_result.h"

namespace warbler {

// One run: epochs of optimiser steps, evaluation, choice of the best evaluation, checkpoints. Device thread only.
class Trainer {
public:
    // Throws Error(ResumeMismatch | BadCheckpoint) if data.checkpoint is not of this run.
    Trainer(std::shared_ptr<const LanguageModel> model, const TuningConfig &config, const TuningData &data,
            std::stop_token stop, ReportEvent report);
    TuningResult run();
    const Objective &objective() const { return *m_objective; }
    TunedModel &tunedModel() { return m_tuned; }  // so that a test can begin where another program began

private:
    enum class StepOutcome { Applied, Discarded, Stopped };
    using Clock = std::chrono::steady_clock;

    void startEpoch();
    StepOutcome step(const std::vector<std::int64_t> &batch);
    // Adds the gradients of a batch, micro-batch by micro-batch; none: stopped in between.
    std::optional<MicroLoss> accumulate(const std::vector<std::int64_t> &batch, double divisor);
    // The loss of a step with its gradients in place, tried again with smaller micro-batches where memory runs out.
    std::optional<MicroLoss> lossOf(const std::vector<std::int64_t> &batch);
    void applyStep(double factor, double norm);
    void clearGradients();
    std::vector<std::vector<std::int64_t>> batchesOf(int epoch) const;
    // The rows of an epoch that are fewer than a batch and whose gradient goes into the next epoch's first step; empty
    // where no rows are left over or they make a step of their own.
    std::vector<std::int64_t> windowOf(int epoch) const;
    double windowDivisor(const std::vector<std::int64_t> &batch) const;
    MicroLoss windowLoss();  // of this epoch's window; throws Cancelled
    double gradientNorm() const;
    void evaluate();  // throws Cancelled
    bool isPatienceOver() const;
    EpochDone figuresOf(EvaluationSide side);
    bool select(const EpochDone &figures);  // returns whether they are the best so far, which are then remembered
    bool isEvaluationDue() const;
    RunIdentity identity() const { return {m_data.configHash, m_config.seed}; }
    void takeCheckpoint();
    void resume();
    void warn(const std::string &sentence);
    TuningResult finishEarly();
    TuningResult finish(RunState state, std::string reason);

    const TuningConfig m_config;
    const TuningData &m_data;
    std::stop_token m_stop;
    ReportEvent m_report;
    TunedModel m_tuned;
    std::unique_ptr<Objective> m_objective;
    AdamW m_optimiser;
    LearningRateSchedule m_schedule;
    std::vector<std::int64_t> m_lengths;
    std::vector<std::vector<std::int64_t>> m_batches;  // of the current epoch
    std::int64_t m_steps = 0;                          // of the whole run
    EvaluationPass m_evaluation;
    TrainingState m_state;
    std::int64_t m_seenHere = 0;  // tweets since this program began, which a resumed run's speed is measured by
    Clock::time_point m_started, m_lastCheckpoint, m_epochStarted;
};

}  // namespace warbler
