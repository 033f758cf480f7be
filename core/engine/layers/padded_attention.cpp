// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Attention by torch's operations. A graphics card works faster than a processor can tell it what to do next, so passes
// without dropout have a backward pass of their own, with a third of the operations that autograd would start.
#include "core/engine/layers/padded_attention.h"

#include "core/engine/layers/padded_plan.h"

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// One attention over places: q [heads, examples * queries, dim], k and v [key heads, examples * own, dim], contiguous
// or views of packed rows; prefix keys and values [prefix, key heads * dim] or undefined.
class Places {
public:
    Places(const PaddedPlan &plan, const AttentionShape &shape, const at::Tensor &q, const at::Tensor &k,
           const at::Tensor &v, const at::Tensor &prefixK, const at::Tensor &prefixV)
        : m_plan(plan), m_shape(shape), m_items(shape.heads * plan.examples), m_all(q),
          m_queries(splitExamples(q, plan.queries)), m_keys(splitExamples(repeatHeads(k), plan.own)),
          m_values(splitExamples(repeatHeads(v), plan.own)) {
        if (plan.prefix > 0) {
            m_prefixK = prefixK.view({plan.prefix, shape.keyHeads, shape.headDim}).transpose(0, 1);
            m_prefixV = prefixV.view({plan.prefix, shape.keyHeads, shape.headDim}).transpose(0, 1);
        }
    }

    // [heads, examples, queries, prefix + own], in the model's type; scores and softmax in fp32 at least.
    at::Tensor probabilities() const {
        const at::Tensor scores = products(m_all, m_queries, m_prefixK, m_keys);
        return at::softmax(at::add(m_plan.bias, scores, m_shape.scale), 3).to(m_all.scalar_type());
    }
    // [heads, examples * queries, dim]
    at::Tensor mixValues(const at::Tensor &probabilities) const {
        if (!m_prefixK.defined())
            return at::bmm(ownPart(probabilities), m_values).view({m_shape.heads, -1, m_shape.headDim});
        const at::Tensor before =
            at::bmm(prefixPart(probabilities), m_prefixV).view({m_items, m_plan.queries, m_shape.headDim});
        return at::baddbmm(before, ownPart(probabilities), m_values).view({m_shape.heads, -1, m_shape.headDim});
    }

    // Fills dq, dk, dv (contiguous, as q, k, v) and gives the prefix's two, [prefix, key heads * dim] or undefined.
    std::pair<at::Tensor, at::Tensor> backward(const at::Tensor &probabilities, const at::Tensor &dMixed,
                                               const at::Tensor &dq, const at::Tensor &dk, const at::Tensor &dv) const {
        const at::Tensor dOut = splitExamples(dMixed, m_plan.queries);
        const at::Tensor dShare = products(dMixed, dOut, m_prefixV, m_values);
        // Of q.k before it is scaled: the scale comes with the products.
        const at::Tensor dScores = at::_softmax_backward_data(dShare, probabilities, 3, probabilities.scalar_type());
        const at::Tensor own = ownPart(dScores);
        const double scale = m_shape.scale;
        at::Tensor into = dq.view({m_items, m_plan.queries, m_shape.headDim});
        if (m_prefixK.defined())
            multiplyInto(dq.view({m_shape.keyHeads, -1, m_shape.headDim}), prefixPart(dScores), m_prefixK, scale);
        at::baddbmm_out(into, into, own, m_keys, m_prefixK.defined() ? 1 : 0, scale);
        fill(dk, own.transpose(1, 2), m_queries, scale);
        fill(dv, ownPart(probabilities).transpose(1, 2), dOut, 1);
        if (!m_prefixK.defined())
            return {};
        const auto prefixGradient = [&](const at::Tensor &weights, const at::Tensor &rows, double factor) {
            const at::Tensor sum = at::empty({m_shape.keyHeads, m_plan.prefix, m_shape.headDim}, rows.options());
            multiplyInto(sum, prefixPart(weights).transpose(1, 2), groupQueries(rows), factor);
            return sum.transpose(0, 1).reshape({m_plan.prefix, m_shape.keyHeads * m_shape.headDim});
        };
        return {prefixGradient(dScores, m_all, scale), prefixGradient(probabilities, dMixed, 1)};
    }

private:
    at::Tensor repeatHeads(const at::Tensor &x) const {
        return m_shape.heads == m_shape.keyHeads ? x : x.repeat_interleave(m_shape.heads / m_shape.keyHeads, 0);
    }
    at::Tensor splitExamples(const at::Tensor &x, std::int64_t most) const {
        return x.reshape({m_items, most, m_shape.headDim});
    }
    // All queries of a key head beside each other: one product with the prefix, without a copy of it for every example.
    at::Tensor groupQueries(const at::Tensor &x) const { return x.reshape({m_shape.keyHeads, -1, m_shape.headDim}); }
    // The products of every query with the prefix's rows and with those of its example, side by side.
    at::Tensor products(const at::Tensor &all, const at::Tensor &queries, const at::Tensor &prefix,
                        const at::Tensor &own) const {
        const std::int64_t most = m_plan.prefix + m_plan.own;
        if (at::GradMode::is_enabled()) {  // autograd does not look into a product that is told where to write
            const at::Tensor mine = at::bmm(queries, own.transpose(1, 2))
                                        .view({m_shape.heads, m_plan.examples, m_plan.queries, m_plan.own});
            return prefix.defined()
                       ? at::cat({at::bmm(groupQueries(all), prefix.transpose(1, 2))
                                      .view({m_shape.heads, m_plan.examples, m_plan.queries, m_plan.prefix}),
                                  mine},
                                 3)
                       : mine;
        }
        const at::Tensor both = at::empty({m_shape.heads, m_plan.examples, m_plan.queries, most}, queries.options());
        at::Tensor mine = ownPart(both);
        at::bmm_out(mine, queries, own.transpose(1, 2));
        if (prefix.defined()) {
            at::Tensor before = prefixPart(both);
            at::bmm_out(before, groupQueries(all), prefix.transpose(1, 2));
        }
        return both;
    }
    at::Tensor ownPart(const at::Tensor &x) const {
        return x.slice(3, m_plan.prefix).view({m_items, m_plan.queries, m_plan.own});
    }
    at::Tensor prefixPart(const at::Tensor &x) const {
        return x.slice(3, 0, m_plan.prefix).view({m_shape.keyHeads, -1, m_plan.prefix});
    }
    static void multiplyInto(at::Tensor into, const at::Tensor &a, const at::Tensor &b, double factor) {
        at::baddbmm_out(into, into, a, b, 0, factor);
    }
    // to = factor * weights rows, summed over the query heads of a key head.
    void fill(const at::Tensor &to, const at::Tensor &weights, const at::Tensor &rows, double factor) const {
        const at::Tensor into = to.view({-1, m_plan.own, m_shape.headDim});
        if (m_shape.heads == m_shape.keyHeads)
            multiplyInto(into, weights, rows, factor);
        else
            into.copy_(at::bmm(weights, rows)
                           .view({m_shape.keyHeads, -1, m_plan.examples, m_plan.own, m_shape.headDim})
                           .sum(1)
                           .view_as(into) *
                       factor);
    }

    const PaddedPlan &m_plan;
    const AttentionShape &m_shape;
    std::int64_t m_items;
    at::Tensor m_all, m_queries, m_keys, m_values, m_prefixK, m_prefixV;
};

struct Pass : torch::CustomClassHolder {
    std::shared_ptr<const PaddedPlan> plan;
    AttentionShape shape;
    std::int64_t queryRows = 0, keyRows = 0;
};

const Pass &remember(AutogradContext *context, const AttentionRows &rows, const AttentionShape &shape,
                     std::int64_t queryRows, std::int64_t keyRows) {
    auto pass = c10::make_intrusive<Pass>();
    pass->plan = rows.padded;
    pass->shape = shape;
    pass->queryRows = queryRows;
    pass->keyRows = keyRows;
    context->saved_data["pass"] = c10::IValue::make_capsule(pass);
    return *pass;
}
const Pass &passOf(AutogradContext *context) {
    return static_cast<const Pass &>(*context->saved_data["pass"].toCapsule());
}

using MaybeTensor = std::optional<at::Tensor>;
MaybeTensor optionalOf(const at::Tensor &tensor) { return tensor.defined() ? MaybeTensor(tensor) : MaybeTensor(); }

class SeparateFunction : public torch::autograd::Function<SeparateFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                              const MaybeTensor &prefixK, const MaybeTensor &prefixV, const AttentionRows &rows,
                              const AttentionShape &shape) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const at::Tensor pk = prefixK.value_or(at::Tensor()), pv = prefixV.value_or(at::Tensor());
        const PaddedPlan &plan = planOf(q, pk.defined() ? pk.size(0) : 0, rows, shape);
        const at::Tensor asking = padRows(q, plan.queryPlaces, shape.heads, plan.examples * plan.queries);
        const at::Tensor keys = padRows(k, plan.keyPlaces, shape.keyHeads, plan.examples * plan.own);
        const at::Tensor values = padRows(v, plan.keyPlaces, shape.keyHeads, plan.examples * plan.own);
        const Places places(plan, shape, asking, keys, values, pk, pv);
        const at::Tensor probabilities = places.probabilities();
        context->save_for_backward({asking, keys, values, pk, pv, probabilities});
        remember(context, rows, shape, q.size(0), k.size(0));
        return unpadRows(places.mixValues(probabilities), plan.queryPlaces, q.size(0));
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const Pass &pass = passOf(context);
        const PaddedPlan &plan = *pass.plan;
        const Places places(plan, pass.shape, saved[0], saved[1], saved[2], saved[3], saved[4]);
        const at::Tensor dq = at::empty(saved[0].sizes(), saved[0].options()),
                         dk = at::empty(saved[1].sizes(), saved[1].options());
        const at::Tensor dv = at::empty(saved[2].sizes(), saved[2].options());
        const at::Tensor dMixed = padRows(gradients[0], plan.queryPlaces, pass.shape.heads, dq.size(1));
        const auto [dPrefixK, dPrefixV] = places.backward(saved[5], dMixed, dq, dk, dv);
        return {unpadRows(dq, plan.queryPlaces, pass.queryRows),
                unpadRows(dk, plan.keyPlaces, pass.keyRows),
                unpadRows(dv, plan.keyPlaces, pass.keyRows),
                dPrefixK,
                dPrefixV,
                {},
                {}};
    }
};

// Query, key and value heads of a fused projection go to their places, and their gradients come back, in one piece.
class FusedFunction : public torch::autograd::Function<FusedFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &fused, const MaybeTensor &prefixK,
                              const MaybeTensor &prefixV, const AttentionRows &rows, const AttentionShape &shape) {
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const at::Tensor pk = prefixK.value_or(at::Tensor()), pv = prefixV.value_or(at::Tensor());
        const PaddedPlan &plan = planOf(fused, pk.defined() ? pk.size(0) : 0, rows, shape);
        const at::Tensor all =
            padRows(fused, plan.queryPlaces, shape.heads + 2 * shape.keyHeads, plan.examples * plan.queries);
        const Places places(plan, shape, part(all, shape, 0), part(all, shape, 1), part(all, shape, 2), pk, pv);
        const at::Tensor probabilities = places.probabilities();
        context->save_for_backward({all, pk, pv, probabilities});
        remember(context, rows, shape, fused.size(0), fused.size(0));
        return unpadRows(places.mixValues(probabilities), plan.queryPlaces, fused.size(0));
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const at::AutoDispatchBelowADInplaceOrView belowAutograd;
        const Pass &pass = passOf(context);
        const PaddedPlan &plan = *pass.plan;
        const AttentionShape &shape = pass.shape;
        const Places places(plan, shape, part(saved[0], shape, 0), part(saved[0], shape, 1), part(saved[0], shape, 2),
                            saved[1], saved[2]);
        const at::Tensor all = at::empty(saved[0].sizes(), saved[0].options());
        const at::Tensor dMixed = padRows(gradients[0], plan.queryPlaces, shape.heads, all.size(1));
        const auto [dPrefixK, dPrefixV] =
            places.backward(saved[3], dMixed, part(all, shape, 0), part(all, shape, 1), part(all, shape, 2));
        return {unpadRows(all, plan.queryPlaces, pass.queryRows), dPrefixK, dPrefixV, {}, {}};
    }

private:
    // Which: 0 query, 1 key, 2 value heads.
    static at::Tensor part(const at::Tensor &all, const AttentionShape &shape, int which) {
        const std::int64_t begin = which == 0 ? 0 : shape.heads + (which - 1) * shape.keyHeads;
        return all.slice(0, begin, begin + (which == 0 ? shape.heads : shape.keyHeads));
    }
};

// For operations that autograd looks into.
class PadRowsFunction : public torch::autograd::Function<PadRowsFunction> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &packed, const at::Tensor &places,
                              std::int64_t heads, std::int64_t most) {
        context->save_for_backward({places});
        context->saved_data["rows"] = packed.size(0);
        return padRows(packed, places, heads, most);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        return {unpadRows(gradients[0], context->get_saved_variables()[0], context->saved_data["rows"].toInt()),
                {},
                {},
                {}};
    }
};

at::Tensor padDifferentiably(const at::Tensor &packed, const at::Tensor &places, std::int64_t heads,
                             std::int64_t most) {
    return places.defined() ? PadRowsFunction::apply(packed, places, heads, most)
                            : padRows(packed, places, heads, most);
}

}  // namespace

at::Tensor differentiableAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                                   const at::Tensor &prefixK, const at::Tensor &prefixV, const AttentionRows &rows,
                                   const AttentionShape &shape) {
    const PaddedPlan &plan = planOf(q, prefixK.defined() ? prefixK.size(0) : 0, rows, shape);
    const std::int64_t keyPlaces = plan.examples * plan.own;
    const Places places(plan, shape, padDifferentiably(q, plan.queryPlaces, shape.heads, plan.examples * plan.queries),
                        padDifferentiably(k, plan.keyPlaces, shape.keyHeads, keyPlaces),
                        padDifferentiably(v, plan.keyPlaces, shape.keyHeads, keyPlaces), prefixK, prefixV);
    at::Tensor probabilities = places.probabilities();
    if (shape.dropout)
        probabilities = shape.dropout->apply(probabilities, shape.dropout->attention);
    return unpadRows(places.mixValues(probabilities), plan.queryPlaces, q.size(0));
}

at::Tensor paddedAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &prefixK,
                           const at::Tensor &prefixV, const AttentionRows &rows, const AttentionShape &shape) {
    if (shape.dropout)
        return differentiableAttention(q, k, v, prefixK, prefixV, rows, shape);
    return SeparateFunction::apply(q, k, v, optionalOf(prefixK), optionalOf(prefixV), rows, shape);
}

at::Tensor paddedSelfAttention(const at::Tensor &queryKeyValue, const at::Tensor &prefixK, const at::Tensor &prefixV,
                               const AttentionRows &rows, const AttentionShape &shape) {
    if (!shape.dropout)
        return FusedFunction::apply(queryKeyValue, optionalOf(prefixK), optionalOf(prefixV), rows, shape);
    const std::int64_t queryWidth = shape.heads * shape.headDim, keyWidth = shape.keyHeads * shape.headDim;
    return differentiableAttention(queryKeyValue.slice(1, 0, queryWidth),
                                   queryKeyValue.slice(1, queryWidth, queryWidth + keyWidth),
                                   queryKeyValue.slice(1, queryWidth + keyWidth), prefixK, prefixV, rows, shape);
}

}  // namespace warbler
