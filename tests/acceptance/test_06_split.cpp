// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/codebook/split.h"
#include "tests/acceptance/gates.h"

using namespace warbler;

class Acceptance06Split : public QObject {
    Q_OBJECT

private slots:
    void theNotebookSplitOfTheGatesTweets();
    void downsamplingTakesNegativesOnly();

private:
    Gates m_gates = readGates();
};

void Acceptance06Split::theNotebookSplitOfTheGatesTweets() {
    QCOMPARE(m_gates.labels.size(), std::size_t(500));
    const Split split = notebookSplit(m_gates.labels, 1);
    int trainingPositives = 0, testPositives = 0;
    for (std::size_t row = 0; row < 500; ++row)
        (split.sides[row] == Side::Train ? trainingPositives : testPositives) += m_gates.labels[row];
    QCOMPARE(trainingPositives, 279);
    QCOMPARE(testPositives, 69);
    QCOMPARE(split.trainingOrder.size(), std::size_t(400));
    QCOMPARE(std::vector<std::uint32_t>(split.trainingOrder.begin(), split.trainingOrder.begin() + 10),
             (std::vector<std::uint32_t>{432, 116, 22, 487, 57, 176, 318, 192, 135, 390}));
    QCOMPARE(std::vector<std::uint32_t>(split.trainingOrder.end() - 3, split.trainingOrder.end()),
             (std::vector<std::uint32_t>{14, 148, 23}));
}

void Acceptance06Split::downsamplingTakesNegativesOnly() {
    const Split split = notebookSplit(m_gates.labels, 1, 21);
    QCOMPARE(split.trainingOrder.size(), std::size_t(379));
    QCOMPARE(std::vector<std::uint32_t>(split.trainingOrder.begin(), split.trainingOrder.begin() + 5),
             (std::vector<std::uint32_t>{171, 347, 382, 74, 69}));
    int positives = 0;
    for (std::uint32_t row : split.trainingOrder)
        positives += m_gates.labels[row];
    QCOMPARE(positives, 279);
}

int main(int argc, char **argv) {
    if (!hasGates())
        return 77;
    Acceptance06Split test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_06_split.moc"
