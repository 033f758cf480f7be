// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QTimer>

#include "core/corpus/run_repository.h"
#include "core/learn/presets.h"
#include "tests/ui/trained_window.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/tuning_curves_plot.h"
#include "ui/support/dialogs.h"
#include "ui/widgets/figure_table_view.h"

using namespace warbler;
using namespace warbler::ui;
using namespace warbler::test;

// The Train page in the real window, over a scripted engine.
class TrainPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }

    void startWaitsForLabels() {
        TestWindow window;
        window.importGenerated(20, 0);
        window.window().showPage(PageId::Train);
        auto *check = window.find<QLabel>(QStringLiteral("checkLabel"));
        QTRY_VERIFY_WITH_TIMEOUT(!check->text().isEmpty(), 20'000);
        QVERIFY(!window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled());
    }

    void aTweetIsShownAsTheModelReadsIt() {
        TestWindow window;
        openTrainPage(window);
        auto *tokens = window.find<FigureTableView>(QStringLiteral("exampleTable"));
        QTRY_VERIFY_WITH_TIMEOUT(tokens->table().rows.size() > 2, 20'000);
        QCOMPARE(tokens->table().rows.front().cells[1].text, QStringLiteral("[CLS]"));
        QCOMPARE(tokens->table().rows.back().cells[1].text, QStringLiteral("[SEP]"));
        const QString sentence = window.find<QLabel>(QStringLiteral("exampleSentence"))->text();
        QVERIFY2(sentence.startsWith(QStringLiteral("Tweet ")) && sentence.contains(QStringLiteral("virtual words")),
                 qPrintable(sentence));
        QVERIFY(tokens->isVisible());
    }

    void curvesGainPointsWhileTheRunGoesOn() {
        TestWindow window;
        openTrainPage(window);
        window.engine().hold();
        window.trigger(QStringLiteral("actionStartTuning"));
        auto *loss = window.find<TuningCurvesPlot>(QStringLiteral("lossPlot"));
        for (int points = 1; points <= 3; ++points) {
            const int paints = loss->paints();
            window.engine().allow(1);
            QTRY_COMPARE_WITH_TIMEOUT(loss->stepPoints(), points, 20'000);
            QTRY_VERIFY(loss->paints() > paints);
        }
        window.engine().release();
        QVERIFY(window.waitForJobs());
        QCOMPARE(newestTuned(window).state, RunState::Finished);
        // What is stored is what was seen.
        std::size_t steps = 0;
        for (const JobEvent &event : RunRepository(window.session().project()).points(newestTuned(window).id))
            steps += std::holds_alternative<StepDone>(event) ? 1 : 0;
        QTRY_COMPARE(static_cast<std::size_t>(loss->stepPoints()), steps);
        QCOMPARE(window.find<TuningCurvesPlot>(QStringLiteral("scorePlot"))->epochPoints(),
                 static_cast<int>(presetNamed("standard").config.epochs));
    }

    void aPausedRunWaitsAndGoesOn() {
        TestWindow window;
        openTrainPage(window);
        window.engine().hold();
        window.trigger(QStringLiteral("actionStartTuning"));
        auto *loss = window.find<TuningCurvesPlot>(QStringLiteral("lossPlot"));
        window.engine().allow(1);
        QTRY_COMPARE_WITH_TIMEOUT(loss->stepPoints(), 1, 20'000);
        window.trigger(QStringLiteral("actionPauseTuning"));
        window.engine().release();
        // The engine could run to its end in far less than three rounds of the window's clock.
        int rounds = 0;
        QTimer clock;
        connect(&clock, &QTimer::timeout, this, [&rounds] { ++rounds; });
        clock.start(kJobRefresh);
        QTRY_VERIFY(rounds >= 3);
        QVERIFY(window.session().job(JobKind::Device) != nullptr);
        QVERIFY(loss->stepPoints() <= 2);
        window.trigger(QStringLiteral("actionPauseTuning"));
        QVERIFY(window.waitForJobs());
        QCOMPARE(newestTuned(window).state, RunState::Finished);
    }

    void aStoppedRunKeepsItsBestAndCanBeResumed() {
        TestWindow window;
        openTrainPage(window);
        window.engine().hold();
        window.trigger(QStringLiteral("actionStartTuning"));
        auto *loss = window.find<TuningCurvesPlot>(QStringLiteral("lossPlot"));
        window.engine().allow(4);
        QTRY_COMPARE_WITH_TIMEOUT(loss->stepPoints(), 4, 20'000);
        window.trigger(QStringLiteral("actionStopTuning"));
        window.engine().release();
        QVERIFY(window.waitForJobs());
        const Run stopped = newestTuned(window);
        QCOMPARE(stopped.state, RunState::Stopped);
        QVERIFY(RunRepository(window.session().project()).adapter(stopped.id, Checkpoint::Best).has_value());
        QTRY_VERIFY(window.find<QAction>(QStringLiteral("actionResumeTuning"))->isEnabled());
        window.trigger(QStringLiteral("actionResumeTuning"));
        QVERIFY(window.waitForJobs());
        const Run finished = newestTuned(window);
        QCOMPARE(finished.id.row, stopped.id.row);
        QCOMPARE(finished.state, RunState::Finished);
        QTRY_VERIFY(loss->stepPoints() > 4);
        for (int i = 0; i < loss->stepPoints(); ++i)
            QCOMPARE(loss->steps()[static_cast<std::size_t>(i)].step, i + 1);
    }

    void theFocusStaysWhereItWasAroundARun() {
        TestWindow window;
        openTrainPage(window);
        auto *start = window.find<QAbstractButton>(QStringLiteral("startTuningButton"));
        const auto focused = [&window] { return window.window().focusWidget(); };
        start->setFocus();
        window.engine().hold();
        QTest::keyClick(start, Qt::Key_Space);
        QVERIFY(window.session().job(JobKind::Device) != nullptr);
        QCOMPARE(focused()->objectName(), QStringLiteral("pauseTuningButton"));  // it stands where Start stood
        window.engine().release();
        QVERIFY(window.waitForJobs());
        QTRY_COMPARE(focused()->objectName(), QStringLiteral("startTuningButton"));
        // Also where the run is stopped, which locks what stood in.
        QTRY_VERIFY(start->isEnabled());
        window.engine().hold();
        QTest::keyClick(start, Qt::Key_Space);
        window.engine().allow(2);
        window.trigger(QStringLiteral("actionStopTuning"));
        window.engine().release();
        QVERIFY(window.waitForJobs());
        QTRY_COMPARE(focused()->objectName(), QStringLiteral("startTuningButton"));
        auto *preset = window.find<QComboBox>(QStringLiteral("presetBox"));
        for (QWidget *place : {static_cast<QWidget *>(preset), window.find<QWidget>(QStringLiteral("railTrain"))}) {
            QTRY_VERIFY(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled());
            place->setFocus();
            window.trigger(QStringLiteral("actionStartTuning"));
            QVERIFY(window.waitForJobs());
            QTRY_COMPARE(focused(), place);
        }
    }

    void theBetterWordModelIsOffered() {
        TestWindow window;
        // The generated labels can be read off single words, and this engine knows nothing.
        window.engine().answer = [](const TokenizedExample &) { return 0; };
        trainToTheEnd(window);
        auto *button = window.find<QAbstractButton>(QStringLiteral("runVerdictButton"));
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), 20'000);
        button->click();
        auto *box = window.find<QComboBox>(QStringLiteral("predictRunBox"));
        QTRY_VERIFY_WITH_TIMEOUT(box->isVisible() && box->currentText().startsWith(QStringLiteral("Word model")),
                                 20'000);
    }

    void aScarceCategoryIsAskedAbout() {
        TestWindow window;
        window.importGenerated(40, 24);
        window.window().showPage(PageId::Train);
        auto *start = window.find<QAction>(QStringLiteral("actionStartTuning"));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20'000);
        dialogs::setNextAnswer(0);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY2(dialogs::lastQuestion().contains(QStringLiteral("very few training tweets")),
                 qPrintable(dialogs::lastQuestion()));
        QVERIFY(RunRepository(window.session().project()).all().empty());
        dialogs::setNextAnswer(1);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY(window.waitForJobs());
        QCOMPARE(newestTuned(window).state, RunState::Finished);
    }

    void offersAColumnThatSaysTheSides() {
        TestWindow window;
        QByteArray csv("text,label,split,month\n");
        for (int i = 0; i < 60; ++i)
            csv += "tweet " + QByteArray::number(i) + (i % 2 == 0 ? ",yes," : ",no,") +
                   (i < 40   ? "train"
                    : i < 50 ? "val"
                             : "test") +
                   (i % 3 == 0 ? ",train\n" : ",June\n");
        window.importCsv(window.folder().write(QStringLiteral("sides.csv"), csv));
        window.window().showPage(PageId::Train);
        trainAsTheColumnSays(window);
        auto *split = window.find<QComboBox>(QStringLiteral("splitBox"));
        QCOMPARE(split->findData(QStringLiteral("column:month")), -1);
        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        QCOMPARE(page->results()->report.categories()->rows.size(), std::size_t(10));
        // Another project has no such column.
        window.importGenerated(60, 60);
        window.window().showPage(PageId::Train);
        QTRY_COMPARE_WITH_TIMEOUT(split->findData(QStringLiteral("column:split")), -1, 20'000);
    }

    void anInterruptedRunIsSeen() {
        TestWindow window;
        const RunId id = openInterruptedRun(window);
        window.window().showPage(PageId::Train);
        auto *box = window.find<QComboBox>(QStringLiteral("runBox"));
        QTRY_COMPARE(box->currentData().toLongLong(), static_cast<qlonglong>(id.row));
        QCOMPARE(box->count(), 3);  // a new run and two that were
        QVERIFY(window.find<QAction>(QStringLiteral("actionResumeTuning"))->isVisible());
        const QString sentence = window.find<QLabel>(QStringLiteral("pageSentence"))->text();
        QVERIFY2(sentence.contains(QStringLiteral("Runs so far: 2.")) &&
                     sentence.contains(QStringLiteral("Run 2 was interrupted")),
                 qPrintable(sentence));
    }
};

QTEST_MAIN(TrainPageTest)
#include "train_page_test.moc"
