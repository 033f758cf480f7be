// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/adamw.h"

#include <cmath>

namespace warbler {

AdamW::AdamW(std::vector<at::Tensor> parameters, const TuningConfig &config)
    : m_parameters(std::move(parameters)), m_beta1(config.beta1), m_beta2(config.beta2), m_epsilon(config.epsilon),
      m_weightDecay(config.weightDecay) {
    for (const at::Tensor &parameter : m_parameters)
        m_moments.push_back({at::zeros_like(parameter.detach()), at::zeros_like(parameter.detach()), 0});
    m_decaysVectors = config.decayBiasAndNorm;
}

void AdamW::restore(const std::vector<Moments> &moments) {
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        m_moments[i].mean.copy_(moments[i].mean);
        m_moments[i].square.copy_(moments[i].square);
        m_moments[i].steps = moments[i].steps;
    }
}

void AdamW::step(const std::vector<double> &learningRates) {
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const at::Tensor &parameter = m_parameters[i], &gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        Moments &moments = m_moments[i];
        const double rate = learningRates[i];
        ++moments.steps;
        if (m_decaysVectors || parameter.dim() > 1)
            parameter.mul_(1 - rate * m_weightDecay);
        moments.mean.lerp_(gradient, 1 - m_beta1);
        moments.square.mul_(m_beta2).addcmul_(gradient, gradient, 1 - m_beta2);
        const double correction1 = 1 - std::pow(m_beta1, double(moments.steps));
        const double correction2 = std::sqrt(1 - std::pow(m_beta2, double(moments.steps)));
        const at::Tensor denominator = (moments.square.sqrt() / correction2).add_(m_epsilon);
        parameter.addcdiv_(moments.mean, denominator, -rate / correction1);
    }
}

}  // namespace warbler
