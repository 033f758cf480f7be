// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/verdict.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/classify/number_evaluation.h"

using namespace warbler;

class VerdictTest : public QObject {
    Q_OBJECT

private slots:
    void theHigherFigureIsNeverAdvisedAgainst();
    void anIntervalThatContainsZeroIsNotSettled_data();
    void anIntervalThatContainsZeroIsNotSettled();
    void theWordModelIsBetterOnlyWhereTheWholeIntervalSaysSo();
    void fewRowsGiveCountsAloneAndSayWhy();
    void fewNumbersAreNotRankedEither();
    void figuresOfFewRowsHaveNoIntervals();
    void moreRowsSettleADifferenceThatStaysAsItIs();
};

namespace {

const std::vector<StudyCategory> kYesNo = {{"0", "No", "", {}}, {"1", "Yes", "", {}}};

// rows of which `right` in a row are answered rightly, from `first` on; kinds take turns.
std::vector<JudgedRow> answers(int rows, int right, int first = 0) {
    std::vector<JudgedRow> judged;
    for (int i = 0; i < rows; ++i) {
        const int truth = i % 2;
        judged.push_back({nullptr, truth, i >= first && i < first + right ? truth : 1 - truth, {}});
    }
    return judged;
}

Baselines beside(const std::vector<JudgedRow> &words) {
    Baselines baselines;
    std::vector<JudgedRow> always = words;
    for (JudgedRow &row : always)
        row.predicted = 0;
    baselines.majority = evaluateRows(always, kYesNo, 1, 42);
    baselines.wordModelRows = words;
    baselines.wordModelBalanced = evaluateRows(words, kYesNo, 1, 42);
    return baselines;
}

bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

}  // namespace

// The report: .69 against .52 on 84 test tweets was called "not better", with a button for the lower one.
void VerdictTest::theHigherFigureIsNeverAdvisedAgainst() {
    const Verdict verdict = verdictOf(answers(84, 58), beside(answers(84, 52, 32)), 2, 1, 42, "test");
    QVERIFY(verdict.withWordModel.difference > 0);
    QCOMPARE(verdict.withWordModel.standing, Standing::NotSettled);
    QVERIFY2(
        contains(verdict.sentence, "Not settled whether this run is better than the word model: on 84 test tweets"),
        verdict.sentence.c_str());
    QVERIFY2(contains(verdict.sentence, "more labelled test tweets would settle it."), verdict.sentence.c_str());
}

void VerdictTest::anIntervalThatContainsZeroIsNotSettled_data() {
    QTest::addColumn<double>("difference");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("standing");
    QTest::newRow("higher, not settled") << .17 << -.02 << .36 << static_cast<int>(Standing::NotSettled);
    QTest::newRow("lower, not settled") << -.17 << -.36 << .02 << static_cast<int>(Standing::NotSettled);
    QTest::newRow("equal") << .0 << -.1 << .1 << static_cast<int>(Standing::NotSettled);
    QTest::newRow("touches 0 from above") << .1 << .0 << .2 << static_cast<int>(Standing::NotSettled);
    QTest::newRow("touches 0 from below") << -.1 << -.2 << .0 << static_cast<int>(Standing::NotSettled);
    QTest::newRow("higher") << .1 << .001 << .2 << static_cast<int>(Standing::Better);
    QTest::newRow("lower") << -.1 << -.2 << -.001 << static_cast<int>(Standing::Worse);
}

void VerdictTest::anIntervalThatContainsZeroIsNotSettled() {
    QFETCH(double, difference);
    QFETCH(double, low);
    QFETCH(double, high);
    QTEST(static_cast<int>(comparisonOf(difference, Interval{low, high}, 84).standing), "standing");
}

void VerdictTest::theWordModelIsBetterOnlyWhereTheWholeIntervalSaysSo() {
    const Verdict worse = verdictOf(answers(200, 120), beside(answers(200, 190)), 2, 1, 42, "test");
    QCOMPARE(worse.withWordModel.standing, Standing::Worse);
    QVERIFY2(contains(worse.sentence, "The word model is better: on 200 test tweets"), worse.sentence.c_str());
    const Verdict better = verdictOf(answers(200, 190), beside(answers(200, 120)), 2, 1, 42, "test");
    QCOMPARE(better.withWordModel.standing, Standing::Better);
    QVERIFY2(contains(better.sentence, "Better than the word model: on 200 test tweets"), better.sentence.c_str());
}

void VerdictTest::fewRowsGiveCountsAloneAndSayWhy() {
    const Verdict few = verdictOf(answers(19, 12), beside(answers(19, 3)), 2, 1, 42, "test");
    QCOMPARE(few.withMajority.standing, Standing::TooFewRows);
    QCOMPARE(few.withWordModel.standing, Standing::TooFewRows);
    QVERIFY(!few.withWordModel.interval && !few.withMajority.interval);
    QVERIFY2(contains(few.sentence, "12 of 19 test tweets are right") && contains(few.sentence, "label 1 more"),
             few.sentence.c_str());
    const Verdict enough = verdictOf(answers(20, 12), beside(answers(20, 3)), 2, 1, 42, "test");
    QVERIFY(enough.withWordModel.interval);
}

void VerdictTest::fewNumbersAreNotRankedEither() {
    NumberEvaluation evaluation;
    evaluation.rows = 7;
    evaluation.scores.rmse = 2;
    evaluation.mean = evaluation.scores;
    evaluation.mean->rmse = 1;
    QVERIFY(contains(verdictOnNumbers(evaluation), "7 tweets are too few"));
    evaluation.rows = 20;
    QVERIFY(contains(verdictOnNumbers(evaluation), "no nearer"));
    evaluation.scores.rmse = .5;
    QVERIFY(verdictOnNumbers(evaluation).empty());
}

void VerdictTest::figuresOfFewRowsHaveNoIntervals() {
    const Evaluation few = evaluateRows(answers(7, 5), kYesNo, 1, 42);
    QCOMPARE(few.right(), std::int64_t(5));
    const nlohmann::ordered_json json = toJson(few);
    for (const char *key : {"accuracy", "macro_f1", "f1", "auc", "kappa"})
        QVERIFY2(json["ci"].contains(key) && json["ci"][key].is_null(), key);
    const nlohmann::ordered_json enough = toJson(evaluateRows(answers(20, 15), kYesNo, 1, 42));
    QVERIFY(enough["ci"]["accuracy"].is_array());
    QVERIFY(enough["ci"]["macro_f1"].is_array());
}

// n rows reach from d to 0 with a half width w; n (w/d)^2 rows would: 84 (.19/.17)^2 = 104.9, 21 more, told as 25.
void VerdictTest::moreRowsSettleADifferenceThatStaysAsItIs() {
    QCOMPARE(comparisonOf(.17, Interval{-.02, .36}, 84).rowsToSettle, std::optional<std::int64_t>(25));
    QCOMPARE(comparisonOf(-.17, Interval{-.36, .02}, 84).rowsToSettle, std::optional<std::int64_t>(25));
    QCOMPARE(comparisonOf(.1, Interval{-.2, .4}, 100).rowsToSettle, std::optional<std::int64_t>(800));
    QVERIFY(!comparisonOf(0, Interval{-.1, .1}, 84).rowsToSettle);
    QVERIFY(!comparisonOf(.0001, Interval{-.2, .2}, 84).rowsToSettle);
    QVERIFY(!comparisonOf(.1, Interval{.05, .15}, 84).rowsToSettle);
}

QTEST_APPLESS_MAIN(VerdictTest)
#include "verdict_test.moc"
