// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/jobs/job_event.h"
#include "core/learn/adapter.h"
#include "core/learn/scoring.h"
#include "core/learn/tuning_config.h"
#include "core/learn/tuning_result.h"
#include "core/models/model_folder.h"

namespace warbler {

struct DeviceInfo {
    std::string name;         // "cpu", "cuda:0"
    std::string description;  // processor or card, threads
    std::uint64_t freeBytes = 0, totalBytes = 0;
};

// Where and how the frozen weights are held. "auto" is CUDA if there is one, else CPU; an unavailable device is an
// Error.
struct Placement {
    std::string device = "auto";
    std::string dtype = "float32";
    int threads = 0;  // intra-op; 0: physical cores. Set once, at the first load.
};

struct ModelInfo {
    std::string device;  // what it got
    std::int64_t parameters = 0;
    std::vector<std::string> warnings;  // created heads, unknown tensors
};

struct MemoryEstimate {
    std::uint64_t weights = 0, working = 0, total = 0;  // bytes
};

using LengthCounts = std::map<std::int64_t, std::int64_t>;  // tokens -> examples

// The boundary to libtorch: no torch type, no Qt type. Call only on the device thread, creation and destruction
// included. Token ids go in, numbers come out: the engine has no tokenizer, no database, no network and writes no file.
class Engine {
public:
    virtual ~Engine();  // defined in warbler_base
    virtual std::vector<DeviceInfo> devices() = 0;
    virtual ModelInfo
    load(const ModelFolder &folder,
         const Placement &placement) = 0;  // replaces the model held; same folder, same placement: no work
    virtual MemoryEstimate estimate(const TuningConfig &config, const LengthCounts &lengths) = 0;
    // Stops between micro-batches: then returns normally, state Stopped, with best and last so far and a
    // CheckpointTaken reported before.
    virtual TuningResult tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                              const ReportEvent &report) = 0;
    // Null adapter: the bare model. Throws Cancelled when stopped; what reached the sink stays good.
    virtual void predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                         std::stop_token stop, const PredictionSink &sink) = 0;
};

inline constexpr int kEngineContract = 1;
extern "C" Engine *warbler_create_engine(int contractVersion) noexcept;  // null: other version

}  // namespace warbler
