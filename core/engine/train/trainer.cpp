// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/trainer.h"

#include <algorithm>
#include <cmath>

#include <sys/resource.h>

#include "core/base/error.h"
#include "core/engine/device/door.h"
#include "core/engine/device/fault.h"
#include "core/learn/packing.h"

namespace warbler {

namespace {

// A checkpoint of all weights is large: at most one a half minute and 100 MB.
std::chrono::seconds checkpointEvery(const TunedModel &tuned) {
    std::int64_t bytes = 0;
    for (const Trainable &trainable : tuned.trainables())
        bytes += std::int64_t(trainable.tensor.nbytes());
    return std::chrono::seconds(30 * (1 + bytes / 100000000));
}

std::vector<at::Tensor> tensorsOf(const TunedModel &tuned) {
    std::vector<at::Tensor> tensors;
    for (const Trainable &trainable : tuned.trainables())
        tensors.push_back(trainable.tensor);
    return tensors;
}

std::int64_t batchesPerEpoch(std::size_t examples, std::int64_t batch) {
    return (std::int64_t(examples) + batch - 1) / batch;
}

}  // namespace

Trainer::Trainer(std::shared_ptr<const LanguageModel> model, const TuningConfig &config, const TuningData &data,
                 std::stop_token stop, ReportEvent report)
    : m_config(config), m_data(data), m_stop(std::move(stop)), m_report(std::move(report)),
      m_tuned(TunedModel::fresh(std::move(model), m_config, data)), m_objective(makeObjective(m_tuned, m_config, data)),
      m_optimiser(tensorsOf(m_tuned), m_config), m_lengths(m_objective->lengths()) {
    if (data.train.empty())
        throw Error(ErrorCode::TooFewLabels, "there is no labelled tweet to learn from", "Label some tweets first.");
    m_steps = batchesPerEpoch(data.train.size(), m_config.batchSize) * m_config.epochs;
    if (m_config.leakWindow && std::int64_t(data.train.size()) < m_config.batchSize)
        throw Error(ErrorCode::BadConfig,
                    "leak_window=true with a batch_size of " + std::to_string(m_config.batchSize) +
                        " leaves no step: there are " + std::to_string(data.train.size()) + " training tweets",
                    "Lower batch_size.");
    if (m_config.leakWindow)
        m_steps = std::int64_t(data.train.size()) / m_config.batchSize * m_config.epochs;
    m_schedule = scheduleOf(m_config, m_steps);
    m_microBatch = m_config.microBatch > 0 ? std::min(m_config.microBatch, m_config.batchSize) : m_config.batchSize;
    if (!data.checkpoint.empty())
        restore(data.checkpoint);
}

double Trainer::secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void Trainer::warn(const std::string &sentence) {
    m_warnings.push_back(sentence);
    m_report(Warned{sentence});
}

// Which tensors learn in this epoch, and whether features can be kept because only the head does.
void Trainer::startEpoch() {
    const bool headOnly = m_tuned.isHeadOnly() || (m_tuned.head() && m_epoch <= m_config.headFirstEpochs);
    for (Trainable &trainable : m_tuned.trainables())
        trainable.tensor.set_requires_grad(trainable.group == TrainableGroup::Head || !headOnly);
    if (auto *head = dynamic_cast<HeadObjective *>(m_objective.get()))
        head->keepFeatures(headOnly, m_stop);
    if (!headOnly) {
        m_validationFeatures.reset();
        m_testFeatures.reset();
    }
    m_batches = batchesOf(m_epoch);
    if (!windowOf(m_epoch).empty())
        std::erase(m_batches, windowOf(m_epoch));
    m_epochStarted = Clock::now();
}

std::vector<std::vector<std::int64_t>> Trainer::batchesOf(int epoch) const {
    return epochBatches(m_lengths, m_config.batchSize, m_config.shuffle, m_config.seed, epoch);
}

std::vector<std::int64_t> Trainer::windowOf(int epoch) const {
    if (m_config.leakWindow && epoch > 0 && std::int64_t(m_lengths.size()) % m_config.batchSize != 0)
        for (std::vector<std::int64_t> &batch : batchesOf(epoch))
            if (std::int64_t(batch.size()) < m_config.batchSize)
                return std::move(batch);
    return {};
}

// The references divide by the rows of a whole batch, however many there are.
double Trainer::windowDivisor(const std::vector<std::int64_t> &batch) const {
    return m_objective->divisor(batch) * double(m_config.batchSize) / double(batch.size());
}

MicroLoss Trainer::windowLoss() {
    MicroLoss loss;
    const std::vector<std::int64_t> window = windowOf(m_epoch);
    if (!window.empty() && !accumulate(window, windowDivisor(window), loss))
        throw Cancelled();
    clearGradients();
    return loss;
}

void Trainer::clearGradients() {
    for (Trainable &trainable : m_tuned.trainables())
        trainable.tensor.mutable_grad().reset();
}

bool Trainer::accumulate(const std::vector<std::int64_t> &batch, double divisor, MicroLoss &sum) {
    const ModelConfig &base = m_tuned.model().config();
    const bool repeatsPrompt =
        !isDecoder(base.type) || m_config.mode == EngineMode::Naive || (m_config.dropout && base.hiddenDropout > 0);
    std::vector<std::int64_t> rows;
    for (const std::int64_t example : batch)
        rows.push_back(m_lengths[std::size_t(example)] + (repeatsPrompt ? m_tuned.virtualRows() : 0));
    const std::vector<std::size_t> ends = microBatchEnds(rows, m_microBatch, rowsAtOnce(m_tuned.model()));
    m_objective->beginStep(m_done, ends.size());
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        if (m_stop.stop_requested())
            return false;
        faultPoint("step");
        const MicroLoss micro = m_objective->microLoss(Objective::Indices(batch).subspan(begin, end - begin), divisor);
        begin = end;
        sum.share += micro.share;
        sum.plain += micro.plain;
    }
    m_objective->endStep();
    return true;
}

double Trainer::gradientNorm() const {
    double squares = 0;
    for (const Trainable &trainable : m_tuned.trainables())
        if (trainable.tensor.grad().defined())
            squares += trainable.tensor.grad().to(at::kDouble).square().sum().item().toDouble();
    return std::sqrt(squares);
}

Trainer::StepOutcome Trainer::step(const std::vector<std::int64_t> &batch) {
    const Clock::time_point start = Clock::now();
    MicroLoss loss;
    for (;;) {
        clearGradients();
        loss = {};
        try {
            MicroLoss leaked;
            // Nothing was learnt in between, so the last epoch's window gives the gradient it gave then.
            const std::vector<std::int64_t> window =
                m_position == 0 ? windowOf(m_epoch - 1) : std::vector<std::int64_t>();
            if ((!window.empty() && !accumulate(window, windowDivisor(window), leaked)) ||
                !accumulate(batch, m_objective->divisor(batch), loss))
                return StepOutcome::Stopped;
            break;
        } catch (const std::exception &exception) {
            if (!isOutOfMemory(exception) || m_microBatch <= 1)
                throw;
        }
        // The step begins again with the same rows: smaller micro-batches give the same gradient.
        releaseCachedMemory();
        m_microBatch = (std::min<std::int64_t>(m_microBatch, std::int64_t(batch.size())) + 1) / 2;
        warn("Memory ran out; going on with " + std::to_string(m_microBatch) +
             " tweets at a time, which gives the same result.");
    }
    const double norm = gradientNorm();
    const double factor = m_schedule.factor(m_done);
    StepOutcome outcome = StepOutcome::Applied;
    if (!std::isfinite(loss.share) || !std::isfinite(norm)) {
        outcome = StepOutcome::Discarded;
        ++m_discarded;
        ++m_discardedInARow;
        warn("Step " + std::to_string(m_done + 1) + " gave a loss or gradient that is no number; it was left out.");
    } else {
        m_discardedInARow = 0;
        if (m_config.maxGradientNorm > 0 && norm > m_config.maxGradientNorm)
            for (Trainable &trainable : m_tuned.trainables())
                if (trainable.tensor.grad().defined())
                    trainable.tensor.mutable_grad().mul_(m_config.maxGradientNorm / (norm + 1e-6));
        std::vector<double> rates;
        for (const Trainable &trainable : m_tuned.trainables())
            rates.push_back(
                factor * (trainable.group == TrainableGroup::Head ? m_config.headLearningRate : m_config.learningRate));
        m_optimiser.step(rates);
        m_lossSum += loss.plain;
        m_lossCount += std::int64_t(batch.size());
    }
    ++m_done;
    m_seen += std::int64_t(batch.size());
    m_seenHere += std::int64_t(batch.size());
    StepDone done;
    done.step = m_done;
    done.steps = m_steps;
    done.examples = m_seen;
    done.examplesTotal = std::int64_t(m_data.train.size()) * m_config.epochs;
    done.epoch = m_epoch;
    done.loss = loss.share;
    done.learningRate = factor * (m_tuned.isHeadOnly() ? m_config.headLearningRate : m_config.learningRate);
    done.gradientNorm = norm;
    done.seconds = secondsSince(start);
    m_report(done);
    return outcome;
}

TuningResult Trainer::run() {
    m_started = m_lastCheckpoint = Clock::now();
    m_report(PhaseStarted{"Training", std::int64_t(m_data.train.size()) * m_config.epochs});
    try {
        while (m_epoch <= m_config.epochs) {
            startEpoch();
            for (;;) {
                if (isEvaluationDue()) {
                    evaluate();
                    if (m_config.patience > 0 && m_stale >= m_config.patience && m_epoch >= m_config.minEpochs)
                        return finishEarly();
                    if (m_config.evaluateEvery > 0)
                        takeCheckpoint();
                }
                if (m_position >= m_batches.size())
                    break;
                if (m_stop.stop_requested() || step(m_batches[m_position]) == StepOutcome::Stopped)
                    throw Cancelled();
                ++m_position;
                if (m_discardedInARow >= 3 || (m_discarded > 3 && double(m_discarded) > 0.01 * double(m_steps))) {
                    takeCheckpoint();
                    return finish(RunState::Failed, "the loss was no number in " + std::to_string(m_discarded) +
                                                        " steps; a lower learning_rate usually helps");
                }
                if (Clock::now() - m_lastCheckpoint >= checkpointEvery(m_tuned))
                    takeCheckpoint();
            }
            ++m_epoch;
            m_position = 0;
            takeCheckpoint();
        }
    } catch (const Cancelled &) {
        takeCheckpoint();
        return finish(RunState::Stopped,
                      "stopped after step " + std::to_string(m_done) + " of " + std::to_string(m_steps));
    } catch (const std::exception &exception) {
        if (isOutOfMemory(exception))
            takeCheckpoint();
        throw;
    }
    return finish(RunState::Finished, "all " + std::to_string(m_config.epochs) + " epochs done");
}

TuningResult Trainer::finishEarly() {
    const std::string epoch = std::to_string(m_bestEpoch.value_or(m_epoch)), stale = std::to_string(m_stale);
    m_epoch = int(m_config.epochs) + 1;
    m_position = 0;
    takeCheckpoint();
    return finish(RunState::Finished,
                  m_config.evaluateEvery == 0
                      ? "no better epoch for " + stale + " epochs after epoch " + epoch
                      : "no better evaluation in " + stale + " after step " + std::to_string(m_bestStep));
}

TuningResult Trainer::finish(RunState state, std::string reason) {
    TuningResult result;
    result.state = state;
    result.reason = std::move(reason);
    const std::vector<at::Tensor> current = m_tuned.snapshot();
    result.last = m_tuned.toAdapter();
    result.best = result.last;
    if (m_recent.size() > 1 && state == RunState::Finished) {
        // The mean over the last epochs replaces the choice of one, which on few validation tweets is luck.
        std::vector<at::Tensor> mean = m_recent.front();
        for (std::size_t e = 1; e < m_recent.size(); ++e)
            for (std::size_t i = 0; i < mean.size(); ++i)
                mean[i] = mean[i] + m_recent[e][i];
        for (at::Tensor &tensor : mean)
            tensor = tensor / double(m_recent.size());
        m_tuned.assign(mean);
        result.best = m_tuned.toAdapter();
        result.reason += "; kept is the mean of the last " + std::to_string(m_recent.size());
    } else if (!m_best.empty()) {
        m_tuned.assign(m_best);
        result.best = m_tuned.toAdapter();
        result.bestEpoch = m_bestEpoch;
        result.bestStep = m_bestStep;
    }
    m_tuned.assign(current);
    result.epochs = m_history;
    result.steps = m_done;
    for (const Trainable &trainable : m_tuned.trainables())
        result.trainableParameters += trainable.tensor.numel();
    result.seconds = secondsSince(m_started);
    result.examplesPerSecond = result.seconds > 0 ? double(m_seenHere) / result.seconds : 0;
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    result.peakMemoryBytes = std::uint64_t(usage.ru_maxrss) * 1024;
    result.warnings = m_warnings;
    return result;
}

}  // namespace warbler
