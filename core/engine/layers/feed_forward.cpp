// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/feed_forward.h"

#include "core/engine/kernels/kernel_set.h"
#include "core/engine/layers/packed_weights.h"

#ifndef INTRA_OP_PARALLEL
#error "compile this file for OpenMP: at::parallel_for would be serial"
#endif

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

bool hasKernel(const at::Tensor &x) { return x.is_cpu() && x.scalar_type() == at::kFloat; }

const char *approximation(Activation activation) { return activation == Activation::GeluTanh ? "tanh" : "none"; }

// Keeps the slope of the activation where our own kernel gives it, else what went into the activation.
class FeedForwardFunction : public torch::autograd::Function<FeedForwardFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x, const at::Tensor &residual,
                              const std::shared_ptr<PackedWeights> &up, const std::shared_ptr<PackedWeights> &down,
                              Activation activation) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        at::Tensor wide = up->forward(x, Activation::None), y;
        if (hasKernel(wide)) {
            GeluAndSlope both = geluAndSlope(std::move(wide), activation);
            y = std::move(both.gelu);
            wide = std::move(both.slope);
        } else {
            y = at::gelu(wide, approximation(activation));
        }
        context->save_for_backward({wide});
        // Kept alive by the model, which outlives the graph of a pass.
        context->saved_data["up"] = reinterpret_cast<std::int64_t>(up.get());
        context->saved_data["down"] = reinterpret_cast<std::int64_t>(down.get());
        context->saved_data["activation"] = std::int64_t(activation);
        context->saved_data["same"] = x.is_same(residual);
        return down->forwardPlus(y, residual);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::Tensor kept = context->get_saved_variables()[0];
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        auto *up = reinterpret_cast<PackedWeights *>(context->saved_data["up"].toInt());
        auto *down = reinterpret_cast<PackedWeights *>(context->saved_data["down"].toInt());
        const char *name = approximation(Activation(context->saved_data["activation"].toInt()));
        const at::Tensor wide = hasKernel(kept) ? down->backwardTimes(gradients[0], kept)
                                                : at::gelu_backward(down->backward(gradients[0]), kept, name);
        if (context->saved_data["same"].toBool())
            return {up->backwardPlus(wide, gradients[0]), {}, {}, {}, {}};
        return {up->backward(wide), gradients[0], {}, {}, {}};
    }
};

}  // namespace

GeluAndSlope geluAndSlope(at::Tensor &&values, Activation activation) {
    GeluAndSlope both{at::empty_like(values), std::move(values)};
    float *from = both.slope.data_ptr<float>(), *to = both.gelu.data_ptr<float>();
    const GeluKernel kernel = bestKernels().gelu;
    at::parallel_for(0, both.slope.numel(), 16384, [&](std::int64_t begin, std::int64_t end) {
        (activation == Activation::GeluTanh ? kernel.tanh : kernel.erf)(from + begin, to + begin, end - begin);
    });
    return both;
}

at::Tensor feedForward(const Linear &up, const Linear &down, const at::Tensor &x, const at::Tensor &residual,
                       const LoraOverlay *lora, Activation activation, const Dropout *dropout) {
    const bool isPlain = up.isFrozen() && down.isFrozen() && !up.hasLora(lora) && !down.hasLora(lora);
    const bool isLearning = at::GradMode::is_enabled() && (x.requires_grad() || residual.requires_grad());
    if (isPlain && isLearning && activation != Activation::None && !dropout)
        return FeedForwardFunction::apply(x, residual, up.packedWeights(), down.packedWeights(), activation);
    return down.plus(up(x, lora, activation), residual, lora, dropout);
}

}  // namespace warbler
