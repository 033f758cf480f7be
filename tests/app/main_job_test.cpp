// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/learn/engine_loader.h"
#include "core/study/run_study.h"
#include "core/workflows/project_checks.h"
#include "tests/support/temp_project.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/scatter_plot.h"
#include "ui/plots/tuning_curves_plot.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

namespace {

std::unique_ptr<Engine> realEngine() { return std::make_unique<LazyEngine>(loadEngine); }

QByteArray bytesOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A tiny model learns from few tweets in large steps.
void startTraining(TestWindow &window) {
    window.window().showPage(PageId::Train);
    window.find<QSpinBox>(QStringLiteral("setting_epochs"))->setValue(30);
    window.find<QSpinBox>(QStringLiteral("setting_virtual_tokens"))->setValue(4);
    window.find<QLineEdit>(QStringLiteral("setting_learning_rate"))->setText(QStringLiteral("0.05"));
    window.find<QLineEdit>(QStringLiteral("setting_head_learning_rate"))->setText(QStringLiteral("0.02"));
    QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 60'000);
    window.trigger(QStringLiteral("actionStartTuning"));
}

void classifyAndExport(TestWindow &window, const QString &path) {
    window.window().showPage(PageId::Predict);
    auto *classify = window.find<QAction>(QStringLiteral("actionClassifyAll"));
    QTRY_VERIFY_WITH_TIMEOUT(classify->isEnabled(), 60'000);
    classify->trigger();
    QVERIFY(window.waitForJobs());
    QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionExportPredictions"))->isEnabled(), 60'000);
    dialogs::setNextFile(path);
    window.trigger(QStringLiteral("actionExportPredictions"));
    QVERIFY(window.waitForJobs());
    QVERIFY(bytesOf(path).count('\n') > 100);
}

const RunResults *resultsOf(TestWindow &window) {
    window.window().showPage(PageId::Results);
    auto *page = static_cast<ResultsPage *>(window.window().page(PageId::Results));
    const bool isShown = QTest::qWaitFor([page] { return page->results() != nullptr; }, 60'000);
    return isShown ? page->results() : nullptr;
}

}  // namespace

// The whole main job in the real window with the real engine, on a tiny model.
class MainJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }

    void fromLabelledTweetsToAClassifiedCorpus() {
        TestWindow window(realEngine);
        const QString csv = window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv"));
        window.importCsv(csv);
        startTraining(window);
        auto *loss = window.find<TuningCurvesPlot>(QStringLiteral("lossPlot"));
        int growths = 0, seen = 0, paints = loss->paints();
        while (window.session().job(JobKind::Device) != nullptr) {
            const bool hasGrown = QTest::qWaitFor(
                [&] { return loss->stepPoints() > seen || window.session().job(JobKind::Device) == nullptr; }, 120'000);
            QVERIFY(hasGrown);
            growths += loss->stepPoints() > seen && loss->paints() >= paints ? 1 : 0;
            seen = loss->stepPoints();
            paints = loss->paints();
        }
        QVERIFY2(growths >= 3, qPrintable(QString::number(growths)));
        const RunResults *results = resultsOf(window);
        QVERIFY(results != nullptr);
        QCOMPARE(results->side, Side::Test);
        QVERIFY2(results->report.categories()->evaluation.scores.macroF1 >= 0.95,
                 qPrintable(QString::number(results->report.categories()->evaluation.scores.macroF1)));

        const QString classified = window.folder().path(QStringLiteral("window.csv"));
        classifyAndExport(window, classified);

        // Save the adapter; the command line classifies the same file with it.
        const QString adapter = window.folder().path(QStringLiteral("adapter"));
        window.window().showPage(PageId::Models);
        auto *save = window.find<QAction>(QStringLiteral("actionSaveAdapter"));
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
        dialogs::setNextAnswer(1);
        dialogs::setNextFile(adapter);
        save->trigger();
        QVERIFY(window.waitForJobs());
        QVERIFY(QFileInfo::exists(adapter + QStringLiteral("/adapter_config.json")));
        const QString fromShell = window.folder().path(QStringLiteral("shell.csv"));
        QProcess shell;
        shell.start(
            qEnvironmentVariable("WARBLER_TEST_BIN") + QStringLiteral("/warbler-cli"),
            {QStringLiteral("predict"), csv, QStringLiteral("--adapter"), adapter, QStringLiteral("-o"), fromShell});
        QVERIFY(shell.waitForFinished(120'000));
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        QCOMPARE(bytesOf(fromShell), bytesOf(classified));

        // Another project takes the adapter and gives the same file.
        TestWindow other(realEngine);
        const QString again = other.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv"));
        other.importCsv(again);
        other.window().showPage(PageId::Models);
        dialogs::setNextFile(adapter);
        dialogs::setNextAnswer(1);
        other.trigger(QStringLiteral("actionLoadAdapter"));
        QTRY_COMPARE_WITH_TIMEOUT(RunRepository(other.session().project()).all().size(), std::size_t(1), 60'000);
        QVERIFY(other.waitForJobs());
        QVERIFY(dialogs::lastQuestion().contains(QStringLiteral("Load")));
        const QString loaded = other.folder().path(QStringLiteral("loaded.csv"));
        classifyAndExport(other, loaded);
        QCOMPARE(bytesOf(loaded), bytesOf(classified));
    }

    void everyMethodTrainsFromTheWindow_data() {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("rate");
        QTest::newRow("prompt tuning") << "standard"
                                       << "prompt_tuning"
                                       << "tiny_encoder"
                                       << "0.05";
        QTest::newRow("LoRA") << "standard"
                              << "lora"
                              << "tiny_encoder"
                              << "0.02";
        QTest::newRow("head") << "fast"
                              << "head"
                              << "tiny_encoder"
                              << "0.02";
        QTest::newRow("fine-tuning") << "bert-finetune"
                                     << "full"
                                     << "tiny_encoder"
                                     << "0.003";
        QTest::newRow("label words") << "notebook-corrected"
                                     << "prompt_tuning"
                                     << "tiny_bloom"
                                     << "0.05";
        QTest::newRow("prompt of words") << "notebook-corrected"
                                         << "hard_prompt"
                                         << "tiny_bloom"
                                         << "0.05";
    }
    void everyMethodTrainsFromTheWindow() {
        QFETCH(QString, preset);
        QFETCH(QString, method);
        QFETCH(QString, model);
        QFETCH(QString, rate);
        TestWindow window(realEngine);
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv")));
        window.window().showPage(PageId::Train);
        auto *models = window.find<QComboBox>(QStringLiteral("modelBox"));
        QTRY_VERIFY_WITH_TIMEOUT(models->count() > 1, 60'000);
        window.find<QComboBox>(QStringLiteral("presetBox"))->setCurrentText(preset);
        dialogs::setNextFile(qEnvironmentVariable("WARBLER_TEST_SOURCE") + QStringLiteral("/tests/data/models/") +
                             model);
        models->setCurrentIndex(models->count() - 1);
        Q_EMIT models->activated(models->count() - 1);
        auto *methods = window.find<QComboBox>(QStringLiteral("methodBox"));
        methods->setCurrentIndex(methods->findData(method));
        QCOMPARE(methods->currentData().toString(), method);
        QCOMPARE(window.find<QSpinBox>(QStringLiteral("setting_virtual_tokens"))->isHidden(),
                 method != u"prompt_tuning");
        QCOMPARE(window.find<QSpinBox>(QStringLiteral("setting_shots"))->isHidden(), method != u"hard_prompt");
        window.find<QSpinBox>(QStringLiteral("setting_epochs"))->setValue(3);
        window.find<QLineEdit>(QStringLiteral("setting_learning_rate"))->setText(rate);
        window.find<QLineEdit>(QStringLiteral("setting_head_learning_rate"))->setText(rate);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 60'000);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY(QTest::qWaitFor([&] { return window.session().jobs().empty(); }, 240'000));
        const RunResults *results = resultsOf(window);
        QVERIFY(results != nullptr);
        QCOMPARE(results->side, Side::Test);
        classifyAndExport(window, window.folder().path(QStringLiteral("out.csv")));
    }

    void aColumnOfNumbersIsLearntFromTheWindow() {
        TestWindow window(realEngine);
        // Without such a column the preset that learns a number is not there.
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv")));
        window.window().showPage(PageId::Train);
        auto *presets = window.find<QComboBox>(QStringLiteral("presetBox"));
        auto *target = window.find<QComboBox>(QStringLiteral("targetBox"));
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 60'000);
        QCOMPARE(target->count(), 1);
        QCOMPARE(presets->findText(QStringLiteral("tweet-opinion-regression")), -1);

        QByteArray csv("id,text,label,mood\n");
        for (int i = 0; i < 160; ++i)
            csv += QByteArray::number(i) + (i % 2 == 0 ? ",the heron stands number " : ",the dog runs number ") +
                   QByteArray::number(i * 37 % 101) + (i % 3 == 0 ? ",yes," : ",no,") +
                   QByteArray::number((i % 2 == 0 ? 1.5 : -0.5) + 0.125 * (i % 5)) + "\n";
        window.importCsv(window.folder().write(QStringLiteral("moods.csv"), csv));
        window.window().showPage(PageId::Train);
        QTRY_VERIFY_WITH_TIMEOUT(target->findData(QStringLiteral("mood")) > 0, 60'000);
        QVERIFY(presets->findText(QStringLiteral("tweet-opinion-regression")) > 0);
        presets->setCurrentText(QStringLiteral("tweet-opinion-regression"));
        QCOMPARE(target->currentData().toString(), QStringLiteral("mood"));
        presets->setCurrentText(QStringLiteral("fast"));
        QCOMPARE(target->currentIndex(), 0);
        target->setCurrentIndex(target->findData(QStringLiteral("mood")));
        QCOMPARE(window.find<QComboBox>(QStringLiteral("setting_select_by"))->currentText(), QStringLiteral("rmse"));
        QVERIFY(window.find<QComboBox>(QStringLiteral("setting_class_weights"))->isHidden());
        window.find<QLineEdit>(QStringLiteral("setting_head_learning_rate"))->setText(QStringLiteral("0.05"));
        QTest::qWait(500);
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 60'000);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY(QTest::qWaitFor([&] { return window.session().jobs().empty(); }, 240'000));

        const RunResults *results = resultsOf(window);
        QVERIFY(results != nullptr && results->report.numbers() != nullptr &&
                results->report.numbers()->evaluation.mean);
        QVERIFY2(results->report.numbers()->evaluation.scores.rmse < results->report.numbers()->evaluation.mean->rmse,
                 qPrintable(QString::number(results->report.numbers()->evaluation.scores.rmse)));
        window.window().showPage(PageId::Overview);
        QTRY_COMPARE_WITH_TIMEOUT(window.find<QLabel>(QStringLiteral("lastRunFigure"))->text(),
                                  shareText(results->report.numbers()->evaluation.scores.rmse), 20'000);
        QVERIFY(window.find<QLabel>(QStringLiteral("lastRunSentence"))->text().contains(QStringLiteral("RMSE")));
        window.window().showPage(PageId::Results);
        // The live page speaks of errors, not of the scores of categories.
        const auto *errors = window.find<TuningCurvesPlot>(QStringLiteral("scorePlot"));
        QVERIFY2(errors->summary().contains(QStringLiteral("RMSE")), qPrintable(errors->summary()));
        QVERIFY(!errors->table().rows.empty() && errors->table().rows.front()[2].toDouble() > 0);
        QCOMPARE(window.find<FigureTableView>(QStringLiteral("epochTable"))
                     ->model()
                     ->headerData(4, Qt::Horizontal)
                     .toString(),
                 QStringLiteral("RMSE"));
        QCOMPARE(window.find<FigureStrip>(QStringLiteral("numberFigures"))->value(0),
                 shareText(results->report.numbers()->evaluation.scores.rmse));
        QVERIFY(!window.find<FigureStrip>(QStringLiteral("resultFigures"))->isVisible());
        auto *scatter = window.find<ScatterPlot>(QStringLiteral("scatterPlot"));
        QVERIFY(scatter->isVisible());
        QCOMPARE(scatter->points().size(), results->report.numbers()->rows.size());
        const QString picture = window.folder().path(QStringLiteral("scatter.png")),
                      values = window.folder().path(QStringLiteral("scatter.csv"));
        QVERIFY(scatter->savePng(picture) && scatter->saveCsv(values));
        QCOMPARE(static_cast<std::size_t>(bytesOf(values).trimmed().count('\n')),
                 results->report.numbers()->rows.size());
        const QString out = window.folder().path(QStringLiteral("moods_out.csv"));
        classifyAndExport(window, out);
        QVERIFY2(bytesOf(out).startsWith("\"id\",\"text\",\"label\",\"mood\",\"w_pred\",\"w_run\""),
                 bytesOf(out).left(80).constData());
        bool isNumber = false;
        bytesOf(out).split('\n')[1].split(',')[4].toDouble(&isNumber);
        QVERIFY(isNumber);
    }

    void foldsAreCheckedFromTheWindow() {
        TestWindow window(realEngine);
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv")));
        window.window().showPage(PageId::Train);
        window.find<QComboBox>(QStringLiteral("foldsBox"))->setCurrentIndex(1);
        startTraining(window);
        // Stopped within the second fold; the first is kept.
        QVERIFY(QTest::qWaitFor(
            [&] {
                const JobMonitor *job = window.session().job(JobKind::Device);
                return job == nullptr ||
                       (job->sentence().startsWith(QStringLiteral("Fold 2 of 3")) && job->epoch() > 0);
            },
            120'000));
        auto *banner = window.find<QPushButton>(QStringLiteral("trainingBanner"));
        QVERIFY(banner->isHidden());
        window.window().showPage(PageId::Label);
        QVERIFY(banner->isVisible() && banner->text().contains(QStringLiteral("Fold 2 of 3")));
        banner->click();
        QCOMPARE(window.window().currentPage(), PageId::Train);
        QVERIFY(banner->isHidden());
        window.trigger(QStringLiteral("actionStopTuning"));
        QVERIFY(window.waitForJobs());
        Project &project = window.session().project();
        const Run stopped = RunRepository(project).all().front();
        QCOMPARE(stopped.kind, RunKind::Folds);
        QCOMPARE(stopped.state, RunState::Stopped);
        QCOMPARE(foldsOfRun(project, stopped, studyOfRun(project, stopped)).results.size(), std::size_t(1));
        // The same check goes on in its own run.
        QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 60'000);
        window.find<QComboBox>(QStringLiteral("runBox"))->setCurrentIndex(0);
        window.trigger(QStringLiteral("actionStartTuning"));
        QVERIFY(window.waitForJobs());
        const Run run = RunRepository(project).all().front();
        QCOMPARE(run.id.row, stopped.id.row);
        QCOMPARE(run.state, RunState::Finished);
        QCOMPARE(PredictionRepository(project).count(run.id), 200);
        const auto *table = window.find<FigureTableView>(QStringLiteral("checkTable"));
        QTRY_COMPARE_WITH_TIMEOUT(table->table().rows.size(), std::size_t(8), 20'000);
        QCOMPARE(table->table().rows[3].cells[0].text, QStringLiteral("Mean"));
        const RunResults *results = resultsOf(window);
        QVERIFY(results != nullptr && results->folds.has_value());
        QCOMPARE(results->report.categories()->rows.size(), std::size_t(200));
        QCOMPARE(window.find<FigureTableView>(QStringLiteral("foldTable"))->table().rows.size(), std::size_t(8));
        window.window().showPage(PageId::Predict);
        QTest::qWait(200);
        QCOMPARE(window.find<QComboBox>(QStringLiteral("predictRunBox"))->findData(static_cast<qlonglong>(run.id.row)),
                 -1);
    }

    void settingsAreSearchedFromTheWindow() {
        TestWindow window(realEngine);
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv")));
        window.window().showPage(PageId::Train);
        auto *search = window.find<QComboBox>(QStringLiteral("searchBox"));
        search->setCurrentIndex(2);
        window.find<QLineEdit>(QStringLiteral("grid_epochs"))->setText(QStringLiteral("1, 3"));
        window.find<QLineEdit>(QStringLiteral("grid_learning_rate"))->setText(QStringLiteral("0.05"));
        startTraining(window);
        QVERIFY(window.waitForJobs());
        Project &project = window.session().project();
        const Run run = RunRepository(project).all().front();
        QCOMPARE(run.kind, RunKind::Search);
        QCOMPARE(run.state, RunState::Finished);
        const SearchResult found = trialsOfRun(project, run.id);
        QCOMPARE(found.trials.size(), std::size_t(2));
        QVERIFY(found.best.has_value());
        const auto *table = window.find<FigureTableView>(QStringLiteral("checkTable"));
        QTRY_COMPARE_WITH_TIMEOUT(table->table().rows.size(), std::size_t(2), 20'000);
        window.find<QPushButton>(QStringLiteral("adoptTrialButton"))->click();
        QCOMPARE(window.find<QSpinBox>(QStringLiteral("setting_epochs"))->value(),
                 found.trials[*found.best].settings.at("epochs").get<int>());
    }

    void aModelThatIsNotHereIsAskedFor() {
        TestWindow window(realEngine);
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword.csv")));
        window.window().showPage(PageId::Train);
        auto *models = window.find<QComboBox>(QStringLiteral("modelBox"));
        auto *start = window.find<QAction>(QStringLiteral("actionStartTuning"));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 60'000);
        const QString before = models->currentText();
        auto *presets = window.find<QComboBox>(QStringLiteral("presetBox"));
        presets->setCurrentText(QStringLiteral("notebook"));
        const auto *check = window.find<QLabel>(QStringLiteral("checkLabel"));
        QTRY_VERIFY2_WITH_TIMEOUT(check->text().contains(QStringLiteral("bigscience/bloomz-1b7")),
                                  qPrintable(check->text()), 20'000);
        QVERIFY2(check->text().contains(QStringLiteral("6.9 GB")) &&
                     check->text().contains(QStringLiteral("config.json")),
                 qPrintable(check->text()));
        QVERIFY(!start->isEnabled());
        presets->setCurrentText(QStringLiteral("standard"));
        QCOMPARE(models->currentText(), before);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 60'000);
    }

    void shuffledLabelsTeachNothing() {
        TestWindow window(realEngine);
        window.importCsv(window.folder().copy(QStringLiteral("tests/data/tweets/oneword_shuffled.csv")));
        startTraining(window);
        QVERIFY(QTest::qWaitFor([&] { return window.session().jobs().empty(); }, 240'000));
        const RunResults *results = resultsOf(window);
        QVERIFY(results != nullptr);
        const double macroF1 = results->report.categories()->evaluation.scores.macroF1;
        QVERIFY2(macroF1 >= 0.35 && macroF1 <= 0.65, qPrintable(QString::number(macroF1)));
    }
};

QTEST_MAIN(MainJobTest)
#include "main_job_test.moc"
