// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/category_rates.h"

#include <QTest>

using namespace warbler;

class CategoryRatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneCategoryAgainstAllOthers() {
        const std::vector<int> truth{0, 0, 0, 1, 1, 2, 2, 2, 2, 2}, predicted{0, 0, 1, 0, 1, 2, 2, 0, 1, 2};
        const ConfusionMatrix matrix = ConfusionMatrix::of(truth, predicted, 3);
        QCOMPARE(falsePositiveRate(matrix, 0), 2.0 / 7);
        QCOMPARE(falsePositiveRate(matrix, 2), 0.0);
        QCOMPARE(trueShare(matrix, 0), 0.3);
        QCOMPARE(trueShare(matrix, 2), 0.5);
    }

    void withoutRowsEverythingIsZero() {
        const ConfusionMatrix matrix = ConfusionMatrix::of({}, {}, 2);
        QCOMPARE(falsePositiveRate(matrix, 1), 0.0);
        QCOMPARE(trueShare(matrix, 1), 0.0);
        // All rows are of the category: no other can be a false alarm.
        const std::vector<int> ones{1, 1};
        QCOMPARE(falsePositiveRate(ConfusionMatrix::of(ones, ones, 2), 1), 0.0);
    }
};

QTEST_APPLESS_MAIN(CategoryRatesTest)
#include "category_rates_test.moc"
