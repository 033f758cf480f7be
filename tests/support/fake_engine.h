// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/learn/engine.h"

namespace warbler::test {

// What a FakeEngine plays; shared between the test and the engine, thread-safe where it says so.
class EngineScript {
public:
    std::vector<double> losses = {0.9, 0.7, 0.6, 0.5};         // of the steps; the last one goes on
    std::vector<double> validationMacroF1 = {0.55, 0.7, 0.8};  // of the epochs; the last one goes on
    std::int64_t stepsPerEpoch = 0;                            // 0: as data and batch size say
    std::optional<Error> failure;                              // thrown by tune() after failAfterStep steps
    std::int64_t failAfterStep = 0;
    // Category of a tweet; empty: the sum of its ids modulo the number of categories.
    std::function<std::int32_t(const TokenizedExample &)> answer;

    // Thread-safe. From hold() on, a training waits before each step (a prediction before each chunk) for allow(n).
    void hold();
    void allow(std::int64_t steps);
    void release();
    std::int64_t stepsDone() const;

private:
    friend class FakeEngine;
    // False: stopped while waiting.
    bool waitForTurn(std::stop_token stop);
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isHeld = false;
    std::int64_t m_allowed = 0, m_done = 0;
};

// An Engine without torch and without a model: scripted losses and answers, holds and errors. Asserts that every call,
// creation and destruction included, comes from one thread (R4).
class FakeEngine : public Engine {
public:
    explicit FakeEngine(std::shared_ptr<EngineScript> script);
    ~FakeEngine() override;
    std::vector<DeviceInfo> devices() override;
    ModelInfo load(const ModelFolder &folder, const Placement &placement) override;
    MemoryEstimate estimate(const TuningConfig &config, const LengthCounts &lengths) override;
    TuningResult tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                      const ReportEvent &report) override;
    void predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                 std::stop_token stop, const PredictionSink &sink) override;

private:
    void checkThread() const;
    std::shared_ptr<EngineScript> m_script;
    std::thread::id m_owner;
    std::int64_t m_width = 4;  // of the model loaded
};

}  // namespace warbler::test
