// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/device/torch.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// AdamW (Loshchilov and Hutter 2019) in the order of operations of torch.optim.AdamW. Parameters without a gradient
// stay as they are, and the step does not count for them.
class AdamW {
public:
    struct Moments {
        at::Tensor mean, square;  // of the gradient; shape and type of the parameter
        std::int64_t steps = 0;
    };
    AdamW(std::vector<at::Tensor> parameters, const TuningConfig &config);
    // One learning rate for each parameter.
    void step(const std::vector<double> &learningRates);
    const std::vector<Moments> &moments() const { return m_moments; }
    void restore(const std::vector<Moments> &moments);  // copies the values, one entry for each parameter

private:
    std::vector<at::Tensor> m_parameters;
    std::vector<Moments> m_moments;
    double m_beta1, m_beta2, m_epsilon, m_weightDecay;
    bool m_decaysVectors = true;  // biases and norms too
};

}  // namespace warbler
