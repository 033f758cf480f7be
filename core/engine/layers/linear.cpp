// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/linear.h"

#include <algorithm>

#include "core/engine/layers/packed_attention.h"
#include "core/engine/layers/packed_weights.h"

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

class FrozenFunction : public torch::autograd::Function<FrozenFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                              const std::shared_ptr<PackedWeights> &weights) {
        // Kept alive by the model, which outlives the graph of a pass.
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        context->saved_data["weights"] = reinterpret_cast<std::int64_t>(weights.get());
        return weights->forward(x, Activation::None);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        auto *weights = reinterpret_cast<PackedWeights *>(context->saved_data["weights"].toInt());
        return {weights->backward(gradients[0]), {}};
    }
};

class FrozenAtFunction : public torch::autograd::Function<FrozenAtFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x, const at::Tensor &learnt,
                              const std::shared_ptr<PackedWeights> &weights) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        context->saved_data["weights"] = reinterpret_cast<std::int64_t>(weights.get());
        context->save_for_backward({learnt});
        return weights->forward(x, Activation::None);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        auto *weights = reinterpret_cast<PackedWeights *>(context->saved_data["weights"].toInt());
        const at::Tensor learnt = context->get_saved_variables()[0];
        const at::Tensor few = weights->backward(gradients[0].index_select(0, learnt));
        return {at::zeros({gradients[0].size(0), few.size(1)}, few.options()).index_copy_(0, learnt, few), {}, {}};
    }
};

class FrozenPlusFunction : public torch::autograd::Function<FrozenPlusFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x, const at::Tensor &residual,
                              const std::shared_ptr<PackedWeights> &weights) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        context->saved_data["weights"] = reinterpret_cast<std::int64_t>(weights.get());
        return weights->forwardPlus(x, residual);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        auto *weights = reinterpret_cast<PackedWeights *>(context->saved_data["weights"].toInt());
        return {weights->backward(gradients[0]), gradients[0], {}};
    }
};

}  // namespace

Linear::Linear(at::Tensor weight, at::Tensor bias, std::vector<Part> parts)
    : m_weight(std::move(weight)), m_bias(std::move(bias)), m_parts(std::move(parts)),
      m_packed(std::make_shared<PackedWeights>(m_weight, m_bias)) {}

Linear Linear::rows(std::int64_t begin, std::int64_t end) const {
    std::vector<Part> parts;
    for (const Part &part : m_parts) {
        const std::int64_t first = std::max(begin, part.begin), last = std::min(end, part.end);
        if (first >= last)
            continue;
        at::Tensor source = part.source.defined() ? part.source : at::arange(part.end - part.begin);
        source = source.slice(0, first - part.begin, last - part.begin);
        parts.push_back({part.module, first - begin, last - begin, source});
    }
    return Linear(m_weight.slice(0, begin, end).contiguous(),
                  m_bias.defined() ? m_bias.slice(0, begin, end).contiguous() : m_bias, std::move(parts));
}

bool Linear::isFrozen() const { return !m_weight.requires_grad() && !(m_bias.defined() && m_bias.requires_grad()); }

bool Linear::hasLora(const LoraOverlay *lora) const {
    for (const Part &part : m_parts)
        if (lora && lora->count(part.module) > 0)
            return true;
    return false;
}

at::Tensor Linear::forwardLearningAt(const at::Tensor &learnt, const at::Tensor &x, const LoraOverlay *lora) const {
    if (!isFrozen() || hasLora(lora) || !at::GradMode::is_enabled() || !x.requires_grad())
        return (*this)(x, lora);
    return FrozenAtFunction::apply(x, learnt, m_packed);
}

at::Tensor Linear::plus(const at::Tensor &x, const at::Tensor &residual, const LoraOverlay *lora,
                        const Dropout *dropout) const {
    if (dropout)
        return residual + dropout->apply((*this)(x, lora), dropout->hidden);
    if (!isFrozen() || hasLora(lora))
        return residual + (*this)(x, lora);
    if (at::GradMode::is_enabled() && (x.requires_grad() || residual.requires_grad()))
        return FrozenPlusFunction::apply(x, residual, m_packed);
    return m_packed->forwardPlus(x, residual);
}

at::Tensor Linear::operator()(const at::Tensor &x, const LoraOverlay *lora, Activation activation) const {
    if (!isFrozen())
        return PackedWeights::applyActivation(at::linear(x, m_weight, m_bias), activation);
    const bool recordsGraph = at::GradMode::is_enabled() && x.requires_grad();
    const bool adapts = hasLora(lora);
    if (!adapts && !recordsGraph)
        return m_packed->forward(x, activation);
    at::Tensor y = recordsGraph ? FrozenFunction::apply(x, m_packed) : m_packed->forward(x, Activation::None);
    if (adapts) {
        std::vector<at::Tensor> deltas;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            const auto factors = lora->find(m_parts[i].module);
            if (factors != lora->end()) {
                const at::ScalarType exact = x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
                const Dropout *dropout = factors->second.dropout;
                const at::Tensor input = dropout ? dropout->apply(x, dropout->lora) : x;
                const at::Tensor low = at::linear(input.to(exact), factors->second.a.to(exact));
                at::Tensor b = factors->second.b.to(low.scalar_type());
                if (m_parts[i].source.defined())
                    b = b.index_select(0, m_parts[i].source.to(b.device()));
                deltas.push_back((at::linear(low, b) * factors->second.scale).to(y.scalar_type()));
            } else {
                deltas.push_back(at::zeros({x.size(0), m_parts[i].end - m_parts[i].begin}, y.options()));
            }
        }
        y = y + (deltas.size() == 1 ? deltas[0] : at::cat(deltas, 1));
    }
    return PackedWeights::applyActivation(y, activation);
}

}  // namespace warbler
