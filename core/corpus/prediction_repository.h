// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/corpus/project.h"

namespace warbler {

// One stored prediction. Categories in the run's order.
struct StoredPrediction {
    TweetKey tweet;
    std::int32_t category = 0;            // index in the run's categories; -1: other
    std::vector<float> logProbabilities;  // per category, renormalised over the categories (log-softmax)
    std::optional<float> labelMass = {};
    std::optional<float> number = {};  // of a run that learnt numbers; then category -1 and nothing else
};

// Predictions of a run: on its labelled rows ("evaluation") or on the corpus ("corpus"). Each names the checkpoint that
// made it and stands for the text it judged: where the run holds another checkpoint now, or the tweet's text was
// replaced, it is void. Only those that hold are read and counted; void ones are counted apart and replaced by the next
// classification.
class PredictionRepository {
public:
    explicit PredictionRepository(Project &project) : m_project(project) {}
    // SHA-256 of the weights this run classifies with: its best checkpoint, else its last, else its word model; empty:
    // none.
    std::string checkpoint(RunId run) const;
    // Made by that checkpoint. In transactions of 400, so that a label need not wait; what is stored survives a kill.
    // Replaces earlier ones.
    void append(RunId run, const std::string &checkpoint, std::span<const StoredPrediction> predictions);
    // All of a run's in one transaction, in place of those it had.
    void replace(RunId run, const std::string &checkpoint, std::span<const StoredPrediction> predictions);
    std::int64_t count(RunId run) const;
    std::int64_t voidCount(RunId run) const;         // to be done again
    std::vector<TweetKey> missing(RunId run) const;  // tweets without a prediction of this run that holds, import order
    std::optional<StoredPrediction> find(RunId run, TweetKey tweet) const;
    void forEach(RunId run, const std::function<bool(const StoredPrediction &)> &visit) const;  // import order
    std::vector<StoredPrediction> of(RunId run, std::span<const TweetKey> tweets) const;  // those that exist, in order
    std::vector<std::int64_t> perCategory(RunId run, int categories) const;
    void remove(RunId run);

private:
    std::int64_t judge(RunId run) const;  // of the run's checkpoint; -1: it has judged nothing
    Project &m_project;
};

}  // namespace warbler
