// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/corpus/project.h"
#include "core/base/ids.h"

namespace warbler {

// One stored prediction. Categories in the run's order.
struct StoredPrediction {
    TweetKey tweet;
    std::int32_t category = 0;                       // index in the run's categories; -1: other
    std::vector<float> logProbabilities;             // per category, renormalised over the categories (log-softmax)
    std::optional<float> labelMass = {};
    std::optional<float> number = {};                 // of a run that learnt numbers; then category -1 and nothing else
};

// Predictions of a run: on its labelled rows ("evaluation") or on the corpus ("corpus").
class PredictionRepository {
public:
    explicit PredictionRepository(Project &project) : m_project(project) {}
    // In transactions of 400, so that a label need not wait; what is stored survives a kill. Replaces earlier ones.
    void append(RunId run, std::span<const StoredPrediction> predictions);
    // All of a run's in one transaction, in place of those it had.
    void replace(RunId run, std::span<const StoredPrediction> predictions);
    std::int64_t count(RunId run) const;
    std::vector<TweetKey> missing(RunId run) const;  // tweets without a prediction of this run, import order
    std::optional<StoredPrediction> find(RunId run, TweetKey tweet) const;
    void forEach(RunId run, const std::function<bool(const StoredPrediction &)> &visit) const;  // import order
    std::vector<StoredPrediction> of(RunId run, std::span<const TweetKey> tweets) const;         // those that exist, in order
    std::vector<std::int64_t> perCategory(RunId run, int categories) const;
    void remove(RunId run);

private:
    Project &m_project;
};

}  // namespace warbler
