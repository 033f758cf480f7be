// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/scores.h"

#include <QTest>

#include "core/metrics/regression_scores.h"
#include "tests/golden/golden.h"

using namespace warbler;

class ScoresTest : public QObject {
    Q_OBJECT

private slots:
    void agreeWithScikitLearn();
    void probabilityFiguresAgreeWithScikitLearn();
    void regressionFiguresAgreeWithScikitLearnAndScipy();
    void markWhatIsUndefined();
    void leaveACategoryNobodySawOutOfTheMeans();
    void majorityRuleFollowsTheTrainingRows();
    void calibrationBinsShareTheRowsOut();
    void weightedKappaIsUndefinedWithOtherRows();
};

void ScoresTest::agreeWithScikitLearn() {
    constexpr double kTolerance = 1e-12;
    const nlohmann::json cases = golden("metrics.json").at("scores");
    QVERIFY(cases.size() > 50);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const nlohmann::json &wanted = cases[i];
        const std::vector<int> truth = wanted.at("truth"), predicted = wanted.at("predicted");
        const int categories = wanted.at("categories");
        const ConfusionMatrix matrix = ConfusionMatrix::of(truth, predicted, categories);
        for (int t = 0; t < categories; ++t) {
            for (int p = 0; p < categories; ++p)
                QCOMPARE(matrix.at(t, p),
                         wanted.at("confusion")[static_cast<std::size_t>(t)][static_cast<std::size_t>(p)]
                             .get<std::int64_t>());
            QCOMPARE(matrix.other(t),
                     wanted.at("confusion")[static_cast<std::size_t>(t)][static_cast<std::size_t>(categories)]
                         .get<std::int64_t>());
        }
        const int positive = wanted.at("positive");
        const Scores scores = scoresOf(matrix, positive);
        const nlohmann::json &per = wanted.at("per_category");
        for (std::size_t k = 0; k < static_cast<std::size_t>(categories); ++k) {
            const CategoryScores &category = scores.perCategory[k];
            QVERIFY2(isNear(category.precision, per.at("precision")[k].get<double>(), kTolerance),
                     qPrintable(QString::number(i)));
            QVERIFY2(isNear(category.recall, per.at("recall")[k].get<double>(), kTolerance),
                     qPrintable(QString::number(i)));
            QVERIFY2(isNear(category.f1, per.at("f1")[k].get<double>(), kTolerance), qPrintable(QString::number(i)));
            QCOMPARE(category.support, per.at("support")[k].get<std::int64_t>());
        }
        const struct {
            const char *name;
            std::optional<double> value;
        } figures[] = {{"/accuracy", scores.accuracy},
                       {"/mcc", scores.mcc},
                       {"/kappa", scores.kappa},
                       {"/kappa_linear", scores.kappaLinear},
                       {"/kappa_quadratic", scores.kappaQuadratic},
                       {"/macro/precision", scores.macroPrecision},
                       {"/macro/recall", scores.macroRecall},
                       {"/macro/f1", scores.macroF1},
                       {"/micro/precision", scores.microPrecision},
                       {"/micro/recall", scores.microRecall},
                       {"/micro/f1", scores.microF1},
                       {"/weighted/precision", scores.weightedPrecision},
                       {"/weighted/recall", scores.weightedRecall},
                       {"/weighted/f1", scores.weightedF1}};
        for (const auto &figure : figures)
            QVERIFY2(isNear(figure.value, wanted.at(nlohmann::json::json_pointer(figure.name)), kTolerance),
                     qPrintable(QStringLiteral("case %1 %2").arg(i).arg(QLatin1String(figure.name))));
        QCOMPARE(scores.f1,
                 categories == 2 ? scores.perCategory[static_cast<std::size_t>(positive)].f1 : scores.macroF1);
    }
}

void ScoresTest::probabilityFiguresAgreeWithScikitLearn() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("probabilities")) {
        const std::vector<int> truth = wanted.at("truth");
        const std::vector<double> probabilities = wanted.at("probabilities");
        const int categories = wanted.at("categories");
        QVERIFY(isNear(brierScore(truth, probabilities, categories), wanted.at("brier").get<double>(), 1e-12));
        QVERIFY(isNear(logLoss(truth, probabilities, categories), wanted.at("log_loss").get<double>(), 1e-12));
        const std::unique_ptr<bool[]> correct = std::make_unique<bool[]>(truth.size());
        std::vector<double> confidence;
        for (std::size_t row = 0; row < truth.size(); ++row) {
            const auto first = probabilities.begin() + static_cast<std::ptrdiff_t>(row) * categories;
            const auto largest = std::max_element(first, first + categories);
            correct[row] = largest - first == truth[row];
            confidence.push_back(*largest);
        }
        QVERIFY(isNear(expectedCalibrationError({correct.get(), truth.size()}, confidence),
                       wanted.at("ece").get<double>(), 1e-12));
    }
}

void ScoresTest::regressionFiguresAgreeWithScikitLearnAndScipy() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("regression")) {
        const std::vector<double> truth = wanted.at("truth"), predicted = wanted.at("predicted");
        const RegressionScores scores = regressionScores(truth, predicted);
        QVERIFY(isNear(scores.rmse, wanted.at("rmse").get<double>(), 1e-12));
        QVERIFY(isNear(scores.mae, wanted.at("mae").get<double>(), 1e-12));
        QVERIFY(isNear(scores.r2, wanted.at("r2"), 1e-12));
        QVERIFY(isNear(scores.pearson, wanted.at("pearson"), 1e-12));
        QVERIFY(isNear(scores.spearman, wanted.at("spearman"), 1e-12));
    }
    const std::vector<double> constant = {2, 2, 2}, rising = {1, 2, 3};
    QVERIFY(!regressionScores(constant, rising).r2.has_value());
    QVERIFY(!regressionScores(rising, constant).pearson.has_value());
    const std::vector<double> tenths(3, 0.1), bases(7, 3.7),
        seven = {1, 5, 2, 4, 3, 9, 7};  // their means are not the numbers themselves
    QVERIFY(!regressionScores(rising, tenths).pearson.has_value());
    QVERIFY(!regressionScores(seven, bases).pearson.has_value());
    QVERIFY(!regressionScores(bases, seven).r2.has_value());
    QVERIFY(!regressionScores(rising, constant).spearman.has_value());
}

void ScoresTest::markWhatIsUndefined() {
    const std::vector<int> truth = {0, 0, 0}, predicted = {0, 0, 0};
    const Scores scores = scoresOf(ConfusionMatrix::of(truth, predicted, 2), 1);
    QVERIFY(!scores.perCategory[1].precisionDefined);
    QVERIFY(!scores.perCategory[1].recallDefined);
    QCOMPARE(scores.f1, 0.0);
    QVERIFY(!scores.kappa.has_value());
    QCOMPARE(scores.mcc, 0.0);
    const Scores none = scoresOf(ConfusionMatrix(2), 1);
    QCOMPARE(none.accuracy, 0.0);
    QVERIFY(!none.kappa.has_value());
}

void ScoresTest::leaveACategoryNobodySawOutOfTheMeans() {
    const std::vector<int> truth = {0, 2, 2}, predicted = {0, 2, 2};
    QCOMPARE(scoresOf(ConfusionMatrix::of(truth, predicted, 3), 0).macroF1, 1.0);
}

void ScoresTest::majorityRuleFollowsTheTrainingRows() {
    const std::vector<int> truth = {1, 1, 0}, training = {0, 0, 1};
    QCOMPARE(majorityScores(truth, 2, 1).accuracy, 2.0 / 3.0);
    QCOMPARE(majorityScores(truth, 2, 1, training).accuracy, 1.0 / 3.0);
    const std::vector<int> tied = {1, 0};
    QCOMPARE(majorityScores(tied, 2, 0).recall, 1.0);
}

void ScoresTest::calibrationBinsShareTheRowsOut() {
    const bool correct[] = {true, false, true, true, true, false, true};
    const std::vector<double> confidence = {.9, .5, .8, .7, .95, .6, .99};
    const std::vector<CalibrationBin> bins = calibrationBins(correct, confidence, 3);
    QCOMPARE(bins.size(), std::size_t(3));
    QCOMPARE(bins[0].rows, std::int64_t(3));
    QCOMPARE(bins[1].rows, std::int64_t(2));
    QCOMPARE(bins[0].lowest, .5);
    QCOMPARE(bins[0].highest, .7);
    QCOMPARE(bins[0].accuracy, 1.0 / 3.0);
    QCOMPARE(bins[2].accuracy, 1.0);
    QVERIFY(bins[0].interval.low < 1.0 / 3.0 && bins[0].interval.high > 1.0 / 3.0);
    QCOMPARE(calibrationBins(correct, confidence, 10).size(), std::size_t(7));
    QCOMPARE(expectedCalibrationError({}, {}), 0.0);
}

void ScoresTest::weightedKappaIsUndefinedWithOtherRows() {
    const std::vector<int> truth = {0, 1, 1, 0}, predicted = {0, -1, 1, 1};
    const Scores scores = scoresOf(ConfusionMatrix::of(truth, predicted, 2), 1);
    QVERIFY(scores.kappa.has_value());
    QVERIFY(!scores.kappaLinear.has_value());
    QVERIFY(!scores.kappaQuadratic.has_value());
}

QTEST_APPLESS_MAIN(ScoresTest)
#include "scores_test.moc"
