// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/device/torch.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// AdamW (Loshchilov and Hutter 2019) in the order of operations of torch.optim.AdamW. Parameters without a gradient are
// left alone and do not count a step.
class AdamW {
public:
    struct State {
        at::Tensor parameter, mean, square;  // mean and square: the two moments, as the parameter
        std::int64_t steps = 0;
    };
    AdamW(std::vector<at::Tensor> parameters, const TuningConfig &config);
    // One learning rate for each parameter.
    void step(const std::vector<double> &learningRates);
    std::vector<State> &states() { return m_states; }

private:
    std::vector<State> m_states;
    double m_beta1, m_beta2, m_epsilon, m_weightDecay;
    bool m_decaysVectors = true;  // biases and norms too
};

}  // namespace warbler
