// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/intervals.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metrics/bootstrap.h"
#include "tests/golden/golden.h"

using namespace warbler;

class IntervalsTest : public QObject {
    Q_OBJECT

private slots:
    void wilsonAgreesWithScipy();
    void mcnemarAgreesWithScipy();
    void bootstrapEqualsNumpyDrawForDraw();
    void theGeneralFormDrawsTheSameRows();
    void severalCategoriesMayUseTheirProbabilities();
    void undefinedDrawsAreCounted();
    void alwaysYesRaisesTheMajorityBannerAndARealModelDoesNot();
    void twoEqualModelsDoNotDiffer();
    void aScoreThatIsNoNumberIsRefused();
};

namespace {

std::vector<ScoredRow> rowsOf(const std::vector<int> &truth, const std::vector<int> &predicted,
                              const std::vector<double> &score) {
    std::vector<ScoredRow> rows;
    for (std::size_t i = 0; i < truth.size(); ++i)
        rows.push_back({truth[i], predicted[i], score[i]});
    return rows;
}

std::vector<ScoredRow> rowsOf(int hits, int misses, int alarms, int rejections) {
    std::vector<ScoredRow> rows;
    const std::array<std::array<int, 3>, 4> cells = {
        {{hits, 1, 1}, {misses, 1, 0}, {alarms, 0, 1}, {rejections, 0, 0}}};
    for (const std::array<int, 3> &cell : cells)
        rows.insert(rows.end(), static_cast<std::size_t>(cell[0]),
                    ScoredRow{cell[1], cell[2], static_cast<double>(cell[2])});
    return rows;
}

bool isNear(const BootstrapInterval &interval, const nlohmann::json &wanted) {
    return interval.interval && std::abs(interval.interval->low - wanted[0].get<double>()) < 1e-12 &&
           std::abs(interval.interval->high - wanted[1].get<double>()) < 1e-12;
}

}  // namespace

void IntervalsTest::wilsonAgreesWithScipy() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("wilson")) {
        const Interval interval = wilson(wanted[0].get<std::int64_t>(), wanted[1].get<std::int64_t>());
        QVERIFY(std::abs(interval.low - wanted[2].get<double>()) < 1e-12);
        QVERIFY(std::abs(interval.high - wanted[3].get<double>()) < 1e-12);
    }
    QCOMPARE(wilson(0, 0).low, 0.0);
    QCOMPARE(wilson(0, 0).high, 1.0);
}

void IntervalsTest::mcnemarAgreesWithScipy() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("mcnemar")) {
        const double p = mcnemarExact(wanted[0].get<std::int64_t>(), wanted[1].get<std::int64_t>());
        QVERIFY2(std::abs(p - wanted[2].get<double>()) < 1e-11, wanted.dump().c_str());
    }
}

void IntervalsTest::bootstrapEqualsNumpyDrawForDraw() {
    for (const nlohmann::json &wanted : golden("metrics.json").at("bootstrap")) {
        const std::vector<int> truth = wanted.at("truth"), a = wanted.at("a"), b = wanted.at("b");
        const std::vector<ScoredRow> rows = rowsOf(truth, a, wanted.at("score"));
        const int categories = wanted.at("categories"), positive = wanted.at("positive"), draws = wanted.at("draws");
        const std::uint64_t seed = wanted.at("seed");
        const BootstrapFigures figures = bootstrapFigures(rows, categories, positive, seed, draws);
        QVERIFY(isNear(figures.macroF1, wanted.at("macro_f1")));
        QVERIFY(isNear(figures.f1, wanted.at("f1")));
        QVERIFY(isNear(figures.accuracy, wanted.at("accuracy")));
        QVERIFY(isNear(figures.auc, wanted.at("auc")));
        QVERIFY(isNear(figures.kappa, wanted.at("kappa")));
        QVERIFY(isNear(figures.macroF1MinusMajority, wanted.at("macro_f1_minus_majority")));
        QVERIFY(isNear(pairedMacroF1Difference(truth, a, b, categories, seed, draws), wanted.at("paired")));
    }
}

void IntervalsTest::theGeneralFormDrawsTheSameRows() {
    const nlohmann::json wanted = golden("metrics.json").at("bootstrap")[0];
    const std::vector<ScoredRow> rows = rowsOf(wanted.at("truth"), wanted.at("a"), wanted.at("score"));
    const Figure accuracy = [](std::span<const ScoredRow> drawn) -> std::optional<double> {
        double right = 0;
        for (const ScoredRow &row : drawn)
            right += row.truth == row.predicted ? 1 : 0;
        return right / static_cast<double>(drawn.size());
    };
    QVERIFY(isNear(bootstrap(rows, 2, accuracy, wanted.at("seed").get<std::uint64_t>(), wanted.at("draws").get<int>()),
                   wanted.at("accuracy")));
}

void IntervalsTest::severalCategoriesMayUseTheirProbabilities() {
    std::vector<ScoredRow> rows;
    std::vector<double> probabilities;
    Mt19937 generator(3);
    for (int i = 0; i < 60; ++i) {
        const int truth = i % 3;
        rows.push_back({truth, truth, 0.0});
        for (int k = 0; k < 3; ++k)
            probabilities.push_back(k == truth ? .5 + generator.uniform() / 4 : generator.uniform() / 4);
    }
    const BootstrapFigures figures = bootstrapFigures(rows, 3, 0, 42, 100, probabilities);
    QCOMPARE(figures.auc.interval->low, 1.0);
    // Without them the score of the rows decides, and that is the same for all.
    QCOMPARE(bootstrapFigures(rows, 3, 0, 42, 100).auc.interval->high, 0.5);
}

void IntervalsTest::undefinedDrawsAreCounted() {
    const std::vector<ScoredRow> rows = rowsOf(5, 0, 0, 0);
    const BootstrapFigures figures = bootstrapFigures(rows, 2, 1, 42, 50);
    QVERIFY(!figures.auc.interval.has_value());
    QCOMPARE(figures.auc.undefinedDraws, 50);
    QVERIFY(!figures.kappa.interval.has_value());
    QCOMPARE(figures.macroF1.undefinedDraws, 0);
}

void IntervalsTest::alwaysYesRaisesTheMajorityBannerAndARealModelDoesNot() {
    QVERIFY(bootstrapFigures(rowsOf(67, 2, 28, 3), 2, 1, 42).macroF1MinusMajority.interval->low <= 0);
    QVERIFY(bootstrapFigures(rowsOf(60, 9, 11, 20), 2, 1, 42).macroF1MinusMajority.interval->low > 0);
}

void IntervalsTest::twoEqualModelsDoNotDiffer() {
    const std::vector<int> truth = {0, 1, 1, 0, 1}, predicted = {0, 1, 0, 0, 1};
    const BootstrapInterval interval = pairedMacroF1Difference(truth, predicted, predicted, 2, 42);
    QCOMPARE(interval.interval->low, 0.0);
    QCOMPARE(interval.interval->high, 0.0);
}

void IntervalsTest::aScoreThatIsNoNumberIsRefused() {
    std::vector<ScoredRow> rows = rowsOf(2, 0, 0, 2);
    rows[1].score = std::numeric_limits<double>::quiet_NaN();
    QVERIFY_EXCEPTION_THROWN(bootstrapFigures(rows, 2, 1, 42), Error);
}

QTEST_APPLESS_MAIN(IntervalsTest)
#include "intervals_test.moc"
