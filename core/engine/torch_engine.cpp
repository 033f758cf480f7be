// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch_engine.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/engine/device/devices.h"
#include "core/engine/device/door.h"
#include "core/engine/device/fault.h"
#include "core/engine/device/host_allocator.h"
#include "core/engine/families/load_language_model.h"
#include "core/engine/predict/predictor.h"
#include "core/engine/train/trainer.h"
#include "core/models/adapter_edits.h"

namespace warbler {

TorchEngine::TorchEngine() { installHostCache(); }

template <typename Work>
auto TorchEngine::guardCall(const Work &work) {
    if (m_isLost)
        throw Error(ErrorCode::DeviceLost, "the graphics card failed earlier and cannot be used again by this program",
                    "Start Warbler again; the run goes on from its checkpoint.");
    try {
        return work();
    } catch (...) {
        rethrowAsError(m_isLost);
    }
}

const std::shared_ptr<const LanguageModel> &TorchEngine::model() const {
    if (!m_model)
        throw Error(ErrorCode::Internal, "no model is loaded", "Please report this.");
    return m_model;
}

std::vector<DeviceInfo> TorchEngine::devices() {
    return guardCall([&] {
        setThreadsOnce(0);
        return listDevices();
    });
}

ModelInfo TorchEngine::load(const ModelFolder &folder, const Placement &placement) {
    return guardCall([&] {
        setThreadsOnce(placement.threads);
        faultPoint("load");
        const at::Device device = deviceNamed(placement.device);
        const at::ScalarType dtype = dtypeNamed(placement.dtype);
        const std::string wanted = folder.path + "\n" + device.str() + "\n" + placement.dtype;
        if (m_model && m_loaded == wanted)
            return m_info;  // with or without an adapter's changes: see holdModelOf
        m_model.reset();
        m_kept = {};
        m_loaded.clear();
        releaseCachedMemory();
        m_workedIn.clear();
        m_model = loadLanguageModel(folder, device, dtype);
        m_folder = folder;
        m_loaded = wanted;
        m_info = {};
        m_info.device = device.str();
        m_info.parameters = folder.config.parameters();
        m_info.warnings = m_model->warnings();
        return m_info;
    });
}

void TorchEngine::holdModelOf(const Adapter *adapter) {
    const bool isChanged = adapter && changesWeights(adapter->config, adapter->tensors);
    if (!isChanged && m_workedIn.empty())
        return;
    const std::string form = isChanged ? adapterConfigText(adapter->config) : std::string();
    if (isChanged && form == m_workedInForm && adapter->tensors == m_workedIn)
        return;
    const at::Device device = model()->device();
    const at::ScalarType dtype = model()->dtype();
    const ModelFolder folder = isChanged ? adaptedFolder(m_folder, adapter->config, adapter->tensors) : m_folder;
    m_model.reset();
    m_kept = {};
    m_workedIn.clear();
    releaseCachedMemory();
    try {
        m_model = loadLanguageModel(folder, device, dtype);
    } catch (...) {
        m_loaded.clear();  // so that the next load() reads the base again
        throw;
    }
    if (isChanged)
        m_workedIn = adapter->tensors;
    m_workedInForm = form;
}

// rows * hidden * layers * 16 numbers for what autograd keeps of one micro-batch, half a gigabyte for torch itself.
// Where all weights learn: a copy of them, its gradient, two moments and the best epoch's.
MemoryEstimate TorchEngine::estimate(const TuningConfig &config, const LengthCounts &lengths) {
    return guardCall([&] {
        const ModelConfig &base = model()->config();
        const std::int64_t virtualRows = config.method == Method::PromptTuning ? config.virtualTokens : 0;
        std::int64_t longest = 1;
        for (const auto &length : lengths)
            longest = std::max(longest, length.first);
        const std::int64_t batch = config.microBatch > 0 ? config.microBatch : config.batchSize;
        const bool isShared = config.task == Task::CausalLm && config.mode == EngineMode::Shared;
        const std::int64_t rows = isShared ? virtualRows + batch * longest : batch * (virtualRows + longest);
        MemoryEstimate estimate;
        estimate.weights = std::uint64_t(model()->bytes());
        estimate.working =
            std::uint64_t(rows * base.hidden * base.layers * 16) * (model()->dtype() == at::kBFloat16 ? 2 : 4) +
            (512u << 20);
        if (config.lossOnText)  // logits of every row, their log-softmax and the gradient
            estimate.working += std::uint64_t(3 * rows * base.vocabulary * 4);
        if (config.method == Method::Full)
            estimate.working += 5 * estimate.weights;
        estimate.total = estimate.weights + estimate.working;
        return estimate;
    });
}

TuningResult TorchEngine::tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                               const ReportEvent &report) {
    return guardCall([&] {
        holdModelOf(nullptr);
        // More than four fifths of what is free: fewer tweets at a time, which gives the same result.
        TuningConfig fitting = config;
        LengthCounts lengths;
        for (const TokenizedExample &example : data.train)
            ++lengths[std::int64_t(example.ids.size())];
        const double free = 0.8 * double(freeDeviceBytes(model()->device()));
        fitting.microBatch = config.microBatch > 0 ? std::min(config.microBatch, config.batchSize) : config.batchSize;
        const std::int64_t wanted = fitting.microBatch;
        while (fitting.microBatch > 1 && double(estimate(fitting, lengths).working) > free)
            fitting.microBatch = (fitting.microBatch + 1) / 2;
        if (fitting.microBatch < wanted)
            report(Warned{"Memory is short: " + std::to_string(fitting.microBatch) +
                          " tweets are computed at a time, which gives the same result."});
        if (config.method != Method::Full)
            return Trainer(model(), fitting, data, std::move(stop), report).run();
        if (model()->dtype() == at::kBFloat16)
            throw Error(ErrorCode::UnsupportedOption,
                        "method=full with dtype=bfloat16: small steps would be lost in rounding", "Set dtype=float32.");
        return Trainer(loadLanguageModel(m_folder, model()->device(), model()->dtype(), Weights::Trainable), fitting,
                       data, std::move(stop), report)
            .run();
    });
}

std::shared_ptr<const SharedPrefix> TorchEngine::prefixFor(const TunedModel &tuned, const Adapter &adapter,
                                                           const Scoring &scoring,
                                                           std::span<const TokenizedExample> examples) {
    const std::size_t lead = commonLead(examples, scoring.sharedLeadingIds);
    std::vector<TokenId> leadingIds;
    if (lead > 0)
        leadingIds.assign(examples[0].ids.begin(), examples[0].ids.begin() + std::ptrdiff_t(lead));
    if (!m_kept.prefix || m_kept.leadingIds != leadingIds || m_kept.tensors != adapter.tensors) {
        m_kept = {};
        const at::NoGradGuard noGrad;
        auto prefix = std::make_shared<const SharedPrefix>(sharedPrefix(tuned, leadingIds));
        m_kept = {adapter.tensors, std::move(leadingIds), std::move(prefix)};
    }
    return m_kept.prefix;
}

void TorchEngine::predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                          std::stop_token stop, const PredictionSink &sink) {
    guardCall([&] {
        model();
        holdModelOf(adapter);
        const TunedModel tuned = TunedModel::fromAdapter(model(), adapter);
        std::size_t handedOut = 0;
        std::int64_t packTokens = 0;
        for (;;) {
            try {
                Predictor predictor(tuned, scoring, packTokens);
                packTokens = predictor.maxPackTokens();
                const bool isPrompt =
                    adapter && (adapter->config.kind == AdapterKind::HardPrompt ||
                                (adapter->tensors.size() == 1 && adapter->tensors.count("prompt_embeddings") > 0));
                if (isPrompt && scoring.mode != ScoringMode::Head && scoring.mode != ScoringMode::Number)
                    predictor.reusePrefix(prefixFor(tuned, *adapter, scoring, examples.subspan(handedOut)));
                predictor.run(examples.subspan(handedOut), stop, [&](std::int64_t, std::vector<Prediction> part) {
                    const std::size_t first = handedOut;
                    handedOut += part.size();
                    sink(std::int64_t(first), std::move(part));
                });
                return;
            } catch (const std::exception &exception) {
                if (!isOutOfMemory(exception) || packTokens <= 16)
                    throw;
            }
            // Half as many rows at a time; what was handed out stays.
            releaseCachedMemory();
            packTokens /= 2;
        }
    });
}

}  // namespace warbler

// The only name the library exports.
extern "C" warbler::Engine *warbler_create_engine(int contractVersion) noexcept {
    if (contractVersion != warbler::kEngineContract)
        return nullptr;
    try {
        return new warbler::TorchEngine;
    } catch (...) {
        return nullptr;
    }
}
