// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/adapt/packed_input.h"
#include "core/engine/train/objective.h"

namespace warbler {

// Cross-entropy over the vocabulary at the rows before the label's tokens. In shared mode the rows that all examples
// begin with are computed once per step: together with the step's only micro-batch, or else before its micro-batches.
// Then each micro-batch adds to the gradient of their keys and values, and endStep() continues the backward pass from
// there.
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
    struct Targets {  // one entry for each label token, example after example
        std::vector<std::int64_t> ids;
        std::vector<double> weights;       // of the token in the step's loss
        std::vector<double> plainWeights;  // of the token in the unweighted sum over examples
    };
    struct Packed {
        PackedInput input;
        std::vector<std::int64_t> labelRows;  // rows of the input before each label token
    };
    Targets targetsOf(Indices examples, double divisor) const;
    Packed pack(Indices examples);
    const std::vector<TokenId> &target(std::int64_t example) const;
    std::vector<std::int64_t> shiftedPositions(Indices examples, const std::vector<std::int64_t> &offsets) const;
    bool isOnePass() const;  // whether the shared rows and the micro-batch are computed together
    void sumLeafGradients();

    LabelPlan m_plan;
    std::size_t m_lead = 0;    // ids that all texts begin with
    bool m_isShared = true;    // the prefix is computed once; false while dropout draws anew for each example
    bool m_isShifted = false;  // positions count padding before each text, which is not computed
    PrefixCache m_pass, m_leaves;
    std::vector<at::Tensor> m_sums;  // the leaves' gradients added up in fp32, keys before values; bf16 models only
    std::int64_t m_prefixPasses = 0, m_logitRows = 0;
};

}  // namespace warbler
