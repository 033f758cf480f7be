// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/roc_band.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include <QTest>

#include "core/base/random.h"
#include "core/metrics/roc_curve.h"

using namespace warbler;

class RocBandTest : public QObject {
    Q_OBJECT

private slots:
    void theBandEqualsCurvesDrawnOneByOne();
    void aPerfectModelHasNoWidth();
    void whatHasNoCurveHasNoBand();
};

namespace {

struct Rows {
    std::unique_ptr<bool[]> isPositive;
    std::vector<double> scores;
    std::span<const bool> positives() const { return {isPositive.get(), scores.size()}; }
};

Rows rows(int count, double lift) {
    Rows made;
    made.isPositive.reset(new bool[static_cast<std::size_t>(count)]);
    for (int i = 0; i < count; ++i) {
        made.isPositive[static_cast<std::size_t>(i)] = i % 3 == 0;
        made.scores.push_back((i * 17 % 23) / 23.0 + (i % 3 == 0 ? lift : 0));
    }
    return made;
}

// The true positive rate of a curve at x, upper end of a vertical step.
double rateAt(const RocCurve &curve, double x) {
    double rate = 0;
    for (std::size_t i = 0; i + 1 < curve.falsePositiveRate.size(); ++i) {
        const double fromX = curve.falsePositiveRate[i], toX = curve.falsePositiveRate[i + 1];
        const double fromY = curve.truePositiveRate[i], toY = curve.truePositiveRate[i + 1];
        if (x < fromX || x > toX)
            continue;
        rate = std::max(rate, toX > fromX ? fromY + (x - fromX) / (toX - fromX) * (toY - fromY) : toY);
    }
    return rate;
}

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const double place = share * double(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place)), above = static_cast<std::size_t>(std::ceil(place));
    return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

}  // namespace

void RocBandTest::theBandEqualsCurvesDrawnOneByOne() {
    const Rows given = rows(40, 0.4);
    constexpr int kDraws = 60;
    const auto band = rocBand(given.positives(), given.scores, 7, kDraws);
    QVERIFY(band);
    std::vector<std::size_t> kinds[2];
    for (std::size_t i = 0; i < given.scores.size(); ++i)
        kinds[given.isPositive[i] ? 1 : 0].push_back(i);
    Mt19937 generator(streamSeed(7, "roc band"));
    std::vector<std::vector<double>> rates(101);
    for (int draw = 0; draw < kDraws; ++draw) {
        std::vector<int> truth;
        std::vector<double> scores;
        for (const auto &kind : kinds)
            for (std::size_t i = 0; i < kind.size(); ++i) {
                const std::size_t row = kind[generator.below(static_cast<std::uint32_t>(kind.size()))];
                truth.push_back(given.isPositive[row] ? 1 : 0);
                scores.push_back(given.scores[row]);
            }
        const RocCurve curve = rocCurve(truth, 1, scores);
        for (std::size_t x = 0; x < rates.size(); ++x)
            rates[x].push_back(rateAt(curve, double(x) / 100));
    }
    for (std::size_t x = 0; x < rates.size(); ++x) {
        QVERIFY2(std::abs(band->low[x] - percentile(rates[x], 0.025)) < 1e-6,
                 qPrintable(QStringLiteral("low at %1").arg(x)));
        QVERIFY2(std::abs(band->high[x] - percentile(rates[x], 0.975)) < 1e-6,
                 qPrintable(QStringLiteral("high at %1").arg(x)));
    }
}

void RocBandTest::aPerfectModelHasNoWidth() {
    const Rows given = rows(30, 5);
    const auto band = rocBand(given.positives(), given.scores, 42, 100);
    QVERIFY(band);
    QCOMPARE(*std::min_element(band->low.begin(), band->low.end()), 1.0);
}

void RocBandTest::whatHasNoCurveHasNoBand() {
    const bool yes[] = {true, true};
    const std::vector<double> scores = {0.1, 0.2};
    QVERIFY(!rocBand(yes, scores, 42));
    const bool both[] = {true, false};
    QVERIFY(!rocBand(both, std::vector<double>{0.1, std::numeric_limits<double>::quiet_NaN()}, 42));
    QVERIFY(rocBand(both, scores, 42));
}

QTEST_APPLESS_MAIN(RocBandTest)
#include "roc_band_test.moc"
