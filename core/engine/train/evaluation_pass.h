// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/engine/adapt/tuned_model.h"
#include "core/learn/tuning_config.h"
#include "core/learn/tuning_result.h"

namespace warbler {

enum class EvaluationSide { Validation, Test };

// Scores the rows of one side with what has been learnt so far.
class EvaluationPass {
public:
    // All three must outlive it.
    EvaluationPass(const TunedModel &tuned, const TuningConfig &config, const TuningData &data);
    // Whether only the head learns from now on: then the features of each side are computed once and kept.
    void keepFeatures(bool keep);
    // Figures of one side, empty where it has no rows; epoch, step, training loss and seconds are left to the caller.
    // Throws Cancelled.
    EpochDone figures(EvaluationSide side, const std::stop_token &stop);

private:
    std::vector<Prediction> predictions(EvaluationSide side, const std::stop_token &stop);
    const std::vector<TokenizedExample> &rowsOf(EvaluationSide side) const;
    EpochDone categoryFigures(const std::vector<TokenizedExample> &rows,
                              const std::vector<Prediction> &predictions) const;
    EpochDone numberFigures(const std::vector<TokenizedExample> &rows,
                            const std::vector<Prediction> &predictions) const;

    const TunedModel &m_tuned;
    const TuningConfig &m_config;
    const TuningData &m_data;
    bool m_keepsFeatures = false;
    std::optional<at::Tensor> m_validationFeatures, m_testFeatures;  // [rows, hidden]
};

// The figure by which the settings choose the best evaluation; none where they choose none or the side has no rows.
std::optional<double> selectionFigure(const TuningConfig &config, const EpochDone &figures);

}  // namespace warbler
