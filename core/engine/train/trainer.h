// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/engine/train/adamw.h"
#include "core/engine/train/checkpoint.h"
#include "core/engine/train/objective.h"
#include "core/engine/train/schedule.h"
#include "core/learn/tuning_result.h"

namespace warbler {

// One run: epochs of optimiser steps, evaluation, choice of the best epoch, checkpoints. Device thread only.
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

    static double secondsSince(Clock::time_point start);
    void startEpoch();
    StepOutcome step(const std::vector<std::int64_t> &batch);
    bool accumulate(const std::vector<std::int64_t> &batch, double divisor,
                    MicroLoss &sum);  // false: stopped in between
    void clearGradients();
    std::vector<std::vector<std::int64_t>> batchesOf(int epoch) const;
    // Rows of an epoch that are fewer than a batch, where they are left to the next epoch's first step; else none.
    std::vector<std::int64_t> windowOf(int epoch) const;
    double windowDivisor(const std::vector<std::int64_t> &batch) const;
    MicroLoss windowLoss();  // of this epoch's window; throws Cancelled
    double gradientNorm() const;
    void evaluate();  // throws Cancelled
    EpochDone evaluateSide(const std::string &side, const std::vector<TokenizedExample> &rows, at::Tensor &kept);
    void scoreNumbers(EpochDone &figures, const std::vector<TokenizedExample> &rows,
                      const std::vector<Prediction> &predictions) const;
    bool select(EpochDone &figures);
    bool isEvaluationDue() const;
    void takeCheckpoint();
    void restore(const std::string &bytes);
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
    std::int64_t m_microBatch = 0;
    at::Tensor m_validationFeatures, m_testFeatures;  // while only the head learns

    // what a checkpoint holds, with the trainables and the optimiser's moments
    std::int64_t m_done = 0, m_seen = 0;
    int m_epoch = 1;
    std::size_t m_position = 0;  // batches of the epoch done
    double m_lossSum = 0;        // plain losses of this epoch
    std::int64_t m_lossCount = 0;
    std::optional<double> m_bestFigure;
    std::optional<int> m_bestEpoch;
    std::int64_t m_bestStep = 0;
    std::vector<at::Tensor> m_best;
    std::int64_t m_stale = 0, m_discarded = 0, m_discardedInARow = 0;
    std::deque<std::vector<at::Tensor>> m_recent;  // ends of the last epochs, for averaging
    std::vector<EpochDone> m_history;

    std::vector<std::string> m_warnings;
    std::int64_t m_seenHere = 0;
    Clock::time_point m_started, m_lastCheckpoint, m_epochStarted;
};

}  // namespace warbler
