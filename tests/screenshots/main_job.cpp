// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// warbler-main-job CSV FOLDER [SPLIT [COLUMN]]: the main job as a person does it, in the real window with the real
// engine and the default encoder: opens the CSV, takes the import's guesses, trains the chosen preset, looks at the
// results, classifies every tweet, exports, and takes a picture of each step. SPLIT is an entry of the form's list,
// such as column:split; - leaves it. COLUMN holds numbers, which are learnt instead of categories. Prints the figures
// as one JSON document. Not a test: it trains for as long as the preset takes.
#include <cstdio>
#include <cstring>
#include <memory>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <nlohmann/json.hpp>

#include "core/learn/engine_loader.h"
#include "tests/screenshots/camera.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/frame/main_window.h"
#include "ui/pages/results/results_page.h"
#include "ui/support/dialogs.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme_choice.h"

namespace {

using namespace warbler;
using namespace warbler::ui;
using warbler::test::Camera;

constexpr int kReadMs = 120'000, kTrainMs = 1'800'000;

// The window and how a hand moves through it; a step that cannot be done ends the program with 1.
class Hand {
public:
    Hand(MainWindow &window, Session &session) : m_window(window), m_session(session) {}

    void press(const char *name) {
        auto *action = m_window.findChild<QAction *>(QString::fromLatin1(name));
        if (!action || !QTest::qWaitFor([action] { return action->isEnabled(); }, kReadMs))
            giveUp(name);
        action->trigger();
    }
    template <class Done>
    void waitUntil(const char *what, int ms, const Done &done) {
        if (!QTest::qWaitFor([&] { return done(); }, ms))
            giveUp(what);
    }
    void waitForJobs(int ms) {
        waitUntil("a job does not end", ms, [this] { return m_session.jobs().empty(); });
    }
    [[noreturn]] static void giveUp(const char *what) {
        std::fprintf(stderr, "the main job stops at: %s\n", what);
        std::exit(1);
    }

private:
    MainWindow &m_window;
    Session &m_session;
};

}  // namespace

int main(int argc, char **argv) {
    if (argc < 3) {
        std::fputs("usage: warbler-main-job CSV FOLDER [SPLIT [COLUMN]]\n", stderr);
        return 2;
    }
    QApplication application(argc, argv);
    initResources();
    const QString folder = QString::fromLocal8Bit(argv[2]);
    Camera camera(folder);
    // The project is made beside the CSV, so the CSV is brought here first.
    const QString csv = QDir(folder).absoluteFilePath(QFileInfo(QString::fromLocal8Bit(argv[1])).fileName());
    if (QFile::exists(csv) || !QFile::copy(QString::fromLocal8Bit(argv[1]), csv))
        Hand::giveUp("the CSV cannot be copied into an empty folder");
    ThemeChoice theme(application);
    theme.setRule(ThemeRule::Light);
    Session session([] { return std::make_unique<LazyEngine>(loadEngine); });
    MainWindow window(session, theme);
    window.resize(1280, 800);
    window.show();
    Hand hand(window, session);
    nlohmann::ordered_json out;

    window.openPath(csv);
    auto *dialog = window.findChild<ImportDialog *>();
    if (!dialog)
        Hand::giveUp("no import dialog");
    hand.waitUntil("the import dialog does not get ready", kReadMs, [dialog] { return dialog->isReady(); });
    camera.shoot(*dialog, QStringLiteral("1_import"));
    dialog->accept();
    hand.waitForJobs(kReadMs);
    camera.shoot(window, QStringLiteral("2_overview"));

    window.showPage(PageId::Train);
    const auto choose = [&](const char *list, const char *entry) {
        auto *box = window.findChild<QComboBox *>(QString::fromLatin1(list));
        hand.waitUntil(entry, kReadMs, [&] { return box->findData(QString::fromLocal8Bit(entry)) >= 0; });
        box->setCurrentIndex(box->findData(QString::fromLocal8Bit(entry)));
        Q_EMIT box->activated(box->currentIndex());
    };
    if (argc > 4)
        choose("targetBox", argv[4]);
    if (argc > 3 && std::strcmp(argv[3], "-") != 0)
        choose("splitBox", argv[3]);
    auto *start = window.findChild<QAction *>(QStringLiteral("actionStartTuning"));
    hand.waitUntil("Start stays disabled", kReadMs, [start] { return start->isEnabled(); });
    camera.shoot(window, QStringLiteral("3_train"));
    QElapsedTimer clock;
    clock.start();
    start->trigger();
    hand.waitUntil("no run begins", kReadMs, [&] { return session.job(JobKind::Device) != nullptr; });
    hand.waitUntil("no third epoch begins", kTrainMs, [&] {
        const JobMonitor *job = session.job(JobKind::Device);
        return job == nullptr || job->epoch() > 2;
    });
    camera.shoot(window, QStringLiteral("4_running"));
    hand.waitForJobs(kTrainMs);
    out["train_seconds"] = static_cast<double>(clock.elapsed()) / 1000;
    camera.shoot(window, QStringLiteral("5_trained"));

    window.showPage(PageId::Results);
    auto *page = static_cast<ResultsPage *>(window.page(PageId::Results));
    hand.waitUntil("no results are shown", kReadMs, [page] { return page->results() != nullptr; });
    camera.shoot(window, QStringLiteral("6_results"));
    const RunResults &results = *page->results();
    out["test_rows"] = results.report.rows();
    if (results.report.numbers() != nullptr) {
        out["rmse"] = results.report.numbers()->evaluation.scores.rmse;
        out["rmse_of_the_mean"] = results.report.numbers()->evaluation.mean->rmse;
    } else {
        out["accuracy"] = results.report.categories()->evaluation.scores.accuracy;
        out["macro_f1"] = results.report.categories()->evaluation.scores.macroF1;
        out["majority_macro_f1"] = results.report.categories()->baselines->majority.scores.macroF1;
    }

    window.showPage(PageId::Predict);
    hand.press("actionClassifyAll");
    hand.waitForJobs(kTrainMs);
    camera.shoot(window, QStringLiteral("7_classified"));
    dialogs::setNextFile(QDir(folder).absoluteFilePath(QStringLiteral("classified.csv")));
    hand.press("actionExportPredictions");
    hand.waitForJobs(kReadMs);
    camera.shoot(window, QStringLiteral("8_exported"));
    session.closeProject();
    std::printf("%s\n", out.dump(2).c_str());
    return camera.hasFailed() ? 1 : 0;
}
