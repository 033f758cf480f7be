// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/layer_norm.h"

#include "core/engine/kernels/kernel_set.h"

#ifndef INTRA_OP_PARALLEL
#error "compile this file for OpenMP: at::parallel_for would be serial"
#endif

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

constexpr std::int64_t kGrain = 16384;  // numbers that keep a thread busy

NormTask taskOf(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &moments) {
    NormTask task;
    task.width = x.size(1);
    task.x = x.const_data_ptr<float>();
    task.weight = weight.const_data_ptr<float>();
    task.mean = moments.data_ptr<float>();
    task.scale = task.mean + x.size(0);
    return task;
}

void forRows(const at::Tensor &x, const NormTask &task, void (*compute)(const NormTask &, std::int64_t, std::int64_t)) {
    at::parallel_for(0, x.size(0), 1 + kGrain / task.width,
                     [&](std::int64_t begin, std::int64_t end) { compute(task, begin, end); });
}

class LayerNormFunction : public torch::autograd::Function<LayerNormFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x, const at::Tensor &weight,
                              const at::Tensor &bias, double epsilon) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const at::Tensor y = at::empty_like(x), moments = at::empty({2, x.size(0)}, x.options());
        NormTask task = taskOf(x, weight, moments);
        task.bias = bias.const_data_ptr<float>();
        task.epsilon = float(epsilon);
        task.y = y.data_ptr<float>();
        forRows(x, task, bestKernels().norm.forward);
        context->save_for_backward({x, weight, moments});
        return y;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const at::Tensor dy = gradients[0].contiguous(), dx = at::empty_like(saved[0]);
        NormTask task = taskOf(saved[0], saved[1], saved[2]);
        task.dy = dy.const_data_ptr<float>();
        task.dx = dx.data_ptr<float>();
        forRows(dx, task, bestKernels().norm.backward);
        return {dx, {}, {}, {}};
    }
};

}  // namespace

at::Tensor layerNorm(const at::Tensor &x, const NormWeights &norm, double epsilon) {
    const bool hasKernel =
        x.is_cpu() && x.scalar_type() == at::kFloat && norm.weight.scalar_type() == at::kFloat && x.dim() == 2;
    if (!hasKernel || norm.weight.requires_grad() || norm.bias.requires_grad())
        return at::layer_norm(x, {x.size(-1)}, norm.weight, norm.bias, epsilon);
    return LayerNormFunction::apply(x.contiguous(), norm.weight, norm.bias, epsilon);
}

}  // namespace warbler
