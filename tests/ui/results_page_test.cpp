// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QTest>

#include "tests/golden/golden.h"
#include "tests/ui/trained_window.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/calibration_plot.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/roc_plot.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/tweet_drawer.h"

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

// The Results page in the real window, over a scripted engine.
class ResultsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }

    void figuresOfThePageAreThoseOfTheRows() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        const RunResults &results = *page->results();
        std::vector<int> truth, predicted;
        for (const JudgedRow &row : results.report.categories()->rows) {
            truth.push_back(row.truth);
            predicted.push_back(row.predicted);
        }
        QVERIFY(!truth.empty());
        const ConfusionMatrix matrix = ConfusionMatrix::of(truth, predicted, 2);
        const Scores scores = scoresOf(matrix, results.report.categories()->evaluation.positive);
        auto *strip = window.find<FigureStrip>(QStringLiteral("resultFigures"));
        QCOMPARE(strip->value(0), shareText(scores.macroF1));
        QCOMPARE(strip->value(1), shareText(scores.f1));
        QCOMPARE(strip->value(2), shareText(scores.accuracy));
        auto *view = window.find<ConfusionMatrixView>(QStringLiteral("confusionMatrix"));
        for (int t = 0; t < 2; ++t)
            for (int p = 0; p < 2; ++p)
                QCOMPARE(view->count(t, p), matrix.at(t, p));
        auto *roc = window.find<RocPlot>(QStringLiteral("rocPlot"));
        QCOMPARE(roc->points().size(), results.report.categories()->evaluation.roc->falsePositiveRate.size());
        QCOMPARE(roc->auc(), results.report.categories()->evaluation.auc);
        const std::vector<QPointF> bins = window.find<CalibrationPlot>(QStringLiteral("calibrationPlot"))->points();
        QCOMPARE(bins.size(), results.report.categories()->evaluation.calibration.size());
        QVERIFY(!bins.empty());
        QCOMPARE(bins.back(), QPointF(results.report.categories()->evaluation.calibration.back().meanConfidence,
                                      results.report.categories()->evaluation.calibration.back().accuracy));
        QVERIFY(strip->note(0).contains(QStringLiteral("majority ") +
                                        shareText(results.report.categories()->baselines->majority.scores.macroF1)));
    }

    // The report: the banner followed to other pages, and its button offered the lower figure.
    void theVerdictStaysOnItsPages() {
        TestWindow window;
        trainToTheEnd(window);
        auto *onTrain = window.find<QLabel>(QStringLiteral("runVerdict"));
        QTRY_VERIFY_WITH_TIMEOUT(onTrain->isVisible() && !onTrain->text().isEmpty(), 20'000);
        QVERIFY(!window.find<QWidget>(QStringLiteral("noticeLine"))->isVisible());
        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        const Verdict &verdict = page->results()->verdict;
        auto *onResults = window.find<QLabel>(QStringLiteral("resultVerdict"));
        QVERIFY(onResults->isVisible());
        QCOMPARE(onResults->text(), fromUtf8(verdict.sentence));
        QCOMPARE(onTrain->text(), onResults->text());
        const bool isOffered = verdict.withWordModel.standing == Standing::Worse;
        QCOMPARE(window.find<QWidget>(QStringLiteral("resultVerdictButton"))->isVisible(), isOffered);
        QCOMPARE(page->results()->wordModel.row != 0, isOffered);
    }

    void fewTestTweetsGiveCountsAlone() {
        TestWindow window;
        window.importGenerated(80, 60);
        window.window().showPage(PageId::Train);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 20'000);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY(window.waitForJobs());
        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        const Evaluation &evaluation = page->results()->report.categories()->evaluation;
        QVERIFY(evaluation.rows < kRowsForIntervals);
        auto *strip = window.find<FigureStrip>(QStringLiteral("resultFigures"));
        QCOMPARE(strip->value(0), QStringLiteral("n/a"));
        QCOMPARE(strip->value(2), QStringLiteral("%1 of %2").arg(evaluation.right()).arg(evaluation.rows));
        QVERIFY(!strip->note(0).contains(QLatin1Char('[')));
        QVERIFY(window.find<QLabel>(QStringLiteral("resultVerdict"))->text().contains(QStringLiteral("too few")));
    }

    void aCellOpensItsTweets() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Results);
        auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
        QTRY_VERIFY_WITH_TIMEOUT(page->results() != nullptr, 20'000);
        auto *drawer = window.find<TweetDrawer>(QStringLiteral("tweetDrawer"));
        QVERIFY(!drawer->isVisible());
        auto *view = window.find<ConfusionMatrixView>(QStringLiteral("confusionMatrix"));
        for (int t = 0; t < 2; ++t) {
            for (int p = 0; p < 2; ++p) {
                QTest::mouseClick(window.find<QAbstractButton>(QStringLiteral("matrixCell_%1_%2").arg(t).arg(p)),
                                  Qt::LeftButton);
                QVERIFY(drawer->isVisible());
                QCOMPARE(static_cast<std::int64_t>(drawer->tweets().rows.size()), view->count(t, p));
                for (const FigureRow &row : drawer->tweets().rows) {
                    const auto judged =
                        std::find_if(page->results()->report.categories()->rows.begin(),
                                     page->results()->report.categories()->rows.end(),
                                     [&row](const JudgedRow &one) { return one.row->key.row == row.key; });
                    QVERIFY(judged != page->results()->report.categories()->rows.end());
                    QCOMPARE(judged->truth, t);
                    QCOMPARE(judged->predicted, p);
                }
            }
        }
        QTest::mouseClick(window.find<QAbstractButton>(QStringLiteral("closeDrawerButton")), Qt::LeftButton);
        QVERIFY(!drawer->isVisible());
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
        QCOMPARE(page->results()->report.categories()->rows.size(), wanted.at("rows").get<std::size_t>());
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

QTEST_MAIN(ResultsPageTest)
#include "results_page_test.moc"
