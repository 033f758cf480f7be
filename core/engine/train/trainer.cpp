// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/trainer.h"

#include <algorithm>
#include <cmath>

#include <sys/resource.h>

#include "core/base/clock.h"
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
      m_optimiser(tensorsOf(m_tuned), m_config), m_lengths(m_objective->lengths()),
      m_evaluation(m_tuned, m_config, data) {
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
    m_state.microBatch =
        m_config.microBatch > 0 ? std::min(m_config.microBatch, m_config.batchSize) : m_config.batchSize;
    if (!data.checkpoint.empty())
        resume();
}

void Trainer::warn(const std::string &sentence) {
    m_state.warnings.push_back(sentence);
    m_report(Warned{sentence});
}

// Which tensors learn in this epoch, and whether features can be kept because only the head does.
void Trainer::startEpoch() {
    const bool headOnly = m_tuned.isHeadOnly() || (m_tuned.head() && m_state.epoch <= m_config.headFirstEpochs);
    for (Trainable &trainable : m_tuned.trainables())
        trainable.tensor.set_requires_grad(trainable.group == TrainableGroup::Head || !headOnly);
    if (auto *head = dynamic_cast<HeadObjective *>(m_objective.get()))
        head->keepFeatures(headOnly, m_stop);
    m_evaluation.keepFeatures(headOnly);
    m_batches = batchesOf(m_state.epoch);
    if (!windowOf(m_state.epoch).empty())
        std::erase(m_batches, windowOf(m_state.epoch));
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
    const std::vector<std::int64_t> window = windowOf(m_state.epoch);
    std::optional<MicroLoss> loss = MicroLoss();
    if (!window.empty())
        loss = accumulate(window, windowDivisor(window));
    if (!loss)
        throw Cancelled();
    clearGradients();
    return *loss;
}

void Trainer::clearGradients() {
    for (Trainable &trainable : m_tuned.trainables())
        trainable.tensor.mutable_grad().reset();
}

std::optional<MicroLoss> Trainer::accumulate(const std::vector<std::int64_t> &batch, double divisor) {
    const ModelConfig &base = m_tuned.model().config();
    const bool repeatsPrompt =
        !isDecoder(base.type) || m_config.mode == EngineMode::Naive || (m_config.dropout && base.hiddenDropout > 0);
    std::vector<std::int64_t> rows;
    for (const std::int64_t example : batch)
        rows.push_back(m_lengths[std::size_t(example)] + (repeatsPrompt ? m_tuned.virtualRows() : 0));
    const std::vector<std::size_t> ends = microBatchEnds(rows, m_state.microBatch, rowsAtOnce(m_tuned.model()));
    m_objective->beginStep(m_state.done, ends.size());
    MicroLoss sum;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        if (m_stop.stop_requested())
            return std::nullopt;
        faultPoint("step");
        const MicroLoss micro = m_objective->microLoss(Objective::Indices(batch).subspan(begin, end - begin), divisor);
        begin = end;
        sum.share += micro.share;
        sum.plain += micro.plain;
    }
    m_objective->endStep();
    return sum;
}

double Trainer::gradientNorm() const {
    double squares = 0;
    for (const Trainable &trainable : m_tuned.trainables())
        if (trainable.tensor.grad().defined())
            squares += trainable.tensor.grad().to(at::kDouble).square().sum().item().toDouble();
    return std::sqrt(squares);
}

std::optional<MicroLoss> Trainer::lossOf(const std::vector<std::int64_t> &batch) {
    for (;;) {
        clearGradients();
        try {
            // Nothing was learnt in between, so the last epoch's window gives the gradient it gave then.
            const std::vector<std::int64_t> window =
                m_state.position == 0 ? windowOf(m_state.epoch - 1) : std::vector<std::int64_t>();
            if (!window.empty() && !accumulate(window, windowDivisor(window)))
                return std::nullopt;
            return accumulate(batch, m_objective->divisor(batch));
        } catch (const std::exception &exception) {
            if (!isOutOfMemory(exception) || m_state.microBatch <= 1)
                throw;
        }
        // The step begins again with the same rows: smaller micro-batches give the same gradient.
        releaseCachedMemory();
        m_state.microBatch = (std::min<std::int64_t>(m_state.microBatch, std::int64_t(batch.size())) + 1) / 2;
        warn("Memory ran out; going on with " + std::to_string(m_state.microBatch) +
             " tweets at a time, which gives the same result.");
    }
}

void Trainer::applyStep(double factor, double norm) {
    if (m_config.maxGradientNorm > 0 && norm > m_config.maxGradientNorm)
        for (Trainable &trainable : m_tuned.trainables())
            if (trainable.tensor.grad().defined())
                trainable.tensor.mutable_grad().mul_(m_config.maxGradientNorm / (norm + 1e-6));
    std::vector<double> rates;
    for (const Trainable &trainable : m_tuned.trainables())
        rates.push_back(factor *
                        (trainable.group == TrainableGroup::Head ? m_config.headLearningRate : m_config.learningRate));
    m_optimiser.step(rates);
}

Trainer::StepOutcome Trainer::step(const std::vector<std::int64_t> &batch) {
    const Clock::time_point start = Clock::now();
    const std::optional<MicroLoss> loss = lossOf(batch);
    if (!loss)
        return StepOutcome::Stopped;
    const double norm = gradientNorm();
    const double factor = m_schedule.factor(m_state.done);
    StepOutcome outcome = StepOutcome::Applied;
    if (!std::isfinite(loss->share) || !std::isfinite(norm)) {
        outcome = StepOutcome::Discarded;
        ++m_state.discarded;
        ++m_state.discardedInARow;
        warn("Step " + std::to_string(m_state.done + 1) +
             " gave a loss or gradient that is no number; it was left out.");
    } else {
        m_state.discardedInARow = 0;
        applyStep(factor, norm);
        m_state.lossSum += loss->plain;
        m_state.lossCount += std::int64_t(batch.size());
    }
    ++m_state.done;
    m_state.seen += std::int64_t(batch.size());
    m_seenHere += std::int64_t(batch.size());
    StepDone done;
    done.step = m_state.done;
    done.steps = m_steps;
    done.examples = m_state.seen;
    done.examplesTotal = std::int64_t(m_data.train.size()) * m_config.epochs;
    done.epoch = m_state.epoch;
    done.loss = loss->share;
    done.learningRate = factor * (m_tuned.isHeadOnly() ? m_config.headLearningRate : m_config.learningRate);
    done.gradientNorm = norm;
    done.seconds = secondsSince(start);
    m_report(done);
    return outcome;
}

// Whether these figures are the best so far: strictly better by minDelta, so that ties keep the earlier evaluation.
bool Trainer::select(const EpochDone &figures) {
    const std::optional<double> figure = selectionFigure(m_config, figures);
    if (!figure)
        return false;
    const std::optional<double> &best = m_state.best.figure;
    const bool isBetter = !best || (isLowBest(m_config.selectBy) ? *figure < *best - m_config.minDelta
                                                                 : *figure > *best + m_config.minDelta);
    m_state.stale = isBetter ? 0 : m_state.stale + 1;
    if (isBetter)
        m_state.best = {figure, m_state.epoch, m_state.done, m_tuned.snapshot()};
    return isBetter;
}

EpochDone Trainer::figuresOf(EvaluationSide side) {
    EpochDone figures = m_evaluation.figures(side, m_stop);
    figures.epoch = m_state.epoch;
    figures.step = m_state.done;
    figures.seconds = secondsSince(m_epochStarted);
    return figures;
}

void Trainer::evaluate() {
    const MicroLoss window = windowLoss();
    const std::int64_t count = m_state.lossCount + std::int64_t(windowOf(m_state.epoch).size());
    EpochDone validation = figuresOf(EvaluationSide::Validation);
    validation.trainLoss = count > 0 ? (m_state.lossSum + window.plain) / double(count) : 0;
    std::optional<EpochDone> test;
    if (!m_data.test.empty()) {
        test = figuresOf(EvaluationSide::Test);
        test->trainLoss = validation.trainLoss;
    }
    // Nothing above changed the state, so that a stop during evaluation leaves a resumable run.
    if (m_config.averageLastEpochs > 1) {
        m_state.recentEpochs.push_back(m_tuned.snapshot());
        if (std::int64_t(m_state.recentEpochs.size()) > m_config.averageLastEpochs)
            m_state.recentEpochs.pop_front();
    }
    // Where the mean of the last epochs is kept, no epoch is marked as if it were.
    validation.isBest = select(validation) && m_config.averageLastEpochs < 2;
    if (!test || !m_data.validation.empty()) {
        m_state.history.push_back(validation);
        m_report(validation);
    }
    if (test) {
        m_state.history.push_back(*test);
        m_report(*test);
    }
    m_state.lossSum = 0;
    m_state.lossCount = 0;
}

bool Trainer::isPatienceOver() const {
    return m_config.patience > 0 && m_state.stale >= m_config.patience && m_state.epoch >= m_config.minEpochs;
}

// By steps: the last evaluation stands in the history, so that a resumed run repeats none and leaves none out.
bool Trainer::isEvaluationDue() const {
    const bool isEpochDone = m_state.position == m_batches.size();
    if (m_config.evaluateEvery == 0)
        return isEpochDone;
    const bool isLast = isEpochDone && m_state.epoch == m_config.epochs,
               isDone = !m_state.history.empty() && m_state.history.back().step == m_state.done;
    return m_state.done > 0 && !isDone && (isLast || m_state.done % m_config.evaluateEvery == 0);
}

void Trainer::takeCheckpoint() {
    const Checkpoint checkpoint = checkpointOf(identity(), m_state, m_tuned, m_optimiser);
    m_lastCheckpoint = Clock::now();
    m_report(CheckpointTaken{m_state.done, std::make_shared<const std::string>(checkpoint.bytes())});
}

void Trainer::resume() {
    ResumePoint point = resumePointOf(m_data.checkpoint, identity(), m_tuned);
    m_tuned.assign(point.parameters);
    m_optimiser.restore(point.moments);
    m_state = std::move(point.state);
    if (!point.isSameProcessor)
        warn("The run goes on with other threads or another processor than it began with; figures may differ in the "
             "fourth digit.");
}

TuningResult Trainer::run() {
    m_started = m_lastCheckpoint = Clock::now();
    m_report(PhaseStarted{"Training", std::int64_t(m_data.train.size()) * m_config.epochs});
    try {
        while (m_state.epoch <= m_config.epochs) {
            startEpoch();
            for (;;) {
                if (isEvaluationDue()) {
                    evaluate();
                    if (isPatienceOver())
                        return finishEarly();
                    if (m_config.evaluateEvery > 0)
                        takeCheckpoint();
                }
                if (m_state.position >= m_batches.size())
                    break;
                if (m_stop.stop_requested() || step(m_batches[m_state.position]) == StepOutcome::Stopped)
                    throw Cancelled();
                ++m_state.position;
                if (m_state.discardedInARow >= 3 ||
                    (m_state.discarded > 3 && double(m_state.discarded) > 0.01 * double(m_steps))) {
                    takeCheckpoint();
                    return finish(RunState::Failed, "the loss was no number in " + std::to_string(m_state.discarded) +
                                                        " steps; a lower learning_rate usually helps");
                }
                if (Clock::now() - m_lastCheckpoint >= checkpointEvery(m_tuned))
                    takeCheckpoint();
            }
            ++m_state.epoch;
            m_state.position = 0;
            takeCheckpoint();
        }
    } catch (const Cancelled &) {
        takeCheckpoint();
        return finish(RunState::Stopped,
                      "stopped after step " + std::to_string(m_state.done) + " of " + std::to_string(m_steps));
    } catch (const std::exception &exception) {
        if (isOutOfMemory(exception))
            takeCheckpoint();
        throw;
    }
    return finish(RunState::Finished, "all " + std::to_string(m_config.epochs) + " epochs done");
}

TuningResult Trainer::finishEarly() {
    const std::string epoch = std::to_string(m_state.best.epoch.value_or(m_state.epoch)),
                      stale = std::to_string(m_state.stale);
    m_state.epoch = int(m_config.epochs) + 1;
    m_state.position = 0;
    takeCheckpoint();
    return finish(RunState::Finished,
                  m_config.evaluateEvery == 0
                      ? "no better epoch for " + stale + " epochs after epoch " + epoch
                      : "no better evaluation in " + stale + " after step " + std::to_string(m_state.best.step));
}

TuningResult Trainer::finish(RunState state, std::string reason) {
    TuningResult result;
    result.state = state;
    result.reason = std::move(reason);
    const std::vector<at::Tensor> current = m_tuned.snapshot();
    result.last = m_tuned.toAdapter();
    result.best = result.last;
    if (m_state.recentEpochs.size() > 1 && state == RunState::Finished) {
        // The mean over the last epochs replaces the choice of one, which on few validation tweets is luck.
        std::vector<at::Tensor> mean = m_state.recentEpochs.front();
        for (std::size_t e = 1; e < m_state.recentEpochs.size(); ++e)
            for (std::size_t i = 0; i < mean.size(); ++i)
                mean[i] = mean[i] + m_state.recentEpochs[e][i];
        for (at::Tensor &tensor : mean)
            tensor = tensor / double(m_state.recentEpochs.size());
        m_tuned.assign(mean);
        result.best = m_tuned.toAdapter();
        result.reason += "; kept is the mean of the last " + std::to_string(m_state.recentEpochs.size());
    } else if (!m_state.best.values.empty()) {
        m_tuned.assign(m_state.best.values);
        result.best = m_tuned.toAdapter();
        result.bestEpoch = m_state.best.epoch;
        result.bestStep = m_state.best.step;
    }
    m_tuned.assign(current);
    result.epochs = m_state.history;
    result.steps = m_state.done;
    for (const Trainable &trainable : m_tuned.trainables())
        result.trainableParameters += trainable.tensor.numel();
    result.seconds = secondsSince(m_started);
    result.examplesPerSecond = result.seconds > 0 ? double(m_seenHere) / result.seconds : 0;
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    result.peakMemoryBytes = std::uint64_t(usage.ru_maxrss) * 1024;
    result.warnings = m_state.warnings;
    return result;
}

}  // namespace warbler
