// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <sys/types.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/corpus/project.h"

using namespace warbler;

// The window's program and the signals that end it.
class WindowEndsTest : public QObject {
    Q_OBJECT

    // The program with an open project; its write-ahead file stands while it is open.
    static void start(QProcess &program, const QString &project) {
        Project::create(project.toStdString())->close();
        program.start(qEnvironmentVariable("WARBLER_TEST_BIN") + QStringLiteral("/warbler"), {project});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(project + QStringLiteral("-wal")), 20'000);
    }

private Q_SLOTS:
    void aSignalClosesAsQuit_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("HUP") << SIGHUP;
    }
    void aSignalClosesAsQuit() {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        const QString project = folder.filePath(QStringLiteral("study.warbler"));
        QProcess program;
        start(program, project);
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), signal), 0);
        QVERIFY(program.waitForFinished(20'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("study.warbler")});
    }
};

QTEST_GUILESS_MAIN(WindowEndsTest)
#include "window_ends_test.moc"
