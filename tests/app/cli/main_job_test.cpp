// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// The whole job in the shell: tune, evaluate, predict, and the same from a project.
class MainJobTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

    // What scripts read of a finished run on the 200 one-word tweets.
    void checkReport(const nlohmann::json &json) {
        for (const char *key :
             {"run", "state", "reason", "model", "method", "positive", "trainable_parameters", "steps", "epochs",
              "best_epoch", "test", "baselines", "split", "adapter", "examples_per_second", "peak_memory_bytes"})
            QVERIFY2(json.contains(key), key);
        for (const char *key :
             {"epoch", "side", "train_loss", "validation_loss", "accuracy", "f1", "macro_f1", "seconds"})
            QVERIFY2(json["epochs"][0].contains(key), key);
        QCOMPARE(int(json["split"]["train"]) + int(json["split"]["validation"]) + int(json["split"]["test"]), 200);
        QVERIFY(json["test"]["metrics"]["macro_f1"] >= 0.95);
        for (const char *baseline : {"majority", "tfidf", "tfidf_balanced"})
            QVERIFY(json["baselines"][baseline]["metrics"]["macro_f1"].is_number());
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished tuned = runProgram(
            QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                        QStringLiteral("--adapter-out"), path(QStringLiteral("mine")), QStringLiteral("--json")} +
            quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const nlohmann::json json = tuned.json();
        QVERIFY(json["schema_version"] == 1);
        QVERIFY(json["command"] == "tune");
        QVERIFY(json["state"] == "finished");
        QVERIFY(json["positive"] == "yes");
        checkReport(json);
        QVERIFY(json["baselines"]["majority"]["metrics"]["macro_f1"] < 0.6);
    }

    // A project keeps the run, and its adapter can be had as a folder too: same keys and figures as from the CSV.
    void aProjectSaysTheSameAndGivesItsAdapter() {
        const QString project = path(QStringLiteral("kept.warbler")), folder = path(QStringLiteral("kept"));
        QCOMPARE(
            runProgram({QStringLiteral("import"), project, source(QStringLiteral("tests/data/tweets/oneword.csv"))})
                .exitCode,
            0);
        const QStringList tune =
            QStringList{QStringLiteral("tune"), project, QStringLiteral("--adapter-out"), folder} + quickSettings();
        const Finished tuned = runProgram(tune + QStringList{QStringLiteral("--json")});
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const nlohmann::json json = tuned.json();
        checkReport(json);
        QVERIFY(json["adapter"] == folder.toStdString());
        QCOMPARE(json["run"].get<int>(), 1);
        const QString fromRun = path(QStringLiteral("from_run.csv")),
                      fromFolder = path(QStringLiteral("from_folder.csv"));
        QCOMPARE(runProgram({QStringLiteral("predict"), project, QStringLiteral("--run"), QStringLiteral("1"),
                             QStringLiteral("-o"), fromRun})
                     .exitCode,
                 0);
        QCOMPARE(runProgram({QStringLiteral("predict"), project, QStringLiteral("--adapter"), folder,
                             QStringLiteral("-o"), fromFolder})
                     .exitCode,
                 0);
        const QVector<QStringList> one = records(contentOf(fromRun)), other = records(contentOf(fromFolder));
        QCOMPARE(one.size(), 201);
        QCOMPARE(other.size(), one.size());
        for (int i = 1; i < one.size(); ++i)
            QCOMPARE(other[i].mid(0, 5), one[i].mid(0, 5));
        const Finished told = runProgram(tune);
        QVERIFY2(told.exitCode == 0, told.err.constData());
        QVERIFY2(told.out.contains("Run 2") && told.out.contains("macro-F1") && told.out.contains("word model"),
                 told.out.constData());
    }

    void theAdapterFolderHasPeftsTwoFilesAndOurs() {
        for (const char *name : {"mine/adapter_config.json", "mine/adapter_model.safetensors", "mine/warbler.json"})
            QVERIFY2(!contentOf(path(QString::fromLatin1(name))).isEmpty(), name);
        QCOMPARE(
            runProgram({QStringLiteral("models"), QStringLiteral("verify"), path(QStringLiteral("mine"))}).exitCode, 0);
    }

    void everyRowIsClassifiedOnceInInputOrder() {
        const QString csv = source(QStringLiteral("tests/data/tweets/oneword.csv"));
        const Finished predicted =
            runProgram({QStringLiteral("predict"), csv, QStringLiteral("--adapter"), path(QStringLiteral("mine")),
                        QStringLiteral("-o"), path(QStringLiteral("classified.csv")), QStringLiteral("--json")});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        QVERIFY(predicted.json()["rows"] == 200);
        const QVector<QStringList> in = records(contentOf(csv)),
                                   out = records(contentOf(path(QStringLiteral("classified.csv"))));
        QCOMPARE(out.size(), in.size());
        QCOMPARE(out[0].mid(0, 3), in[0]);
        QCOMPARE(out[0].mid(3),
                 (QStringList{QStringLiteral("w_pred"), QStringLiteral("w_pred_id"), QStringLiteral("w_p_no"),
                              QStringLiteral("w_p_yes"), QStringLiteral("w_threshold"), QStringLiteral("w_run")}));
        int right = 0;
        for (int i = 1; i < in.size(); ++i) {
            QCOMPARE(out[i].mid(0, 3), in[i]);
            QVERIFY(std::abs(out[i][5].toDouble() + out[i][6].toDouble() - 1) < 1e-6);
            right += out[i][3] == in[i][2] ? 1 : 0;
        }
        QVERIFY2(right >= 190, qPrintable(QString::number(right)));
    }

    void aProjectGivesTheSameFileByteForByte() {
        const QString csv = source(QStringLiteral("tests/data/tweets/oneword.csv")),
                      project = path(QStringLiteral("study.warbler"));
        QCOMPARE(runProgram({QStringLiteral("import"), project, csv}).exitCode, 0);
        const Finished predicted =
            runProgram({QStringLiteral("predict"), project, QStringLiteral("--adapter"), path(QStringLiteral("mine")),
                        QStringLiteral("-o"), path(QStringLiteral("from_project.csv"))});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        QVERIFY(!contentOf(path(QStringLiteral("classified.csv"))).isEmpty());
        QCOMPARE(contentOf(path(QStringLiteral("from_project.csv"))),
                 contentOf(path(QStringLiteral("classified.csv"))));
    }

    // Test tweets that fill a chunk were judged when the run was evaluated, in other company: they are judged again.
    void aChunkOfTestTweetsIsClassifiedWithTheRest() {
        const QVector<QStringList> in = records(contentOf(source(QStringLiteral("tests/data/tweets/oneword.csv"))));
        QByteArray csv = "id,text,label,side\n";
        for (int i = 0; i < 300; ++i) {
            const QStringList &row = in[1 + i % 200];
            QString text = row[1];
            csv += QStringLiteral("%1,\"%2 %1\",%3,%4\n")
                       .arg(i)
                       .arg(text.replace(u'"', QStringLiteral("\"\"")), row[2],
                            i < 256 ? QStringLiteral("train") : QStringLiteral("test"))
                       .toUtf8();
        }
        write(path(QStringLiteral("sides.csv")), csv);
        const QString project = path(QStringLiteral("sides.warbler"));
        QCOMPARE(runProgram({QStringLiteral("import"), project, path(QStringLiteral("sides.csv"))}).exitCode, 0);
        const Finished tuned = runProgram(
            QStringList{QStringLiteral("tune"), project, QStringLiteral("--split"), QStringLiteral("column:side")} +
            quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const QStringList predict{QStringLiteral("predict"),
                                  project,
                                  QStringLiteral("--run"),
                                  QStringLiteral("1"),
                                  QStringLiteral("--json"),
                                  QStringLiteral("-o"),
                                  path(QStringLiteral("sides_out.csv"))};
        const nlohmann::json first = runProgram(predict).json(), again = runProgram(predict).json();
        QCOMPARE(int(first["classified"]), 300);
        QVERIFY(first["sha256"] == again["sha256"]);
        QVERIFY(again["classified"] == 0);
    }

    // The report: the demo printed .824 for its run and then .707 for the same adapter on "test".
    void evaluateSaysWhatTheRunSaid() {
        const QString project = path(QStringLiteral("sides_said.warbler")), adapter = path(QStringLiteral("said"));
        QCOMPARE(
            runProgram({QStringLiteral("import"), project, source(QStringLiteral("tests/data/tweets/oneword.csv"))})
                .exitCode,
            0);
        const Finished tuned = runProgram(QStringList{QStringLiteral("tune"), project, QStringLiteral("--adapter-out"),
                                                      adapter, QStringLiteral("--json")} +
                                          quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const nlohmann::json test = tuned.json()["test"], validation = tuned.json()["validation"];
        for (const auto &[side, said] : {std::pair("test", test), std::pair("validation", validation)}) {
            for (const QStringList &model : {QStringList{QStringLiteral("--adapter"), adapter},
                                             QStringList{QStringLiteral("--run"), QStringLiteral("1")}}) {
                const Finished judged =
                    runProgram(QStringList{QStringLiteral("evaluate"), project, QStringLiteral("--side"),
                                           QString::fromLatin1(side), QStringLiteral("--json")} +
                               model);
                QVERIFY2(judged.exitCode == 0, judged.err.constData());
                QVERIFY(judged.json()["side"] == side && judged.json()["rows"] == said["rows"]);
                QVERIFY2(judged.json()["confusion"] == said["confusion"], judged.out.constData());
            }
        }
        const QStringList unseen{QStringLiteral("evaluate"),  project,
                                 QStringLiteral("--adapter"), adapter,
                                 QStringLiteral("--side"),    QStringLiteral("unseen"),
                                 QStringLiteral("--json")};
        QVERIFY(runProgram(unseen).out.contains("none is unseen"));
        const QStringList all{QStringLiteral("evaluate"), project,
                              QStringLiteral("--run"),    QStringLiteral("1"),
                              QStringLiteral("--side"),   QStringLiteral("all"),
                              QStringLiteral("--json")};
        QVERIFY(runProgram(all).json()["rows"] == 200);
    }

    void evaluateLeavesTrainingRowsOut() {
        const QString csv = source(QStringLiteral("tests/data/tweets/oneword.csv"));
        const QStringList common{QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"),
                                 path(QStringLiteral("mine")), QStringLiteral("--json")};
        const nlohmann::json rest = runProgram(common).json(),
                             all = runProgram(common + QStringList{QStringLiteral("--side"), QStringLiteral("all")})
                                       .json();
        QCOMPARE(int(rest["rows"]) + int(rest["left_out"]), 200);
        QVERIFY(rest["left_out"] > 100);
        QVERIFY(all["rows"] == 200);
        QVERIFY(rest["metrics"]["macro_f1"] >= 0.9);
    }

    void rowsThatCannotBeClassifiedKeepTheirPlace() {
        write(path(QStringLiteral("gaps.csv")), "id,text\n1,a heron\n2,\n3,\"b\"\n");
        const Finished predicted = runProgram(
            {QStringLiteral("predict"), path(QStringLiteral("gaps.csv")), QStringLiteral("--adapter"),
             path(QStringLiteral("mine")), QStringLiteral("--id"), QStringLiteral("id"), QStringLiteral("--text"),
             QStringLiteral("text"), QStringLiteral("-o"), path(QStringLiteral("gaps_out.csv"))});
        QCOMPARE(predicted.exitCode, 7);
        QVERIFY2(predicted.err.contains("line 3"), predicted.err.constData());
        const QVector<QStringList> out = records(contentOf(path(QStringLiteral("gaps_out.csv"))));
        QCOMPARE(out.size(), 4);
        QCOMPARE(out[2].mid(0, 2), (QStringList{QStringLiteral("2"), QString()}));
        QCOMPARE(out[2][2], QString());
        QVERIFY(!out[3][2].isEmpty());
    }

    void shuffledLabelsTeachNothing() {
        const Finished tuned = runProgram(QStringList{QStringLiteral("tune"),
                                                      source(QStringLiteral("tests/data/tweets/oneword_shuffled.csv")),
                                                      QStringLiteral("--json")} +
                                          quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const double macroF1 = tuned.json()["test"]["metrics"]["macro_f1"];
        QVERIFY2(macroF1 <= 0.65, qPrintable(QString::number(macroF1)));
        QVERIFY(!std::string(tuned.json()["verdict"]).empty());
    }
};

QTEST_APPLESS_MAIN(MainJobTest)
#include "main_job_test.moc"
