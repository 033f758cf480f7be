// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// tune and predict with the real engine while one file operation, drawn by the seed, fails or is the last before a
// kill: the project opens, holds every label, and the same command succeeds. Replay: WARBLER_TEST_SEED.
#include <cerrno>
#include <filesystem>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "tests/app/cli/program.h"
#include "tests/support/fault_run.h"
#include "tests/support/memory_folder.h"
#include "tests/support/test_level.h"

using namespace warbler;
using namespace warbler::test;
namespace fs = std::filesystem;

class TrainingFaultsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_place{memoryFolder()};
    nlohmann::json m_labelled;
    std::string root() const { return m_place.path().toStdString(); }
    QString at(const QString &name) const { return m_place.filePath(name); }
    std::vector<std::string> command(bool isTraining) const {
        QStringList words{isTraining ? QStringLiteral("tune") : QStringLiteral("predict"),
                          at(QStringLiteral("work/study.warbler"))};
        if (isTraining)
            words += quickSettings() + QStringList{QStringLiteral("--set"),
                                                   QStringLiteral("epochs=1"),
                                                   QStringLiteral("--adapter-out"),
                                                   at(QStringLiteral("work/mine")),
                                                   QStringLiteral("--checkpoint-dir"),
                                                   at(QStringLiteral("work/checkpoints"))};
        else
            words += QStringList{QStringLiteral("--adapter"), at(QStringLiteral("mine")), QStringLiteral("-o"),
                                 at(QStringLiteral("work/classified.csv"))};
        std::vector<std::string> command{program().toStdString()};
        for (const QString &word : words)
            command.push_back(word.toStdString());
        return command;
    }
    void begin() const {
        fs::remove_all(root() + "/work");
        fs::copy(root() + "/imported", root() + "/work", fs::copy_options::recursive);
    }
    // Empty: all that must hold does.
    std::string faultOf(const FaultedRun &run) const {
        if (run.exitCode == 1 || (run.exitCode > 75 && run.exitCode != 128 + 9))
            return "it did not end as a command does";
        // Opened for writing, which heals what a kill left: the label is one that is there.
        const Finished label = runProgram({QStringLiteral("label"), at(QStringLiteral("work/study.warbler")),
                                           QStringLiteral("--coder"), QStringLiteral("x"), QStringLiteral("-")});
        const Finished info =
            runProgram({QStringLiteral("info"), at(QStringLiteral("work/study.warbler")), QStringLiteral("--json")});
        if (label.exitCode != 0 || info.exitCode != 0)
            return label.err.toStdString() + info.err.toStdString();
        if (info.json()["labelled"] != m_labelled)
            return "labels are missing";
        for (const nlohmann::json &one : info.json()["runs"])
            if (one["state"] == "running")
                return one["name"].get<std::string>() + " claims to go on";
        for (const char *suffix : {"-wal", "-shm", "-journal", ".warbler-lock"})
            if (QFile::exists(at(QStringLiteral("work/study.warbler")) + QLatin1String(suffix)))
                return std::string(suffix) + " is left";
        if (QFile::exists(at(QStringLiteral("work/mine"))) &&
            runProgram({QStringLiteral("models"), QStringLiteral("verify"), at(QStringLiteral("work/mine"))})
                    .exitCode != 0)
            return "the adapter folder is damaged";
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        fs::create_directory(root() + "/imported");
        const Finished made = runProgram({QStringLiteral("import"), at(QStringLiteral("imported/study.warbler")),
                                          source(QStringLiteral("tests/data/tweets/oneword.csv"))});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        m_labelled =
            runProgram({QStringLiteral("info"), at(QStringLiteral("imported/study.warbler")), QStringLiteral("--json")})
                .json()
                .at("labelled");
        QVERIFY(m_labelled > 100);
        const Finished tuned =
            runProgram(QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                                   QStringLiteral("--adapter-out"), at(QStringLiteral("mine"))} +
                       quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=1")});
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
    }

    void survivesDrawnFaults_data() {
        QTest::addColumn<bool>("isTraining");
        QTest::newRow("tune") << true;
        QTest::newRow("predict") << false;
    }
    void survivesDrawnFaults() {
        QFETCH(bool, isTraining);
        const std::uint32_t seed = testSeed();
        Mt19937 random(seed);
        FaultPlan plan;
        plan.under = root() + "/work";
        begin();
        const FaultedRun whole = runWithFault(command(isTraining), {}, plan);
        QVERIFY2(whole.exitCode == 0 && whole.operations > 20, whole.err.c_str());
        const int faults = countAt(10, 400, 4000);
        std::vector<std::string> seen;
        for (int i = 0; i < faults; ++i) {
            plan.at = 1 + random.below(static_cast<std::uint32_t>(whole.operations));
            plan.how = i % 2 == 0 ? FaultPlan::How::Kill : FaultPlan::How::Once;
            plan.error = i % 4 == 1 ? ENOSPC : EIO;
            begin();
            const FaultedRun run = runWithFault(command(isTraining), {}, plan);
            const std::string fault = faultOf(run);
            QVERIFY2(fault.empty(),
                     ("seed " + std::to_string(seed) + ", operation " + std::to_string(plan.at) + ", " + run.operation +
                      ", exit code " + std::to_string(run.exitCode) + ": " + fault + "\n" + run.err)
                         .c_str());
        }
        const FaultedRun again = runWithFault(command(isTraining), {}, {});
        QVERIFY2(again.exitCode == 0, again.err.c_str());
        qInfo("seed %u: %d of %llu operations failed or were the last", seed, faults,
              static_cast<unsigned long long>(whole.operations));
    }
};

QTEST_APPLESS_MAIN(TrainingFaultsTest)
#include "training_faults_test.moc"
