// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"
#include "tests/support/fault_run.h"

using namespace warbler::test;

// What training is for can be written: that is tried before it starts, and until it is written its checkpoint stays.
class TriedOutputsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QString data() const { return source(QStringLiteral("tests/data/tweets/oneword.csv")); }
    QStringList tune(const QString &target, const QStringList &more) const {
        return QStringList{QStringLiteral("tune"), target} + quickSettings() + more;
    }
    static std::vector<std::string> commandOf(const QStringList &arguments) {
        std::vector<std::string> command{program().toStdString()};
        for (const QString &argument : arguments)
            command.push_back(argument.toStdString());
        return command;
    }

private Q_SLOTS:
    void initTestCase() {
        write(at(QStringLiteral("file")), "text");
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("folder")));
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("model")));
        write(at(QStringLiteral("model/config.json")), "{}");
        const Finished made = runProgram({QStringLiteral("import"), at(QStringLiteral("p.warbler")), data()});
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }

    // @ is the folder.
    void refusesBeforeTraining_data() {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("words");
        QTest::newRow("a file") << "--adapter-out @file"
                                << "is a file";
        QTest::newRow("below a file") << "--adapter-out @file/mine"
                                      << "file";
        QTest::newRow("a device") << "--adapter-out /dev/full"
                                  << "is a file";
        QTest::newRow("another program's model") << "--adapter-out @model"
                                                 << "holds a model";
        QTest::newRow("a name too long") << "--adapter-out @" + QString(300, QLatin1Char('n')) << "300";
        QTest::newRow("checkpoints in a file") << "--checkpoint-dir @file"
                                               << "file";
        QTest::newRow("a table in no folder") << "--folds 2 -o @none/out.csv"
                                              << "none";
        QTest::newRow("a table over a folder") << "--folds 2 -o @folder"
                                               << "folder";
    }
    void refusesBeforeTraining() {
        QFETCH(QString, options);
        QFETCH(QString, words);
        QStringList more = options.split(QLatin1Char(' '));
        for (QString &word : more)
            if (word.startsWith(QLatin1Char('@')))
                word = at(word.mid(1));
        for (const QString &target : {data(), at(QStringLiteral("p.warbler"))}) {
            const Finished done = runProgram(tune(target, more));
            QVERIFY2(done.exitCode > 1 && done.exitCode < 10,
                     (QByteArray::number(done.exitCode) + done.err).constData());
            QVERIFY2(done.err.contains(words.toUtf8()), done.err.constData());
            QVERIFY2(!done.err.contains("epoch 1"), done.err.constData());
        }
        const nlohmann::json info =
            runProgram({QStringLiteral("info"), at(QStringLiteral("p.warbler")), QStringLiteral("--json")}).json();
        for (const nlohmann::json &run : info.at("runs"))
            QVERIFY2(run["name"].get<std::string>().rfind("Run ", 0) != 0, run.dump().c_str());
        QCOMPARE(contentOf(at(QStringLiteral("file"))), QByteArray("text"));
    }

    void keepsTheCheckpointUntilTheAdapterIsWritten_data() {
        QTest::addColumn<bool>("isProject");
        QTest::newRow("CSV") << false;
        QTest::newRow("project") << true;
    }
    void keepsTheCheckpointUntilTheAdapterIsWritten() {
        QFETCH(bool, isProject);
        const QString name = isProject ? QStringLiteral("project") : QStringLiteral("csv");
        QVERIFY(QDir(m_folder.path()).mkdir(name));
        const QStringList arguments = tune(
            isProject ? at(QStringLiteral("p.warbler")) : data(),
            {QStringLiteral("--adapter-out"), at(name + QStringLiteral("/mine")), QStringLiteral("--checkpoint-dir"),
             at(name + QStringLiteral("_checkpoints")), QStringLiteral("--set"), QStringLiteral("epochs=4")});
        FaultPlan plan;
        plan.under = at(name).toStdString() + "/";
        plan.kinds = "write";
        plan.at = 2;  // the first is the trial before training
        plan.how = FaultPlan::How::Lasting;
        plan.error = ENOSPC;
        const FaultedRun full = runWithFault(commandOf(arguments), {}, plan);
        QVERIFY2(full.exitCode == 8 && full.err.find("epoch 4") != std::string::npos, full.err.c_str());
        QVERIFY(QDir(at(name)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
        const Finished again = runProgram(arguments);
        QVERIFY2(again.exitCode == 0 && again.err.contains("Going on from the checkpoint") &&
                     !again.err.contains("epoch 3:"),
                 again.err.constData());
        QVERIFY(!contentOf(at(name + QStringLiteral("/mine/adapter_model.safetensors"))).isEmpty());
        QVERIFY(QDir(at(name + QStringLiteral("_checkpoints"))).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TriedOutputsTest)
#include "tried_outputs_test.moc"
