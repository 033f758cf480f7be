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

// What one optimiser step minimises. Its micro-batches are all divided by one number of the whole step, so that cutting
// it into other micro-batches changes neither loss nor gradient. Indices are positions in the training rows.
class Objective {
public:
    using Indices = std::span<const std::int64_t>;
    virtual ~Objective();
    virtual double divisor(Indices step) const = 0;
    // step: how many steps were done before; it seeds the step's random draws. microBatches: how many follow.
    virtual void beginStep(std::int64_t step = 0, std::size_t microBatches = 1);
    // Forward and backward; adds to the gradients that are there.
    virtual MicroLoss microLoss(Indices examples, double divisor) = 0;
    virtual void endStep() {}
    // How many rows of the model each example takes, for packing.
    virtual std::vector<std::int64_t> lengths() const;

protected:
    Objective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    // The dropout of a micro-batch, seeded by run, step and its first example; null where nothing is dropped. It is
    // also the one of LoRA's input from now on.
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

// Cross-entropy of the head's logits; for a number the squared error, as transformers' problem_type "regression". While
// only the head learns, features are computed once and kept.
class HeadObjective : public Objective {
public:
    HeadObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    // Whether only the head learns, so that the features of the training rows may be kept.
    void keepFeatures(bool keep, std::stop_token stop);  // throws Cancelled
    double divisor(Indices step) const override;
    MicroLoss microLoss(Indices examples, double divisor) override;

private:
    at::Tensor m_features;  // [training rows, hidden], or undefined
};

std::unique_ptr<Objective> makeObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);

}  // namespace warbler
