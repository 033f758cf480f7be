// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/evaluation_pass.h"

#include "core/engine/predict/predictor.h"
#include "core/metrics/regression_scores.h"
#include "core/metrics/scores.h"

namespace warbler {

EvaluationPass::EvaluationPass(const TunedModel &tuned, const TuningConfig &config, const TuningData &data)
    : m_tuned(tuned), m_config(config), m_data(data) {}

void EvaluationPass::keepFeatures(bool keep) {
    m_keepsFeatures = keep;
    if (keep)
        return;
    m_validationFeatures.reset();
    m_testFeatures.reset();
}

const std::vector<TokenizedExample> &EvaluationPass::rowsOf(EvaluationSide side) const {
    return side == EvaluationSide::Validation ? m_data.validation : m_data.test;
}

std::vector<Prediction> EvaluationPass::predictions(EvaluationSide side, const std::stop_token &stop) {
    const std::vector<TokenizedExample> &rows = rowsOf(side);
    Predictor predictor(m_tuned, m_data.scoring);
    if (!m_keepsFeatures)
        return predictor.predictAll(rows, stop);
    std::optional<at::Tensor> &kept = side == EvaluationSide::Validation ? m_validationFeatures : m_testFeatures;
    if (!kept)
        kept = predictor.features(rows, stop);
    return predictor.predictFromFeatures(*kept, rows);
}

EpochDone EvaluationPass::figures(EvaluationSide side, const std::stop_token &stop) {
    const std::vector<TokenizedExample> &rows = rowsOf(side);
    EpochDone figures;
    if (!rows.empty()) {
        const std::vector<Prediction> answers = predictions(side, stop);
        figures = m_config.task == Task::Regression ? numberFigures(rows, answers) : categoryFigures(rows, answers);
    }
    figures.side = side == EvaluationSide::Validation ? "validation" : "test";
    return figures;
}

EpochDone EvaluationPass::categoryFigures(const std::vector<TokenizedExample> &rows,
                                          const std::vector<Prediction> &predictions) const {
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
    const Scores scores =
        m_config.otherLeavesRecall ? scoresAsInNotebook(matrix, m_data.positive) : scoresOf(matrix, m_data.positive);
    const Scores majority = majorityScores(truth, categories, m_data.positive, training);
    EpochDone figures;
    figures.validationLoss = loss / double(rows.size());
    figures.accuracy = scores.accuracy;
    figures.precision = scores.precision;
    figures.recall = scores.recall;
    figures.f1 = scores.f1;
    figures.macroF1 = scores.macroF1;
    figures.majorityF1 = majority.f1;
    figures.majorityMacroF1 = majority.macroF1;
    figures.majorityAccuracy = majority.accuracy;
    return figures;
}

EpochDone EvaluationPass::numberFigures(const std::vector<TokenizedExample> &rows,
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
    EpochDone figures;
    figures.validationLoss = scores.rmse * scores.rmse;
    figures.rmse = scores.rmse;
    figures.mae = scores.mae;
    figures.pearson = scores.pearson;
    figures.r2 = scores.r2;
    figures.meanRmse = regressionScores(truth, std::vector<double>(truth.size(), mean)).rmse;
    return figures;
}

std::optional<double> selectionFigure(const TuningConfig &config, const EpochDone &figures) {
    const std::string &by = config.selectBy;
    return by == "none"              ? std::nullopt
           : by == "validation_loss" ? figures.validationLoss
           : by == "rmse"            ? figures.rmse
           : by == "mae"             ? figures.mae
           : by == "pearson"         ? figures.pearson
           : by == "r2"              ? figures.r2
           : by == "f1"              ? figures.f1
           : by == "accuracy"        ? figures.accuracy
                                     : figures.macroF1;
}

}  // namespace warbler
