// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The program with every one of its file operations failing, one by one: once with an error of the disk, once with a
// full disk, once killed. Behind each the project opens without help, holds all that was acknowledged and at most one
// label more, checks as whole, and the same command done again gives what it would have given.
#include <QTest>

#include <QTemporaryDir>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/project.h"
#include "core/corpus/tweet_repository.h"
#include "tests/support/fault_run.h"
#include "tests/support/memory_folder.h"
#include "tests/support/test_level.h"

using namespace warbler;
using namespace warbler::test;

namespace fs = std::filesystem;

Q_DECLARE_METATYPE(warbler::test::FaultPlan)

namespace {

constexpr char kCsv[] = "id,text,label\n1,the first tweet,no\n2,the second tweet,yes\n3,the third tweet,no\n4,one "
                        "more,\n5,and another,\n6,the last one,\n";
constexpr char kLabels[] = "4,yes\n5,no\n6,yes\n";
const std::vector<std::string> kLabelled = {"4", "5", "6"};

std::string cli() { return std::string(std::getenv("WARBLER_TEST_BIN")) + "/warbler-cli"; }

}  // namespace

class ProjectFaultsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder{(QFileInfo("/dev/shm").isWritable() ? QString("/dev/shm") : QDir::tempPath()) +
                           "/faults-XXXXXX"};
    std::string m_under = QFileInfo(m_folder.path()).canonicalFilePath().toStdString() + "/work";
    std::string m_project = m_under + "/study.warbler", m_out = m_under + "/out.csv";
    std::string m_bytes, m_exported, m_whole;  // of the project at rest, of its export; its summary

    void empty() const {
        fs::remove_all(m_under);
        fs::create_directory(m_under);
    }

    void restore() const {
        empty();
        saveFile(m_project, m_bytes);
        saveFile(m_out, "an earlier export");
    }

    FaultedRun run(const std::vector<std::string> &arguments, const std::string &input = {}) const {
        std::vector<std::string> command = {cli()};
        command.insert(command.end(), arguments.begin(), arguments.end());
        FaultPlan plan;
        plan.under = m_under;
        return runWithFault(command, input, plan);
    }

    std::vector<std::string> labelCommand() const { return {"label", m_project, "-", "--coder", "anna"}; }
    std::vector<std::string> importCommand() const {
        return {"import", m_project, m_folder.filePath("tweets.csv").toStdString()};
    }
    std::vector<std::string> exportCommand() const { return {"export", m_project, "-o", m_out}; }

    // Names in the folder that belong there neither at rest nor after a kill.
    std::string strayFile(const std::string &remnant) const {
        for (const fs::directory_entry &entry : fs::directory_iterator(m_under)) {
            const std::string name = entry.path().filename().string();
            if (name != "study.warbler" && name != "out.csv" &&
                (remnant.empty() || name.find(remnant) == std::string::npos))
                return name + " is left behind";
        }
        return {};
    }

    // How many of the three labels are stored; they come in order, none beside them. Below 0: they do not.
    static int storedLabels(Project &project) {
        int stored = 0;
        for (std::size_t i = 0; i < kLabelled.size(); ++i) {
            const std::size_t events =
                LabelRepository(project).history(*TweetRepository(project).find(TweetId(kLabelled[i]))).size();
            if (events > 1 || (events == 1 && stored != static_cast<int>(i)))
                return -1;
            stored += static_cast<int>(events);
        }
        return stored;
    }

    static std::string expectedCode(const FaultedRun &run, const FaultPlan &plan) {
        if (run.exitCode == 0 || run.exitCode == 8 || (plan.how == FaultPlan::How::Kill && run.exitCode == 137))
            return {};
        return "neither done nor refused with exit code 8";
    }

    std::string whatIsWrongAfterLabelling(const FaultedRun &run, const FaultPlan &plan) const {
        if (const std::string wrong = expectedCode(run, plan); !wrong.empty())
            return wrong;
        int acknowledged = 0;
        for (int count = 1; count <= 3; ++count)
            for (const char *words : {" label stored", " labels stored", " label is stored", " labels are stored"})
                if ((run.out + run.err).find(std::to_string(count) + words) != std::string::npos)
                    acknowledged = count;
        if (run.exitCode == 0 && acknowledged != 3)
            return "exit code 0 without the three labels";
        try {
            const auto project = Project::open(m_project);
            const int stored = storedLabels(*project);
            if (stored < acknowledged || (run.exitCode == 8 && stored > acknowledged + 1))
                return std::to_string(acknowledged) + " labels were said to be stored, " + std::to_string(stored) +
                       " are";
            if (const std::vector<std::string> findings = project->check(); !findings.empty())
                return findings.front();
            LabelEvent event;
            event.tweet = *TweetRepository(*project).find(TweetId("4"));
            event.coder = "anna";
            event.code = LabelRepository(*project).gold().front().code;
            LabelRepository(*project).append(event);  // trying again works
            project->close();
        } catch (const Error &error) {
            return "afterwards: " + error.detail();
        }
        return strayFile({});
    }

    std::string whatIsWrongAfterExporting(const FaultedRun &run, const FaultPlan &plan) const {
        if (const std::string wrong = expectedCode(run, plan); !wrong.empty())
            return wrong;
        const std::string out = readFile(m_out);
        if (out != m_exported && (run.exitCode == 0 || out != "an earlier export"))
            return "the export is neither the earlier one nor whole";
        if (readFile(m_project) != m_bytes)
            return "the project was changed";
        return strayFile(plan.how == FaultPlan::How::Kill ? ".part" : "");
    }

    // What a user sees of a project; equal texts, equal projects.
    static std::string summary(Project &project) {
        const LabelCounts counts = LabelRepository(project).counts();
        const Codebook codebook = CodebookRepository(project).load();
        std::string text = std::to_string(TweetRepository(project).keys().size()) + " tweets, " +
                           std::to_string(counts.labelled) + " labelled";
        for (const Category &category : codebook.categories()) {
            const auto tweets = counts.perCode.find(category.id.row);
            text += "; " + category.key + " " + category.value + " " + category.name +
                    (category.state == Category::State::Archived ? " archived" : "") +
                    (category.id == codebook.positive() ? " of interest" : "") + ": " +
                    std::to_string(tweets == counts.perCode.end() ? 0 : tweets->second);
        }
        return text;
    }

    std::string whatIsWrongAfterImporting(const FaultedRun &run, const FaultPlan &plan) const {
        if (const std::string wrong = expectedCode(run, plan); !wrong.empty())
            return wrong;
        try {
            if (!Project::isNew(m_project)) {
                const auto project = Project::open(m_project);
                const std::string found = summary(*project);
                if (found != m_whole && (run.exitCode == 0 || found != "0 tweets, 0 labelled"))
                    return "neither all nor nothing: " + found;
                if (const std::vector<std::string> findings = project->check(); !findings.empty())
                    return findings.front();
                project->close();
            } else if (run.exitCode == 0) {
                return "exit code 0 without a project";
            }
            const FaultedRun again = this->run(importCommand());
            if (again.exitCode != 0)
                return "the same import is refused afterwards: " + again.out + again.err;
            const auto project = Project::open(m_project, OpenMode::ReadOnly);
            if (summary(*project) != m_whole)
                return "after the same import once more: " + summary(*project);
        } catch (const Error &error) {
            return "afterwards: " + error.detail();
        }
        return strayFile({});
    }

    static void addPlans() {
        QTest::addColumn<FaultPlan>("plan");
        FaultPlan error, full, kill;
        full.error = ENOSPC;
        kill.how = FaultPlan::How::Kill;
        QTest::newRow("the disk fails once") << error;
        if (countAt(0, 1, 1) > 0)
            QTest::newRow("the disk is full once") << full;
        QTest::newRow("killed") << kill;
    }

    void runAll(const std::string &name, FaultSeries series) const {
        series.plan.under = m_under;
        series.command.insert(series.command.begin(), cli());
        const FaultCounts counts = runSeries(series);
        QVERIFY2(counts.problem.empty(), counts.problem.c_str());
        qInfo("%s", countsSentence(name + ", " + QTest::currentDataTag(), counts).c_str());
        QVERIFY(counts.runs > 4);  // all of them: the series ends where none fails any more
    }

private Q_SLOTS:
    void initTestCase() {
        empty();
        saveFile(m_folder.filePath("tweets.csv").toStdString(), kCsv);
        const FaultedRun made = run(importCommand());
        QVERIFY2(made.exitCode == 0 && made.operations > 20, (made.out + made.err).c_str());
        m_bytes = readFile(m_project);
        m_whole = summary(*Project::open(m_project, OpenMode::ReadOnly));
        const FaultedRun exported = run(exportCommand());
        QVERIFY2(exported.exitCode == 0, exported.err.c_str());
        m_exported = readFile(m_out);
        QVERIFY(m_exported.find("the last one") != std::string::npos);
    }

    void everyOperationOfLabellingMayFail_data() { addPlans(); }
    void everyOperationOfLabellingMayFail() {
        QFETCH(FaultPlan, plan);
        FaultSeries series;
        series.plan = plan;
        series.command = labelCommand();
        series.input = kLabels;
        series.begin = [this] { restore(); };
        series.check = [this, plan](const FaultedRun &run) { return whatIsWrongAfterLabelling(run, plan); };
        runAll("label", series);
    }

    void everyOperationOfImportingMayFail_data() { addPlans(); }
    void everyOperationOfImportingMayFail() {
        QFETCH(FaultPlan, plan);
        FaultSeries series;
        series.plan = plan;
        series.command = importCommand();
        series.begin = [this] { empty(); };
        series.check = [this, plan](const FaultedRun &run) { return whatIsWrongAfterImporting(run, plan); };
        runAll("import", series);
    }

    void everyOperationOfExportingMayFail_data() { addPlans(); }
    void everyOperationOfExportingMayFail() {
        QFETCH(FaultPlan, plan);
        FaultSeries series;
        series.plan = plan;
        series.command = exportCommand();
        series.begin = [this] { restore(); };
        series.check = [this, plan](const FaultedRun &run) { return whatIsWrongAfterExporting(run, plan); };
        runAll("export", series);
    }

    // A page that cannot be read is the disk's fault and says so; the project is not called damaged.
    void everyReadOfAProjectMayFail() {
        restore();
        FaultSeries series;
        series.plan.how = FaultPlan::How::Lasting;
        series.plan.kinds = "read";
        series.command = {"info", m_project};
        series.begin = [] {};
        series.check = [](const FaultedRun &run) -> std::string {
            if (!run.hasFailed)
                return run.exitCode == 0 ? "" : "refused without a fault";
            if (run.exitCode != 8)
                return "not refused with exit code 8";
            return run.err.find("Input/output error") == std::string::npos ? "the device's words are missing" : "";
        };
        series.plan.under = m_under;
        series.command.insert(series.command.begin(), cli());
        const FaultCounts counts = runSeries(series);
        QVERIFY2(counts.problem.empty(), counts.problem.c_str());
        qInfo("%s", countsSentence("info, the disk gives nothing from then on", counts).c_str());
        QVERIFY(counts.refusals > 10);
    }
};

QTEST_APPLESS_MAIN(ProjectFaultsTest)
#include "project_faults_test.moc"
