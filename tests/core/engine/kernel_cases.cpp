// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The processor's own kernels beside torch's operations.
#include "core/engine/layers/feed_forward.h"
#include "core/engine/layers/layer_norm.h"
#include "core/engine/layers/packed_attention.h"
#include "core/engine/layers/padded_attention.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

// The processor's kernel against padded torch operations on a device: values and every gradient.
void attention(const at::Device device, at::ScalarType dtype, std::int64_t heads, std::int64_t keyHeads,
               std::int64_t dim, std::int64_t prefix, Masking masking, bool hasSlopes, bool keepsFew,
               double tolerance) {
    const std::vector<std::int64_t> offsets = {0, 5, 6, 29, 47};
    const std::int64_t rows = offsets.back();
    std::optional<std::vector<std::int64_t>> keep;
    if (keepsFew)
        keep = {5, 20, 28, 46};  // nobody asks about the first example
    const auto layout = attentionRows(offsets, keep);
    const std::int64_t queries = std::int64_t(layout->within.size());
    AttentionShape shape{heads, keyHeads, dim, 1 / std::sqrt(double(dim)), masking, {}};
    if (hasSlopes)
        shape.slopes = at::arange(1, heads + 1, at::kDouble) * 0.05;
    std::vector<at::Tensor> leaves = {wave({queries, heads * dim}, 1, dtype), wave({rows, keyHeads * dim}, 2, dtype),
                                      wave({rows, keyHeads * dim}, 3, dtype)};
    if (prefix > 0) {
        leaves.push_back(wave({prefix, keyHeads * dim}, 4, dtype));
        leaves.push_back(wave({prefix, keyHeads * dim}, 5, dtype));
    }
    const at::Tensor weight = wave({queries, heads * dim}, 6, dtype);
    using Way =
        at::Tensor (*)(const at::Tensor &, const at::Tensor &, const at::Tensor &, const at::Tensor &,
                       const at::Tensor &, const std::shared_ptr<const AttentionRows> &, const AttentionShape &);
    const Way ways[] = {packedAttention,
                        [](auto &q, auto &k, auto &v, auto &pk, auto &pv, auto &r, auto &s) {
                            return packedKeyValueAttention(q, at::cat({k, v}, 1), pk, pv, r, s);
                        },
                        [](auto &q, auto &k, auto &v, auto &pk, auto &pv, auto &r, auto &s) {
                            return paddedAttention(q, k, v, pk, pv, *r, s);
                        },
                        [](auto &q, auto &k, auto &v, auto &pk, auto &pv, auto &r, auto &s) {
                            return differentiableAttention(q, k, v, pk, pv, *r, s);
                        }};
    at::Tensor wanted;
    std::vector<at::Tensor> gradients;
    for (const Way way : ways) {
        std::vector<at::Tensor> mine;
        for (const at::Tensor &leaf : leaves)
            mine.push_back((way == ways[0] ? leaf.clone() : leaf.clone().to(device)).set_requires_grad(true));
        const at::Tensor none, &pk = prefix > 0 ? mine[3] : none, &pv = prefix > 0 ? mine[4] : none;
        const at::Tensor got = way(mine[0], mine[1], mine[2], pk, pv, layout, shape);
        torch::autograd::backward({(got * weight.to(got.device())).sum()}, {});
        if (way == ways[0])
            wanted = got;
        expectNear(got, wanted, tolerance, "the output");
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            if (way == ways[0])
                gradients.push_back(mine[i].grad());
            expectNear(mine[i].grad(), gradients[i], tolerance, "gradient " + std::to_string(i));
        }
    }
    if (keepsFew)
        return;
    // Query, key and value in one tensor, with two rows more than the examples have, which fill up.
    const auto filled = [](const at::Tensor &x) { return at::constant_pad_nd(x, {0, 0, 0, 2}); };
    for (const bool pads : {false, true}) {
        const at::Device place = pads ? device : at::Device(at::kCPU);
        const auto leafOf = [&](const at::Tensor &x) { return x.detach().clone().to(place).set_requires_grad(true); };
        const at::Tensor fused = leafOf(filled(at::cat({leaves[0], leaves[1], leaves[2]}, 1))), none;
        const at::Tensor pk = prefix > 0 ? leafOf(leaves[3]) : none, pv = prefix > 0 ? leafOf(leaves[4]) : none;
        const at::Tensor out = pads ? paddedSelfAttention(fused, pk, pv, *layout, shape)
                                    : packedSelfAttention(fused, pk, pv, layout, shape);
        torch::autograd::backward({(out * at::constant_pad_nd(weight, {0, 0, 0, 2}, 1).to(place)).sum()}, {});
        expectNear(out, filled(wanted), tolerance, "the fused output");
        expectNear(fused.grad(), filled(at::cat({gradients[0], gradients[1], gradients[2]}, 1)), tolerance,
                   "the fused gradient");
        if (prefix > 0)
            expectNear(at::stack({pk.grad(), pv.grad()}), at::stack({gradients[3], gradients[4]}), tolerance,
                       "the gradient of the prefix");
    }
}

void attentionWays(const std::string &name) {
    const at::Device device = deviceNamed(name);
    for (const auto &[dtype, tolerance] : {std::pair(at::kDouble, 1e-12), std::pair(at::kFloat, 1e-5)})
        for (const std::int64_t dim : {4, 16, 32, 40, 64})
            for (const std::int64_t prefix : {0, 7, 33})
                for (const bool few : {false, true}) {
                    attention(device, dtype, 4, 4, dim, prefix, Masking::Causal, true, few, tolerance);
                    attention(device, dtype, 4, 2, dim, prefix, Masking::Causal, false, few, tolerance);
                    attention(device, dtype, 4, 4, dim, prefix, Masking::Bidirectional, false, few, tolerance);
                }
}

// Activations as large as those of trained models: near 0 the two gelus can hardly be told apart.
void activations(const std::string &) {
    for (const std::int64_t rows : {1, 7, 300}) {
        const at::Tensor x = 2 * wave({rows, 64}, 1, at::kFloat), bias = wave({256}, 3, at::kFloat);
        const at::Tensor weight = wave({256, 64}, 2, at::kFloat) / 4;
        const Linear linear(weight, bias, {});
        const at::Tensor y = at::linear(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble));
        for (const auto &[activation, wanted, name] : {std::tuple(Activation::None, y, "none"),
                                                       {Activation::GeluErf, at::gelu(y), "erf"},
                                                       {Activation::GeluTanh, at::gelu(y, "tanh"), "tanh"}}) {
            const at::NoGradGuard noGrad;
            expectNear(linear(x, nullptr, activation).to(at::kDouble), wanted, 5e-6, name);
        }
    }
}

// From far below to far above zero, a count that fills no vector.
void geluWithSlope(const std::string &) {
    const at::Tensor x = at::cat({at::linspace(-40, 40, 4001, at::kDouble), at::linspace(-1e-3, 1e-3, 7, at::kDouble)});
    for (const auto &[activation, name] :
         {std::pair(Activation::GeluErf, "none"), std::pair(Activation::GeluTanh, "tanh")}) {
        const at::Tensor leaf = x.clone().set_requires_grad(true), wanted = at::gelu(leaf, name);
        torch::autograd::backward({wanted.sum()}, {});
        const auto [got, slope] = geluAndSlope(x.to(at::kFloat), activation);
        expect(((got.to(at::kDouble) - wanted).abs() / wanted.abs().clamp_min(1)).max().item<double>() <= 3e-7,
               std::string("gelu ") + name + " differs");
        expectNear(slope, leaf.grad(), 1e-6, std::string("the slope of gelu ") + name);
    }
}

// One pass over the wide rows against operations of their own, in double.
void feedForwardWays(const std::string &) {
    const at::Tensor weights[] = {wave({96, 40}, 1, at::kDouble) / 4, wave({96}, 2, at::kDouble),
                                  wave({40, 96}, 3, at::kDouble) / 4, wave({40}, 4, at::kDouble)};
    const auto layer = [&](int first, at::ScalarType dtype) {
        return Linear(weights[first].to(dtype), weights[first + 1].to(dtype), {});
    };
    for (const Activation activation : {Activation::GeluErf, Activation::GeluTanh}) {
        at::Tensor values[2], gradients[2][2];
        for (const at::ScalarType dtype : {at::kDouble, at::kFloat}) {
            const std::size_t way = dtype == at::kFloat;
            const at::Tensor x = wave({33, 40}, 5, dtype).set_requires_grad(true),
                             residual = wave({33, 40}, 6, dtype).set_requires_grad(true);
            const Linear up = layer(0, dtype), down = layer(2, dtype);
            values[way] = feedForward(up, down, x, residual, nullptr, activation);
            torch::autograd::backward({(values[way] * wave({33, 40}, 7, dtype)).sum()}, {});
            gradients[way][0] = x.grad();
            gradients[way][1] = residual.grad();
        }
        expectNear(values[1], values[0], 1e-5, "the output");
        for (int i = 0; i < 2; ++i)
            expectNear(gradients[1][i], gradients[0][i], 1e-5, "gradient " + std::to_string(i));
    }
}

// Widths that are and are not whole vectors, and rows far from zero, where a variance taken as a difference of sums
// would be lost.
void layerNorms(const std::string &) {
    for (const std::int64_t width : {7, 64, 100, 384})
        for (const double shift : {0.0, 300.0}) {
            at::Tensor values[2], gradients[2];
            for (const at::ScalarType dtype : {at::kDouble, at::kFloat}) {
                const std::size_t way = dtype == at::kFloat;
                const at::Tensor x =
                    (wave({90, width}, 1, at::kDouble) + shift).to(at::kFloat).to(dtype).set_requires_grad(true);
                values[way] = layerNorm(x, {wave({width}, 2, dtype), wave({width}, 3, dtype)}, 1e-12);
                torch::autograd::backward({(values[way] * wave({90, width}, 4, dtype)).sum()}, {});
                gradients[way] = x.grad();
            }
            expectNear(values[1], values[0], shift > 0 ? 3e-4 : 2e-6, "the output");
            expectNear(gradients[1], gradients[0], shift > 0 ? 3e-4 : 2e-6, "the gradient");
        }
}

}  // namespace

std::vector<Case> kernelCases() {
    return {{"the attention kernel equals padded torch operations", false, attentionWays},
            {"the activation after a product is torch's own", false, activations},
            {"gelu and its slope come from one pass", false, geluWithSlope},
            {"layer normalisation by our kernel equals torch's", false, layerNorms},
            {"a layer's second half in one piece equals its parts", false, feedForwardWays}};
}

}  // namespace warbler
