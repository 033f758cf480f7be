// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <numeric>

#include <QTest>

using namespace warbler;

using Counts = std::vector<std::int64_t>;

class HistogramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLastBarHoldsTheHighestValue() {
        Histogram histogram(0, 1, 4);
        for (const double p : {0.0, 0.24, 0.25, 0.5, 0.99, 1.0})
            histogram.add(p);
        QCOMPARE(histogram.counts(), (Counts{2, 1, 1, 2}));
    }

    void whatLiesOutsideCountsAtTheEnds() {
        Histogram histogram(0, 1, 2);
        histogram.add(-3);
        histogram.add(7);
        QCOMPARE(histogram.counts(), (Counts{1, 1}));
    }

    void numbersSpanFromLowestToHighest() {
        const std::vector<float> values{2, 3, 4, 6};
        const Histogram histogram = histogramOf(values, 2);
        QCOMPARE(histogram.low(), 2.0);
        QCOMPARE(histogram.high(), 6.0);
        QCOMPARE(histogram.counts(), (Counts{2, 2}));
        QVERIFY(histogramOf({}, 2).counts().empty());
    }

    void equalNumbersLieInOneBar() {
        const std::vector<float> values{5, 5, 5};
        QCOMPARE(histogramOf(values, 3).counts(), (Counts{3, 0, 0}));
    }

    void lengthsHaveWholeSteps() {
        // The longest has 49 tokens: 24 bars of 3.
        std::vector<std::int64_t> lengths(50);
        std::iota(lengths.begin(), lengths.end(), 0);
        const Histogram histogram = histogramOfLengths(lengths, 24);
        QCOMPARE(histogram.high(), 72.0);
        for (std::size_t bar = 0; bar < 16; ++bar)
            QCOMPARE(histogram.counts()[bar], std::int64_t(3));
        QCOMPARE(histogram.counts()[16], std::int64_t(2));
        QCOMPARE(histogram.counts()[17], std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(HistogramTest)
#include "histogram_test.moc"
