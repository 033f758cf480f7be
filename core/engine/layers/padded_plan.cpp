// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/layers/padded_plan.h"

#include <limits>

namespace warbler {

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

std::shared_ptr<const PaddedPlan> makePlan(const at::Tensor &q, std::int64_t prefix, const AttentionRows &rows,
                                           const AttentionShape &shape) {
    auto plan = std::make_shared<PaddedPlan>();
    const std::int64_t examples = rows.examples();
    plan->examples = examples;
    plan->prefix = prefix;
    plan->own = rows.longestKeys();
    if (q.is_cuda() && examples > 1)
        plan->own += (kAlignedKeys - (prefix + plan->own) % kAlignedKeys) % kAlignedKeys;
    plan->queries = rows.queryOffsets == rows.keyOffsets ? plan->own : rows.longestQueries();
    plan->queryPlaces = placesOf(rows.queryOffsets, plan->queries, q.device());
    plan->keyPlaces =
        rows.queryOffsets == rows.keyOffsets ? plan->queryPlaces : placesOf(rows.keyOffsets, plan->own, q.device());
    // How many keys a query sees, from the first prefix key on; a place without a query sees one, so that its softmax
    // is finite.
    std::vector<std::int64_t> seen(std::size_t(examples * plan->queries), 1);
    for (std::int64_t e = 0; e < examples; ++e) {
        const std::int64_t first = rows.queryOffsets[std::size_t(e)],
                           asking = rows.queryOffsets[std::size_t(e) + 1] - first;
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

}  // namespace

const PaddedPlan &planOf(const at::Tensor &q, std::int64_t prefix, const AttentionRows &rows,
                         const AttentionShape &shape) {
    if (!rows.padded || rows.padded->prefix != prefix || rows.padded->bias.device() != q.device())
        rows.padded = makePlan(q, prefix, rows, shape);
    return *rows.padded;
}

at::Tensor padRows(const at::Tensor &packed, const at::Tensor &places, std::int64_t heads, std::int64_t most) {
    if (!places.defined())
        return packed.slice(0, 0, most).view({most, heads, -1}).transpose(0, 1);
    const at::Tensor padded = at::zeros({heads, most, packed.size(1) / heads}, packed.options());
    padded.transpose(0, 1).index_copy_(0, places,
                                       packed.slice(0, 0, places.size(0)).reshape({places.size(0), heads, -1}));
    return padded;
}

at::Tensor unpadRows(const at::Tensor &padded, const at::Tensor &places, std::int64_t rows) {
    at::Tensor packed = padded.transpose(0, 1);
    if (places.defined())
        packed = packed.index_select(0, places);
    packed = packed.reshape({packed.size(0), padded.size(0) * padded.size(2)});
    return rows == packed.size(0) ? packed : at::constant_pad_nd(packed, {0, 0, 0, rows - packed.size(0)});
}

}  // namespace warbler
