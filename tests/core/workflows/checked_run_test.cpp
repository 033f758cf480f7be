// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/checked_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace warbler;

class CheckedRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void theNewestOfItsKindOrTheOneThatIsNamed() {
        const std::shared_ptr<Project> project =
            Project::create(m_folder.filePath(QStringLiteral("study.warbler")).toStdString());
        RunRepository runs(*project);
        Run search;
        search.kind = RunKind::Search;
        search.state = RunState::Finished;
        search.configJson = search.recordJson = "{}";
        search.name = "Search 1";
        const RunId first = runs.create(search, {});
        search.name = "Search 2";
        const RunId second = runs.create(search, {});
        Run tuned = search;
        tuned.kind = RunKind::Tuned;
        tuned.name = "Run 1";
        const RunId other = runs.create(tuned, {});
        QCOMPARE(checkedRun(*project, RunKind::Search, {}).run.id.row, second.row);
        QCOMPARE(checkedRun(*project, RunKind::Search, first).run.name, std::string("Search 1"));
        QCOMPARE(checkedRun(*project, RunKind::Search, other).run.id.row, std::int64_t(0));
        QCOMPARE(checkedRun(*project, RunKind::Folds, {}).run.id.row, std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(CheckedRunTest)
#include "checked_run_test.moc"
