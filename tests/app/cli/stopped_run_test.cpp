// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// A run in a project that is told to stop ends with 75, leaves one plain file, and the same command goes on with the
// same run.
class StoppedRunTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QStringList tune(const QString &name) const {
        return QStringList{QStringLiteral("tune"),
                           at(name + QStringLiteral(".warbler")),
                           QStringLiteral("--checkpoint-dir"),
                           at(name + QStringLiteral("_checkpoints")),
                           QStringLiteral("--adapter-out"),
                           at(name)} +
               quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=20")};
    }
    void make(const QString &name) {
        const Finished made = runProgram({QStringLiteral("import"), at(name + QStringLiteral(".warbler")),
                                          source(QStringLiteral("tests/data/tweets/oneword.csv"))});
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }
    // The exit code, or -signal if it died of one.
    int stop(const QStringList &arguments, const QByteArray &line, int signal) {
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
    bool isPlain(const QString &name) const {
        for (const char *suffix : {"-wal", "-shm", "-journal", ".warbler-lock"})
            if (QFile::exists(at(name + QStringLiteral(".warbler") + QLatin1String(suffix))))
                return false;
        return true;
    }
    nlohmann::json runsOf(const QString &name) const {
        nlohmann::json tuned = nlohmann::json::array();
        const nlohmann::json info =
            runProgram({QStringLiteral("info"), at(name + QStringLiteral(".warbler")), QStringLiteral("--json")})
                .json();
        for (const nlohmann::json &run : info.at("runs"))
            if (run["name"].get<std::string>().rfind("Run ", 0) == 0)
                tuned.push_back(run);
        return tuned;
    }

private Q_SLOTS:
    void initTestCase() {
        make(QStringLiteral("whole"));
        const Finished whole = runProgram(tune(QStringLiteral("whole")));
        QVERIFY2(whole.exitCode == 0, whole.err.constData());
    }

    void stopsASignalledRunAndGoesOn_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("USR1") << SIGUSR1;
    }
    void stopsASignalledRunAndGoesOn() {
        QFETCH(int, signal);
        const QString name = QString::number(signal);
        make(name);
        QCOMPARE(stop(tune(name), "epoch 3:", signal), 75);
        QVERIFY(isPlain(name));
        QVERIFY(!QFile::exists(at(name)));
        QCOMPARE(runsOf(name).size(), std::size_t(1));
        QCOMPARE(runsOf(name)[0]["state"].get<std::string>(), std::string("interrupted"));
        const Finished again = runProgram(tune(name));
        QVERIFY2(again.exitCode == 0 && !again.err.contains("epoch 1:"), again.err.constData());
        QVERIFY(isPlain(name));
        QCOMPARE(runsOf(name).size(), std::size_t(1));
        QCOMPARE(runsOf(name)[0]["state"].get<std::string>(), std::string("finished"));
        QCOMPARE(contentOf(at(name + QStringLiteral("/adapter_model.safetensors"))),
                 contentOf(at(QStringLiteral("whole/adapter_model.safetensors"))));
    }

    void stopsACheckInAProject() {
        make(QStringLiteral("folds"));
        QStringList arguments =
            tune(QStringLiteral("folds")) + QStringList{QStringLiteral("--folds"), QStringLiteral("2")};
        arguments.removeAt(arguments.indexOf(QStringLiteral("--adapter-out")) + 1);
        arguments.removeAll(QStringLiteral("--adapter-out"));
        QCOMPARE(stop(arguments, "epoch 3:", SIGTERM), 75);
        QVERIFY(isPlain(QStringLiteral("folds")));
    }

    void obeysTermWhileItWaitsForSomebodyToReadAPipe() {
        make(QStringLiteral("unread"));
        const QByteArray pipe = QFile::encodeName(at(QStringLiteral("fifo")));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        QProcess process;
        process.start(program(), {QStringLiteral("export"), at(QStringLiteral("unread.warbler")), QStringLiteral("-o"),
                                  QString::fromLocal8Bit(pipe)});
        QVERIFY(process.waitForStarted());
        // The thread that waits for signals is there: before it, TERM ends the program by itself.
        const QDir threads(QStringLiteral("/proc/%1/task").arg(process.processId()));
        QTRY_VERIFY_WITH_TIMEOUT(threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 1, 60000);
        process.terminate();
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 128 + SIGTERM);
        QVERIFY(isPlain(QStringLiteral("unread")));
    }

    // Nobody reads the pipe that the rows go into.
    void obeysTermWhileItsOutputIsAStuckPipe() {
        make(QStringLiteral("pipe"));
        QByteArray csv = "id,text\n";
        for (int i = 0; i < 4000; ++i)
            csv += QByteArray::number(i) + ",good yes " + QByteArray(60, 'x') + "\n";
        write(at(QStringLiteral("long.csv")), csv);
        const Finished made =
            runProgram({QStringLiteral("import"), at(QStringLiteral("long.warbler")), at(QStringLiteral("long.csv"))});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::dup2(ends[1], 1);
            ::close(ends[0]);
            const std::string binary = program().toStdString(),
                              project = at(QStringLiteral("long.warbler")).toStdString();
            ::execl(binary.c_str(), binary.c_str(), "export", project.c_str(), "-o", "-", static_cast<char *>(nullptr));
            ::_exit(127);
        }
        ::close(ends[1]);
        const auto held = [&] {
            int bytes = 0;
            return ::ioctl(ends[0], FIONREAD, &bytes) == 0 ? bytes : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(held() > 60000, 60000);
        ::kill(child, SIGTERM);
        int status = 0;
        bool hasEnded = false;
        const auto hasChildEnded = [&] { return hasEnded = hasEnded || ::waitpid(child, &status, WNOHANG) == child; };
        QTRY_VERIFY_WITH_TIMEOUT(hasChildEnded(), 60000);
        ::close(ends[0]);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 128 + SIGTERM);
    }
};

QTEST_GUILESS_MAIN(StoppedRunTest)
#include "stopped_run_test.moc"
