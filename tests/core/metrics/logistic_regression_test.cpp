// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/logistic_regression.h"

#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "tests/golden/golden.h"

using namespace warbler;

class LogisticRegressionTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithScikitLearn();
    void isTheSameAfterStoring();
    void aCategoryWithoutRowsIsNeverPredicted();
    void oneCategoryAloneIsAlwaysPredicted();
    void refusesWeightsOfAnotherShape();
};

namespace {

std::vector<SparseRow> rowsOf(const nlohmann::json &json) {
    std::vector<SparseRow> rows;
    for (const nlohmann::json &entries : json) {
        SparseRow row;
        for (const nlohmann::json &entry : entries) {
            row.columns.push_back(entry[0].get<std::int32_t>());
            row.values.push_back(entry[1].get<double>());
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

void LogisticRegressionTest::agreesWithScikitLearn() {
    const nlohmann::json cases = golden("metrics.json").at("logistic");
    QVERIFY(cases.size() >= 10);
    for (const nlohmann::json &wanted : cases) {
        const std::vector<SparseRow> rows = rowsOf(wanted.at("rows"));
        const std::vector<int> labels = wanted.at("labels");
        const int categories = wanted.at("categories");
        const LogisticRegression model =
            LogisticRegression::fit(rows, labels, categories, wanted.at("columns"),
                                    wanted.at("balanced").get<bool>() ? ClassBalance::Balanced : ClassBalance::None,
                                    wanted.at("c").get<double>());
        QVERIFY(isNear(model.weights(), wanted.at("weights"), 1e-7));
        std::vector<double> probabilities;
        for (const SparseRow &row : rows)
            for (double value : model.logProbabilities(row))
                probabilities.push_back(std::exp(value));
        QVERIFY(isNear(probabilities, wanted.at("probabilities"), 1e-8));
    }
}

void LogisticRegressionTest::isTheSameAfterStoring() {
    const nlohmann::json wanted = golden("metrics.json").at("logistic")[1];
    const std::vector<SparseRow> rows = rowsOf(wanted.at("rows"));
    const std::vector<int> labels = wanted.at("labels");
    const LogisticRegression model =
        LogisticRegression::fit(rows, labels, 3, wanted.at("columns"), ClassBalance::Balanced);
    const LogisticRegression again =
        LogisticRegression::fromWeights(3, model.columns(), model.weights(), model.intercepts());
    QCOMPARE(again.logProbabilities(rows[0]), model.logProbabilities(rows[0]));
}

void LogisticRegressionTest::aCategoryWithoutRowsIsNeverPredicted() {
    const std::vector<SparseRow> rows = {{{0}, {1.0}}, {{1}, {1.0}}, {{0}, {0.9}}};
    const std::vector<int> labels = {0, 2, 0};
    const LogisticRegression several = LogisticRegression::fit(rows, labels, 3, 2, ClassBalance::Balanced);
    const std::vector<int> two = {0, 1, 0};
    const LogisticRegression pair = LogisticRegression::fit(rows, two, 2, 2, ClassBalance::Balanced);
    for (const SparseRow &row : rows) {
        const std::vector<double> p = several.logProbabilities(row), q = pair.logProbabilities(row);
        QVERIFY(std::exp(p[1]) == 0.0);
        QVERIFY(std::abs(p[0] - q[0]) < 1e-9);
        QVERIFY(std::abs(p[2] - q[1]) < 1e-9);
    }
}

void LogisticRegressionTest::oneCategoryAloneIsAlwaysPredicted() {
    const std::vector<SparseRow> rows = {{{0}, {1.0}}};
    for (int category : {0, 1}) {
        const std::vector<int> labels = {category};
        const LogisticRegression model = LogisticRegression::fit(rows, labels, 2, 1, ClassBalance::None);
        QCOMPARE(std::exp(model.logProbabilities(rows[0])[static_cast<std::size_t>(category)]), 1.0);
    }
}

void LogisticRegressionTest::refusesWeightsOfAnotherShape() {
    QVERIFY_EXCEPTION_THROWN(LogisticRegression::fromWeights(2, 3, {1, 2}, {0}), Error);
    QVERIFY_EXCEPTION_THROWN(LogisticRegression::fromWeights(3, 1, {1, 2, 3}, {0}), Error);
}

QTEST_APPLESS_MAIN(LogisticRegressionTest)
#include "logistic_regression_test.moc"
