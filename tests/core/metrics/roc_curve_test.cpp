// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/roc_curve.h"

#include <QTest>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "tests/golden/golden.h"

using namespace warbler;

class RocCurveTest : public QObject {
    Q_OBJECT

private slots:
    void twoHundredRandomCasesAgreeWithScikitLearn();
    void severalCategoriesAgreeWithScikitLearn();
    void oneCategoryAloneHasNoCurve();
    void anInfiniteScoreIsRefused();
};

void RocCurveTest::twoHundredRandomCasesAgreeWithScikitLearn() {
    constexpr double kTolerance = 1e-12;
    const nlohmann::json cases = golden("metrics.json").at("roc");
    QCOMPARE(cases.size(), std::size_t(200));
    for (const nlohmann::json &wanted : cases) {
        const std::vector<int> truth = wanted.at("truth");
        const std::vector<double> score = wanted.at("score");
        const RocCurve roc = rocCurve(truth, 1, score);
        QVERIFY(isNear(roc.falsePositiveRate, wanted.at("fpr"), kTolerance));
        QVERIFY(isNear(roc.truePositiveRate, wanted.at("tpr"), kTolerance));
        QVERIFY(std::isinf(roc.thresholds.at(0)) && roc.thresholds[0] > 0);
        QVERIFY(isNear(std::vector<double>(roc.thresholds.begin() + 1, roc.thresholds.end()),
                       wanted.at("thresholds_after_infinity"), 0));
        QVERIFY(isNear(roc.auc, wanted.at("auc"), kTolerance));
        const PrecisionRecallCurve pr = precisionRecallCurve(truth, 1, score);
        QVERIFY(isNear(pr.precision, wanted.at("precision"), kTolerance));
        QVERIFY(isNear(pr.recall, wanted.at("recall"), kTolerance));
        QVERIFY(isNear(pr.thresholds, wanted.at("pr_thresholds"), 0));
        QVERIFY(isNear(pr.averagePrecision, wanted.at("average_precision"), kTolerance));
    }
}

void RocCurveTest::severalCategoriesAgreeWithScikitLearn() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("probabilities")) {
        const std::vector<int> truth = wanted.at("truth");
        const std::vector<double> probabilities = wanted.at("probabilities");
        const int categories = wanted.at("categories");
        QVERIFY(isNear(aucOvr(truth, probabilities, categories), wanted.at("auc_ovr"), 1e-12));
        QVERIFY(isNear(aucOvo(truth, probabilities, categories), wanted.at("auc_ovo"), 1e-12));
    }
    const std::vector<int> truth = {0, 1};
    const std::vector<double> probabilities = {.5, .3, .2, .1, .8, .1};
    QVERIFY(!aucOvr(truth, probabilities, 3).has_value());
    QVERIFY(!aucOvo(truth, probabilities, 3).has_value());
}

void RocCurveTest::oneCategoryAloneHasNoCurve() {
    const std::vector<int> truth = {1, 1};
    const std::vector<double> score = {.1, .2};
    QVERIFY(!rocCurve(truth, 1, score).auc.has_value());
    QVERIFY(rocCurve(truth, 1, score).thresholds.empty());
    QVERIFY(!rocCurve(truth, 0, score).auc.has_value());
    QVERIFY(!precisionRecallCurve(truth, 0, score).averagePrecision.has_value());
    QCOMPARE(*precisionRecallCurve(truth, 1, score).averagePrecision, 1.0);
}

void RocCurveTest::anInfiniteScoreIsRefused() {
    const std::vector<int> truth = {1, 0};
    for (double bad : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        const std::vector<double> score = {.1, bad};
        try {
            rocCurve(truth, 1, score);
            QFAIL("accepted");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadData);
            QVERIFY(error.detail().find("row 2") != std::string::npos);
        }
    }
}

QTEST_APPLESS_MAIN(RocCurveTest)
#include "roc_curve_test.moc"
