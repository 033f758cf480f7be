// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predict/predictor.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/engine/device/each_thread.h"
#include "core/engine/device/fault.h"
#include "core/learn/packing.h"

namespace warbler {

namespace {

constexpr std::int64_t kBlock = 512;             // examples sorted together and handed out together
constexpr std::int64_t kLeastRows = 256;         // that keep a thread busy with a pack of its own
constexpr std::int64_t kLogitBytes = 256 << 20;  // of [rows, vocabulary] at a time

std::int64_t lengthOf(const TokenizedExample &example) {
    if (example.ids.empty())
        throw Error(ErrorCode::BadData, "tweet " + example.tweet.text() + " has no text to classify",
                    "Leave empty tweets out.");
    return std::int64_t(example.ids.size());
}

// An encoder's packs are so short that each is better left to one thread. A decoder's read too many weights for that.
std::int64_t packsAtOnce(const LanguageModel &model) {
    return model.device().is_cpu() && !isDecoder(model.config().type) ? computeThreads() : 1;
}

std::int32_t firstLargest(const std::vector<float> &values) {
    return std::int32_t(std::max_element(values.begin(), values.end()) - values.begin());
}

std::vector<float> floatsOf(const at::Tensor &tensor) {
    const at::Tensor host = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    const float *first = host.const_data_ptr<float>();
    return {first, first + host.numel()};
}

// Of the logits [rows, vocabulary] of hidden rows: log-sum-exp, best id, and the logits of some (row, id) pairs.
struct Readings {
    std::vector<float> logSums;
    std::vector<std::int64_t> best;
    std::vector<float> chosen;
};
Readings readLogits(const LanguageModel &model, const at::Tensor &hidden, const std::vector<std::int64_t> &rows,
                    const std::vector<std::int64_t> &ids) {
    Readings readings;
    readings.chosen.resize(rows.size());
    const std::int64_t step = std::max<std::int64_t>(1, kLogitBytes / (4 * model.config().vocabulary));
    for (std::int64_t begin = 0; begin < hidden.size(0); begin += step) {
        const std::int64_t end = std::min(begin + step, hidden.size(0));
        const at::Tensor logits = model.logits(hidden.slice(0, begin, end));
        const std::vector<float> sums = floatsOf(at::logsumexp(logits, {1}));
        readings.logSums.insert(readings.logSums.end(), sums.begin(), sums.end());
        const at::Tensor best = logits.argmax(1).to(at::kCPU);
        readings.best.insert(readings.best.end(), best.const_data_ptr<std::int64_t>(),
                             best.const_data_ptr<std::int64_t>() + best.numel());
        std::vector<std::int64_t> mineRows, mineIds;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] >= begin && rows[i] < end) {
                mineRows.push_back(rows[i] - begin);
                mineIds.push_back(ids[i]);
                places.push_back(i);
            }
        if (mineRows.empty())
            continue;
        const std::vector<float> values =
            floatsOf(logits.index({indexTensor(mineRows, logits.device()), indexTensor(mineIds, logits.device())}));
        for (std::size_t i = 0; i < places.size(); ++i)
            readings.chosen[places[i]] = values[i];
    }
    return readings;
}

}  // namespace

std::size_t commonLead(std::span<const TokenizedExample> examples, std::span<const TokenId> known) {
    const auto beginsSo = [&](const TokenizedExample &example) {
        return example.ids.size() > known.size() && std::equal(known.begin(), known.end(), example.ids.begin());
    };
    if (!known.empty() && !examples.empty() && std::all_of(examples.begin(), examples.end(), beginsSo))
        return known.size();
    if (examples.size() < 2)
        return 0;
    std::size_t lead = examples[0].ids.size();
    for (const TokenizedExample &example : examples) {
        std::size_t same = 0;
        while (same < lead && same < example.ids.size() && example.ids[same] == examples[0].ids[same])
            ++same;
        lead = std::min({lead, same, example.ids.empty() ? 0 : example.ids.size() - 1});
    }
    return lead;
}

SharedPrefix sharedPrefix(const TunedModel &tuned, std::span<const TokenId> leadingIds) {
    SharedPrefix prefix;
    prefix.leadingIds = leadingIds.size();
    if (leadingIds.empty() && tuned.prefix()) {
        prefix.cache = *tuned.prefix();
        return prefix;
    }
    if (tuned.virtualRows() + std::int64_t(leadingIds.size()) == 0)
        return prefix;
    const PackedInput packed = packInput(tuned.model(), tuned.prompt(), {leadingIds});
    ForwardInput input;
    input.rows = packed.rows;
    input.offsets = packed.offsets;
    input.prefix = tuned.prefix();
    input.lora = tuned.lora();
    prefix.cache = tuned.model().keysAndValues(input);
    if (const PrefixCache *before = tuned.prefix()) {
        for (std::size_t layer = 0; layer < before->keys.size(); ++layer) {
            prefix.cache.keys[layer] = at::cat({before->keys[layer], prefix.cache.keys[layer]});
            prefix.cache.values[layer] = at::cat({before->values[layer], prefix.cache.values[layer]});
        }
        prefix.cache.rows += before->rows;
    }
    return prefix;
}

Predictor::Predictor(const TunedModel &tuned, const Scoring &scoring, std::int64_t maxPackTokens)
    : m_tuned(tuned), m_scoring(scoring), m_maxPackTokens(maxPackTokens) {
    const bool isNumber = scoring.mode == ScoringMode::Number, isHead = isNumber || scoring.mode == ScoringMode::Head;
    if (isHead && !tuned.head())
        throw Error(ErrorCode::AdapterMismatch, "this adapter has no classification head",
                    "Classify with the label words it was trained on.");
    if (isNumber && tuned.head()->weight.size(0) != 1)
        throw Error(ErrorCode::AdapterMismatch,
                    "this adapter's head has " + std::to_string(tuned.head()->weight.size(0)) +
                        " outputs; a number has one",
                    "Classify with the categories it was trained on.");
    if (!isHead && !isDecoder(tuned.model().config().type))
        throw Error(ErrorCode::AdapterMismatch,
                    std::string("a ") + tuned.model().config().typeName + " model cannot score label words",
                    "Train a head on it, or use a model that predicts words.");
    if (!isHead)
        m_plan.emplace(scoring);
    if (scoring.mode == ScoringMode::Unconstrained)
        m_scoring.wholeVocabulary = true;
    if (m_maxPackTokens == 0)
        m_maxPackTokens = scoring.batchTokens;
    if (m_maxPackTokens == 0)
        m_maxPackTokens = std::max(kLeastRows, rowsAtOnce(tuned.model()) / packsAtOnce(tuned.model()));
}

std::vector<Predictor::Pack> Predictor::packs(std::span<const TokenizedExample> examples) const {
    std::vector<std::int64_t> lengths;
    const std::int64_t paths = m_plan ? std::int64_t(m_plan->paths.size()) : 1;
    const std::int64_t more = m_prefix ? -std::int64_t(m_prefix->leadingIds) : m_tuned.virtualRows();
    for (const TokenizedExample &example : examples)
        lengths.push_back((lengthOf(example) + more + (m_plan ? m_plan->longestPath() : 0)) * paths);
    return lengthSortedPacks(lengths, m_maxPackTokens);
}

at::Tensor Predictor::decode(const std::vector<std::vector<TokenId>> &texts,
                             const std::vector<std::int64_t> &keepLast) const {
    const std::size_t lead = m_prefix->leadingIds;
    std::vector<Ids> suffixes;
    for (const std::vector<TokenId> &text : texts)
        suffixes.push_back(Ids(text).subspan(lead));
    const PackedInput packed = packInput(m_tuned.model(), {}, suffixes);
    ForwardInput input;
    input.rows = packed.rows;
    input.offsets = packed.offsets;
    input.keep.emplace();
    for (std::size_t e = 0; e < texts.size(); ++e)
        for (std::int64_t row = packed.offsets[e + 1] - keepLast[e]; row < packed.offsets[e + 1]; ++row)
            input.keep->push_back(row);
    if (m_prefix->cache.rows > 0)
        input.prefix = &m_prefix->cache;
    input.lora = m_tuned.lora();
    return m_tuned.model().forward(input);
}

void Predictor::scoreLabels(std::span<const TokenizedExample> examples, const Pack &pack,
                            std::vector<Prediction> &out) {
    const std::size_t paths = m_plan->paths.size();
    std::vector<std::vector<TokenId>> texts;
    std::vector<std::int64_t> keep, firstRow;  // firstRow: of the kept rows, the one that predicts a first token
    std::int64_t row = 0;
    for (std::int64_t index : pack)
        for (const std::vector<TokenId> &path : m_plan->paths) {
            texts.push_back(examples[std::size_t(index)].ids);
            texts.back().insert(texts.back().end(), path.begin(), path.end());
            keep.push_back(std::int64_t(path.size()) + 1);
            firstRow.push_back(row);
            row += keep.back();
        }
    std::vector<std::int64_t> rows, ids;
    for (std::size_t e = 0; e < pack.size(); ++e)
        for (std::size_t label = 0; label < m_plan->labels.size(); ++label)
            for (std::size_t t = 0; t < m_plan->labels[label].size(); ++t) {
                rows.push_back(firstRow[e * paths + m_plan->pathOf[label]] + std::int64_t(t));
                ids.push_back(m_plan->labels[label][t]);
            }
    const Readings readings = readLogits(m_tuned.model(), decode(texts, keep), rows, ids);
    std::size_t at = 0;
    for (std::size_t e = 0; e < pack.size(); ++e) {
        Prediction &prediction = out[std::size_t(pack[e])];
        float mass = 0;
        for (const std::vector<TokenId> &label : m_plan->labels) {
            float sum = 0;
            prediction.firstLogProbabilities.push_back(readings.chosen[at] - readings.logSums[std::size_t(rows[at])]);
            for (std::size_t t = 0; t < label.size(); ++t, ++at)
                sum += readings.chosen[at] - readings.logSums[std::size_t(rows[at])];
            prediction.logProbabilities.push_back(sum);
            mass += std::exp(sum);
        }
        prediction.category = firstLargest(prediction.logProbabilities);
        if (m_scoring.wholeVocabulary) {
            prediction.labelMass = mass;
            prediction.bestId = TokenId(readings.best[std::size_t(firstRow[e * paths])]);
        }
    }
}

// Appends the likeliest id as long as the answer can still become a label; an answer that becomes none is "other".
void Predictor::generate(std::span<const TokenizedExample> examples, const Pack &pack, std::vector<Prediction> &out) {
    struct Going {
        std::size_t place;
        std::vector<TokenId> text, answer;
    };
    std::vector<Going> going;
    for (std::int64_t index : pack) {
        Prediction &prediction = out[std::size_t(index)];
        prediction.category = -1;
        const auto answer = m_scoring.answers.find(*prediction.bestId);
        if (answer != m_scoring.answers.end())
            prediction.category = answer->second;
        else
            going.push_back({std::size_t(index), examples[std::size_t(index)].ids, {*prediction.bestId}});
    }
    while (!going.empty()) {
        std::vector<Going> next;
        for (Going &one : going) {
            bool canGrow = false;
            for (std::size_t label = 0; label < m_scoring.labels.size(); ++label) {
                const std::vector<TokenId> &ids = m_scoring.labels[label];
                if (ids == one.answer)
                    out[one.place].category = std::int32_t(label);
                canGrow = canGrow || (ids.size() > one.answer.size() &&
                                      std::equal(one.answer.begin(), one.answer.end(), ids.begin()));
            }
            if (canGrow) {
                one.text.push_back(one.answer.back());
                next.push_back(std::move(one));
            }
        }
        going = std::move(next);
        if (going.empty())
            break;
        std::vector<std::vector<TokenId>> texts;
        for (const Going &one : going)
            texts.push_back(one.text);
        const Readings readings =
            readLogits(m_tuned.model(), decode(texts, std::vector<std::int64_t>(texts.size(), 1)), {}, {});
        for (std::size_t i = 0; i < going.size(); ++i)
            going[i].answer.push_back(TokenId(readings.best[i]));
    }
}

at::Tensor Predictor::features(std::span<const TokenizedExample> examples, std::stop_token stop) {
    const at::NoGradGuard noGrad;
    at::Tensor table =
        at::empty({std::int64_t(examples.size()), m_tuned.model().config().hidden},
                  at::TensorOptions().dtype(exactType(m_tuned.model().dtype())).device(m_tuned.model().device()));
    const auto place = [&](const Pack &pack) {
        if (stop.stop_requested())
            throw Cancelled();
        std::vector<Ids> texts;
        for (std::int64_t index : pack)
            texts.push_back(examples[std::size_t(index)].ids);
        table.index_copy_(0, indexTensor(pack, table.device()), m_tuned.features(texts));
    };
    const std::vector<Pack> all = packs(examples);
    if (std::cmp_greater_equal(all.size(), 2 * packsAtOnce(m_tuned.model()))) {
        faultPoint("predict");
        eachOnOneThread(std::int64_t(all.size()), [&](std::int64_t i) {
            const at::NoGradGuard ofThread;
            place(all[std::size_t(i)]);
        });
        return table;
    }
    for (const Pack &pack : all) {
        faultPoint("predict");
        place(pack);
    }
    return table;
}

std::vector<Prediction> Predictor::predictFromFeatures(const at::Tensor &features,
                                                       std::span<const TokenizedExample> examples) const {
    const at::NoGradGuard noGrad;
    const at::Tensor logits = m_tuned.head()->logits(features);
    std::vector<Prediction> predictions(examples.size());
    if (m_scoring.mode == ScoringMode::Number) {
        const std::vector<float> numbers = floatsOf(logits);
        for (std::size_t e = 0; e < examples.size(); ++e) {
            predictions[e].tweet = examples[e].tweet;
            predictions[e].number = numbers[e];
        }
        return predictions;
    }
    const std::vector<float> raw = floatsOf(logits), logProbabilities = floatsOf(at::log_softmax(logits, 1));
    const std::size_t categories = std::size_t(logits.size(1));
    for (std::size_t e = 0; e < examples.size(); ++e) {
        Prediction &prediction = predictions[e];
        prediction.tweet = examples[e].tweet;
        prediction.logits.assign(raw.begin() + std::ptrdiff_t(e * categories),
                                 raw.begin() + std::ptrdiff_t((e + 1) * categories));
        prediction.logProbabilities.assign(logProbabilities.begin() + std::ptrdiff_t(e * categories),
                                           logProbabilities.begin() + std::ptrdiff_t((e + 1) * categories));
        prediction.category = firstLargest(prediction.logits);
    }
    return predictions;
}

void Predictor::run(std::span<const TokenizedExample> examples, std::stop_token stop, const PredictionSink &sink) {
    const at::NoGradGuard noGrad;
    if (m_plan && !m_prefix) {
        const std::size_t lead = commonLead(examples, m_scoring.sharedLeadingIds);
        m_prefix = std::make_shared<const SharedPrefix>(
            sharedPrefix(m_tuned, lead == 0 ? Ids() : Ids(examples[0].ids).first(lead)));
    }
    for (std::size_t first = 0; first < examples.size(); first += std::size_t(kBlock)) {
        const auto block = examples.subspan(first, std::min(std::size_t(kBlock), examples.size() - first));
        std::vector<Prediction> predictions;
        if (!m_plan) {
            predictions = predictFromFeatures(features(block, stop), block);
        } else {
            predictions.resize(block.size());
            for (std::size_t e = 0; e < block.size(); ++e)
                predictions[e].tweet = block[e].tweet;
            for (const Pack &pack : packs(block)) {
                if (stop.stop_requested())
                    throw Cancelled();
                faultPoint("predict");
                scoreLabels(block, pack, predictions);
                if (m_scoring.mode == ScoringMode::Unconstrained)
                    generate(block, pack, predictions);
            }
        }
        sink(std::int64_t(first), std::move(predictions));
    }
    m_prefix.reset();
}

std::vector<Prediction> Predictor::predictAll(std::span<const TokenizedExample> examples, std::stop_token stop) {
    std::vector<Prediction> predictions;
    run(examples, std::move(stop), [&](std::int64_t, std::vector<Prediction> part) {
        for (Prediction &one : part)
            predictions.push_back(std::move(one));
    });
    return predictions;
}

}  // namespace warbler
