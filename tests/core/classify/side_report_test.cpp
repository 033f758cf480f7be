// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/side_report.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/base/error.h"

using namespace warbler;

class SideReportTest : public QObject {
    Q_OBJECT

private slots:
    void categoriesStandBesideTheMajorityAndTheWordModel();
    void numbersStandBesideTheMeanOfTheTrainingRows();
    void withoutTrainingRowsNothingStandsBeside();
    void rowsAreJudgedInTheirOrder();
    void aStopJudgesNothing();
};

namespace {

bool isNear(double found, double wanted) { return std::abs(found - wanted) < 1e-12; }

StudyRow row(const std::string &text, Side side, int category) {
    StudyRow row;
    row.id = TweetId(text);
    row.text = text;
    row.side = side;
    row.category = category;
    return row;
}

// Three of four training tweets are "yes", so the majority answers that; of the test tweets two are.
Study yesNoStudy() {
    Study study;
    study.categories = {{"0", "no", " no", {}}, {"1", "yes", " yes", {}}};
    study.positive = 1;
    study.rows = {row("heron heron", Side::Train, 1), row("heron lake", Side::Train, 1),
                  row("heron reed", Side::Train, 1),  row("tax debate", Side::Train, 0),
                  row("heron dawn", Side::Test, 1),   row("tax heron", Side::Test, 1),
                  row("tax vote", Side::Test, 0),     row("debate tax", Side::Test, 0)};
    study.trainOrder = {0, 1, 2, 3};
    return study;
}

Study numberStudy() {
    Study study;
    study.task = Task::Regression;
    for (const double number : {1.0, 3.0, 8.0, 1.0, 2.0, 3.0}) {
        StudyRow one = row("tweet " + std::to_string(study.rows.size()), Side::Train, -1);
        one.side = study.rows.size() < 3 ? Side::Train : Side::Test;
        one.number = number;
        study.rows.push_back(one);
    }
    study.trainOrder = {0, 1, 2};
    return study;
}

}  // namespace

void SideReportTest::categoriesStandBesideTheMajorityAndTheWordModel() {
    const Study study = yesNoStudy();
    // One yes is missed: yes has precision 1 and recall 1/2, so F1 2/3; no has precision 2/3 and recall 1, so F1 4/5.
    std::vector<JudgedRow> judged;
    const std::vector<const StudyRow *> rows = study.side(Side::Test);
    for (std::size_t i = 0; i < rows.size(); ++i)
        judged.push_back({rows[i], rows[i]->category, i == 0 ? 1 : 0, {}});
    const SideReport report = sideReport(judged, study, 1);
    QCOMPARE(report.rows(), std::int64_t(4));
    QVERIFY(report.numbers() == nullptr && report.categories() != nullptr);
    QCOMPARE(report.categories()->rows.size(), std::size_t(4));
    const std::map<std::string, double> metrics = definedMetrics(report);
    QVERIFY(isNear(metrics.at("accuracy"), 0.75) && isNear(metrics.at("recall"), 0.5));
    QVERIFY(isNear(metrics.at("f1"), 2.0 / 3) && isNear(metrics.at("macro_f1"), (2.0 / 3 + 0.8) / 2));
    QVERIFY(metrics.count("brier") == 0);  // the answers came without probabilities
    QVERIFY(report.categories()->baselines.has_value());
    const Baselines &baselines = *report.categories()->baselines;
    QVERIFY(isNear(baselines.majority.scores.accuracy, 0.5) && baselines.wordModelBalanced.has_value());
    // Always "yes": F1 of yes is 2/3, of no 0.
    QVERIFY(isNear(baselinesJson(report).at("majority").at("metrics").at("macro_f1").get<double>(), 1.0 / 3));
    QCOMPARE(figuresJson(report).at("confusion").dump(), std::string("[[2,0],[1,1]]"));
    QVERIFY(verdictOf(report, 1, "test").sentence.starts_with("3 of 4 test tweets are right"));
}

void SideReportTest::numbersStandBesideTheMeanOfTheTrainingRows() {
    const Study study = numberStudy();
    std::vector<JudgedNumber> judged;
    for (const StudyRow *one : study.side(Side::Test))
        judged.push_back({one, *one->number, 2});
    const SideReport report = sideReport(judged, study, 1);
    QCOMPARE(report.rows(), std::int64_t(3));
    QVERIFY(report.categories() == nullptr && report.numbers() != nullptr);
    // 1, 2 and 3 answered with 2; the mean of 1, 3 and 8 is 4.
    const std::map<std::string, double> metrics = definedMetrics(report);
    QVERIFY(isNear(metrics.at("rmse"), std::sqrt(2.0 / 3)) && isNear(metrics.at("mae"), 2.0 / 3));
    QVERIFY(metrics.count("pearson") == 0);  // one answer for all
    const nlohmann::ordered_json mean = baselinesJson(report).at("mean").at("metrics");
    QVERIFY(isNear(mean.at("rmse").get<double>(), std::sqrt(14.0 / 3)) && isNear(mean.at("mae").get<double>(), 2));
    QVERIFY(figuresJson(report).at("metrics").at("pearson").is_null());
    QVERIFY(verdictOf(report, 1).sentence.starts_with("3 tweets are too few"));
}

void SideReportTest::withoutTrainingRowsNothingStandsBeside() {
    Study study = yesNoStudy();
    study.trainOrder.clear();
    const SideReport categories =
        sideReport(std::vector<JudgedRow>{{&study.rows[4], 1, 1, {}}, {&study.rows[6], 0, 1, {}}}, study, 1);
    QVERIFY(!categories.categories()->baselines && baselinesJson(categories).is_null());
    QVERIFY(verdictOf(categories, 1).sentence.empty());
    QVERIFY(isNear(definedMetrics(categories).at("accuracy"), 0.5));
    Study numbers = numberStudy();
    numbers.trainOrder.clear();
    const SideReport report = sideReport(std::vector<JudgedNumber>{{&numbers.rows[3], 1, 2}}, numbers, 1);
    QVERIFY(!report.numbers()->evaluation.mean && baselinesJson(report).is_null());
    QVERIFY(verdictOf(report, 1).sentence.empty());
}

void SideReportTest::rowsAreJudgedInTheirOrder() {
    const Study study = yesNoStudy();
    TrainedModel model;
    model.categories = study.categories;
    model.positive = study.positive;
    model.wordModel = WordModel::fit(study, ClassBalance::Balanced);
    const std::vector<const StudyRow *> rows = study.side(Side::Test);
    const JudgedRows judged = judgeRows(model, nullptr, rows, {});
    const auto *answers = std::get_if<std::vector<JudgedRow>>(&judged);
    QVERIFY(answers != nullptr);
    QCOMPARE(answers->size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const JudgedRow &one = (*answers)[i];
        QCOMPARE(one.row, rows[i]);
        QCOMPARE(one.truth, rows[i]->category);
        const double sum = std::exp(double(one.logProbabilities[0])) + std::exp(double(one.logProbabilities[1]));
        QVERIFY(one.logProbabilities.size() == 2 && std::abs(sum - 1) < 1e-6);
    }
    QCOMPARE(answers->front().predicted, 1);  // "heron" stands in training tweets of yes alone
    QCOMPARE(answers->back().predicted, 0);
}

void SideReportTest::aStopJudgesNothing() {
    const Study study = yesNoStudy();
    TrainedModel model;
    model.categories = study.categories;
    model.wordModel = WordModel::fit(study, ClassBalance::None);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(judgeRows(model, nullptr, study.side(Side::Test), stop.get_token()), Cancelled);
}

QTEST_APPLESS_MAIN(SideReportTest)
#include "side_report_test.moc"
