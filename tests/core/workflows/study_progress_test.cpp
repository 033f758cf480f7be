// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/study_progress.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/corpus/project.h"
#include "core/study/enough_labels.h"

using namespace warbler;

class StudyProgressTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static void addCategory(StudyProgress &progress, std::int64_t id, const char *value) {
        Category category;
        category.id = CodeId{id};
        category.value = value;
        progress.codebook.add(category);
        progress.counts.perCode[id] = kLabelsToTrain;
    }

private Q_SLOTS:
    void eachStepLeadsToTheNext() {
        StudyProgress progress;
        QVERIFY(nextStep(progress) == NextStep::Import);
        progress.counts.tweets = 400;
        QVERIFY(nextStep(progress) == NextStep::AddCategories);
        addCategory(progress, 1, "yes");
        addCategory(progress, 2, "no");
        progress.counts.perCode[2] = kLabelsToTrain - 1;
        QVERIFY(nextStep(progress) == NextStep::Label);
        progress.counts.perCode[2] = kLabelsToTrain;
        QVERIFY(nextStep(progress) == NextStep::Train);
        progress.lastRun.emplace();
        QVERIFY(nextStep(progress) == NextStep::Train);
        progress.lastRun->macroF1 = 0.7;
        QVERIFY(nextStep(progress) == NextStep::Classify);
        progress.predicted = 400;
        QVERIFY(nextStep(progress) == NextStep::SeeResults);
    }

    void anInterruptedRunHidesNoFigures() {
        const std::shared_ptr<Project> project =
            Project::create(m_folder.filePath(QStringLiteral("study.warbler")).toStdString());
        RunRepository runs(*project);
        Run run;
        run.name = "Run 1";
        run.state = RunState::Finished;
        run.configJson = "{}";
        run.recordJson = R"({"validation": {"metrics": {"macro_f1": 0.62}}})";
        runs.create(run, {});
        run.name = "Word model";
        run.kind = RunKind::WordModel;
        runs.create(run, {});
        run.name = "Run 2";
        run.kind = RunKind::Tuned;
        run.state = RunState::Running;
        run.recordJson = "{}";
        runs.create(run, {});
        const StudyProgress progress = studyProgress(*project);
        QCOMPARE(progress.runs, std::int64_t(2));
        QCOMPARE(progress.newestRun, std::string("Run 2"));
        QVERIFY(progress.newestState == RunState::Running);
        QCOMPARE(progress.lastRun->name, std::string("Run 1"));
        QCOMPARE(progress.lastRun->side, std::string("validation"));
        QCOMPARE(*progress.lastRun->macroF1, 0.62);
        QCOMPARE(progress.predicted, std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(StudyProgressTest)
#include "study_progress_test.moc"
