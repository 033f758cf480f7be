// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// Ctrl+C or a kill in the middle: the same command goes on and ends with the adapter of the uninterrupted run.
class ResumeTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList command(const QString &name) const {
        return QStringList{QStringLiteral("tune"),
                           source(QStringLiteral("tests/data/tweets/oneword.csv")),
                           QStringLiteral("--adapter-out"),
                           path(name),
                           QStringLiteral("--checkpoint-dir"),
                           path(name + QStringLiteral("_checkpoints"))} +
               quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=30")};
    }
    // Starts the run, sends the signal behind the line of an epoch, gives the exit code (-signal if it died of one).
    int interrupt(const QStringList &arguments, const QByteArray &line, int signal) {
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        process.start(program(), arguments);
        QByteArray err;
        while (!err.contains(line) && process.waitForReadyRead(120000))
            err += process.readAllStandardError();
        if (!err.contains(line))
            return -1000;
        ::kill(static_cast<pid_t>(process.processId()), signal);
        process.waitForFinished(60000);
        return process.exitStatus() == QProcess::CrashExit ? -signal : process.exitCode();
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished whole = runProgram(command(QStringLiteral("whole")));
        QVERIFY2(whole.exitCode == 0, whole.err.constData());
    }

    void afterCtrlC() {
        QCOMPARE(interrupt(command(QStringLiteral("stopped")), "epoch 3:", SIGINT), 75);
        QVERIFY(contentOf(path(QStringLiteral("stopped/adapter_model.safetensors"))).isEmpty());
        const Finished again = runProgram(command(QStringLiteral("stopped")));
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY2(again.err.contains("checkpoint"), again.err.constData());
        QVERIFY(!again.err.contains("epoch 1:"));
        QCOMPARE(contentOf(path(QStringLiteral("stopped/adapter_model.safetensors"))),
                 contentOf(path(QStringLiteral("whole/adapter_model.safetensors"))));
    }

    void afterAKill() {
        QCOMPARE(interrupt(command(QStringLiteral("killed")), "epoch 4:", SIGKILL), -SIGKILL);
        const Finished again = runProgram(command(QStringLiteral("killed")));
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY(!again.err.contains("epoch 1:"));
        QCOMPARE(contentOf(path(QStringLiteral("killed/adapter_model.safetensors"))),
                 contentOf(path(QStringLiteral("whole/adapter_model.safetensors"))));
    }
};

QTEST_APPLESS_MAIN(ResumeTest)
#include "resume_test.moc"
