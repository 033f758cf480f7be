// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rule R6: killed at random moments while labelling, half of the time beside far heavier stores than a run makes, the
// project opens and no label that was told to be saved is missing. Beside a real run: tests/app/kill_training_test.cpp.
// Replay: WARBLER_TEST_SEED.
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "core/base/error.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/support/kill_harness.h"
#include "tests/support/test_level.h"

using namespace warbler;
using namespace warbler::test;

namespace {

constexpr int kTweets = 400;

void storeLikeTraining(Project &project, const std::stop_token &stop) {
    RunRepository runs(project);
    PredictionRepository predictions(project);
    const RunId run = runs.create(Run(), {{TweetKey{1}, Side::Train, CodeId{1}}});
    const std::string bytes(700000, 'w');
    std::vector<StoredPrediction> page;
    for (int key = 1; key <= kTweets; ++key)
        page.push_back({TweetKey{key}, key % 2, {-0.1F, -2.3F}, 0.9F});
    while (!stop.stop_requested()) {
        runs.appendPoints(run, {StepDone(), EpochDone()});
        runs.storeBlob(run, "resume", bytes);
        runs.storeAdapter(run, Checkpoint::Best, {"{}", bytes, "{}", ""});
        predictions.append(run, "", page);
    }
}

int labelInProject(const std::string &path, bool isTraining) {
    const auto project = Project::open(path);
    std::jthread training;
    if (isTraining)
        training = std::jthread([&](const std::stop_token &stop) { storeLikeTraining(*project, stop); });
    return labelUntilKilled(*project, kTweets);
}

}  // namespace

class KillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNoSavedLabelToAKill_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("kills");
        // A kill takes nothing the kernel was given, synced or not; where syncing costs no time, more labels lie
        // between two kills.
        const QString disk = QDir::tempPath(), memory = QFileInfo("/dev/shm").isWritable() ? QString("/dev/shm") : disk;
        QTest::newRow("on disk") << disk << countAt(60, 3000, 30000);
        QTest::newRow("in memory") << memory << countAt(140, 7000, 70000);
    }

    void losesNoSavedLabelToAKill() {
        QFETCH(QString, folder);
        QFETCH(int, kills);
        const std::uint32_t seed = killSeed();
        const TestCorpus corpus(folder.toStdString());
        corpus.make(numberedRows(kTweets))->close();
        KillCounts all;
        for (const char *mode : {"--label", "--label-and-store"}) {
            const KillCounts counts = killOften(mode, corpus.path(), kills / 2, kTweets, seed);
            QVERIFY2(counts.problem.empty(), counts.problem.c_str());
            QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
            all.acknowledged += counts.acknowledged;
            all.lost += counts.lost;
            all.unacknowledged += counts.unacknowledged;
            all.recovered += counts.recovered;
        }
        qInfo("seed %u: %d kills (%d of them beside the stores of a run), %zu labels acknowledged, %zu lost, %zu "
              "stored but not yet acknowledged",
              seed, kills, kills / 2, all.acknowledged, all.lost, all.unacknowledged);
        QCOMPARE(all.lost, std::size_t(0));
        QCOMPARE(all.recovered, static_cast<std::size_t>(kills));
    }

    void refusesASecondProgramAndTakesADeadOnesLockAtOnce() {
        TestCorpus corpus;
        corpus.make(numberedRows(kTweets))->close();
        const KilledChild child = startChild("--label", corpus.path());
        char uuid[kUuidBytes];
        QCOMPARE(read(child.uuids, uuid, sizeof uuid), static_cast<ssize_t>(kUuidBytes));
        std::string detail;
        try {
            Project::open(corpus.path());
        } catch (const Error &error) {
            QVERIFY(error.code() == ErrorCode::ProjectInUse);
            detail = error.detail();
        }
        QVERIFY2(detail.find(", pid " + std::to_string(child.pid)) != std::string::npos, detail.c_str());
        QVERIFY(LabelRepository(*Project::open(corpus.path(), OpenMode::ReadOnly)).counts().labelled > 0);
        kill(child.pid, SIGKILL);
        waitpid(child.pid, nullptr, 0);
        close(child.uuids);
        const auto project = Project::open(corpus.path());
        QVERIFY2(project->recoveryNote().rfind("Recovered. Last label ", 0) == 0, project->recoveryNote().c_str());
        QVERIFY(project->check().empty());
    }
};

int main(int argc, char **argv) {
    if (argc == 3 && std::string(argv[1]).rfind("--label", 0) == 0)
        return labelInProject(argv[2], std::string(argv[1]) == "--label-and-store");
    KillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "kill_test.moc"
