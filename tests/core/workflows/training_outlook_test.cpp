// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/training_outlook.h"

#include <QTest>

using namespace warbler;

class TrainingOutlookTest : public QObject {
    Q_OBJECT

    TrainingOutlook m_outlook;

private Q_SLOTS:
    void init() {
        m_outlook = {};
        m_outlook.study.rows.resize(200);
        m_outlook.plan.config.batchSize = 8;
        m_outlook.plan.config.epochs = 5;
        m_outlook.plan.steps = 90;
        m_outlook.runTweets = 140;
    }

    void aFoldLearnsFromEightyFivePercentOfTheOthers() {
        const TrainingOutlook folds = withFolds(m_outlook, 5, 2);
        QCOMPARE(folds.runs, std::int64_t(10));
        QCOMPARE(folds.runTweets, std::int64_t(136));  // 0.85 of 160
        QCOMPARE(folds.plan.steps, std::int64_t(17 * 5));
    }

    void whatTakesNoStepsTakesNoneInFolds() {
        m_outlook.plan.steps = 0;
        QCOMPARE(withFolds(m_outlook, 5, 1).plan.steps, std::int64_t(0));
    }

    void aSearchTrainsOncePerTrial() {
        SearchRequest search;
        search.trials = 12;
        search.minutes = 30;
        const TrainingOutlook trials = withTrials(m_outlook, search);
        QCOMPARE(trials.runs, std::int64_t(12));
        QCOMPARE(trials.mostMinutes, 30.0);
        QCOMPARE(trials.runTweets, m_outlook.runTweets);
    }

    void theTimeIsThatOfAllRuns() {
        QVERIFY(!m_outlook.seconds());
        m_outlook.examplesPerSecond = 10;
        QCOMPARE(*m_outlook.seconds(), 70.0);
        m_outlook.runs = 3;
        QCOMPARE(*m_outlook.seconds(), 210.0);
    }

    void memoryIsShortAboveFourFifthsOfWhatIsFree() {
        m_outlook.plan.memoryBytes = 801;
        QVERIFY(!m_outlook.isMemoryShort());
        m_outlook.freeMemory = 1000;
        QVERIFY(m_outlook.isMemoryShort());
        m_outlook.plan.memoryBytes = 800;
        QVERIFY(!m_outlook.isMemoryShort());
    }
};

QTEST_APPLESS_MAIN(TrainingOutlookTest)
#include "training_outlook_test.moc"
