// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// What people really hand to the program: each gets its own sentence, a next step and the exit code scripts rely on.
class BadInputTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void refusesWithCodeAndNextStep_data() {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        const QByteArray good = "tweet_id,text,label\n1,one two,a\n2,three four,a\n3,five six,b\n4,seven "
                                "eight,b\n5,nine ten,a\n6,eleven twelve,b\n";
        QTest::newRow("missing column") << good << QStringList{QStringLiteral("--label"), QStringLiteral("stance")}
                                        << QStringLiteral("MissingColumn") << 3;
        QTest::newRow("empty file") << QByteArray() << QStringList() << QStringLiteral("EmptyFile") << 3;
        QTest::newRow("header only") << QByteArray("tweet_id,text,label\n") << QStringList()
                                     << QStringLiteral("EmptyFile") << 3;
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0",
                                              20)
                                << QStringList() << QStringLiteral("NotText") << 3;
        QTest::newRow("workbook") << QByteArray("PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml xl/workbook.xml", 46)
                                  << QStringList() << QStringLiteral("UnsupportedFormat") << 3;
        QTest::newRow("one category") << QByteArray("tweet_id,text,label\n1,one,a\n2,two,a\n3,three,a\n")
                                      << QStringList() << QStringLiteral("OneCategory") << 3;
        QTest::newRow("one tweet of a category")
            << QByteArray("tweet_id,text,label\n1,one,a\n2,two,a\n3,three,a\n4,four,b\n") << QStringList()
            << QStringLiteral("TooFewLabels") << 3;
        QTest::newRow("unknown preset") << good << QStringList{QStringLiteral("--preset"), QStringLiteral("standart")}
                                        << QStringLiteral("Usage") << 2;
        QTest::newRow("unknown setting") << good
                                         << QStringList{QStringLiteral("--set"), QStringLiteral("learningrate=1")}
                                         << QStringLiteral("Usage") << 2;
        QTest::newRow("model is nowhere")
            << good << QStringList{QStringLiteral("--model"), QStringLiteral("nobody/nothing")}
            << QStringLiteral("MissingModel") << 4;
        QTest::newRow("no such positive") << good << QStringList{QStringLiteral("--positive"), QStringLiteral("c")}
                                          << QStringLiteral("UnknownLabel") << 3;
        QTest::newRow("bad split") << good << QStringList{QStringLiteral("--split"), QStringLiteral("half")}
                                   << QStringLiteral("Usage") << 2;
    }
    void refusesWithCodeAndNextStep() {
        QFETCH(QByteArray, csv);
        QFETCH(QStringList, more);
        QFETCH(QString, code);
        QFETCH(int, exitCode);
        write(path(QStringLiteral("in.csv")), csv);
        QStringList arguments{QStringLiteral("tune"), path(QStringLiteral("in.csv")), QStringLiteral("--json"),
                              QStringLiteral("--dry-run")};
        if (!more.contains(QStringLiteral("--model")))
            arguments << QStringLiteral("--model") << tinyEncoder();
        const Finished finished = runProgram(arguments + more);
        const nlohmann::json json = finished.json();
        QVERIFY2(json.is_object() && json.contains("error"), finished.out + finished.err);
        QCOMPARE(QString::fromStdString(json["error"]["code"]), code);
        QCOMPARE(finished.exitCode, exitCode);
        QVERIFY(!std::string(json["error"]["message"]).empty());
        QVERIFY(!std::string(json["error"]["hint"]).empty());
    }

    void warnsOfIdsThatASpreadsheetDamaged() {
        write(path(QStringLiteral("ids.csv")),
              "tweet_id,text,label\n1.26856E+18,one two,a\n1.26856E+18,three,b\n1.3E+18,four,b\n");
        const Finished finished = runProgram({QStringLiteral("import"), path(QStringLiteral("ids.warbler")),
                                              path(QStringLiteral("ids.csv")), QStringLiteral("--json")});
        const nlohmann::json json = finished.json();
        bool isWarned = false;
        for (const nlohmann::json &alarm : json["alarms"])
            isWarned = isWarned || alarm["kind"] == "scientific";
        QVERIFY2(isWarned, finished.out.constData());
    }

    void anUnknownOptionNamesTheNearest() {
        const Finished finished = runProgram(
            {QStringLiteral("predict"), QStringLiteral("x.csv"), QStringLiteral("--adaptor"), QStringLiteral("y")});
        QCOMPARE(finished.exitCode, 2);
        QVERIFY2(finished.err.contains("--adapter"), finished.err.constData());
        const Finished command = runProgram({QStringLiteral("tun")});
        QCOMPARE(command.exitCode, 2);
        QVERIFY2(command.err.contains("tune"), command.err.constData());
    }

    void anAdapterWithoutItsModelOrOfAnotherShapeIsRefused() {
        const QString folder = path(QStringLiteral("foreign"));
        QVERIFY(QDir().mkpath(folder));
        const Finished nothing =
            runProgram({QStringLiteral("predict"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                        QStringLiteral("--adapter"), folder, QStringLiteral("-o"), path(QStringLiteral("out.csv")),
                        QStringLiteral("--json")});
        QCOMPARE(nothing.exitCode, 4);
        QVERIFY(!QFile::exists(path(QStringLiteral("out.csv"))));
    }

    void aRunWhoseLossIsNoNumberFailsAndSaysWhatToDo() {
        qputenv("WARBLER_FAULT", "nan@step:4+");
        const Finished finished = runProgram(
            QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                        QStringLiteral("--adapter-out"), path(QStringLiteral("nan_adapter")),
                        QStringLiteral("--checkpoint-dir"), path(QStringLiteral("nan")), QStringLiteral("--json")} +
            quickSettings());
        qunsetenv("WARBLER_FAULT");
        QCOMPARE(finished.exitCode, 5);
        const nlohmann::json json = finished.json();
        QCOMPARE(json["state"].get<std::string>(), std::string("failed"));
        QVERIFY2(json["reason"].get<std::string>().find("learning_rate") != std::string::npos,
                 finished.out.constData());
    }

    void helpAndVersionLoadNoTorch() {
        const Finished help = runProgram({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char *name : {"import", "info", "label", "tune", "evaluate", "predict", "export", "tokenize",
                                 "score", "metrics", "models", "doctor"})
            QVERIFY2(help.out.contains(name), name);
        QCOMPARE(runProgram({QStringLiteral("--version")}).exitCode, 0);
    }
};

QTEST_APPLESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
