// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/packed_attention.h"

#include <algorithm>
#include <optional>

#include "core/engine/kernels/kernel_set.h"
#include "core/engine/layers/padded_attention.h"

#ifndef INTRA_OP_PARALLEL
#error "compile this file for OpenMP: at::parallel_for would be serial"
#endif

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

std::int64_t longestExample(const std::vector<std::int64_t> &offsets, std::size_t first = 0) {
    std::int64_t most = 0;
    for (std::size_t i = first; i + 1 < offsets.size(); ++i)
        most = std::max(most, offsets[i + 1] - offsets[i]);
    return most;
}

bool hasKernel(const at::Tensor &q, const AttentionRows &rows, const AttentionShape &shape) {
    const bool isPadded = !hasAttentionKernel(q.device(), q.scalar_type()) || shape.dropout;
    TORCH_CHECK(!isPadded || rows.shared == 0, "a first example that others see needs the attention kernel");
    return !isPadded;
}

at::Tensor contiguousRows(const at::Tensor &tensor) {
    return !tensor.defined() || tensor.stride(1) == 1 ? tensor : tensor.contiguous();
}

// Everything but the outputs; the tensors must outlive the task.
template <typename T>
AttentionTask<T> taskOf(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                        const at::Tensor &prefixV, const AttentionRows &rows, const AttentionShape &shape,
                        const at::Tensor &slopes) {
    AttentionTask<T> task;
    task.heads = shape.heads;
    task.groups = shape.heads / shape.keyHeads;
    task.headDim = shape.headDim;
    task.examples = rows.examples();
    task.queryOffsets = rows.queryOffsets.data();
    task.keyOffsets = rows.keyOffsets.data();
    task.within = rows.within.data();
    task.causal = shape.masking == Masking::Causal;
    task.scale = T(shape.scale);
    task.slopes = slopes.defined() ? slopes.const_data_ptr<T>() : nullptr;
    task.q = q.const_data_ptr<T>();
    task.k = k.const_data_ptr<T>();
    task.v = v.const_data_ptr<T>();
    task.qStride = q.stride(0);
    task.kStride = k.stride(0);
    task.vStride = v.stride(0);
    task.queries = q.size(0);
    if (prefixK.defined()) {
        task.prefix = prefixK.size(0);
        task.prefixK = prefixK.const_data_ptr<T>();
        task.prefixV = prefixV.const_data_ptr<T>();
        task.prefixKStride = prefixK.stride(0);
        task.prefixVStride = prefixV.stride(0);
    }
    return task;
}

// One after the other: the second's gradients of shared rows are added to the first's.
template <typename T>
std::vector<AttentionTask<T>> tasksOf(const AttentionTask<T> &whole, const AttentionRows &rows) {
    if (rows.shared == 0)
        return {whole};
    AttentionTask<T> first = whole, others = whole;
    first.examples = 1;
    others.examples = whole.examples - 1;
    ++others.queryOffsets;
    ++others.keyOffsets;
    others.prefix = rows.shared;
    others.prefixK = whole.k;
    others.prefixV = whole.v;
    others.prefixKStride = whole.kStride;
    others.prefixVStride = whole.vStride;
    others.dPrefixK = whole.dk;
    others.dPrefixV = whole.dv;
    return {first, others};
}

// Items so small that a second thread costs more than it saves stay together.
template <typename T>
std::int64_t grainOf(const AttentionTask<T> &task) {
    const std::int64_t rows = task.queries / std::max<std::int64_t>(1, task.examples) + 1;
    const std::int64_t keys =
        task.prefix + task.keyOffsets[task.examples] / std::max<std::int64_t>(1, task.examples) + 1;
    return 1 + 100000 / (rows * keys * task.headDim);
}

template <typename T>
void runForward(AttentionTask<T> whole, const AttentionRows &rows, at::Tensor &out, at::Tensor &logSum) {
    whole.out = out.data_ptr<T>();
    whole.logSum = logSum.data_ptr<T>();
    const AttentionKernel<T> kernel = bestAttentionKernel<T>();
    for (const AttentionTask<T> &task : tasksOf(whole, rows))
        at::parallel_for(0, task.heads * task.examples, grainOf(task),
                         [&](std::int64_t begin, std::int64_t end) { kernel.forward(task, begin, end); });
}

template <typename T>
void runBackward(const AttentionTask<T> &task) {
    const AttentionKernel<T> kernel = bestAttentionKernel<T>();
    const std::int64_t keyHeads = task.heads / task.groups;
    if (task.dPrefixK)
        at::parallel_for(0, keyHeads, 1,
                         [&](std::int64_t begin, std::int64_t end) { kernel.backward(task, begin, end); });
    else
        at::parallel_for(0, keyHeads * task.examples, grainOf(task),
                         [&](std::int64_t begin, std::int64_t end) { kernel.backwardItems(task, begin, end); });
}

struct Inputs {
    at::Tensor q, k, v, prefixK, prefixV;
};

// The three column blocks of a fused projection.
Inputs blocksOf(const at::Tensor &fused, const AttentionShape &shape) {
    const std::int64_t queryWidth = shape.heads * shape.headDim, keyWidth = shape.keyHeads * shape.headDim;
    return {fused.slice(1, 0, queryWidth),
            fused.slice(1, queryWidth, queryWidth + keyWidth),
            fused.slice(1, queryWidth + keyWidth, queryWidth + 2 * keyWidth),
            {},
            {}};
}

std::pair<at::Tensor, at::Tensor> forwardOf(const Inputs &in, const AttentionRows &rows, const AttentionShape &shape) {
    at::Tensor out = at::empty({in.q.size(0), shape.heads * shape.headDim}, in.q.options());
    if (in.q.size(0) > rows.queryOffsets.back())
        out.slice(0, rows.queryOffsets.back()).zero_();
    at::Tensor logSum = at::empty({shape.heads, in.q.size(0)}, in.q.options());
    const at::Tensor slopes = shape.slopes.defined() ? shape.slopes.to(in.q.scalar_type()) : at::Tensor();
    if (in.q.scalar_type() == at::kFloat)
        runForward(taskOf<float>(in.q, in.k, in.v, in.prefixK, in.prefixV, rows, shape, slopes), rows, out, logSum);
    else
        runForward(taskOf<double>(in.q, in.k, in.v, in.prefixK, in.prefixV, rows, shape, slopes), rows, out, logSum);
    return {out, logSum};
}

template <typename T>
void backwardOf(const Inputs &in, const at::Tensor &out, const at::Tensor &logSum, const at::Tensor &dOut,
                Inputs &grads, const AttentionRows &rows, const AttentionShape &shape, bool overwrites) {
    const at::Tensor slopes = shape.slopes.defined() ? shape.slopes.to(in.q.scalar_type()) : at::Tensor();
    AttentionTask<T> task = taskOf<T>(in.q, in.k, in.v, in.prefixK, in.prefixV, rows, shape, slopes);
    task.out = const_cast<T *>(out.const_data_ptr<T>());
    task.logSum = const_cast<T *>(logSum.const_data_ptr<T>());
    task.dOut = dOut.const_data_ptr<T>();
    task.overwrites = overwrites;
    task.dq = grads.q.data_ptr<T>();
    task.dk = grads.k.data_ptr<T>();
    task.dv = grads.v.data_ptr<T>();
    if (grads.prefixK.defined()) {
        task.dPrefixK = grads.prefixK.data_ptr<T>();
        task.dPrefixV = grads.prefixV.data_ptr<T>();
    }
    for (const AttentionTask<T> &one : tasksOf(task, rows))
        runBackward(one);
}

// overwrites: every key row has a query of its example, so that the kernel fills all of dk and dv.
void backwardOf(const Inputs &in, const at::Tensor &out, const at::Tensor &logSum, const at::Tensor &gradient,
                Inputs &grads, const AttentionRows &rows, const AttentionShape &shape, bool overwrites = false) {
    const at::Tensor dOut = gradient.contiguous();
    if (in.q.scalar_type() == at::kFloat)
        backwardOf<float>(in, out, logSum, dOut, grads, rows, shape, overwrites);
    else
        backwardOf<double>(in, out, logSum, dOut, grads, rows, shape, overwrites);
}

// Function::apply takes an absent tensor only as an empty optional.
using MaybeTensor = std::optional<at::Tensor>;
MaybeTensor optionalOf(const at::Tensor &tensor) {
    return tensor.defined() ? MaybeTensor(tensor.contiguous()) : MaybeTensor();
}

struct Pass : torch::CustomClassHolder {
    std::shared_ptr<const AttentionRows> rows;
    AttentionShape shape;
};

void remember(AutogradContext *context, const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape) {
    auto pass = c10::make_intrusive<Pass>();
    pass->rows = rows;
    pass->shape = shape;
    context->saved_data["pass"] = c10::IValue::make_capsule(pass);
}
const Pass &passOf(AutogradContext *context) {
    return static_cast<const Pass &>(*context->saved_data["pass"].toCapsule());
}

class SeparateFunction : public torch::autograd::Function<SeparateFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                              const MaybeTensor &prefixK, const MaybeTensor &prefixV,
                              const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape) {
        const at::Tensor pk = prefixK.value_or(at::Tensor()), pv = prefixV.value_or(at::Tensor());
        const auto [out, logSum] = forwardOf({q, k, v, pk, pv}, *rows, shape);
        context->save_for_backward({q, k, v, pk, pv, out, logSum});
        remember(context, rows, shape);
        return out;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const Inputs in{saved[0], saved[1], saved[2], saved[3], saved[4]};
        Inputs grads{at::zeros_like(in.q), at::zeros_like(in.k), at::zeros_like(in.v), {}, {}};
        // The kernel addresses a gradient by its input's stride.
        grads.q = at::zeros({in.q.size(0), in.q.stride(0)}, in.q.options());
        grads.k = at::zeros({in.k.size(0), in.k.stride(0)}, in.k.options());
        grads.v = at::zeros({in.v.size(0), in.v.stride(0)}, in.v.options());
        if (in.prefixK.defined()) {
            grads.prefixK = at::zeros_like(in.prefixK);
            grads.prefixV = at::zeros_like(in.prefixV);
        }
        backwardOf(in, saved[5], saved[6], gradients[0], grads, *passOf(context).rows, passOf(context).shape);
        return {grads.q.slice(1, 0, in.q.size(1)),
                grads.k.slice(1, 0, in.k.size(1)),
                grads.v.slice(1, 0, in.v.size(1)),
                grads.prefixK,
                grads.prefixV,
                {},
                {}};
    }
};

// Keys and values side by side in one tensor: no gradient of a part has to be put into one of the whole.
class KeyValueFunction : public torch::autograd::Function<KeyValueFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &q, const at::Tensor &keyValue,
                              const MaybeTensor &prefixK, const MaybeTensor &prefixV,
                              const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape) {
        const Inputs in = inputsOf(q, keyValue, prefixK.value_or(at::Tensor()), prefixV.value_or(at::Tensor()));
        const auto [out, logSum] = forwardOf(in, *rows, shape);
        context->save_for_backward({q, keyValue, in.prefixK, in.prefixV, out, logSum});
        remember(context, rows, shape);
        return out;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const Pass &pass = passOf(context);
        const Inputs in = inputsOf(saved[0], saved[1], saved[2], saved[3]);
        const std::vector<std::int64_t> &asked = pass.rows->queryOffsets;
        // Keys of an example that nobody asks about get no gradient from the kernel, as rows that fill up get none.
        const bool isAsked = std::adjacent_find(asked.begin(), asked.end()) == asked.end();
        const at::Tensor dq = at::empty_like(saved[0]),
                         dKeyValue = isAsked ? at::empty_like(saved[1]) : at::zeros_like(saved[1]);
        if (dq.size(0) > asked.back())
            dq.slice(0, asked.back()).zero_();
        if (dKeyValue.size(0) > pass.rows->keyOffsets.back())
            dKeyValue.slice(0, pass.rows->keyOffsets.back()).zero_();
        Inputs grads = inputsOf(dq, dKeyValue, {}, {});
        if (in.prefixK.defined()) {
            grads.prefixK = at::zeros_like(in.prefixK);
            grads.prefixV = at::zeros_like(in.prefixV);
        }
        backwardOf(in, saved[4], saved[5], gradients[0], grads, *pass.rows, pass.shape, isAsked);
        return {dq, dKeyValue, grads.prefixK, grads.prefixV, {}, {}};
    }

private:
    static Inputs inputsOf(const at::Tensor &q, const at::Tensor &keyValue, const at::Tensor &prefixK,
                           const at::Tensor &prefixV) {
        const std::int64_t width = keyValue.size(1) / 2;
        return {q, keyValue.slice(1, 0, width), keyValue.slice(1, width), prefixK, prefixV};
    }
};

class FusedFunction : public torch::autograd::Function<FusedFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &fused, const MaybeTensor &prefixK,
                              const MaybeTensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                              const AttentionShape &shape) {
        Inputs in = blocksOf(fused, shape);
        in.prefixK = prefixK.value_or(at::Tensor());
        in.prefixV = prefixV.value_or(at::Tensor());
        const auto [out, logSum] = forwardOf(in, *rows, shape);
        context->save_for_backward({fused, in.prefixK, in.prefixV, out, logSum});
        remember(context, rows, shape);
        return out;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const Pass &pass = passOf(context);
        Inputs in = blocksOf(saved[0], pass.shape);
        in.prefixK = saved[1];
        in.prefixV = saved[2];
        const at::Tensor gradient = at::empty_like(saved[0]);
        if (gradient.size(0) > pass.rows->queryOffsets.back())
            gradient.slice(0, pass.rows->queryOffsets.back()).zero_();
        Inputs grads = blocksOf(gradient, pass.shape);
        if (in.prefixK.defined()) {
            grads.prefixK = at::zeros_like(in.prefixK);
            grads.prefixV = at::zeros_like(in.prefixV);
        }
        backwardOf(in, saved[3], saved[4], gradients[0], grads, *pass.rows, pass.shape, true);
        return {gradient, grads.prefixK, grads.prefixV, {}, {}};
    }
};

}  // namespace

bool hasAttentionKernel(at::Device device, at::ScalarType dtype) {
    return device.is_cpu() && (dtype == at::kFloat || dtype == at::kDouble);
}

std::int64_t AttentionRows::longestKeys() const { return shared + longestExample(keyOffsets, shared > 0 ? 1 : 0); }
std::int64_t AttentionRows::longestQueries() const { return longestExample(queryOffsets); }

at::Tensor packedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                           const AttentionShape &shape) {
    if (!hasKernel(q, *rows, shape))
        return paddedAttention(q, k, v, prefixK, prefixV, *rows, shape);
    return SeparateFunction::apply(contiguousRows(q), contiguousRows(k), contiguousRows(v), optionalOf(prefixK),
                                   optionalOf(prefixV), rows, shape);
}

at::Tensor packedKeyValueAttention(const at::Tensor &q, const at::Tensor &keyValue, const at::Tensor &prefixK,
                                   const at::Tensor &prefixV, const std::shared_ptr<const AttentionRows> &rows,
                                   const AttentionShape &shape) {
    if (!hasKernel(q, *rows, shape)) {
        const std::int64_t width = keyValue.size(1) / 2;
        return paddedAttention(q, keyValue.slice(1, 0, width), keyValue.slice(1, width), prefixK, prefixV, *rows,
                               shape);
    }
    return KeyValueFunction::apply(q.contiguous(), keyValue.contiguous(), optionalOf(prefixK), optionalOf(prefixV),
                                   rows, shape);
}

at::Tensor packedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const std::shared_ptr<const AttentionRows> &rows, const AttentionShape &shape) {
    if (!hasKernel(queryKeyValue, *rows, shape))
        return paddedSelfAttention(queryKeyValue, prefixK, prefixV, *rows, shape);
    return FusedFunction::apply(queryKeyValue.contiguous(), optionalOf(prefixK), optionalOf(prefixV), rows, shape);
}

}  // namespace warbler
