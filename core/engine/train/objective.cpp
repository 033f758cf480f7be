// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/objective.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/engine/device/fault.h"
#include "core/engine/train/label_objective.h"

namespace warbler {

Objective::~Objective() = default;

Objective::Objective(TunedModel &tuned, const TuningConfig &config, const TuningData &data)
    : m_tuned(tuned), m_config(config), m_data(data) {
    std::vector<double> counts(std::size_t(data.scoring.categories), 0);
    for (const TokenizedExample &example : data.train) {
        if (config.task == Task::Regression) {
            if (!example.number || !std::isfinite(*example.number))
                throw Error(ErrorCode::UnknownLabel,
                            "tweet " + example.tweet.text() + " stands among the training rows without a number",
                            "Leave tweets without a number out of training.");
        } else if (!example.category || *example.category < 0 || *example.category >= data.scoring.categories)
            throw Error(ErrorCode::UnknownLabel,
                        "tweet " + example.tweet.text() + " stands among the training rows without a category",
                        "Leave tweets without a label out of training.");
        if (example.ids.empty())
            throw Error(ErrorCode::BadData, "tweet " + example.tweet.text() + " has no text to learn from",
                        "Leave empty tweets out.");
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

at::Tensor Objective::constant(const std::vector<double> &values, const at::Tensor &like) {
    return at::tensor(values, at::kDouble).to(like.device(), like.scalar_type());
}

HeadObjective::HeadObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data)
    : Objective(tuned, config, data) {}

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

MicroLoss HeadObjective::microLoss(Indices examples, double divisor) {
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
    const at::Tensor losses =
        isNumber ? (logits.squeeze(1) - constant(numbers, logits)).square()
                 : at::cross_entropy_loss(logits, indexTensor(categories, logits.device()), {}, at::Reduction::None);
    at::Tensor loss = (losses * constant(weights, losses)).sum();
    if (faultSpoils("step"))
        loss = loss * std::numeric_limits<double>::quiet_NaN();
    torch::autograd::backward({loss}, {});
    return {loss.item<double>(), losses.sum().item<double>()};
}

std::unique_ptr<Objective> makeObjective(TunedModel &tuned, const TuningConfig &config, const TuningData &data) {
    if (hasHead(config.task) && config.peftLeftPad)
        throw Error(ErrorCode::UnsupportedOption,
                    "peft_left_pad=true shifts the texts of task=causal_lm; a head has no such padding",
                    "Set peft_left_pad=false.");
    if (hasHead(config.task))
        return std::make_unique<HeadObjective>(tuned, config, data);
    return std::make_unique<LabelObjective>(tuned, config, data);
}

}  // namespace warbler
