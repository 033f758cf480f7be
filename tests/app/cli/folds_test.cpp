// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <cmath>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// tune --folds: every tweet is tested once by a model that did not learn from it, and a stopped call goes on.
class FoldsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    nlohmann::json m_whole;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList command(const QString &name) const {
        return QStringList{QStringLiteral("tune"),
                           source(QStringLiteral("tests/data/tweets/oneword.csv")),
                           QStringLiteral("--folds"),
                           QStringLiteral("5"),
                           QStringLiteral("-o"),
                           path(name + QStringLiteral(".csv")),
                           QStringLiteral("--checkpoint-dir"),
                           path(name),
                           QStringLiteral("--json")} +
               quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=4")};
    }
    // What two calls share: all but the seconds.
    static nlohmann::json timeless(nlohmann::json json) {
        for (nlohmann::json &fold : json["folds"])
            fold.erase("seconds");
        return json;
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished whole = runProgram(command(QStringLiteral("whole")));
        QVERIFY2(whole.exitCode == 0, whole.err.constData());
        m_whole = whole.json();
    }

    void meanSdAndSeAreThoseOfTheFolds() {
        QCOMPARE(m_whole["folds"].size(), std::size_t(5));
        for (const char *figure : {"accuracy", "macro_f1", "f1", "auc"}) {
            double sum = 0, squares = 0;
            for (const nlohmann::json &fold : m_whole["folds"])
                sum += fold["metrics"][figure].get<double>();
            const double mean = sum / 5;
            for (const nlohmann::json &fold : m_whole["folds"])
                squares += std::pow(fold["metrics"][figure].get<double>() - mean, 2);
            const double sd = std::sqrt(squares / 4);
            QVERIFY(std::abs(m_whole["mean"][figure].get<double>() - mean) < 1e-12);
            QVERIFY(std::abs(m_whole["sd"][figure].get<double>() - sd) < 1e-12);
            QVERIFY(std::abs(m_whole["se"][figure].get<double>() - sd / std::sqrt(5.0)) < 1e-12);
        }
        QVERIFY(m_whole["mean"]["macro_f1"] > 0.8);
        QVERIFY(m_whole["baselines"]["majority"]["mean"]["macro_f1"] < 0.4);
        QVERIFY(m_whole["baselines"]["tfidf_balanced"]["se"]["macro_f1"].is_number());
        QVERIFY(m_whole["out_of_fold"]["metrics"]["macro_f1"] > 0.8);
    }

    void everyTweetIsTestedOnce() {
        const QVector<QStringList> in = records(contentOf(source(QStringLiteral("tests/data/tweets/oneword.csv"))));
        const QVector<QStringList> out = records(contentOf(path(QStringLiteral("whole.csv"))));
        QCOMPARE(out.size(), in.size());
        QCOMPARE(out[0].mid(0, 6),
                 (QStringList{QStringLiteral("id"), QStringLiteral("text"), QStringLiteral("label"),
                              QStringLiteral("repeat"), QStringLiteral("fold"), QStringLiteral("w_pred")}));
        QMap<QString, int> counts;
        int right = 0;
        for (int i = 1; i < in.size(); ++i) {
            QCOMPARE(out[i].mid(0, 3), in[i]);
            ++counts[out[i][4] + out[i][2]];
            right += out[i][5] == out[i][2] ? 1 : 0;
        }
        QCOMPARE(counts.size(), 10);
        for (const int count : counts)
            QCOMPARE(count, 20);
        QVERIFY(std::abs(m_whole["out_of_fold"]["metrics"]["accuracy"].get<double>() - right / 200.0) < 1e-12);
        for (const nlohmann::json &fold : m_whole["folds"]) {
            QCOMPARE(int(fold["test"]), 40);
            QCOMPARE(int(fold["train"]) + int(fold["validation"]), 160);
            QCOMPARE(int(fold["validation"]), 24);
        }
    }

    void aStoppedCallGoesOn() {
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        process.start(program(), command(QStringLiteral("stopped")));
        QByteArray err;
        while (!err.contains("Fold 3 of 5") && process.waitForReadyRead(120000))
            err += process.readAllStandardError();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 75);
        QVERIFY(contentOf(path(QStringLiteral("stopped.csv"))).isEmpty());
        const Finished again = runProgram(command(QStringLiteral("stopped")));
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY(!again.err.contains("Fold 1 of 5") && !again.err.contains("Fold 2 of 5"));
        QCOMPARE(timeless(again.json()).dump(), timeless(m_whole).dump());
        QCOMPARE(contentOf(path(QStringLiteral("stopped.csv"))), contentOf(path(QStringLiteral("whole.csv"))));
    }

    // The same folds as of the file; finished ones stand in the project, so that a later call has nothing to read but
    // labels.
    void aProjectKeepsTheCheck() {
        const QString project = path(QStringLiteral("folds.warbler"));
        QCOMPARE(
            runProgram({QStringLiteral("import"), project, source(QStringLiteral("tests/data/tweets/oneword.csv"))})
                .exitCode,
            0);
        QStringList arguments = command(QStringLiteral("project"));
        arguments[1] = project;
        const Finished made = runProgram(arguments);
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const nlohmann::json json = made.json();
        QCOMPARE(json["folds"].size(), std::size_t(5));
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(json["folds"][i]["metrics"]["macro_f1"] == m_whole["folds"][i]["metrics"]["macro_f1"]);
            QVERIFY(json["folds"][i]["test"] == m_whole["folds"][i]["test"]);
        }
        QVERIFY(json["mean"]["macro_f1"] == m_whole["mean"]["macro_f1"]);
        QCOMPARE(records(contentOf(path(QStringLiteral("project.csv")))).size(), qsizetype(201));
    }

    void moreFoldsThanTweetsAreRefused() {
        const Finished refused =
            runProgram(QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                                   QStringLiteral("--folds"), QStringLiteral("500")} +
                       quickSettings());
        QVERIFY(refused.exitCode == 2 || refused.exitCode == 3);
        QVERIFY2(refused.err.contains("500"), refused.err.constData());
        QCOMPARE(runProgram({QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                             QStringLiteral("--repeats"), QStringLiteral("2")})
                     .exitCode,
                 2);
    }
};

QTEST_APPLESS_MAIN(FoldsTest)
#include "folds_test.moc"
