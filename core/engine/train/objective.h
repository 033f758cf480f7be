// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/engine/predict/predictor.h"

namespace warbler {

struct MicroLoss {
    double share = 0;  // this micro-batch's part of the step's loss
    double plain = 0;  // sum over its examples of their unweighted loss
};

// What one optimiser step minimises. The divisor is a total of the whole step, so that cutting it into micro-batches
// never changes loss or gradient. Indices are positions in the training rows.
class Objective {
public:
    using Indices = std::span<const std::int64_t>;
    virtual ~Objective();
    virtual double divisor(Indices step) const = 0;
    // step: how many were done before, for what is drawn at random in it. microBatches: how many follow.
    virtual void beginStep(std::int64_t step = 0, std::size_t microBatches = 1);
    virtual MicroLoss microLoss(Indices examples, double divisor) = 0;  // forward and backward; gradients are added up
    virtual void endStep() {}
    // Rows of one example as the model sees them, for packing.
    virtual std::vector<std::int64_t> lengths() const;

protected:
    Objective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    // What a micro-batch loses at random, drawn from seed, step and its first example; null where nothing is dropped.
    // Also what LoRA's input loses from now on.
    const Dropout *drawDropout(Indices examples);
    double weightOf(std::int64_t example) const;
    std::int32_t categoryOf(std::int64_t example) const;
    static at::Tensor constant(const std::vector<double> &values,
                               const at::Tensor &like);  // on its device, in its dtype

    TunedModel &m_tuned;
    const TuningConfig &m_config;
    const TuningData &m_data;
    std::vector<double> m_weights;  // by category; empty: all 1
    bool m_drops = false;
    std::int64_t m_step = 0;
    std::size_t m_microBatches = 1;

private:
    Dropout m_dropout;
};

// Cross-entropy of the head's logits; of a number the squared error, as transformers' problem_type "regression". While
// only the head learns, features are computed once and kept.
class HeadObjective : public Objective {
public:
    HeadObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    // Whether the features of the training rows may be kept: nothing in front of the head learns.
    void keepFeatures(bool keep, std::stop_token stop);  // throws Cancelled
    double divisor(Indices step) const override;
    MicroLoss microLoss(Indices examples, double divisor) override;

private:
    at::Tensor m_features;  // [training rows, hidden], or undefined
};

std::unique_ptr<Objective> makeObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);

}  // namespace warbler
