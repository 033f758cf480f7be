// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/objective.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/engine/device/fault.h"

namespace warbler {

Objective::~Objective() = default;

Objective::Objective(TunedModel &tuned, const TuningConfig &config, const TuningData &data)
    : m_tuned(tuned), m_config(config), m_data(data) {
    std::vector<double> counts(std::size_t(data.scoring.categories), 0);
    for (const TokenizedExample &example : data.train) {
        if (config.task == Task::Regression) {
            if (!example.number || !std::isfinite(*example.number))
                throw Error(ErrorCode::UnknownLabel, "tweet " + example.tweet.text() + " stands among the training rows without a number",
                            "Leave tweets without a number out of training.");
        } else if (!example.category || *example.category < 0 || *example.category >= data.scoring.categories)
            throw Error(ErrorCode::UnknownLabel, "tweet " + example.tweet.text() + " stands among the training rows without a category",
                        "Leave tweets without a label out of training.");
        if (example.ids.empty())
            throw Error(ErrorCode::BadData, "tweet " + example.tweet.text() + " has no text to learn from", "Leave empty tweets out.");
        if (config.task != Task::Regression)
            counts[std::size_t(*example.category)] += 1;
    }
    if (config.classWeights == ClassWeights::Balanced) {
        for (double count : counts)
            m_weights.push_back(count > 0 ? double(data.train.size()) / (double(counts.size()) * count) : 0);
    }
    const ModelConfig &base = tuned.model().config();
    if (config.dropout) {
        m_dropout.hidden = base.hiddenDropout;
        m_dropout.attention = base.attentionDropout;
        m_dropout.head = isDecoder(base.type) ? 0 : base.classifierDropout.value_or(base.hiddenDropout);
    }
    if (config.method == Method::Lora)
        m_dropout.lora = config.loraDropout;
    m_drops = m_dropout.hidden > 0 || m_dropout.attention > 0 || m_dropout.head > 0 || m_dropout.lora > 0;
}

void Objective::beginStep(std::int64_t step, std::size_t microBatches) {
    m_step = step;
    m_microBatches = microBatches;
}

const Dropout *Objective::drawDropout(Indices examples) {
    if (!m_drops)
        return nullptr;
    const std::string stream = "dropout." + std::to_string(m_step) + "." + std::to_string(examples.front());
    m_dropout.generator = at::globalContext().defaultGenerator(m_tuned.model().device()).clone();
    m_dropout.generator.set_current_seed(streamSeed(m_config.seed, stream));
    m_tuned.dropLoraInput(m_dropout.lora > 0 ? &m_dropout : nullptr);
    return &m_dropout;
}

double Objective::weightOf(std::int64_t example) const {
    return m_weights.empty() ? 1.0 : m_weights[std::size_t(categoryOf(example))];
}

std::int32_t Objective::categoryOf(std::int64_t example) const { return *m_data.train[std::size_t(example)].category; }

std::vector<std::int64_t> Objective::lengths() const {
    std::vector<std::int64_t> lengths;
    for (const TokenizedExample &example : m_data.train)
        lengths.push_back(std::int64_t(example.ids.size()));
    return lengths;
}

namespace {

at::Tensor constant(const std::vector<double> &values, const at::Tensor &like) {
    return at::tensor(values, at::kDouble).to(like.device(), like.scalar_type());
}

double valueOf(const at::Tensor &scalar) { return scalar.item().toDouble(); }

}  // namespace

HeadObjective::HeadObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data) : Objective(tuned, config, data) {}

void HeadObjective::keepFeatures(bool keep, std::stop_token stop) {
    if (!keep) {
        m_features.reset();
        return;
    }
    if (!m_features.defined())
        m_features = Predictor(m_tuned, m_data.scoring).features(m_data.train, std::move(stop));
}

double HeadObjective::divisor(Indices step) const {
    double sum = 0;
    for (std::int64_t index : step)
        sum += weightOf(index);
    return sum;
}

MicroLoss HeadObjective::micro(Indices examples, double divisor) {
    const Dropout *dropout = m_features.defined() ? nullptr : drawDropout(examples);
    at::Tensor features;
    if (m_features.defined()) {
        features = m_features.index_select(0, indexTensor({examples.begin(), examples.end()}, m_features.device()));
    } else {
        std::vector<Ids> texts;
        for (std::int64_t index : examples)
            texts.push_back(m_data.train[std::size_t(index)].ids);
        features = m_tuned.features(texts, dropout);
        m_tuned.dropLoraInput(nullptr);
    }
    const bool isNumber = m_config.task == Task::Regression;
    std::vector<std::int64_t> categories;
    std::vector<double> weights, numbers;
    for (std::int64_t index : examples) {
        if (isNumber)
            numbers.push_back(*m_data.train[std::size_t(index)].number);
        else
            categories.push_back(categoryOf(index));
        weights.push_back(weightOf(index) / divisor);
    }
    const at::Tensor logits = m_tuned.head()->logits(features, dropout);
    const at::Tensor losses = isNumber ? (logits.squeeze(1) - constant(numbers, logits)).square()
                                       : at::cross_entropy_loss(logits, indexTensor(categories, logits.device()), {}, at::Reduction::None);
    at::Tensor loss = (losses * constant(weights, losses)).sum();
    if (faultSpoils("step"))
        loss = loss * std::numeric_limits<double>::quiet_NaN();
    torch::autograd::backward({loss}, {});
    return {valueOf(loss.detach()), valueOf(losses.detach().sum())};
}

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
        sum += weightOf(index) * (m_config.lossReduction == LossReduction::PerToken ? double(target(index).size()) : 1.0);
    return sum;
}

bool LabelObjective::isOnePass() const {
    const LanguageModel &model = m_tuned.model();
    return m_isShared && m_microBatches == 1 && m_tuned.virtualRows() + std::int64_t(m_lead) > 0 && hasAttentionKernel(model.device(), model.dtype());
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
std::vector<std::int64_t> LabelObjective::shiftedPositions(Indices examples, const std::vector<std::int64_t> &offsets) const {
    const std::int64_t own = m_isShared ? 0 : m_tuned.virtualRows(), before = m_isShared ? m_tuned.virtualRows() : 0;
    const std::int64_t limit = m_config.maxTokens;
    std::vector<std::int64_t> positions;
    const std::size_t first = isOnePass() ? 1 : 0;
    for (std::int64_t row = 0; row < (first > 0 ? offsets[1] : 0); ++row)
        positions.push_back(row);
    for (std::size_t e = 0; e < examples.size(); ++e) {
        const std::size_t tokens = m_data.train[std::size_t(examples[e])].ids.size() + target(examples[e]).size();
        const std::int64_t padding = std::max<std::int64_t>(0, limit - std::int64_t(tokens)), rows = offsets[first + e + 1] - offsets[first + e];
        for (std::int64_t row = 0; row < rows; ++row)  // rows behind the text are never read: their position only has to exist
            positions.push_back(before + (row < own ? row : std::min(row + padding, own + limit - 1)));
    }
    return positions;
}

MicroLoss LabelObjective::micro(Indices examples, double divisor) {
    const bool isShared = m_isShared;
    std::vector<std::vector<TokenId>> texts;
    std::vector<std::int64_t> targets;
    std::vector<double> weights, plainWeights;
    for (std::int64_t index : examples) {
        const std::vector<TokenId> &label = target(index), &ids = m_data.train[std::size_t(index)].ids;
        texts.emplace_back(ids.begin() + std::ptrdiff_t(m_lead), ids.end());
        texts.back().insert(texts.back().end(), label.begin(), label.end() - 1);
        const double perToken = m_config.lossReduction == LossReduction::PerToken ? 1.0 : 1.0 / double(label.size());
        for (TokenId id : label) {
            targets.push_back(id);
            weights.push_back(weightOf(index) * perToken / divisor);
            plainWeights.push_back(1.0 / double(label.size()));
        }
    }
    std::vector<std::int64_t> rowCounts;
    for (std::size_t e = 0; e < texts.size(); ++e) {
        rowCounts.push_back(std::int64_t(target(examples[e]).size()));
        // The reference pads every example and computes logits at every row.
        if (m_config.mode == EngineMode::Naive && std::int64_t(texts[e].size()) < m_config.maxTokens)
            texts[e].resize(std::size_t(m_config.maxTokens), TokenId(m_tuned.model().config().padToken.value_or(0)));
    }
    const bool joinsPrefix = isOnePass();
    std::vector<Ids> packedTexts(texts.begin(), texts.end());
    if (joinsPrefix) {
        packedTexts.insert(packedTexts.begin(), Ids(m_data.train[0].ids).first(m_lead));
        ++m_prefixPasses;
    }
    const PackedInput packed = packInput(m_tuned.model(), isShared && !joinsPrefix ? at::Tensor() : m_tuned.prompt(), packedTexts,
                                         joinsPrefix ? PromptAt::FirstText : PromptAt::EveryText);
    const std::size_t firstText = joinsPrefix ? 1 : 0;
    std::vector<std::int64_t> labelRows;
    for (std::size_t e = 0; e < texts.size(); ++e) {
        const std::int64_t text = std::int64_t(m_data.train[std::size_t(examples[e])].ids.size() - m_lead);
        const std::int64_t first = packed.offsets[firstText + e] + (isShared ? 0 : m_tuned.virtualRows()) + text - 1;
        for (std::int64_t t = 0; t < rowCounts[e]; ++t)
            labelRows.push_back(first + t);
    }
    ForwardInput input;
    input.rows = packed.rows;
    input.offsets = packed.offsets;
    input.lora = m_tuned.lora();
    input.sharesFirst = joinsPrefix;
    if (m_config.mode == EngineMode::Shared)
        input.keep = labelRows;
    if (const Dropout *dropout = drawDropout(examples); dropout && (dropout->hidden > 0 || dropout->attention > 0))
        input.dropout = dropout;
    if (m_leaves.rows > 0)
        input.prefix = &m_leaves;
    if (m_isShifted)
        input.positions = shiftedPositions(examples, packed.offsets);
    at::Tensor logits = m_tuned.model().logits(m_tuned.model().forward(input));
    m_logitRows += logits.size(0);
    if (m_config.mode == EngineMode::Naive)
        logits = logits.index_select(0, indexTensor(labelRows, logits.device()));
    const at::Tensor losses = at::cross_entropy_loss(logits, indexTensor(targets, logits.device()), {}, at::Reduction::None);
    at::Tensor loss = (losses * constant(weights, losses)).sum();
    if (faultSpoils("step"))
        loss = loss * std::numeric_limits<double>::quiet_NaN();
    const at::Tensor plain = (losses.detach() * constant(plainWeights, losses)).sum();
    sumLeafGradients();
    torch::autograd::backward({loss}, {});
    m_tuned.dropLoraInput(nullptr);
    // Read behind the way back: reading waits for a graphics card.
    return {valueOf(loss.detach()), valueOf(plain)};
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
        for (const auto &[pass, leaf] : {std::pair(m_pass.keys[i], m_leaves.keys[i]), std::pair(m_pass.values[i], m_leaves.values[i])})
            if (leaf.grad().defined() && pass.requires_grad()) {
                roots.push_back(pass);
                gradients.push_back(leaf.grad());
            }
    if (!roots.empty())
        torch::autograd::backward(roots, gradients);
    m_pass = {};
    m_leaves = {};
}

std::unique_ptr<Objective> makeObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data) {
    if (hasHead(config) && config.peftLeftPad)
        throw Error(ErrorCode::UnsupportedOption, "peft_left_pad=true shifts the texts of task=causal_lm; a head has no such padding",
                    "Set peft_left_pad=false.");
    if (hasHead(config))
        return std::make_unique<HeadObjective>(tuned, config, data);
    return std::make_unique<LabelObjective>(tuned, config, data);
}

}  // namespace warbler
