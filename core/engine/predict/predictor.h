// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/engine/adapt/tuned_model.h"
#include "core/engine/predict/label_plan.h"
#include "core/learn/scoring.h"

namespace warbler {

// The rows that every text of a decoder begins with, computed once: virtual rows and the ids common to all texts.
struct SharedPrefix {
    PrefixCache cache;
    std::size_t leadingIds = 0;  // how many ids of each text are in the cache
};
// How many ids all texts begin with in common, leaving at least one id of each. 0 for a single text, because nothing
// shares its words.
std::size_t commonLead(std::span<const TokenizedExample> examples,
                       std::span<const TokenId> known = {});  // known: the answer, if all texts begin with it
SharedPrefix sharedPrefix(const TunedModel &tuned, std::span<const TokenId> leadingIds);

// Turns tweets into answers, in packs of similar length without padding, and gives them back in the input's order.
class Predictor {
public:
    Predictor(const TunedModel &tuned, const Scoring &scoring,
              std::int64_t maxPackTokens = 0);  // 0: chosen for the device
    // Uses a prefix that sharedPrefix() made for this adapter and for the examples that run() will get.
    void reusePrefix(std::shared_ptr<const SharedPrefix> prefix) { m_prefix = std::move(prefix); }
    // Throws Cancelled between packs, Error(BadData) naming a tweet without tokens.
    void run(std::span<const TokenizedExample> examples, std::stop_token stop, const PredictionSink &sink);
    std::vector<Prediction> predictAll(std::span<const TokenizedExample> examples, std::stop_token stop);
    std::int64_t maxPackTokens() const { return m_maxPackTokens; }
    // Pooled features of all examples, [examples, hidden], without autograd's graph. Throws Cancelled.
    at::Tensor features(std::span<const TokenizedExample> examples, std::stop_token stop);
    // The head's answers: numbers or categories, as the scoring says.
    std::vector<Prediction> predictFromFeatures(const at::Tensor &features,
                                                std::span<const TokenizedExample> examples) const;

private:
    using Pack = std::vector<std::int64_t>;
    std::vector<Pack> packs(std::span<const TokenizedExample> examples) const;
    void scoreLabels(std::span<const TokenizedExample> examples, const Pack &pack, std::vector<Prediction> &out);
    void generate(std::span<const TokenizedExample> examples, const Pack &pack, std::vector<Prediction> &out);
    // Hidden states of the last keepLast[i] rows of each text, [sum(keepLast), hidden].
    at::Tensor decode(const std::vector<std::vector<TokenId>> &texts, const std::vector<std::int64_t> &keepLast) const;

    const TunedModel &m_tuned;
    Scoring m_scoring;
    std::optional<LabelPlan> m_plan;
    std::int64_t m_maxPackTokens;
    std::shared_ptr<const SharedPrefix> m_prefix;
};

}  // namespace warbler
