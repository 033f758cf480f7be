// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Training and classifying in a project while every single file operation fails once, or is the last before a kill: the
// project opens without help, holds every label, no run claims to go on, the adapter folder is whole, and the same
// command succeeds afterwards.
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/run_repository.h"
#include "core/models/adapter_folder.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/predict.h"
#include "core/workflows/project_tuning.h"
#include "tests/support/fake_engine.h"
#include "tests/support/fault_run.h"
#include "tests/support/memory_folder.h"

using namespace warbler;
using namespace warbler::test;
namespace fs = std::filesystem;

namespace {

std::string source(const std::string &path) { return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/" + path; }

constexpr int kTweets = 40;

void ignore(const JobEvent &) {}

void tuneIn(const std::string &folder) {
    const auto project = Project::open(folder + "/study.warbler");
    FakeEngine engine(std::make_shared<EngineScript>());
    TuneRequest request;
    request.modelPath = source("tests/data/models/tiny_encoder");
    request.config.epochs = 1;
    request.checkpointFolder = folder + "/checkpoints";
    request.adapterFolder = folder + "/mine";
    tuneInProject(*project, engine, request, "70/15/15", {}, ignore);
    project->close();
}

void classifyIn(const std::string &folder) {
    const auto project = Project::open(folder + "/study.warbler");
    FakeEngine engine(std::make_shared<EngineScript>());
    for (const Run &run : RunRepository(*project).all())
        if (run.kind == RunKind::Tuned) {
            classifyProject(*project, run.id, &engine, {}, ignore);
            exportPredictions(*project, run.id, folder + "/classified.csv", CsvProfile::Data, {}, ignore);
        }
    project->close();
}

int attempt(void (*work)(const std::string &), const std::string &folder) {
    try {
        work(folder);
        return 0;
    } catch (const Error &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return exitCode(error.code());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "internal error: %s\n", error.what());
        return 1;
    }
}

}  // namespace

class FaultsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_place{memoryFolder()};
    std::int64_t m_labels = 0;
    std::string root() const { return m_place.path().toStdString(); }
    std::string work() const { return root() + "/work"; }
    void begin(const std::string &from) const {
        fs::remove_all(work());
        fs::copy(root() + "/" + from, work(), fs::copy_options::recursive);
    }
    // Empty: all that must hold does.
    std::string faultOf(const FaultedRun &run, const std::vector<std::string> &command) const {
        if (run.exitCode == 1 || (run.exitCode > 75 && run.exitCode != 128 + 9))
            return "it did not end as a command does";
        try {
            const auto project = Project::open(work() + "/study.warbler");
            for (const std::string &problem : project->check())
                return problem;
            if (LabelRepository(*project).counts().labelled != m_labels)
                return "labels are missing";
            for (const Run &one : RunRepository(*project).all())
                if (one.state == RunState::Running)
                    return one.name + " claims to go on";
            project->close();
            if (fs::exists(work() + "/mine"))
                readAdapterFolder(work() + "/mine");
            // By a program that starts: it tidies away what a killed one left.
            if (const FaultedRun again = runWithFault(command, {}, {}); again.exitCode != 0)
                return "the same command fails: " + again.err;
            for (const char *place : {"", "/mine"})
                if (fs::exists(work() + place))
                    for (const auto &entry : fs::directory_iterator(work() + place))
                        if (entry.path().extension() == ".part" ||
                            entry.path().string().find("-wal") != std::string::npos)
                            return entry.path().string() + " is left";
        } catch (const Error &error) {
            return error.detail();
        }
        return {};
    }
    void series(const std::string &from, const char *mode, FaultPlan::How how) {
        FaultSeries series;
        series.plan.under = work();
        series.plan.how = how;
        series.begin = [&] { begin(from); };
        series.command = {QCoreApplication::applicationFilePath().toStdString(), mode, work()};
        series.check = [&](const FaultedRun &run) { return faultOf(run, series.command); };
        const FaultCounts counts = runSeries(series);
        QVERIFY2(counts.problem.empty(), counts.problem.c_str());
        QVERIFY2(counts.runs > 20, "hardly any operation was counted");
        qInfo("%s", countsSentence(mode, counts).c_str());
    }

private Q_SLOTS:
    void initTestCase() {
        fs::create_directory(root() + "/imported");
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < kTweets; ++i)
            csv += QByteArray::number(i) + (i % 2 == 0 ? ",good day yes,1\n" : ",bad day no,0\n");
        saveFile(root() + "/data.csv", csv.toStdString());
        const auto project = Project::create(root() + "/imported/study.warbler");
        ImportRequest request;
        request.csvPath = root() + "/data.csv";
        importCorpus(*project, request, {}, ignore);
        m_labels = LabelRepository(*project).counts().labelled;
        QCOMPARE(m_labels, std::int64_t(kTweets));
        project->close();
        fs::copy(root() + "/imported", root() + "/trained", fs::copy_options::recursive);
        tuneIn(root() + "/trained");
    }

    void survivesEveryFault_data() {
        QTest::addColumn<bool>("isTraining");
        QTest::addColumn<bool>("isKilled");
        for (const bool isTraining : {true, false})
            for (const bool isKilled : {true, false})
                QTest::newRow(isTraining ? isKilled ? "train, kill" : "train, error"
                              : isKilled ? "classify, kill"
                                         : "classify, error")
                    << isTraining << isKilled;
    }
    void survivesEveryFault() {
        QFETCH(bool, isTraining);
        QFETCH(bool, isKilled);
        const FaultPlan::How how = isKilled ? FaultPlan::How::Kill : FaultPlan::How::Once;
        if (isTraining)
            series("imported", "--tune", how);
        else
            series("trained", "--classify", how);
    }
};

int main(int argc, char **argv) {
    if (argc == 3 && std::string(argv[1]) == "--tune")
        return attempt(tuneIn, argv[2]);
    if (argc == 3 && std::string(argv[1]) == "--classify")
        return attempt(classifyIn, argv[2]);
    QCoreApplication application(argc, argv);
    FaultsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "faults_test.moc"
