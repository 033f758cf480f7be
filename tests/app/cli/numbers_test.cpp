// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <algorithm>
#include <cmath>

#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// task=regression beyond a single run: folds, searches, and a column of numbers in a project.
class NumbersTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    nlohmann::json m_whole;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString csv() const { return path(QStringLiteral("numbers.csv")); }
    static QStringList settings() {
        QStringList all{QStringLiteral("--preset"), QStringLiteral("fast"), QStringLiteral("--model"), tinyEncoder(),
                        QStringLiteral("--label"),  QStringLiteral("mood")};
        for (const char *setting :
             {"task=regression", "select_by=rmse", "class_weights=none", "head_learning_rate=0.05", "epochs=8"})
            all += QStringList{QStringLiteral("--set"), QString::fromLatin1(setting)};
        return all;
    }
    QStringList folds(const QString &target, const QString &name) const {
        return QStringList{QStringLiteral("tune"),
                           target,
                           QStringLiteral("--folds"),
                           QStringLiteral("5"),
                           QStringLiteral("-o"),
                           path(name + QStringLiteral(".csv")),
                           QStringLiteral("--checkpoint-dir"),
                           path(name),
                           QStringLiteral("--json")} +
               settings();
    }
    QStringList search(const QString &target, const QString &name) const {
        return QStringList{QStringLiteral("tune"),
                           target,
                           QStringLiteral("--search"),
                           QStringLiteral("random"),
                           QStringLiteral("--trials"),
                           QStringLiteral("3"),
                           QStringLiteral("--space"),
                           path(QStringLiteral("space.json")),
                           QStringLiteral("--checkpoint-dir"),
                           path(name),
                           QStringLiteral("--json")} +
               settings();
    }
    QString importedProject(const QString &name) const {
        const QString project = path(name);
        return runProgram({QStringLiteral("import"), project, csv()}).exitCode == 0 ? project : QString();
    }
    static nlohmann::json timeless(nlohmann::json json) {
        for (nlohmann::json &fold : json["folds"])
            fold.erase("seconds");
        return json;
    }
    // RMSE of two columns of a CSV.
    static double rmseOf(const QVector<QStringList> &rows, int truth, int predicted) {
        double squares = 0;
        for (int i = 1; i < rows.size(); ++i)
            squares += std::pow(rows[i][truth].toDouble() - rows[i][predicted].toDouble(), 2);
        return std::sqrt(squares / double(rows.size() - 1));
    }

private Q_SLOTS:
    void initTestCase() {
        const QVector<QStringList> rows = records(contentOf(source(QStringLiteral("tests/data/tweets/oneword.csv"))));
        QByteArray numbers = "id,text,mood\n";
        for (int i = 1; i < rows.size(); ++i)
            numbers += rows[i][0].toUtf8() + ",\"" + rows[i][1].toUtf8().replace('"', "\"\"") + "\"," +
                       QByteArray::number((rows[i][2] == rows[1][2] ? 1.5 : -0.5) + 0.125 * (i % 5)) + '\n';
        write(csv(), numbers);
        write(path(QStringLiteral("space.json")),
              "{\"head_learning_rate\": {\"low\": 0.00001, \"high\": 0.1, \"log\": true}}\n");
        const Finished whole = runProgram(folds(csv(), QStringLiteral("whole")));
        QVERIFY2(whole.exitCode == 0, (whole.out + whole.err).constData());
        m_whole = whole.json();
    }

    void foldsGiveMeanSdAndSeOfTheErrors() {
        QCOMPARE(m_whole["folds"].size(), std::size_t(5));
        for (const char *figure : {"rmse", "mae", "pearson", "r2"}) {
            double sum = 0, squares = 0;
            for (const nlohmann::json &fold : m_whole["folds"])
                sum += fold["metrics"][figure].get<double>();
            for (const nlohmann::json &fold : m_whole["folds"])
                squares += std::pow(fold["metrics"][figure].get<double>() - sum / 5, 2);
            const double sd = std::sqrt(squares / 4);
            QVERIFY(std::abs(m_whole["mean"][figure].get<double>() - sum / 5) < 1e-12);
            QVERIFY(std::abs(m_whole["sd"][figure].get<double>() - sd) < 1e-12);
            QVERIFY(std::abs(m_whole["se"][figure].get<double>() - sd / std::sqrt(5.0)) < 1e-12);
        }
        QVERIFY(m_whole["mean"]["rmse"] < m_whole["baselines"]["mean"]["mean"]["rmse"]);
        QVERIFY(!m_whole["mean"].contains("macro_f1") && !m_whole["baselines"].contains("majority"));
    }

    void everyTweetIsPredictedOnceByAFoldThatDidNotLearnIt() {
        const QVector<QStringList> in = records(contentOf(csv())),
                                   out = records(contentOf(path(QStringLiteral("whole.csv"))));
        QCOMPARE(out.size(), in.size());
        QCOMPARE(out[0], (QStringList{QStringLiteral("id"), QStringLiteral("text"), QStringLiteral("label"),
                                      QStringLiteral("repeat"), QStringLiteral("fold"), QStringLiteral("w_pred"),
                                      QStringLiteral("w_run")}));
        QMap<QString, int> counts;
        for (int i = 1; i < in.size(); ++i) {
            QCOMPARE(out[i].mid(0, 3), in[i]);
            ++counts[out[i][4]];
        }
        QCOMPARE(counts.size(), 5);
        QCOMPARE(*std::max_element(counts.begin(), counts.end()) - *std::min_element(counts.begin(), counts.end()), 0);
        QVERIFY(std::abs(m_whole["out_of_fold"]["metrics"]["rmse"].get<double>() - rmseOf(out, 2, 5)) < 1e-5);
    }

    void aStoppedCheckGoesOn() {
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        process.start(program(), folds(csv(), QStringLiteral("stopped")));
        QByteArray err;
        while (!err.contains("Fold 3 of 5") && process.waitForReadyRead(120000))
            err += process.readAllStandardError();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 75);
        const Finished again = runProgram(folds(csv(), QStringLiteral("stopped")));
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY(!again.err.contains("Fold 1 of 5"));
        QCOMPARE(timeless(again.json()).dump(), timeless(m_whole).dump());
        QCOMPARE(contentOf(path(QStringLiteral("stopped.csv"))), contentOf(path(QStringLiteral("whole.csv"))));
    }

    void aSearchTakesTheLowestError() {
        const Finished tried = runProgram(search(csv(), QStringLiteral("search")));
        QVERIFY2(tried.exitCode == 0, tried.err.constData());
        const nlohmann::json json = tried.json();
        QVERIFY(json["metric"] == "rmse");
        double lowest = 1e9, highest = 0;
        for (const nlohmann::json &trial : json["trials"]) {
            lowest = std::min(lowest, trial["metrics"]["rmse"].get<double>());
            highest = std::max(highest, trial["metrics"]["rmse"].get<double>());
        }
        QVERIFY(lowest < highest);
        QCOMPARE(json["best"]["metrics"]["rmse"].get<double>(), lowest);
    }

    void aProjectsColumnIsLearntStoredAndExported() {
        const QString project = importedProject(QStringLiteral("column.warbler")),
                      out = path(QStringLiteral("column.csv"));
        QVERIFY(!project.isEmpty());
        const Finished made =
            runProgram(QStringList{QStringLiteral("tune"), project, QStringLiteral("--json")} + settings());
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const nlohmann::json json = made.json();
        QVERIFY(json["state"] == "finished" && json["numbers"] == "mood");
        QVERIFY2(json["test"]["metrics"]["rmse"] < 0.95, json["test"].dump().c_str());
        const QString id = QString::number(json["run"].get<int>());
        const Finished judged =
            runProgram({QStringLiteral("evaluate"), project, QStringLiteral("--run"), id, QStringLiteral("--json")});
        QVERIFY2(judged.exitCode == 0, judged.err.constData());
        QVERIFY(judged.json()["rows"] == json["test"]["rows"]);
        QVERIFY(std::abs(judged.json()["metrics"]["rmse"].get<double>() -
                         json["test"]["metrics"]["rmse"].get<double>()) < 1e-5);
        QVERIFY(judged.json()["baselines"]["mean"]["metrics"]["rmse"] > judged.json()["metrics"]["rmse"]);
        const Finished predicted =
            runProgram({QStringLiteral("predict"), project, QStringLiteral("--run"), id, QStringLiteral("-o"), out});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        const QVector<QStringList> rows = records(contentOf(out));
        QCOMPARE(rows[0].mid(2),
                 (QStringList{QStringLiteral("mood"), QStringLiteral("w_pred"), QStringLiteral("w_run")}));
        QCOMPARE(rows.size(), 201);
        QVERIFY(rmseOf(rows, 2, 3) < 0.95);
        const QString labels = path(QStringLiteral("labels.csv"));
        const Finished exported =
            runProgram({QStringLiteral("export"), project, QStringLiteral("--run"), id, QStringLiteral("-o"), labels});
        QVERIFY2(exported.exitCode == 0, exported.err.constData());
        const QVector<QStringList> exportedRows = records(contentOf(labels));
        const qsizetype column = exportedRows[0].indexOf(QStringLiteral("w_pred"));
        QVERIFY(column > 0);
        for (int i = 1; i < rows.size(); ++i)
            QCOMPARE(exportedRows[i][column], rows[i][3]);
    }

    void aProjectKeepsChecksOfNumbers() {
        const QString project = importedProject(QStringLiteral("checks.warbler"));
        const Finished folded = runProgram(folds(project, QStringLiteral("project")));
        QVERIFY2(folded.exitCode == 0, folded.err.constData());
        for (const char *figure : {"rmse", "mae", "pearson", "r2"})
            QVERIFY(folded.json()["mean"][figure] == m_whole["mean"][figure]);
        QCOMPARE(records(contentOf(path(QStringLiteral("project.csv")))),
                 records(contentOf(path(QStringLiteral("whole.csv")))));
        const Finished tried = runProgram(search(project, QStringLiteral("project-search")));
        QVERIFY2(tried.exitCode == 0, tried.err.constData());
        QVERIFY(tried.json()["metric"] == "rmse" && tried.json()["trials"].size() == 3);
    }

    void whatIsNoColumnOfNumbersIsNamed() {
        const QString project = importedProject(QStringLiteral("refused.warbler"));
        QStringList other = settings();
        other[other.indexOf(QStringLiteral("mood"))] = QStringLiteral("weight");
        const Finished unknown = runProgram(QStringList{QStringLiteral("tune"), project} + other);
        QVERIFY2(unknown.exitCode != 0 && unknown.err.contains("\"weight\"") && unknown.err.contains("mood"),
                 unknown.err.constData());
        other[other.indexOf(QStringLiteral("weight"))] = QStringLiteral("text");
        const Finished words = runProgram(QStringList{QStringLiteral("tune"), project} + other);
        QVERIFY2(words.exitCode != 0 && words.err.contains("line 2") && words.err.contains("column text"),
                 words.err.constData());
    }
};

QTEST_APPLESS_MAIN(NumbersTest)
#include "numbers_test.moc"
