// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>

#include "core/metrics/roc_curve.h"

using namespace warbler;

class Acceptance08Roc : public QObject {
    Q_OBJECT

private slots:
    void theFourRowExample();
};

void Acceptance08Roc::theFourRowExample() {
    const std::vector<int> truth = {1, 1, 2, 2};
    const std::vector<double> score = {.1, .4, .35, .8};
    const RocCurve curve = rocCurve(truth, 2, score);
    QCOMPARE(curve.falsePositiveRate, (std::vector<double>{0, 0, .5, .5, 1}));
    QCOMPARE(curve.truePositiveRate, (std::vector<double>{0, .5, .5, 1, 1}));
    QCOMPARE(curve.thresholds, (std::vector<double>{std::numeric_limits<double>::infinity(), .8, .4, .35, .1}));
    QCOMPARE(*curve.auc, .75);
}

QTEST_APPLESS_MAIN(Acceptance08Roc)
#include "test_08_roc.moc"
