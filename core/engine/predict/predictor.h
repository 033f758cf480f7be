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

// Rows that every text of a decoder begins with: virtual rows and the longest common leading ids, passed once.
struct SharedPrefix {
    PrefixCache cache;
    std::size_t leadingIds = 0;  // of each text; they are left out of its suffix
};
// Longest common lead of all texts that leaves at least one id of each; 0 for a single text, whose own words nothing
// shares.
std::size_t commonLead(std::span<const TokenizedExample> examples,
                       std::span<const TokenId> known = {});  // known: the lead if all begin with it
SharedPrefix sharedPrefix(const TunedModel &tuned, std::span<const TokenId> leadingIds);

// Turns tweets into answers: packs of similar length, none padded, input order restored.
class Predictor {
public:
    Predictor(const TunedModel &tuned, const Scoring &scoring,
              std::int64_t maxPackTokens = 0);  // 0: chosen for the device
    // A prefix made earlier by sharedPrefix() for this adapter and the lead of the examples that run() will get.
    void reusePrefix(std::shared_ptr<const SharedPrefix> prefix) { m_prefix = std::move(prefix); }
    // Throws Cancelled between packs, Error(BadData) naming a tweet without tokens.
    void run(std::span<const TokenizedExample> examples, std::stop_token stop, const PredictionSink &sink);
    std::vector<Prediction> all(std::span<const TokenizedExample> examples, std::stop_token stop);
    std::int64_t maxPackTokens() const { return m_maxPackTokens; }
    // Pooled features of all examples, [examples, hidden], no graph.
    at::Tensor features(std::span<const TokenizedExample> examples, std::stop_token stop);
    // Answers of the head, by the scoring's mode.
    std::vector<Prediction> fromFeatures(const at::Tensor &features, std::span<const TokenizedExample> examples) const;

private:
    using Pack = std::vector<std::int64_t>;
    std::vector<Pack> packs(std::span<const TokenizedExample> examples) const;
    void scoreLabels(std::span<const TokenizedExample> examples, const Pack &pack, std::vector<Prediction> &out);
    void generate(std::span<const TokenizedExample> examples, const Pack &pack, std::vector<Prediction> &out);
    // Hidden states of `keep` rows (relative to each text's last id) of texts laid end to end.
    at::Tensor decode(const std::vector<std::vector<TokenId>> &texts, const std::vector<std::int64_t> &keepLast) const;

    const TunedModel &m_tuned;
    Scoring m_scoring;
    std::optional<LabelPlan> m_plan;
    std::int64_t m_maxPackTokens;
    std::shared_ptr<const SharedPrefix> m_prefix;
};

}  // namespace warbler
