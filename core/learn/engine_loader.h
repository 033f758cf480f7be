// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/learn/engine.h"

namespace warbler {

// Absolute path of libwarbler_engine.so: $WARBLER_ENGINE, <program>/../lib/, <program>/../lib/warbler/. Empty if
// nowhere.
std::string findEngineLibrary();

// Opens libtorch_cuda.so ($WARBLER_TORCH_DIR/lib, beside the engine, where it was built) where there is a driver. torch
// asks for CUDA once, at its first call: a program that links torch itself calls this before. False: the processor is
// what there is.
bool openCudaLibrary();
bool hasNvidiaDriver();
// What a run with device "auto" would find, told without opening any library.
enum class CudaState {
    NoDriver,
    NotInstalled,
    Ready
};  // NotInstalled: there is a driver, and libtorch_cuda.so is missing
CudaState cudaState();

// Opens libtorch_cuda.so first where there is one and a driver, then the engine; RTLD_NOW | RTLD_LOCAL; never closes
// them. Throws Error(EngineUnavailable) with the loader's own sentence and the next step.
std::unique_ptr<Engine> loadEngine();

// Opens the engine at the first call, on the thread of that call, and asserts that every later call comes from there
// (R4).
class LazyEngine : public Engine {
public:
    using Loader = std::function<std::unique_ptr<Engine>()>;
    explicit LazyEngine(Loader loader);
    ~LazyEngine() override;
    bool isLoaded() const { return m_engine != nullptr; }
    std::vector<DeviceInfo> devices() override;
    ModelInfo load(const ModelFolder &folder, const Placement &placement) override;
    MemoryEstimate estimate(const TuningConfig &config, const LengthCounts &lengths) override;
    TuningResult tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                      const ReportEvent &report) override;
    void predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                 std::stop_token stop, const PredictionSink &sink) override;

private:
    Engine &engine();
    Loader m_loader;
    std::thread::id m_owner;
    std::unique_ptr<Engine> m_engine;
};

}  // namespace warbler
