// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_engine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace warbler::test {

namespace {

constexpr std::size_t kChunk = 64;

template <class T>
T nth(const std::vector<T> &values, std::int64_t index) {
    return values[static_cast<std::size_t>(
        std::min<std::int64_t>(index, static_cast<std::int64_t>(values.size()) - 1))];
}

// A prompt that fits the model loaded, so that it can be saved, read back and used.
Adapter adapterOf(const TuningConfig &config, const TuningData &data, std::int64_t width, float value) {
    Adapter adapter;
    adapter.config.task = config.task == Task::SeqCls ? Task::SeqCls : Task::CausalLm;
    adapter.config.virtualTokens = std::max<std::int64_t>(1, config.virtualTokens);
    adapter.config.tokenDim = width;
    const std::int64_t rows = std::max<std::int64_t>(1, config.virtualTokens);
    adapter.tensors["prompt_embeddings"] =
        HostTensor::fromFloats({rows, width}, std::vector<float>(static_cast<std::size_t>(rows * width), value));
    if (config.task == Task::SeqCls) {
        const auto categories = static_cast<std::size_t>(data.scoring.categories);
        adapter.tensors["base_model.classifier.weight"] =
            HostTensor::fromFloats({data.scoring.categories, width}, std::vector<float>(categories * width, value));
        adapter.tensors["base_model.classifier.bias"] =
            HostTensor::fromFloats({data.scoring.categories}, std::vector<float>(categories, 0.0F));
    }
    return adapter;
}

}  // namespace

void EngineScript::hold() {
    const std::lock_guard lock(m_mutex);
    m_isHeld = true;
}

void EngineScript::allow(std::int64_t steps) {
    {
        const std::lock_guard lock(m_mutex);
        m_allowed += steps;
    }
    m_changed.notify_all();
}

void EngineScript::release() {
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = false;
    }
    m_changed.notify_all();
}

std::int64_t EngineScript::stepsDone() const {
    const std::lock_guard lock(m_mutex);
    return m_done;
}

bool EngineScript::waitForTurn(std::stop_token stop) {
    // A run that was stopped is scored all the same, and a project that closes waits for that: nobody could let it go
    // on.
    if (!stop.stop_possible())
        return true;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return !m_isHeld || m_allowed > 0; });
    if (stop.stop_requested())
        return false;
    if (m_isHeld)
        --m_allowed;
    ++m_done;
    return true;
}

FakeEngine::FakeEngine(std::shared_ptr<EngineScript> script)
    : m_script(std::move(script)), m_owner(std::this_thread::get_id()) {}

FakeEngine::~FakeEngine() { checkThread(); }

void FakeEngine::checkThread() const {
    if (std::this_thread::get_id() == m_owner)
        return;
    std::fprintf(stderr, "FakeEngine: called from a second thread\n");
    std::abort();
}

std::vector<DeviceInfo> FakeEngine::devices() {
    checkThread();
    return {{"cpu", "scripted, 2 threads", 4'000'000'000u, 8'000'000'000u}};
}

ModelInfo FakeEngine::load(const ModelFolder &folder, const Placement &) {
    checkThread();
    m_width = folder.config.hidden;
    ModelInfo info;
    info.device = "cpu";
    info.parameters = 1000;
    return info;
}

MemoryEstimate FakeEngine::estimate(const TuningConfig &, const LengthCounts &) {
    checkThread();
    return {90'000'000u, 110'000'000u, 200'000'000u};
}

TuningResult FakeEngine::tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                              const ReportEvent &report) {
    checkThread();
    TuningResult result;
    const auto examples = static_cast<std::int64_t>(data.train.size());
    const std::int64_t perEpoch = m_script->stepsPerEpoch > 0
                                      ? m_script->stepsPerEpoch
                                      : std::max<std::int64_t>(1, (examples + config.batchSize - 1) / config.batchSize);
    const std::int64_t steps = perEpoch * config.epochs;
    std::int64_t step = data.checkpoint.empty() ? 0 : std::atoll(data.checkpoint.c_str());
    double bestF1 = -1;
    while (step < steps) {
        if (!m_script->waitForTurn(stop)) {
            result.state = RunState::Stopped;
            result.reason = "stopped by the user at step " + std::to_string(step);
            break;
        }
        if (m_script->failure && step >= m_script->failAfterStep)
            throw Error(*m_script->failure);
        ++step;
        StepDone done;
        done.step = step;
        done.steps = steps;
        done.examples = std::min(step * config.batchSize, examples * config.epochs);
        done.examplesTotal = examples * config.epochs;
        done.epoch = static_cast<int>((step - 1) / perEpoch + 1);
        done.loss = nth(m_script->losses, step - 1);
        done.learningRate = config.learningRate * (1 - static_cast<double>(step - 1) / static_cast<double>(steps));
        done.gradientNorm = 1;
        done.seconds = 0.01;
        report(done);
        if (step % perEpoch != 0)
            continue;
        EpochDone epoch;
        epoch.epoch = done.epoch;
        epoch.step = step;
        epoch.side = "validation";
        epoch.trainLoss = done.loss;
        if (!data.validation.empty()) {
            epoch.validationLoss = done.loss + 0.05;
            epoch.macroF1 = nth(m_script->validationMacroF1, done.epoch - 1);
            epoch.f1 = epoch.macroF1;
            epoch.accuracy = epoch.macroF1;
            epoch.majorityF1 = 0.6;
            epoch.majorityMacroF1 = 0.4;
            epoch.majorityAccuracy = 0.6;
        }
        epoch.seconds = 0.1;
        epoch.isBest = epoch.macroF1.value_or(0) > bestF1;
        if (epoch.isBest) {
            bestF1 = epoch.macroF1.value_or(0);
            result.bestEpoch = epoch.epoch;
            result.best = adapterOf(config, data, m_width, static_cast<float>(epoch.epoch));
        }
        result.epochs.push_back(epoch);
        report(epoch);
    }
    report(CheckpointTaken{step, std::make_shared<const std::string>(std::to_string(step))});
    result.last = adapterOf(config, data, m_width, static_cast<float>(step));
    if (!result.bestEpoch)
        result.best = result.last;
    result.steps = step;
    result.seconds = 0.01 * static_cast<double>(step);
    result.trainableParameters = config.virtualTokens * m_width;
    if (result.reason.empty())
        result.reason = "all epochs done";
    return result;
}

void FakeEngine::predict(const Adapter *, const Scoring &scoring, std::span<const TokenizedExample> examples,
                         std::stop_token stop, const PredictionSink &sink) {
    checkThread();
    for (std::size_t first = 0; first < examples.size(); first += kChunk) {
        if (!m_script->waitForTurn(stop))
            throw Cancelled();
        std::vector<Prediction> predictions;
        for (const TokenizedExample &example : examples.subspan(first, std::min(kChunk, examples.size() - first))) {
            Prediction prediction;
            prediction.tweet = example.tweet;
            const auto sum = std::accumulate(example.ids.begin(), example.ids.end(), std::int64_t(0));
            prediction.category =
                m_script->answer ? m_script->answer(example) : static_cast<std::int32_t>(sum % scoring.categories);
            // From .60 to .95, so that curves have more than one point.
            const double certain = 0.60 + 0.35 * static_cast<double>(sum % 97) / 96;
            for (std::int32_t c = 0; c < scoring.categories; ++c) {
                const double p =
                    c == prediction.category ? certain : (1 - certain) / static_cast<double>(scoring.categories - 1);
                prediction.logProbabilities.push_back(static_cast<float>(std::log(p)));
                if (scoring.mode == ScoringMode::Head)
                    prediction.logits.push_back(prediction.logProbabilities.back());
            }
            predictions.push_back(std::move(prediction));
        }
        sink(static_cast<std::int64_t>(first), std::move(predictions));
    }
}

}  // namespace warbler::test
