// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/engine/layers/language_model.h"
#include "core/engine/predict/predictor.h"
#include "core/learn/engine.h"

namespace warbler {

// Engine over libtorch. Every call turns torch's exceptions into Error; after a fault that makes the device unusable
// every call is refused with Error(DeviceLost).
class TorchEngine : public Engine {
public:
    TorchEngine();
    std::vector<DeviceInfo> devices() override;
    ModelInfo load(const ModelFolder &folder, const Placement &placement) override;
    MemoryEstimate estimate(const TuningConfig &config, const LengthCounts &lengths) override;
    TuningResult tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                      const ReportEvent &report) override;
    void predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                 std::stop_token stop, const PredictionSink &sink) override;

private:
    template <typename Work>
    auto guardCall(const Work &work);
    const std::shared_ptr<const LanguageModel> &model() const;  // throws Error(Internal) before load()
    // Reads the weights again where this adapter changes them or the last one did; null: the bare model.
    void holdModelOf(const Adapter *adapter);

    std::shared_ptr<const LanguageModel> m_model;
    ModelFolder m_folder;        // of m_model, as it is without an adapter
    TensorMap m_workedIn;        // tensors of the adapter that changed m_model's weights
    std::string m_workedInForm;  // its adapter_config.json
    std::string m_loaded;        // folder and placement of m_model
    ModelInfo m_info;
    bool m_isLost = false;

    // The last soft prompt's prefix and what it was made from, so that the prompt is computed once for tweets that come
    // one by one.
    struct KeptPrefix {
        TensorMap tensors;
        std::vector<TokenId> leadingIds;
        std::shared_ptr<const SharedPrefix> prefix;
    };
    std::shared_ptr<const SharedPrefix> prefixFor(const TunedModel &tuned, const Adapter &adapter,
                                                  const Scoring &scoring, std::span<const TokenizedExample> examples);
    KeptPrefix m_kept;
};

}  // namespace warbler
