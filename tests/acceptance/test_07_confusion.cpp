// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/metrics/intervals.h"
#include "core/metrics/scores.h"

using namespace warbler;

class Acceptance07Confusion : public QObject {
    Q_OBJECT

private slots:
    void theNotebooksEpochs();
    void theMajorityRule();
    void kappaMccAndMeans();
    void wilsonAroundEightyOfAHundred();
};

namespace {

ConfusionMatrix matrixOf(int hits, int misses, int alarms, int rejections) {
    ConfusionMatrix matrix(2);
    matrix.add(1, 1, hits);
    matrix.add(1, 0, misses);
    matrix.add(0, 1, alarms);
    matrix.add(0, 0, rejections);
    return matrix;
}

}  // namespace

void Acceptance07Confusion::theNotebooksEpochs() {
    const struct {
        int counts[4];
        double accuracy, f1, precision, recall;
    } epochs[] = {{{67, 2, 28, 3}, .7, .817, .705, .971},
                  {{43, 26, 4, 27}, .7, .741, .915, .623},
                  {{55, 14, 6, 25}, .8, .846, .902, .797},
                  {{60, 9, 11, 20}, .8, .857, .845, .870},
                  {{53, 16, 5, 26}, .79, .835, .914, .768}};
    for (const auto &epoch : epochs) {
        const Scores scores = scoresOf(matrixOf(epoch.counts[0], epoch.counts[1], epoch.counts[2], epoch.counts[3]), 1);
        QCOMPARE(fixedText(scores.accuracy, 3), fixedText(epoch.accuracy, 3));
        QCOMPARE(fixedText(scores.f1, 3), fixedText(epoch.f1, 3));
        QCOMPARE(fixedText(scores.precision, 3), fixedText(epoch.precision, 3));
        QCOMPARE(fixedText(scores.recall, 3), fixedText(epoch.recall, 3));
    }
    QVERIFY(std::abs(scoresOf(matrixOf(67, 2, 28, 3), 1).f1 - .817073) < 1e-6);
}

void Acceptance07Confusion::theMajorityRule() {
    std::vector<int> truth(100, 1);
    std::fill_n(truth.begin(), 31, 0);
    const Scores majority = majorityScores(truth, 2, 1);
    QCOMPARE(majority.accuracy, .69);
    QVERIFY(std::abs(majority.f1 - .816568) < 1e-6);
}

void Acceptance07Confusion::kappaMccAndMeans() {
    const Scores scores = scoresOf(matrixOf(60, 9, 11, 20), 1);
    QVERIFY(std::abs(*scores.kappa - .524036173) < 1e-9);
    QVERIFY(std::abs(scores.mcc - .524630764) < 1e-9);
    QVERIFY(std::abs(scores.macroF1 - .761904762) < 1e-9);
    QVERIFY(std::abs(scores.weightedF1 - .798095238) < 1e-9);
}

void Acceptance07Confusion::wilsonAroundEightyOfAHundred() {
    const Interval interval = wilson(80, 100);
    QVERIFY(std::abs(interval.low - .711171) < 1e-6);
    QVERIFY(std::abs(interval.high - .866633) < 1e-6);
}

QTEST_APPLESS_MAIN(Acceptance07Confusion)
#include "test_07_confusion.moc"
