// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/cross_validation.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/base/error.h"
#include "tests/support/refusal.h"

using namespace warbler;

class CrossValidationTest : public QObject {
    Q_OBJECT

private slots:
    void aFoldTrainsOnMostOfTheOthers();
    void foldsAreSummedUpToMeanAndSpread();
    void foldsOfNumbersHaveNoMeanInCommon();
    void foldsComeBackFromTheirText();
};

namespace {

bool isNear(double found, double wanted) { return std::abs(found - wanted) < 1e-12; }

Study fourTweets() {
    Study study;
    study.categories = {{"0", "no", {}, {}}, {"1", "yes", {}, {}}};
    study.positive = 1;
    for (int i = 0; i < 4; ++i) {
        StudyRow row;
        row.id = TweetId(std::to_string(i));
        row.category = i % 2;
        study.rows.push_back(row);
    }
    return study;
}

// Two folds: the first has one of its two tweets right, the second both.
std::vector<FoldResult> twoFolds() {
    FoldResult first;
    first.repeat = first.fold = 1;
    first.test = 2;
    first.metrics = {{"accuracy", 0.5}};
    first.baselines["majority"] = {{"accuracy", 0.5}};
    first.rows = {{0, 1, 1, 0, {-0.1F, -2.5F}, {}}, {1, 1, 1, 0, {-0.2F, -1.5F}, {}}};
    FoldResult second = first;
    second.fold = 2;
    second.bestEpoch = 3;
    second.metrics["accuracy"] = 1;
    second.rows = {{2, 1, 2, 0, {-0.1F, -2.5F}, {}}, {3, 1, 2, 1, {-2.0F, -0.25F}, {}}};
    return {first, second};
}

}  // namespace

void CrossValidationTest::aFoldTrainsOnMostOfTheOthers() {
    QCOMPARE(trainedPerFold(100, 5), std::int64_t(68));  // 85 % of 80
    QCOMPARE(trainedPerFold(10, 2), std::int64_t(4));    // of 4.25
    QCOMPARE(trainedPerFold(0, 5), std::int64_t(0));
}

void CrossValidationTest::foldsAreSummedUpToMeanAndSpread() {
    const Study study = fourTweets();
    CrossValidation check;
    check.results = twoFolds();
    summariseFolds(check, study, 1);
    QVERIFY(isNear(check.metrics.at("accuracy").mean, 0.75));
    QVERIFY(isNear(check.metrics.at("accuracy").sd, std::sqrt(0.125)));
    QVERIFY(isNear(check.metrics.at("accuracy").se, 0.25));
    QVERIFY(isNear(check.baselines.at("majority").at("accuracy").sd, 0));
    QVERIFY(check.outOfFold.has_value());
    const auto *pooled = std::get_if<Evaluation>(&*check.outOfFold);
    QVERIFY(pooled != nullptr && pooled->rows == 4 && isNear(pooled->scores.accuracy, 0.75));
    QCOMPARE(toJson(check).at("out_of_fold").at("confusion").dump(), std::string("[[2,0],[1,1]]"));
}

void CrossValidationTest::foldsOfNumbersHaveNoMeanInCommon() {
    Study study;
    study.task = Task::Regression;
    CrossValidation check;
    check.results.resize(1);
    check.results[0].repeat = check.results[0].fold = 1;
    for (int i = 0; i < 3; ++i) {
        StudyRow row;
        row.number = i + 1;
        study.rows.push_back(row);
        check.results[0].rows.push_back({i, 1, 1, -1, {}, 2.0});
    }
    study.trainOrder = {0, 1, 2};
    summariseFolds(check, study, 1);
    const auto *pooled = std::get_if<NumberEvaluation>(&*check.outOfFold);
    QVERIFY(pooled != nullptr && !pooled->mean && pooled->rows == 3);
    QVERIFY(isNear(pooled->scores.rmse, std::sqrt(2.0 / 3)));
}

void CrossValidationTest::foldsComeBackFromTheirText() {
    const std::string text = foldsToText(twoFolds());
    const std::vector<FoldResult> read = foldsFromText(text);
    QCOMPARE(foldsToText(read), text);
    QVERIFY(!read[0].bestEpoch && read[1].bestEpoch == 3 && read[1].rows[1].predicted == 1);
    QVERIFY(foldsFromText({}).empty());
    QVERIFY(test::refusalOf([] { foldsFromText("[{}]"); }).code() == ErrorCode::ProjectDamaged);
}

QTEST_APPLESS_MAIN(CrossValidationTest)
#include "cross_validation_test.moc"
