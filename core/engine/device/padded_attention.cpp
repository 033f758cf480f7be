// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "core/engine/device/packed_attention.h"

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// What all layers of a pass share: made at the first of them, on its device.
struct PaddedPlan {
    std::int64_t prefix = 0, queries = 0, own = 0;  // rows of the prefix; places of an example for its queries and own keys
    at::Tensor queryPlaces, keyPlaces;       // [rows]: the place of each packed row; undefined where one example fills all places
    at::Tensor bias;                         // [heads or 1, examples, queries, prefix + own]: ALiBi's, -inf where a query may not look
};

namespace {

// Rows whose scores begin at another multiple than this are multiplied several times slower on a graphics card.
constexpr std::int64_t kAlignedKeys = 8;

at::Tensor placesOf(const std::vector<std::int64_t> &offsets, std::int64_t most, at::Device device) {
    if (offsets.size() == 2 && offsets[1] == most)
        return {};
    std::vector<std::int64_t> places;
    for (std::int64_t e = 0; e + 1 < std::int64_t(offsets.size()); ++e)
        for (std::int64_t row = offsets[std::size_t(e)]; row < offsets[std::size_t(e) + 1]; ++row)
            places.push_back(e * most + row - offsets[std::size_t(e)]);
    return at::tensor(places, at::kLong).to(device);
}

std::shared_ptr<const PaddedPlan> planOf(const at::Tensor &q, std::int64_t prefix, const AttentionRows &rows, const AttentionShape &shape) {
    auto plan = std::make_shared<PaddedPlan>();
    const std::int64_t examples = rows.examples();
    plan->prefix = prefix;
    plan->queries = rows.longestQueries();
    plan->own = rows.longestKeys();
    if (q.is_cuda() && examples > 1)
        plan->own += (kAlignedKeys - (prefix + plan->own) % kAlignedKeys) % kAlignedKeys;
    plan->queryPlaces = placesOf(rows.queryOffsets, plan->queries, q.device());
    plan->keyPlaces = placesOf(rows.keyOffsets, plan->own, q.device());
    // How many keys a query sees, from the first prefix key on; a place without a query sees one, so that its softmax is finite.
    std::vector<std::int64_t> seen(std::size_t(examples * plan->queries), 1);
    for (std::int64_t e = 0; e < examples; ++e) {
        const std::int64_t first = rows.queryOffsets[std::size_t(e)], asking = rows.queryOffsets[std::size_t(e) + 1] - first;
        const std::int64_t length = rows.keyOffsets[std::size_t(e) + 1] - rows.keyOffsets[std::size_t(e)];
        for (std::int64_t i = 0; i < asking; ++i)
            seen[std::size_t(e * plan->queries + i)] =
                prefix + (shape.masking == Masking::Causal ? rows.within[std::size_t(first + i)] + 1 : length);
    }
    const at::ScalarType exact = q.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    const at::Tensor keys = at::arange(prefix + plan->own, at::TensorOptions().dtype(at::kLong).device(q.device()));
    const at::Tensor hidden = keys >= at::tensor(seen, at::kLong).to(q.device()).view({1, examples, plan->queries, 1});
    at::Tensor bias = at::zeros({1, 1, 1, 1}, q.options().dtype(exact));
    if (shape.slopes.defined())
        bias = shape.slopes.to(q.device(), exact).view({shape.heads, 1, 1, 1}) * (keys - prefix).to(exact);
    plan->bias = at::where(hidden, at::scalar_tensor(-std::numeric_limits<double>::infinity(), bias.options()), bias);
    return plan;
}

// Packed rows [rows, heads * dim] at their places [heads, examples * longest, dim], the other places zero.
class ToPlaces : public torch::autograd::Function<ToPlaces> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &packed, const at::Tensor &places, std::int64_t heads, std::int64_t most) {
        context->save_for_backward({places});
        context->saved_data["rows"] = packed.size(0);
        const at::Tensor padded = at::zeros({heads, most, packed.size(1) / heads}, packed.options());
        padded.transpose(0, 1).index_copy_(0, places, packed.slice(0, 0, places.size(0)).view({places.size(0), heads, -1}));
        return padded;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::Tensor places = context->get_saved_variables()[0];
        const std::int64_t rows = context->saved_data["rows"].toInt();
        const at::Tensor packed = gradients[0].transpose(0, 1).index_select(0, places).reshape({places.size(0), -1});
        return {rows == packed.size(0) ? packed : at::constant_pad_nd(packed, {0, 0, 0, rows - packed.size(0)}), {}, {}, {}};
    }
};

// The way back: [heads, examples * longest, dim] -> [rows, heads * dim].
class FromPlaces : public torch::autograd::Function<FromPlaces> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &padded, const at::Tensor &places, std::int64_t rows) {
        context->save_for_backward({places});
        context->saved_data["heads"] = padded.size(0);
        context->saved_data["most"] = padded.size(1);
        const at::Tensor packed = padded.transpose(0, 1).index_select(0, places).reshape({places.size(0), padded.size(0) * padded.size(2)});
        return rows == packed.size(0) ? packed : at::constant_pad_nd(packed, {0, 0, 0, rows - packed.size(0)});
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::Tensor places = context->get_saved_variables()[0];
        const std::int64_t heads = context->saved_data["heads"].toInt(), most = context->saved_data["most"].toInt();
        const at::Tensor &packed = gradients[0];
        const at::Tensor padded = at::zeros({heads, most, packed.size(1) / heads}, packed.options());
        padded.transpose(0, 1).index_copy_(0, places, packed.slice(0, 0, places.size(0)).reshape({places.size(0), heads, -1}));
        return {padded, {}, {}};
    }
};

at::Tensor toPlaces(const at::Tensor &packed, const at::Tensor &places, std::int64_t heads, std::int64_t most) {
    if (!places.defined())
        return packed.slice(0, 0, most).view({most, heads, -1}).transpose(0, 1);
    return ToPlaces::apply(packed, places, heads, most);
}

}  // namespace

at::Tensor Dropout::apply(const at::Tensor &x, double share) const {
    if (share <= 0)
        return x;
    const at::Tensor kept = at::rand(x.sizes(), generator, x.options().dtype(at::kFloat).requires_grad(false)) >= share;
    return x * kept.to(x.scalar_type()) / (1 - share);
}

at::Tensor paddedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const AttentionRows &rows, const AttentionShape &shape) {
    const std::int64_t examples = rows.examples(), prefix = prefixK.defined() ? prefixK.size(0) : 0;
    const std::int64_t heads = shape.heads, keyHeads = shape.keyHeads, dim = shape.headDim;
    if (!rows.padded || rows.padded->prefix != prefix || rows.padded->bias.device() != q.device())
        rows.padded = planOf(q, prefix, rows, shape);
    const PaddedPlan &plan = *rows.padded;
    const std::int64_t queries = plan.queries, own = plan.own;
    const at::Tensor asking = toPlaces(q, plan.queryPlaces, heads, examples * queries);
    const auto ofExamples = [&](const at::Tensor &mine) {
        const at::Tensor all = toPlaces(mine, plan.keyPlaces, keyHeads, examples * own);
        return (heads == keyHeads ? all : all.repeat_interleave(heads / keyHeads, 0)).reshape({heads * examples, own, dim});
    };
    const at::Tensor keys = ofExamples(k), values = ofExamples(v);
    const at::Tensor perExample = asking.reshape({heads * examples, queries, dim});
    at::Tensor scores = at::bmm(perExample, keys.transpose(1, 2)).view({heads, examples, queries, own});
    if (prefix > 0) {
        // All queries of a key head times the same prefix keys: one product without a copy of them for every example.
        const at::Tensor grouped = asking.reshape({keyHeads, -1, dim});
        const at::Tensor before = at::bmm(grouped, prefixK.view({prefix, keyHeads, dim}).permute({1, 2, 0}));
        scores = at::cat({before.view({heads, examples, queries, prefix}), scores}, 3);
    }
    scores = at::add(plan.bias, scores, shape.scale);
    at::Tensor probabilities = at::softmax(scores, 3).to(q.scalar_type());
    if (shape.dropout)
        probabilities = shape.dropout->apply(probabilities, shape.dropout->attention);
    const at::Tensor ownShare = probabilities.slice(3, prefix).view({heads * examples, queries, own});
    at::Tensor mixed;
    if (prefix > 0) {
        const at::Tensor share = probabilities.slice(3, 0, prefix).view({keyHeads, -1, prefix});
        const at::Tensor before = at::bmm(share, prefixV.view({prefix, keyHeads, dim}).transpose(0, 1));
        mixed = at::baddbmm(before.view({heads * examples, queries, dim}), ownShare, values);
    } else {
        mixed = at::bmm(ownShare, values);
    }
    mixed = mixed.view({heads, examples * queries, dim});
    if (!plan.queryPlaces.defined()) {
        const at::Tensor packed = mixed.transpose(0, 1).reshape({queries, heads * dim});
        return packed.size(0) == q.size(0) ? packed : at::constant_pad_nd(packed, {0, 0, 0, q.size(0) - packed.size(0)});
    }
    return FromPlaces::apply(mixed, plan.queryPlaces, q.size(0));
}

}  // namespace warbler
