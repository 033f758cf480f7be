// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Drives the real window with the real engine over every page, filled: a finished and a running run, an import with
// problems; light and dark. Exit status 1: a page is empty or a step failed. With --pseudo in a language made up with
// 40 % longer sentences, up to the first run and in one theme; a clipped word fails as well.
#include <cstdio>
#include <cstring>
#include <memory>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/learn/engine_loader.h"
#include "core/learn/presets.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/predict.h"
#include "core/workflows/project_tuning.h"
#include "tests/screenshots/camera.h"
#include "tests/support/clipped_words.h"
#include "tests/support/pseudo_language.h"
#include "ui/dialogs/export_labels_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/frame/main_window.h"
#include "ui/frame/page_table.h"
#include "ui/support/dialogs.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme_choice.h"

namespace {

using namespace warbler;
using namespace warbler::ui;
using warbler::test::Camera;

constexpr int kWaitMs = 120'000;

QByteArray sampleOf(const char *relative) {
    QFile file(qEnvironmentVariable("WARBLER_TEST_SOURCE") + QLatin1Char('/') + QLatin1String(relative));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A file with something wrong in it for every kind of problem the dialog knows.
QByteArray damagedCsv() {
    QByteArray csv("tweet_id;created;text;label\n");
    for (int i = 0; i < 60; ++i)
        csv += "1.26856E+18;2024-02-0" + QByteArray::number(1 + i % 9) + ";\"tweet " + QByteArray::number(i) +
               " about the tram\";" +
               (i % 3 == 0   ? "yes"
                : i % 3 == 1 ? "no"
                             : "") +
               "\n";
    return csv +
           "too;few\n1268563638165688320;2024-02-01;;yes\n1268563638165688321;2024-02-01;one;more;field;than;named\n";
}

// The end of a page that is longer than the window.
void shootBelow(MainWindow &window, Camera &camera, const QString &name) {
    for (QScrollArea *area : window.findChildren<QScrollArea *>()) {
        QScrollBar *bar = area->verticalScrollBar();
        if (!area->isVisible() || bar->maximum() == 0)
            continue;
        bar->setValue(bar->maximum());
        camera.shoot(window, name);
        bar->setValue(0);
    }
}

void showEveryPage(MainWindow &window, Camera &camera, const QString &suffix) {
    for (const PageEntry &entry : pageTable()) {
        window.showPage(entry.id);
        const auto *start = window.findChild<QAction *>(QStringLiteral("actionStartTuning"));
        if (entry.id == PageId::Train && !(start && QTest::qWaitFor([start] { return start->isEnabled(); }, kWaitMs)))
            camera.fail("what a run would learn from is not shown");
        const QString name = QString::fromLatin1(entry.objectName).mid(4).toLower();
        camera.shoot(window, name + suffix);
        shootBelow(window, camera, name + QStringLiteral("_below") + suffix);
    }
}

}  // namespace

int main(int argc, char **argv) {
    const bool isPseudo = argc == 3 && std::strcmp(argv[2], "--pseudo") == 0;
    if (argc != 2 && !isPseudo) {
        std::fputs("usage: warbler-screenshots FOLDER [--pseudo]\n", stderr);
        return 2;
    }
    QApplication application(argc, argv);
    initResources();
    QTemporaryDir work;
    Camera camera(QString::fromLocal8Bit(argv[1]));
    test::PseudoLanguage pseudo;
    if (isPseudo) {
        QCoreApplication::installTranslator(&pseudo);
        camera.inspectBy(test::clippedWords);
    }
    ThemeChoice theme(application);
    Session session([] { return std::make_unique<LazyEngine>(loadEngine); });
    MainWindow window(session, theme);
    window.resize(1280, 800);
    window.show();
    const auto waitForJobs = [&] { return QTest::qWaitFor([&] { return session.jobs().empty(); }, kWaitMs); };
    const auto inBothThemes = [&](const auto &shoot) {
        theme.setRule(ThemeRule::Light);
        shoot(QStringLiteral("_light"));
        if (isPseudo)
            return;
        theme.setRule(ThemeRule::Dark);
        shoot(QStringLiteral("_dark"));
    };

    inBothThemes([&](const QString &suffix) { camera.shoot(window, QStringLiteral("start") + suffix); });

    const auto write = [&](const char *name, const QByteArray &bytes) {
        QFile file(work.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            camera.fail("a sample cannot be written");
        return file.fileName();
    };
    const QString damaged = write("damaged.csv", damagedCsv());
    const QString demo = write("brellmouth.csv", sampleOf("resources/samples/demo_tweets.csv"));
    for (const auto &shot :
         {std::pair(damaged, QStringLiteral("import_problems")), std::pair(demo, QStringLiteral("import"))}) {
        window.openPath(shot.first);
        auto *dialog = window.findChild<ImportDialog *>();
        if (!dialog || !QTest::qWaitFor([&] { return dialog->isReady(); }, kWaitMs))
            camera.fail("the import dialog does not get ready");
        else
            inBothThemes([&](const QString &suffix) { camera.shoot(*dialog, shot.second + suffix); });
        if (dialog && shot.first == demo)
            dialog->accept();
        else if (dialog)
            dialog->reject();
        QTest::qWait(0);
    }
    if (!waitForJobs() || !session.hasProject()) {
        camera.fail("the demo was not imported");
        return 1;
    }
    Project &project = session.project();
    CodebookRepository codebook(project);
    codebook.setVariable("stance", "Does the tweet take a stance against the tram?");
    for (Category category : codebook.load().active()) {
        const bool isAgainst = category.value == "against";
        category.definition = isAgainst
                                  ? "The author opposes the tram, the way it was built, its cost or its extension."
                                  : "The author supports the tram, only informs or asks, or speaks of something else.";
        category.include =
            isAgainst ? "irony; complaints about the building site" : "reports of timetables and traffic";
        category.exclude =
            isAgainst ? "quoting an opponent in order to contradict" : "mocking the happy opening speeches";
        codebook.changeCategory(category);
    }
    const Codebook categories = codebook.load();
    int acts = 0;
    for (const TweetKey key : TweetRepository(project).keys(
             {.search = {}, .state = TweetFilter::State::Unlabelled, .code = {}, .run = {}, .predicted = {}},
             TweetOrder::Random)) {
        LabelEvent event;
        event.tweet = key;
        event.coder = "anna";
        event.action = acts % 9 == 4 ? LabelAction::Skip : LabelAction::Label;
        if (event.action == LabelAction::Label)
            event.code = categories.active()[acts % 3 == 0 ? 0 : 1].id;
        LabelRepository(project).append(event);
        if (++acts == 40)
            break;
    }
    session.tellCodebookChanged();
    session.tellLabelsChanged();

    const bool hasEngine = !findEngineLibrary().empty();
    if (hasEngine) {
        TuneRequest request;
        request.config = presetNamed("standard").config;
        request.config.epochs = 3;
        // A tiny model: the pictures are of the window, not of its figures.
        request.modelPath =
            toUtf8(qEnvironmentVariable("WARBLER_TEST_SOURCE") + QStringLiteral("/tests/data/models/tiny_encoder"));
        RunId run;
        session.startDeviceJob(QStringLiteral("Run 1"),
                               [shared = session.sharedProject(), request, &run](Engine &engine, std::stop_token stop,
                                                                                 const ReportEvent &report) {
                                   run = tuneInProject(*shared, engine, request, "70/15/15", stop, report).run;
                                   classifyProject(*shared, run, &engine, stop, report);
                               });
        session.tellRunsChanged();
        if (!QTest::qWaitFor([&] { return session.jobs().empty(); }, 2 * kWaitMs))
            camera.fail("the run did not end");
        session.tellRunsChanged();
    } else {
        camera.fail("no engine: set WARBLER_ENGINE");
    }
    inBothThemes([&](const QString &suffix) { showEveryPage(window, camera, suffix); });

    ExportLabelsDialog exporting(session, &window);
    exporting.show();
    inBothThemes([&](const QString &suffix) { camera.shoot(exporting, QStringLiteral("export_labels") + suffix); });
    exporting.close();
    if (isPseudo) {
        session.closeProject();
        return camera.hasFailed() ? 1 : 0;
    }

    window.showPage(PageId::Train);
    auto *start = window.findChild<QAction *>(QStringLiteral("actionStartTuning"));
    if (!start || !QTest::qWaitFor([start] { return start->isEnabled(); }, kWaitMs)) {
        camera.fail("no second run can be started");
    } else {
        start->trigger();
        JobMonitor *job = session.job(JobKind::Device);
        if (!job || !QTest::qWaitFor([&] { return session.jobs().empty() || job->doneCount() > 200; }, kWaitMs) ||
            session.jobs().empty())
            camera.fail("the second run is not going on");
        inBothThemes([&](const QString &suffix) { camera.shoot(window, QStringLiteral("train_running") + suffix); });
        if (!session.jobs().empty())
            session.jobs().back()->requestStop();
        if (!waitForJobs())
            camera.fail("the second run did not stop");
    }
    // A check with folds, then a search: as they are started, while they go on, and what they leave.
    const std::pair<const char *, QString> checks[] = {{"foldsBox", QStringLiteral("train_folds")},
                                                       {"searchBox", QStringLiteral("train_search")}};
    for (const auto &[box, name] : checks) {
        window.showPage(PageId::Train);
        window.findChild<QComboBox *>(QString::fromLatin1(box))->setCurrentIndex(1);
        if (auto *trials = window.findChild<QSpinBox *>(QStringLiteral("trialsSpin")))
            trials->setValue(3);
        // Enough epochs that a part goes on longer than the window needs to look at the job.
        window.findChild<QSpinBox *>(QStringLiteral("setting_epochs"))->setValue(12);
        if (!QTest::qWaitFor([start] { return start->isEnabled(); }, kWaitMs))
            camera.fail("no check can be started");
        start->trigger();
        const bool isGoingOn = QTest::qWaitFor(
            [&] {
                return session.jobs().empty() || session.jobs().back()->sentence().contains(QStringLiteral(" 2 of 3"));
            },
            kWaitMs);
        if (!isGoingOn || session.jobs().empty())
            camera.fail("the check is not going on");
        window.showPage(PageId::Label);
        camera.shoot(window, name + QStringLiteral("_elsewhere"));
        window.showPage(PageId::Train);
        camera.shoot(window, name + QStringLiteral("_running"));
        if (!waitForJobs())
            camera.fail("the check did not end");
        inBothThemes([&](const QString &suffix) { camera.shoot(window, name + suffix); });
    }
    for (const Run &run : RunRepository(project).all())
        if (run.kind == RunKind::Folds)
            session.tellRunWanted(run.id);
    window.showPage(PageId::Results);
    inBothThemes([&](const QString &suffix) { camera.shoot(window, QStringLiteral("results_folds") + suffix); });
    window.resize(1000, 640);
    theme.setRule(ThemeRule::Light);
    window.showPage(PageId::Label);
    camera.shoot(window, QStringLiteral("label_narrow"));
    theme.setRule(ThemeRule::HighContrast);
    camera.shoot(window, QStringLiteral("label_high_contrast"));
    session.closeProject();
    return camera.hasFailed() ? 1 : 0;
}
