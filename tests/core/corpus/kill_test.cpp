// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rule R6: killed at random moments while labelling, half of the time with a training run storing what it learns beside it,
// the project opens and no label that was told to be saved is missing. Replay: WARBLER_TEST_SEED.
#include <QtTest>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

namespace {

constexpr int kTweets = 400;
constexpr int kPipe = 3;                             // descriptor of the child
constexpr std::size_t kUuidBytes = 32;

void storeLikeTraining(Project &project, const std::stop_token &stop)
{
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
        predictions.append(run, page);
    }
}

// Labels tweet after tweet for ever; each uuid goes into the pipe when the label is said to be saved.
int labelUntilKilled(const std::string &path, bool isTraining)
{
    const auto project = Project::open(path);
    const CodeId code = codeOf(*project, "yes");
    std::jthread training;
    if (isTraining)
        training = std::jthread([&](const std::stop_token &stop) { storeLikeTraining(*project, stop); });
    LabelRepository labels(*project);
    for (int i = 0;; ++i) {
        const LabelEvent stored = labels.append(labelEvent(TweetKey{1 + i % kTweets}, code));
        if (write(kPipe, stored.uuid.data(), kUuidBytes) != static_cast<ssize_t>(kUuidBytes))
            return 1;
    }
}

struct Child {
    pid_t pid = 0;                                   // 0: could not be started
    int uuids = -1;                                  // end of its pipe
};

Child startLabelling(const std::string &path, bool isTraining)
{
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], kPipe);
    std::string program = "/proc/self/exe", child = isTraining ? "--label-and-train" : "--label", project = path;
    char *arguments[] = {program.data(), child.data(), project.data(), nullptr};
    Child started;
    started.uuids = ends[0];
    if (posix_spawn(&started.pid, program.c_str(), &actions, nullptr, arguments, environ) != 0)
        started.pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    return started;
}

// uuids that were acknowledged before the kill, which came `delayMs` after the first of them.
std::vector<std::string> killWhileLabelling(const std::string &path, bool isTraining, int delayMs)
{
    const Child child = startLabelling(path, isTraining);
    std::string received;
    std::optional<std::chrono::steady_clock::time_point> killAt;
    bool isKilled = false;
    while (child.pid != 0) {
        int wait = 30000;
        if (killAt && !isKilled)
            wait = std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*killAt - std::chrono::steady_clock::now()).count()));
        pollfd waiting{child.uuids, POLLIN, 0};
        const int ready = poll(&waiting, 1, wait);
        if (ready == 0 || (killAt && !isKilled && std::chrono::steady_clock::now() >= *killAt)) {
            kill(child.pid, SIGKILL);
            isKilled = true;
        }
        char buffer[4096];
        const ssize_t size = ready > 0 ? read(child.uuids, buffer, sizeof buffer) : -1;
        if (size == 0)
            break;
        if (size > 0)
            received.append(buffer, static_cast<std::size_t>(size));
        if (!killAt && received.size() >= kUuidBytes)
            killAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(delayMs);
    }
    close(child.uuids);
    waitpid(child.pid, nullptr, 0);
    std::vector<std::string> uuids;
    for (std::size_t at = 0; at + kUuidBytes <= received.size(); at += kUuidBytes)
        uuids.push_back(received.substr(at, kUuidBytes));
    return uuids;
}

std::set<std::string> storedUuids(Project &project)
{
    std::set<std::string> uuids;
    LabelRepository labels(project);
    for (int key = 1; key <= kTweets; ++key)
        for (const LabelEvent &event : labels.history(TweetKey{key}))
            uuids.insert(event.uuid);
    return uuids;
}

}  // namespace

class KillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNoSavedLabelToAKill_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("kills");
        // A kill takes nothing the kernel was given, synced or not; where syncing costs no time, more labels lie between two kills.
        const QString disk = QDir::tempPath(), memory = QFileInfo("/dev/shm").isWritable() ? QString("/dev/shm") : disk;
        QTest::newRow("on disk") << disk << 60;
        QTest::newRow("in memory") << memory << 140;
    }

    void losesNoSavedLabelToAKill()
    {
        QFETCH(QString, folder);
        QFETCH(int, kills);
        const std::optional<long long> chosen = parseInteger(qEnvironmentVariable("WARBLER_TEST_SEED").toStdString());
        const auto seed = static_cast<std::uint32_t>(chosen.value_or(unixMilliseconds() & 0xffffffff));
        Mt19937 random(seed);
        const TestCorpus corpus(folder.toStdString());
        corpus.make(numberedRows(kTweets))->close();
        std::size_t acknowledged = 0, lost = 0, extra = 0, recovered = 0, before = 0;
        for (int i = 0; i < kills; ++i) {
            const std::vector<std::string> saved = killWhileLabelling(corpus.path(), i % 2 == 1, 2 + static_cast<int>(random.below(59)));
            QVERIFY2(!saved.empty(), qPrintable(QString("kill %1 of seed %2: the child saved nothing").arg(i).arg(seed)));
            const auto project = Project::open(corpus.path());
            recovered += project->recoveryNote().empty() ? 0 : 1;
            const std::set<std::string> stored = storedUuids(*project);
            for (const std::string &uuid : saved)
                lost += stored.count(uuid) == 0 ? 1 : 0;
            QVERIFY(stored.size() >= before);
            const std::size_t more = stored.size() - before;
            extra += more > saved.size() ? more - saved.size() : 0;
            QVERIFY2(more <= saved.size() + 1, qPrintable(QString("kill %1 of seed %2").arg(i).arg(seed)));
            before = stored.size();
            acknowledged += saved.size();
            QVERIFY(RunRepository(*project).all().empty() || RunRepository(*project).all().front().state == RunState::Interrupted);
            if (i % 20 == 19)
                QVERIFY2(project->check().empty(), project->check().empty() ? "" : project->check().front().c_str());
            project->close();
            QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
        }
        qInfo("seed %u: %d kills (%d of them during training), %zu labels acknowledged, %zu lost, %zu stored but not yet acknowledged", seed, kills,
              kills / 2, acknowledged, lost, extra);
        QCOMPARE(lost, std::size_t(0));
        QCOMPARE(recovered, static_cast<std::size_t>(kills));
    }

    void refusesASecondProgramAndTakesADeadOnesLockAtOnce()
    {
        TestCorpus corpus;
        corpus.make(numberedRows(kTweets))->close();
        const Child child = startLabelling(corpus.path(), false);
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

int main(int argc, char **argv)
{
    if (argc == 3 && std::string(argv[1]).rfind("--label", 0) == 0)
        return labelUntilKilled(argv[2], std::string(argv[1]) == "--label-and-train");
    KillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "kill_test.moc"
