// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QTest>

#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "tests/golden/golden.h"
#include "tests/ui/trained_window.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/roc_plot.h"
#include "ui/plots/tuning_curves_plot.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/figure_strip.h"

using namespace warbler;
using namespace warbler::ui;
using namespace warbler::test;

namespace {

// The lines of an exported CSV without their last column, the run's name.
QStringList linesWithoutRun(const QString &path) {
    QFile file(path);
    QStringList lines;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().trimmed().split('\n'))
            lines << QString::fromUtf8(line.left(line.lastIndexOf(',')));
    return lines;
}

}  // namespace

// What comes after a run in the real window, over a scripted engine: classifying, exporting, models.
class PredictPagesTest : public QObject {
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

    void anAdapterFolderThatIsNoneIsRefused() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Models);
        const QString folder = window.folder().path(QStringLiteral("empty"));
        QVERIFY(QDir().mkpath(folder));
        dialogs::setNextFile(folder);
        window.trigger(QStringLiteral("actionLoadAdapter"));
        auto *notice = window.find<QWidget>(QStringLiteral("noticeLine"));
        QVERIFY(notice != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 20'000);
        QCOMPARE(RunRepository(window.session().project()).all().size(), std::size_t(2));
    }

    // scikit-learn read the exported file (tests/golden/generate/make_page.py); the window shows the same figures and
    // still writes the same file, but for the name of the run.
    void thePageEqualsScikitLearnOnTheExportedFile() {
        TestWindow window;
        QByteArray csv("id,text,label,split\n");
        for (int i = 0; i < 120; ++i)
            csv += "t" + QByteArray::number(i) + ",tweet " + QByteArray::number(i * 37 % 101) +
                   (i % 4 == 0 ? " praises" : " waits for") + " the tram at stop " + QByteArray::number(i * i % 89) +
                   (i % 3 == 0 ? ",yes," : ",no,") +
                   (i % 2 == 0  ? "test\n"
                    : i % 5 < 4 ? "train\n"
                                : "val\n");
        window.importCsv(window.folder().write(QStringLiteral("page.csv"), csv));
        window.window().showPage(PageId::Train);
        trainAsTheColumnSays(window);
        window.window().showPage(PageId::Predict);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionClassifyAll"))->isEnabled(), 20'000);
        window.trigger(QStringLiteral("actionClassifyAll"));
        QVERIFY(window.waitForJobs());
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionExportPredictions"))->isEnabled(), 20'000);
        const QString path = window.folder().path(QStringLiteral("exported.csv"));
        dialogs::setNextFile(path);
        window.trigger(QStringLiteral("actionExportPredictions"));
        QVERIFY(window.waitForJobs());
        QCOMPARE(linesWithoutRun(path), linesWithoutRun(qEnvironmentVariable("WARBLER_TEST_SOURCE") +
                                                        QStringLiteral("/tests/data/tweets/exported_page.csv")));

        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        const nlohmann::json wanted = golden("page.json");
        QCOMPARE(page->results()->judged.size(), wanted.at("rows").get<std::size_t>());
        auto *strip = window.find<FigureStrip>(QStringLiteral("resultFigures"));
        QCOMPARE(strip->value(0), shareText(wanted.at("macro_f1").get<double>()));
        QCOMPARE(strip->value(1), shareText(wanted.at("f1").get<double>()));
        QCOMPARE(strip->value(2), shareText(wanted.at("accuracy").get<double>()));
        QCOMPARE(strip->value(3), shareText(wanted.at("auc").get<double>()));
        auto *view = window.find<ConfusionMatrixView>(QStringLiteral("confusionMatrix"));
        for (int t = 0; t < 2; ++t)
            for (int p = 0; p < 2; ++p)
                QCOMPARE(view->count(t, p),
                         wanted.at("confusion")[static_cast<std::size_t>(t)][static_cast<std::size_t>(p)]
                             .get<std::int64_t>());
        auto *roc = window.find<RocPlot>(QStringLiteral("rocPlot"));
        QVERIFY(isNear(roc->auc(), wanted.at("auc"), 1e-12));
        std::vector<double> falsePositives, truePositives;
        for (const QPointF &point : roc->points()) {
            falsePositives.push_back(point.x());
            truePositives.push_back(point.y());
        }
        QVERIFY(isNear(falsePositives, wanted.at("fpr"), 1e-12));
        QVERIFY(isNear(truePositives, wanted.at("tpr"), 1e-12));
    }
};

QTEST_MAIN(PredictPagesTest)
#include "predict_pages_test.moc"
