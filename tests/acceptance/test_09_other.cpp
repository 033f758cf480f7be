// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/metrics/scores.h"

using namespace warbler;

class Acceptance09Other : public QObject {
    Q_OBJECT

private slots:
    void anAnswerOutsideTheCategoriesIsAnError();
};

void Acceptance09Other::anAnswerOutsideTheCategoriesIsAnError() {
    const std::vector<int> truth(10, 1), predicted = {1, 1, 1, 1, 1, -1, -1, -1, -1, -1};
    const ConfusionMatrix matrix = ConfusionMatrix::of(truth, predicted, 2);
    QCOMPARE(matrix.otherTotal(), std::int64_t(5));
    const Scores faithful = scoresAsInNotebook(matrix, 1);
    QCOMPARE(faithful.recall, 1.0);
    QCOMPARE(faithful.accuracy, .5);
    const Scores corrected = scoresOf(matrix, 1);
    QCOMPARE(corrected.recall, .5);
    QCOMPARE(corrected.accuracy, .5);
}

QTEST_APPLESS_MAIN(Acceptance09Other)
#include "test_09_other.moc"
