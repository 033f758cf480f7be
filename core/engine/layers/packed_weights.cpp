// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/packed_weights.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <optional>

#include "core/learn/planned_size.h"

namespace warbler {

namespace {

// oneDNN's linear over weights it has reordered once: about 15 % faster than F.linear at these shapes, and it fuses the
// activation. Registered for the processor in every wheel since 2.0; absent: plain linear.
struct OneDnn {
    std::optional<c10::OperatorHandle> reorder, pointwise, binary;
    OneDnn() {
        reorder = c10::Dispatcher::singleton().findSchema({"mkldnn::_reorder_linear_weight", ""});
        pointwise = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
        binary = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", "binary"});
    }
    bool isThere() const { return reorder && pointwise && binary; }
    static const OneDnn &instance() {
        static const OneDnn calls;
        return calls;
    }
};

at::Tensor reorderWeight(const at::Tensor &weight) {
    c10::Stack stack{weight, c10::IValue()};
    OneDnn::instance().reorder->callBoxed(stack);
    return stack[0].toTensor();
}

// at::gelu's name of its approximation.
const char *approximation(Activation activation) { return activation == Activation::GeluTanh ? "tanh" : "none"; }

at::Tensor oneDnnProduct(const at::Tensor &x, const at::Tensor &packed, const at::Tensor &bias, Activation activation) {
    c10::List<std::optional<at::Scalar>> scalars;
    c10::Stack stack;
    stack.emplace_back(x);
    stack.emplace_back(packed);
    stack.emplace_back(bias.defined() ? c10::IValue(bias) : c10::IValue());
    stack.emplace_back(activation == Activation::None ? "none" : "gelu");
    stack.emplace_back(c10::IValue(c10::impl::toList(scalars)));
    stack.emplace_back(approximation(activation));
    OneDnn::instance().pointwise->callBoxed(stack);
    return stack[0].toTensor();
}

// (x Wᵀ + b) and `other`, added or multiplied as `how` says ("add", "mul").
at::Tensor oneDnnProductWith(const at::Tensor &x, const at::Tensor &other, const at::Tensor &packed,
                             const at::Tensor &bias, const char *how) {
    c10::Stack stack;
    stack.emplace_back(x);
    stack.emplace_back(other);
    stack.emplace_back(packed);
    stack.emplace_back(bias.defined() ? c10::IValue(bias) : c10::IValue());
    stack.emplace_back(how);
    OneDnn::instance().binary->callBoxed(stack);
    return stack[0].toTensor();
}

bool usesOneDnn(const at::Tensor &x, const at::Tensor &weight) {
    return x.is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat && x.size(0) > 0 &&
           weight.numel() <= kMostPacked && OneDnn::instance().isThere();
}

// Without AVX-512 torch multiplies bf16 number by number, up to 60 times slower than fp32.
bool lacksHalfProducts(const at::Tensor &weight) {
#if defined(__x86_64__)
    static const bool isOld = !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq") ||
                              !__builtin_cpu_supports("avx512vl");
    return isOld && weight.is_cpu() && weight.scalar_type() == at::kBFloat16;
#else
    static_cast<void>(weight);
    return false;
#endif
}

// Calls work(begin, end, weight[begin:end] in fp32) for blocks of the weight's rows: all of it would be twice the
// model.
template <typename Work>
void eachBlock(const at::Tensor &weight, Work work) {
    const std::int64_t step = std::max<std::int64_t>(1, kMostPacked / weight.size(1));
    for (std::int64_t begin = 0; begin < weight.size(0); begin += step) {
        const std::int64_t end = std::min(begin + step, weight.size(0));
        work(begin, end, weight.slice(0, begin, end).to(at::kFloat));
    }
}

// x Wᵀ + b
at::Tensor product(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) {
    if (!lacksHalfProducts(weight))
        return at::linear(x, weight, bias);
    const at::Tensor y = at::empty({x.size(0), weight.size(0)}, x.options()), exact = x.to(at::kFloat);
    eachBlock(weight, [&](std::int64_t begin, std::int64_t end, const at::Tensor &block) {
        y.slice(1, begin, end)
            .copy_(at::linear(exact, block, bias.defined() ? bias.slice(0, begin, end).to(at::kFloat) : bias));
    });
    return y;
}

// dy W
at::Tensor productBack(const at::Tensor &dy, const at::Tensor &weight) {
    if (!lacksHalfProducts(weight))
        return at::mm(dy, weight);
    const at::Tensor exact = dy.to(at::kFloat);
    at::Tensor sum = at::zeros({dy.size(0), weight.size(1)}, exact.options());
    eachBlock(weight, [&](std::int64_t begin, std::int64_t end, const at::Tensor &block) {
        sum.addmm_(exact.slice(1, begin, end), block);
    });
    return sum.to(dy.scalar_type());
}

class HalfProductFunction : public torch::autograd::Function<HalfProductFunction> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext *context, const at::Tensor &x,
                              const at::Tensor &weight) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        context->saved_data["weight"] = weight;
        return product(x, weight, {});
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        return {productBack(gradients[0], context->saved_data["weight"].toTensor()), {}};
    }
};

}  // namespace

at::Tensor frozenProduct(const at::Tensor &x, const at::Tensor &weight) {
    return weight.requires_grad() || !lacksHalfProducts(weight) ? at::linear(x, weight)
                                                                : HalfProductFunction::apply(x, weight);
}

at::Tensor PackedWeights::applyActivation(const at::Tensor &y, Activation activation) {
    return activation == Activation::None ? y : at::gelu(y, approximation(activation));
}

at::Tensor PackedWeights::forward(const at::Tensor &x, Activation activation) {
    if (!usesOneDnn(x, m_weight))
        return applyActivation(product(x, m_weight, m_bias), activation);
    return oneDnnProduct(x.contiguous(), forwardWeight(), m_bias, activation);
}

at::Tensor PackedWeights::forwardPlus(const at::Tensor &x, const at::Tensor &residual) {
    if (!usesOneDnn(x, m_weight))
        return product(x, m_weight, m_bias).add_(residual);
    return oneDnnProductWith(x.contiguous(), residual.contiguous(), forwardWeight(), m_bias, "add");
}

at::Tensor PackedWeights::backward(const at::Tensor &dy) {
    if (!usesOneDnn(dy, m_weight))
        return productBack(dy, m_weight);
    return oneDnnProduct(dy.contiguous(), backwardWeight(), {}, Activation::None);
}

at::Tensor PackedWeights::backwardPlus(const at::Tensor &dy, const at::Tensor &more) {
    if (!usesOneDnn(dy, m_weight))
        return lacksHalfProducts(m_weight) ? productBack(dy, m_weight).add_(more) : at::addmm(more, dy, m_weight);
    return oneDnnProductWith(dy.contiguous(), more.contiguous(), backwardWeight(), {}, "add");
}

at::Tensor PackedWeights::backwardTimes(const at::Tensor &dy, const at::Tensor &factor) {
    if (!usesOneDnn(dy, m_weight))
        return productBack(dy, m_weight).mul_(factor);
    return oneDnnProductWith(dy.contiguous(), factor, backwardWeight(), {}, "mul");
}

// Passes on several threads may be the first at once.
const at::Tensor &PackedWeights::forwardWeight() {
    std::call_once(m_hasForward, [&] { m_forward = reorderWeight(m_weight); });
    return m_forward;
}

const at::Tensor &PackedWeights::backwardWeight() {
    std::call_once(m_hasBackward, [&] { m_backward = reorderWeight(m_weight.t().contiguous()); });
    return m_backward;
}

}  // namespace warbler
