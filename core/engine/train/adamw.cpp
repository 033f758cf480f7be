// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/adamw.h"

#include <cmath>

namespace warbler {

AdamW::AdamW(std::vector<at::Tensor> parameters, const TuningConfig &config)
    : m_beta1(config.beta1), m_beta2(config.beta2), m_epsilon(config.epsilon), m_weightDecay(config.weightDecay) {
    for (at::Tensor &parameter : parameters)
        m_states.push_back({parameter, at::zeros_like(parameter.detach()), at::zeros_like(parameter.detach()), 0});
    m_decaysVectors = config.decayBiasAndNorm;
}

void AdamW::step(const std::vector<double> &learningRates) {
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        State &state = m_states[i];
        const at::Tensor &gradient = state.parameter.grad();
        if (!gradient.defined())
            continue;
        const double rate = learningRates[i];
        ++state.steps;
        if (m_decaysVectors || state.parameter.dim() > 1)
            state.parameter.mul_(1 - rate * m_weightDecay);
        state.mean.lerp_(gradient, 1 - m_beta1);
        state.square.mul_(m_beta2).addcmul_(gradient, gradient, 1 - m_beta2);
        const double correction1 = 1 - std::pow(m_beta1, double(state.steps));
        const double correction2 = std::sqrt(1 - std::pow(m_beta2, double(state.steps)));
        const at::Tensor denominator = (state.square.sqrt() / correction2).add_(m_epsilon);
        state.parameter.addcdiv_(state.mean, denominator, -rate / correction1);
    }
}

}  // namespace warbler
