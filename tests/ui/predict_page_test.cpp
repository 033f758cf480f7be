// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QTest>

#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "tests/ui/trained_window.h"
#include "ui/pages/page.h"
#include "ui/plots/tuning_curves_plot.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/figure_strip.h"

using namespace warbler;
using namespace warbler::ui;
using namespace warbler::test;

// Classifying and exporting in the real window, over a scripted engine.
class PredictPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }

    void classifiesEveryTweetAndExportsThem() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Predict);
        auto *classify = window.find<QAction>(QStringLiteral("actionClassifyAll"));
        auto *exported = window.find<QAction>(QStringLiteral("actionExportPredictions"));
        QTRY_VERIFY_WITH_TIMEOUT(classify->isEnabled(), 20'000);
        QVERIFY(!exported->isEnabled());
        window.trigger(QStringLiteral("actionClassifyAll"));
        QVERIFY(window.waitForJobs());
        QTRY_VERIFY_WITH_TIMEOUT(exported->isEnabled(), 20'000);
        QVERIFY(!classify->isEnabled());
        const QString path = window.folder().path(QStringLiteral("classified.csv"));
        dialogs::setNextFile(path);
        window.trigger(QStringLiteral("actionExportPredictions"));
        QVERIFY(window.waitForJobs());
        QFile csv(path);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), kTweets + 1);
        QVERIFY(lines[0].contains("w_pred"));
        auto *strip = window.find<FigureStrip>(QStringLiteral("predictFigures"));
        QCOMPARE(strip->value(1), countText(kTweets));
    }

    void aStoppedClassificationGoesOn() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Predict);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionClassifyAll"))->isEnabled(), 20'000);
        window.engine().hold();
        window.trigger(QStringLiteral("actionClassifyAll"));
        window.session().job(JobKind::Device)->requestStop();
        window.engine().release();
        QVERIFY(window.waitForJobs());
        const RunId run = newestTuned(window).id;
        QVERIFY(PredictionRepository(window.session().project()).count(run) < kTweets);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionClassifyAll"))->isEnabled(), 20'000);
        window.trigger(QStringLiteral("actionClassifyAll"));
        QVERIFY(window.waitForJobs());
        QCOMPARE(PredictionRepository(window.session().project()).count(run), kTweets);
    }

    void predictionsOfAnEarlierCheckpointAreDoneAgain() {
        TestWindow window;
        openTrainPage(window);
        window.engine().stepsPerEpoch = 2;
        window.engine().hold();
        window.trigger(QStringLiteral("actionStartTuning"));
        auto *loss = window.find<TuningCurvesPlot>(QStringLiteral("lossPlot"));
        window.engine().allow(3);
        QTRY_COMPARE_WITH_TIMEOUT(loss->stepPoints(), 3, 20'000);
        window.trigger(QStringLiteral("actionStopTuning"));
        window.engine().release();
        QVERIFY(window.waitForJobs());
        const RunId run = newestTuned(window).id;
        const auto classify = [&window] {
            window.window().showPage(PageId::Predict);
            QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionClassifyAll"))->isEnabled(), 20'000);
            window.trigger(QStringLiteral("actionClassifyAll"));
            QVERIFY(window.waitForJobs());
        };
        classify();
        PredictionRepository predictions(window.session().project());
        QCOMPARE(predictions.count(run), kTweets);
        window.window().showPage(PageId::Train);
        QTRY_VERIFY(window.find<QAction>(QStringLiteral("actionResumeTuning"))->isEnabled());
        window.trigger(QStringLiteral("actionResumeTuning"));
        QVERIFY(window.waitForJobs());
        const std::int64_t again = predictions.voidCount(run);
        QVERIFY(again > 0);
        QCOMPARE(predictions.count(run), kTweets - again);
        window.window().showPage(PageId::Predict);
        auto *sentence = window.find<QLabel>(QStringLiteral("pageSentence"));
        QTRY_VERIFY2(sentence->text().contains(countText(again) + QStringLiteral(" are to be done again")),
                     qPrintable(sentence->text()));
        QVERIFY(!window.find<QAction>(QStringLiteral("actionExportPredictions"))->isEnabled());
        classify();
        QCOMPARE(predictions.count(run), kTweets);
        QCOMPARE(predictions.voidCount(run), 0);
    }

    void theWordModelIsARunLikeAnyOther() {
        TestWindow window;
        trainToTheEnd(window);
        auto *box = window.find<QComboBox>(QStringLiteral("predictRunBox"));
        for (const Run &run : RunRepository(window.session().project()).all())
            if (run.kind == RunKind::WordModel)
                window.session().tellRunWanted(run.id);
        window.window().showPage(PageId::Predict);
        QTRY_VERIFY_WITH_TIMEOUT(box->currentText().startsWith(QStringLiteral("Word model")), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionClassifyAll"))->isEnabled(), 20'000);
        window.trigger(QStringLiteral("actionClassifyAll"));
        QVERIFY(window.waitForJobs());
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionExportPredictions"))->isEnabled(), 20'000);
    }
};

QTEST_MAIN(PredictPageTest)
#include "predict_page_test.moc"
