// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/adapt/packed_input.h"
#include "core/engine/train/objective.h"

namespace warbler {

// Cross-entropy over the vocabulary at the rows before the label's tokens. In shared mode the rows all examples begin
// with are passed once per step: in one pass with the step's only micro-batch, or before several, each of which adds to
// the gradient of their keys and values, and endStep() carries it on.
class LabelObjective : public Objective {
public:
    LabelObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    double divisor(Indices step) const override;
    void beginStep(std::int64_t step = 0, std::size_t microBatches = 1) override;
    std::vector<std::int64_t> lengths() const override;
    MicroLoss microLoss(Indices examples, double divisor) override;
    void endStep() override;
    std::int64_t prefixPasses() const { return m_prefixPasses; }
    std::int64_t logitRows() const { return m_logitRows; }

private:
    struct Targets {  // one of each label token, example after example
        std::vector<std::int64_t> ids;
        std::vector<double> weights;       // in the step's loss
        std::vector<double> plainWeights;  // in the sum over examples
    };
    struct Packed {
        PackedInput input;
        std::vector<std::int64_t> labelRows;  // rows of the input before each label token
    };
    Targets targetsOf(Indices examples, double divisor) const;
    Packed pack(Indices examples);
    const std::vector<TokenId> &target(std::int64_t example) const;
    std::vector<std::int64_t> shiftedPositions(Indices examples, const std::vector<std::int64_t> &offsets) const;
    bool isOnePass() const;  // of the shared rows and the micro-batch behind them
    void sumLeafGradients();

    LabelPlan m_plan;
    std::size_t m_lead = 0;    // ids of the shared prefix
    bool m_isShared = true;    // the prefix is passed once; not while dropout draws anew for each example
    bool m_isShifted = false;  // texts stand behind padding that is not computed
    PrefixCache m_pass, m_leaves;
    std::vector<at::Tensor> m_sums;  // of the leaves' gradients in fp32, keys before values; bf16 models only
    std::int64_t m_prefixPasses = 0, m_logitRows = 0;
};

}  // namespace warbler
