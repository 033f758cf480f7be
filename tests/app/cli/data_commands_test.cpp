// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// import, info, label, export, tokenize, score, metrics, models: what scripts read from them.
class DataCommandsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void importCountsEveryRow() {
        write(path(QStringLiteral("t.csv")),
              "tweet_id,text,label\ni1268563638165688320,\"one, \"\"two\"\"\nthree\",yes\ni1268563638165688321,four,\n"
              "i1268563638165688320,again,no\ni1268563638165688322,,no\ni1,too,many,fields\ni1268563638165688323,last,"
              "no\n");
        const Finished imported = runProgram({QStringLiteral("import"), path(QStringLiteral("t.warbler")),
                                              path(QStringLiteral("t.csv")), QStringLiteral("--json")});
        QCOMPARE(imported.exitCode, 7);
        const nlohmann::json json = imported.json();
        QVERIFY(json["read"] == 6);
        QVERIFY(json["imported"] == 3);
        QVERIFY(json["duplicate"] == 1);
        QVERIFY(json["empty"] == 1);
        QVERIFY(json["rejected"] == 1);
        QVERIFY(json["labelled"] == 2);
        QVERIFY(contentOf(QString::fromStdString(json["rejected_file"])).contains("i1,too,many"));
        const nlohmann::json info =
            runProgram({QStringLiteral("info"), path(QStringLiteral("t.warbler")), QStringLiteral("--json")}).json();
        QVERIFY(info["tweets"] == 3);
        QVERIFY(info["labelled"] == 2);
    }

    void labelsFromAScriptAreStoredAndExported() {
        const Finished stored =
            runProgram({QStringLiteral("label"), path(QStringLiteral("t.warbler")), QStringLiteral("-"),
                        QStringLiteral("--coder"), QStringLiteral("anna"), QStringLiteral("--json")},
                       "i1268563638165688321,yes\n");
        QVERIFY2(stored.exitCode == 0, stored.err.constData());
        QVERIFY(stored.json()["stored"] == 1);
        QCOMPARE(runProgram({QStringLiteral("export"), path(QStringLiteral("t.warbler")), QStringLiteral("-o"),
                             path(QStringLiteral("labels.csv"))})
                     .exitCode,
                 0);
        const QVector<QStringList> rows = records(contentOf(path(QStringLiteral("labels.csv"))));
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[1].mid(0, 4),
                 (QStringList{QStringLiteral("i1268563638165688320"), QStringLiteral("one, \"two\"\nthree"),
                              QStringLiteral("yes"), QStringLiteral("yes")}));
        QCOMPARE(rows[2][3], QStringLiteral("yes"));
        QCOMPARE(runProgram({QStringLiteral("label"), path(QStringLiteral("t.warbler")), QStringLiteral("--coder"),
                             QStringLiteral("anna"), QStringLiteral("--tweet"), QStringLiteral("999"),
                             QStringLiteral("--category"), QStringLiteral("yes")})
                     .exitCode,
                 3);
    }

    void metricsEqualThePublishedExample() {
        write(path(QStringLiteral("m.csv")), "y,p,s\n1,1,0.1\n1,1,0.4\n2,1,0.35\n2,2,0.8\n");
        const nlohmann::json json =
            runProgram({QStringLiteral("metrics"), path(QStringLiteral("m.csv")), QStringLiteral("--truth"),
                        QStringLiteral("y"), QStringLiteral("--predicted"), QStringLiteral("p"),
                        QStringLiteral("--score"), QStringLiteral("s"), QStringLiteral("--positive"),
                        QStringLiteral("2"), QStringLiteral("--json")})
                .json();
        QVERIFY(json["metrics"]["auc"] == 0.75);
        QVERIFY(json["metrics"]["accuracy"] == 0.75);
        QVERIFY(json["roc"]["thresholds"][0] == "inf");
        QCOMPARE(json["roc"]["fpr"].size(), std::size_t(5));
    }

    void tokenizeAndScoreReadLines() {
        const Finished tokens =
            runProgram({QStringLiteral("tokenize"), tinyEncoder(), QStringLiteral("-")}, "a heron\nthe crow\n");
        QVERIFY2(tokens.exitCode == 0, tokens.err.constData());
        QCOMPARE(tokens.out.count('\n'), 2);
        const nlohmann::json first = nlohmann::json::parse(tokens.out.split('\n')[0].toStdString());
        QVERIFY(first.is_array() && first.size() >= 3);
        const Finished scores =
            runProgram({QStringLiteral("score"), source(QStringLiteral("tests/data/models/tiny_bloom")),
                        QStringLiteral("-"), QStringLiteral("--labels"), QStringLiteral(" yes| no")},
                       "a heron\n");
        QVERIFY2(scores.exitCode == 0, scores.err.constData());
        const nlohmann::json line = nlohmann::json::parse(scores.out.toStdString());
        QCOMPARE(line["log_probs"].size(), std::size_t(2));
        QVERIFY(line["log_probs"][0] < 0);
        QVERIFY(line["top_id"].is_number_integer());
    }

    void modelsShowAndVerify() {
        const nlohmann::json shown =
            runProgram({QStringLiteral("models"), QStringLiteral("show"), tinyEncoder(), QStringLiteral("--json")})
                .json();
        QVERIFY(shown["parameters"] > 1000);
        QVERIFY(!shown["tokenizer"].is_null());
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), tinyEncoder()}).exitCode, 0);
        const QString broken = path(QStringLiteral("broken"));
        QVERIFY(QDir().mkpath(broken));
        write(broken + QStringLiteral("/config.json"), contentOf(tinyEncoder() + QStringLiteral("/config.json")));
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), broken}).exitCode, 9);
        write(broken + QStringLiteral("/model.safetensors"),
              contentOf(tinyEncoder() + QStringLiteral("/model.safetensors")).left(5000));
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), broken}).exitCode, 9);
    }

    void doctorFindsEverything() {
        const Finished checked = runProgram({QStringLiteral("doctor"), QStringLiteral("--json")});
        QVERIFY2(checked.exitCode == 0, checked.out.constData());
        QVERIFY(checked.json()["ok"] == true);
    }
};

QTEST_APPLESS_MAIN(DataCommandsTest)
#include "data_commands_test.moc"
