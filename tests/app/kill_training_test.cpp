// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rule R6 with the real engine: killed at random moments while one thread labels and another tunes a prompt in the same
// project, the project opens and no label that was told to be saved is missing. Replay: WARBLER_TEST_SEED.
#include <QTest>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "core/corpus/project.h"
#include "core/corpus/run_repository.h"
#include "core/learn/engine_loader.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/project_tuning.h"
#include "tests/support/kill_harness.h"
#include "tests/support/test_level.h"

using namespace warbler;
using namespace warbler::test;

namespace {

constexpr int kTweets = 200;  // of oneword.csv

std::string source(const std::string &path) { return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/" + path; }

// Begins to label when the run has made its first step, so that every kill falls into training.
int labelWhileTraining(const std::string &path) {
    const auto project = Project::open(path);
    TuneRequest request;
    request.modelPath = source("tests/data/models/tiny_encoder");
    request.config.epochs = 100000;
    request.resume = Resume::Never;
    request.checkpointFolder = path + "_checkpoints";
    request.threads = 1;
    std::atomic<bool> isTraining = false, hasFailed = false;
    const std::jthread training([&](const std::stop_token &stop) {
        try {
            LazyEngine engine(loadEngine);
            tuneInProject(*project, engine, request, "70/15/15", stop, [&](const JobEvent &event) {
                if (std::holds_alternative<StepDone>(event) && !isTraining) {
                    isTraining = true;
                    isTraining.notify_one();
                }
            });
        } catch (const std::exception &exception) {
            qCritical("%s", exception.what());
            hasFailed = true;
        }
        isTraining = true;
        isTraining.notify_one();
    });
    isTraining.wait(false);
    return hasFailed ? 1 : labelUntilKilled(*project, kTweets);
}

}  // namespace

class KillTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void losesNoSavedLabelToAKillWhileTraining_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("kills");
        const QString disk = QDir::tempPath(),
                      memory = QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : disk;
        QTest::newRow("on disk") << disk << countAt(30, 600, 6000);
        QTest::newRow("in memory") << memory << countAt(70, 1400, 14000);
    }

    void losesNoSavedLabelToAKillWhileTraining() {
        QFETCH(QString, folder);
        QFETCH(int, kills);
        const QTemporaryDir place(folder + QStringLiteral("/warbler_kill_XXXXXX"));
        const std::string path = place.filePath(QStringLiteral("study.warbler")).toStdString();
        {
            const auto project = Project::create(path);
            ImportRequest request;
            request.csvPath = source("tests/data/tweets/oneword.csv");
            importCorpus(*project, request, {}, [](const JobEvent &) {});
            project->close();
        }
        const std::uint32_t seed = killSeed();
        const KillCounts counts = killOften("--label-and-train", path, kills, kTweets, seed);
        QVERIFY2(counts.problem.empty(), counts.problem.c_str());
        const auto project = Project::open(path);
        int interrupted = 0;
        for (const Run &run : RunRepository(*project).all())
            interrupted += run.kind == RunKind::Tuned && run.state == RunState::Interrupted ? 1 : 0;
        qInfo("seed %u: %d kills while a prompt was tuned, %zu labels acknowledged, %zu lost, %zu stored but not yet "
              "acknowledged, %d runs interrupted",
              seed, kills, counts.acknowledged, counts.lost, counts.unacknowledged, interrupted);
        QCOMPARE(counts.lost, std::size_t(0));
        QCOMPARE(counts.recovered, static_cast<std::size_t>(kills));
        QCOMPARE(interrupted, kills);
    }
};

int main(int argc, char **argv) {
    if (argc == 3 && std::string(argv[1]) == "--label-and-train")
        return labelWhileTraining(argv[2]);
    KillTrainingTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "kill_training_test.moc"
