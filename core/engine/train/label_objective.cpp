// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/label_objective.h"

#include <algorithm>
#include <limits>

#include "core/engine/device/fault.h"

namespace warbler {

LabelObjective::LabelObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data)
    : Objective(tuned, config, data), m_plan(data.scoring) {
    const ModelConfig &base = tuned.model().config();
    m_isShared = config.mode == EngineMode::Shared && !m_drops;
    // Padding on the left moves texts apart: what they begin with then stands at other positions in each.
    m_isShifted = config.peftLeftPad && base.type != ModelType::Bloom;
    if (m_isShared && !m_isShifted)
        m_lead = commonLead(data.train);
}

const std::vector<TokenId> &LabelObjective::target(std::int64_t example) const {
    const TokenizedExample &row = m_data.train[std::size_t(example)];
    return row.labelIds.empty() ? m_plan.labels[std::size_t(*row.category)] : row.labelIds;
}

std::vector<std::int64_t> LabelObjective::lengths() const {
    std::vector<std::int64_t> lengths = Objective::lengths();
    for (std::size_t e = 0; m_config.lossOnText && e < lengths.size(); ++e)
        lengths[e] += std::int64_t(target(std::int64_t(e)).size()) - 1;
    return lengths;
}

double LabelObjective::divisor(Indices step) const {
    double sum = 0;
    for (std::int64_t index : step)
        sum +=
            weightOf(index) * (m_config.lossReduction == LossReduction::PerToken ? double(target(index).size()) : 1.0);
    return sum;
}

bool LabelObjective::isOnePass() const {
    const LanguageModel &model = m_tuned.model();
    return m_isShared && m_microBatches == 1 && m_tuned.virtualRows() + std::int64_t(m_lead) > 0 &&
           hasAttentionKernel(model.device(), model.dtype());
}

void LabelObjective::beginStep(std::int64_t step, std::size_t microBatches) {
    Objective::beginStep(step, microBatches);
    m_pass = {};
    m_leaves = {};
    m_sums.clear();
    if (!m_isShared || isOnePass())
        return;
    m_pass = sharedPrefix(m_tuned, Ids(m_data.train[0].ids).first(m_lead)).cache;
    if (m_pass.rows == 0)
        return;
    ++m_prefixPasses;
    m_leaves.rows = m_pass.rows;
    for (std::size_t i = 0; i < m_pass.keys.size(); ++i) {
        m_leaves.keys.push_back(m_pass.keys[i].detach().set_requires_grad(true));
        m_leaves.values.push_back(m_pass.values[i].detach().set_requires_grad(true));
    }
}

// PEFT puts padding between the prompt and a text, and positions count it.
std::vector<std::int64_t> LabelObjective::shiftedPositions(Indices examples,
                                                           const std::vector<std::int64_t> &offsets) const {
    const std::int64_t own = m_isShared ? 0 : m_tuned.virtualRows(), before = m_isShared ? m_tuned.virtualRows() : 0;
    const std::int64_t limit = m_config.maxTokens;
    std::vector<std::int64_t> positions;
    const std::size_t first = isOnePass() ? 1 : 0;
    for (std::int64_t row = 0; row < (first > 0 ? offsets[1] : 0); ++row)
        positions.push_back(row);
    for (std::size_t e = 0; e < examples.size(); ++e) {
        const std::size_t tokens = m_data.train[std::size_t(examples[e])].ids.size() + target(examples[e]).size();
        const std::int64_t padding = std::max<std::int64_t>(0, limit - std::int64_t(tokens)),
                           rows = offsets[first + e + 1] - offsets[first + e];
        for (std::int64_t row = 0; row < rows;
             ++row)  // rows after the text are never read: their position only has to exist
            positions.push_back(before + (row < own ? row : std::min(row + padding, own + limit - 1)));
    }
    return positions;
}

LabelObjective::Targets LabelObjective::targetsOf(Indices examples, double divisor) const {
    Targets targets;
    for (std::int64_t index : examples) {
        const std::vector<TokenId> &label = target(index);
        const double perToken = m_config.lossReduction == LossReduction::PerToken ? 1.0 : 1.0 / double(label.size());
        for (TokenId id : label) {
            targets.ids.push_back(id);
            targets.weights.push_back(weightOf(index) * perToken / divisor);
            targets.plainWeights.push_back(1.0 / double(label.size()));
        }
    }
    return targets;
}

LabelObjective::Packed LabelObjective::pack(Indices examples) {
    std::vector<std::vector<TokenId>> texts;
    for (std::int64_t index : examples) {
        const std::vector<TokenId> &label = target(index), &ids = m_data.train[std::size_t(index)].ids;
        std::vector<TokenId> &text = texts.emplace_back(ids.begin() + std::ptrdiff_t(m_lead), ids.end());
        text.insert(text.end(), label.begin(), label.end() - 1);
        // The reference pads every example and computes logits at every row.
        if (m_config.mode == EngineMode::Naive && std::int64_t(text.size()) < m_config.maxTokens)
            text.resize(std::size_t(m_config.maxTokens), TokenId(m_tuned.model().config().padToken.value_or(0)));
    }
    const bool joinsPrefix = isOnePass();
    std::vector<Ids> packedTexts(texts.begin(), texts.end());
    if (joinsPrefix) {
        packedTexts.insert(packedTexts.begin(), Ids(m_data.train[0].ids).first(m_lead));
        ++m_prefixPasses;
    }
    PackedInput input = packInput(m_tuned.model(), m_isShared && !joinsPrefix ? at::Tensor() : m_tuned.prompt(),
                                  packedTexts, joinsPrefix ? PromptAt::FirstText : PromptAt::EveryText);
    const std::size_t firstText = joinsPrefix ? 1 : 0;
    std::vector<std::int64_t> labelRows;
    for (std::size_t e = 0; e < examples.size(); ++e) {
        const std::int64_t text = std::int64_t(m_data.train[std::size_t(examples[e])].ids.size() - m_lead);
        const std::int64_t first = input.offsets[firstText + e] + (m_isShared ? 0 : m_tuned.virtualRows()) + text - 1;
        for (std::size_t t = 0; t < target(examples[e]).size(); ++t)
            labelRows.push_back(first + std::int64_t(t));
    }
    return {std::move(input), std::move(labelRows)};
}

MicroLoss LabelObjective::microLoss(Indices examples, double divisor) {
    const Packed packed = pack(examples);
    ForwardInput input;
    input.rows = packed.input.rows;
    input.offsets = packed.input.offsets;
    input.lora = m_tuned.lora();
    input.sharesFirst = isOnePass();
    if (m_config.mode == EngineMode::Shared)
        input.keep = packed.labelRows;
    if (const Dropout *dropout = drawDropout(examples); dropout && (dropout->hidden > 0 || dropout->attention > 0))
        input.dropout = dropout;
    if (m_leaves.rows > 0)
        input.prefix = &m_leaves;
    if (m_isShifted)
        input.positions = shiftedPositions(examples, packed.input.offsets);
    at::Tensor logits = m_tuned.model().logits(m_tuned.model().forward(input));
    m_logitRows += logits.size(0);
    if (m_config.mode == EngineMode::Naive)
        logits = logits.index_select(0, indexTensor(packed.labelRows, logits.device()));
    const Targets targets = targetsOf(examples, divisor);
    const at::Tensor losses =
        at::cross_entropy_loss(logits, indexTensor(targets.ids, logits.device()), {}, at::Reduction::None);
    at::Tensor loss = (losses * constant(targets.weights, losses)).sum();
    if (faultSpoils("step"))
        loss = loss * std::numeric_limits<double>::quiet_NaN();
    const at::Tensor plain = (losses.detach() * constant(targets.plainWeights, losses)).sum();
    sumLeafGradients();
    torch::autograd::backward({loss}, {});
    m_tuned.dropLoraInput(nullptr);
    // Read after the backward pass, because reading waits for a graphics card.
    return {loss.item<double>(), plain.item<double>()};
}

// Autograd adds in the model's dtype: what earlier micro-batches left moves to fp32 before the next adds to it.
void LabelObjective::sumLeafGradients() {
    if (m_leaves.rows == 0 || m_tuned.model().dtype() == exactType(m_tuned.model().dtype()))
        return;
    m_sums.resize(2 * m_leaves.keys.size());
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        at::Tensor &leaf = i < m_leaves.keys.size() ? m_leaves.keys[i] : m_leaves.values[i - m_leaves.keys.size()];
        if (!leaf.grad().defined())
            continue;
        const at::Tensor sum = m_sums[i].defined() ? m_sums[i] + leaf.grad() : leaf.grad().to(at::kFloat);
        m_sums[i] = sum;
        leaf.mutable_grad().reset();
    }
}

void LabelObjective::endStep() {
    std::vector<at::Tensor> roots, gradients;
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        at::Tensor &leaf = i < m_leaves.keys.size() ? m_leaves.keys[i] : m_leaves.values[i - m_leaves.keys.size()];
        if (m_sums[i].defined() && leaf.grad().defined())
            leaf.mutable_grad() = (m_sums[i] + leaf.grad()).to(leaf.scalar_type());
    }
    m_sums.clear();
    for (std::size_t i = 0; i < m_leaves.keys.size(); ++i)
        for (const auto &[pass, leaf] :
             {std::pair(m_pass.keys[i], m_leaves.keys[i]), std::pair(m_pass.values[i], m_leaves.values[i])})
            if (leaf.grad().defined() && pass.requires_grad()) {
                roots.push_back(pass);
                gradients.push_back(leaf.grad());
            }
    if (!roots.empty())
        torch::autograd::backward(roots, gradients);
    m_pass = {};
    m_leaves = {};
}

}  // namespace warbler
