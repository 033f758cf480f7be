// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a Trainer evaluates, what it computes then, and which evaluation it keeps.
#include "core/engine/train/trainer.h"

#include "core/metrics/regression_scores.h"
#include "core/metrics/scores.h"

namespace warbler {

EpochDone Trainer::evaluateSide(const std::string &side, const std::vector<TokenizedExample> &rows, at::Tensor &kept) {
    EpochDone figures;
    figures.epoch = m_epoch;
    figures.step = m_done;
    figures.side = side;
    if (!rows.empty()) {
        Predictor predictor(m_tuned, m_data.scoring);
        std::vector<Prediction> predictions;
        const bool keeps = m_tuned.head() && (m_tuned.isHeadOnly() || m_epoch <= m_config.headFirstEpochs);
        if (keeps) {
            if (!kept.defined())
                kept = predictor.features(rows, m_stop);
            predictions = predictor.predictFromFeatures(kept, rows);
        } else {
            predictions = predictor.predictAll(rows, m_stop);
        }
        if (m_config.task == Task::Regression) {
            scoreNumbers(figures, rows, predictions);
            figures.seconds = secondsSince(m_epochStarted);
            return figures;
        }
        const int categories = int(m_data.scoring.categories);
        std::vector<int> truth, predicted, training;
        double loss = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t category = std::size_t(rows[i].category.value_or(0));
            truth.push_back(int(category));
            predicted.push_back(predictions[i].category);
            const double tokens = m_tuned.head() ? 1.0 : double(m_data.scoring.labels[category].size());
            loss -= double(predictions[i].logProbabilities[category]) / tokens;
        }
        for (const TokenizedExample &row : m_data.train)
            training.push_back(*row.category);
        const ConfusionMatrix matrix = ConfusionMatrix::of(truth, predicted, categories);
        const Scores scores = m_config.otherLeavesRecall ? scoresAsInNotebook(matrix, m_data.positive)
                                                         : scoresOf(matrix, m_data.positive);
        const Scores majority = majorityScores(truth, categories, m_data.positive, training);
        figures.validationLoss = loss / double(rows.size());
        figures.accuracy = scores.accuracy;
        figures.precision = scores.precision;
        figures.recall = scores.recall;
        figures.f1 = scores.f1;
        figures.macroF1 = scores.macroF1;
        figures.majorityF1 = majority.f1;
        figures.majorityMacroF1 = majority.macroF1;
        figures.majorityAccuracy = majority.accuracy;
    }
    figures.seconds = secondsSince(m_epochStarted);
    return figures;
}

void Trainer::scoreNumbers(EpochDone &figures, const std::vector<TokenizedExample> &rows,
                           const std::vector<Prediction> &predictions) const {
    std::vector<double> truth, predicted;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        truth.push_back(rows[i].number.value());
        predicted.push_back(double(predictions[i].number.value()));
    }
    double mean = 0;
    for (const TokenizedExample &row : m_data.train)
        mean += *row.number / double(m_data.train.size());
    const RegressionScores scores = regressionScores(truth, predicted);
    figures.validationLoss = scores.rmse * scores.rmse;
    figures.rmse = scores.rmse;
    figures.mae = scores.mae;
    figures.pearson = scores.pearson;
    figures.r2 = scores.r2;
    figures.meanRmse = regressionScores(truth, std::vector<double>(truth.size(), mean)).rmse;
}

// Whether this epoch is the best so far: strictly better by minDelta, so that ties keep the earlier one.
bool Trainer::select(EpochDone &figures) {
    if (m_config.selectBy == "none")
        return false;
    const bool minimise = isLowBest(m_config.selectBy);
    const std::string &by = m_config.selectBy;
    const std::optional<double> figure = by == "validation_loss" ? figures.validationLoss
                                         : by == "rmse"          ? figures.rmse
                                         : by == "mae"           ? figures.mae
                                         : by == "pearson"       ? figures.pearson
                                         : by == "r2"            ? figures.r2
                                         : by == "f1"            ? figures.f1
                                         : by == "accuracy"      ? figures.accuracy
                                                                 : figures.macroF1;
    if (!figure)
        return false;
    const bool isBetter = !m_bestFigure || (minimise ? *figure < *m_bestFigure - m_config.minDelta
                                                     : *figure > *m_bestFigure + m_config.minDelta);
    figures.isBest =
        isBetter && m_config.averageLastEpochs < 2;  // else the mean is kept, and no epoch is marked as if it were
    m_stale = isBetter ? 0 : m_stale + 1;
    if (isBetter) {
        m_bestFigure = figure;
        m_bestEpoch = m_epoch;
        m_bestStep = m_done;
        m_best = m_tuned.snapshot();
    }
    return isBetter;
}

void Trainer::evaluate() {
    const MicroLoss window = windowLoss();
    const std::int64_t count = m_lossCount + std::int64_t(windowOf(m_epoch).size());
    EpochDone validation = evaluateSide("validation", m_data.validation, m_validationFeatures);
    validation.trainLoss = count > 0 ? (m_lossSum + window.plain) / double(count) : 0;
    std::optional<EpochDone> test;
    if (!m_data.test.empty()) {
        test = evaluateSide("test", m_data.test, m_testFeatures);
        test->trainLoss = validation.trainLoss;
    }
    // Nothing above changed the state, so that a stop during evaluation leaves a resumable run.
    if (m_config.averageLastEpochs > 1) {
        m_recent.push_back(m_tuned.snapshot());
        if (std::int64_t(m_recent.size()) > m_config.averageLastEpochs)
            m_recent.pop_front();
    }
    select(validation);
    if (!test || !m_data.validation.empty()) {
        m_history.push_back(validation);
        m_report(validation);
    }
    if (test) {
        m_history.push_back(*test);
        m_report(*test);
    }
    m_lossSum = 0;
    m_lossCount = 0;
}

// By steps: the last evaluation stands in the history, so that a resumed run repeats none and leaves none out.
bool Trainer::isEvaluationDue() const {
    const bool isEpochDone = m_position == m_batches.size();
    if (m_config.evaluateEvery == 0)
        return isEpochDone;
    const bool isLast = isEpochDone && m_epoch == m_config.epochs,
               isDone = !m_history.empty() && m_history.back().step == m_done;
    return m_done > 0 && !isDone && (isLast || m_done % m_config.evaluateEvery == 0);
}

}  // namespace warbler
