// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// tune --search: settings are compared on validation tweets alone, the same for a seed, and no trial is run twice.
class SearchTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString tweets() { return source(QStringLiteral("tests/data/tweets/oneword.csv")); }
    QStringList command(const QString &kind, const QString &name, int trials) const {
        return QStringList{QStringLiteral("tune"),
                           tweets(),
                           QStringLiteral("--preset"),
                           QStringLiteral("fast"),
                           QStringLiteral("--model"),
                           tinyEncoder(),
                           QStringLiteral("--search"),
                           kind,
                           QStringLiteral("--space"),
                           path(QStringLiteral("space.json")),
                           QStringLiteral("--trials"),
                           QString::number(trials),
                           QStringLiteral("--checkpoint-dir"),
                           path(name),
                           QStringLiteral("--json")};
    }
    static QStringList settingsOf(const nlohmann::json &json) {
        QStringList all;
        for (const nlohmann::json &trial : json["trials"])
            all << QString::fromStdString(trial["settings"].dump());
        return all;
    }

private Q_SLOTS:
    void init() {
        write(path(QStringLiteral("space.json")), "{\n  \"head_learning_rate\": {\"low\": 0.0001, \"high\": 0.1, "
                                                  "\"log\": true},\n  \"epochs\": {\"low\": 1, \"high\": 6},\n"
                                                  "  \"pooling\": [\"mean\", \"cls\"]\n}\n");
    }

    void randomTrialsAreThoseOfTheSeedAndNeverRunTwice() {
        const Finished first = runProgram(command(QStringLiteral("random"), QStringLiteral("a"), 4));
        QVERIFY2(first.exitCode == 0, first.err.constData());
        const nlohmann::json json = first.json();
        QCOMPARE(json["trials"].size(), std::size_t(4));
        QVERIFY(json["metric"] == "macro_f1");
        double best = -1;
        int bestTrial = 0;
        for (const nlohmann::json &trial : json["trials"]) {
            const double rate = trial["settings"]["head_learning_rate"];
            QVERIFY(rate >= 0.0001 && rate <= 0.1);
            const int epochs = trial["settings"]["epochs"];
            QVERIFY(epochs >= 1 && epochs <= 6);
            if (trial["metrics"]["macro_f1"] > best) {
                best = trial["metrics"]["macro_f1"];
                bestTrial = trial["trial"];
            }
        }
        QCOMPARE(int(json["best"]["trial"]), bestTrial);

        // More trials later: the four are taken as they are, with their seconds.
        const Finished more = runProgram(command(QStringLiteral("random"), QStringLiteral("a"), 6));
        QVERIFY2(more.exitCode == 0, more.err.constData());
        QVERIFY(!more.err.contains("Trial 4:") && more.err.contains("Trial 5:"));
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(more.json()["trials"][i] == json["trials"][i]);
        const Finished other = runProgram(command(QStringLiteral("random"), QStringLiteral("b"), 6));
        QCOMPARE(settingsOf(other.json()), settingsOf(more.json()));
        for (std::size_t i = 0; i < 6; ++i)
            QVERIFY(other.json()["trials"][i]["metrics"] == more.json()["trials"][i]["metrics"]);
        const QStringList settings = settingsOf(more.json());
        QCOMPARE(QSet<QString>(settings.begin(), settings.end()).size(), qsizetype(6));
    }

    // The test tweets' labels do not reach a search: with others in their place nothing changes.
    void testTweetsAreNotOpened() {
        const QVector<QStringList> rows = records(contentOf(tweets()));
        nlohmann::json results[2];
        for (int turn = 0; turn < 2; ++turn) {
            QByteArray csv = "id,text,label,side\n";
            for (int i = 1; i < rows.size(); ++i) {
                const bool isTest = i > 160;
                QString text = isTest && turn == 1 ? QStringLiteral("another text %1").arg(i) : rows[i][1];
                csv += rows[i][0].toUtf8() + ",\"" + text.replace(u'"', QStringLiteral("\"\"")).toUtf8() + "\"," +
                       (isTest && turn == 1 ? QByteArray(i % 2 ? "yes" : "no") : rows[i][2].toUtf8()) + "," +
                       (isTest    ? "test"
                        : i > 120 ? "validation"
                                  : "train") +
                       "\n";
            }
            const QString file = path(QStringLiteral("sides%1.csv").arg(turn));
            write(file, csv);
            QStringList arguments = command(QStringLiteral("random"), QStringLiteral("sides"), 2) +
                                    QStringList{QStringLiteral("--split"), QStringLiteral("column:side"),
                                                QStringLiteral("--resume"), QStringLiteral("never")};
            arguments[1] = file;
            const Finished searched = runProgram(arguments);
            QVERIFY2(searched.exitCode == 0, searched.err.constData());
            results[turn] = searched.json()["trials"];
        }
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY(results[0][i]["metrics"] == results[1][i]["metrics"]);
    }

    // A search in a project is kept there: on a computer that has no journal of it no trial is run again.
    void aProjectKeepsItsTrials() {
        const QString project = path(QStringLiteral("search.warbler"));
        QCOMPARE(runProgram({QStringLiteral("import"), project, tweets()}).exitCode, 0);
        QStringList arguments = command(QStringLiteral("random"), QStringLiteral("here"), 2);
        arguments[1] = project;
        const Finished first = runProgram(arguments);
        QVERIFY2(first.exitCode == 0, first.err.constData());
        arguments = command(QStringLiteral("random"), QStringLiteral("elsewhere"), 3);
        arguments[1] = project;
        const Finished more = runProgram(arguments);
        QVERIFY2(more.exitCode == 0, more.err.constData());
        QVERIFY(!more.err.contains("Trial 2:") && more.err.contains("Trial 3:"));
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY(more.json()["trials"][i] == first.json()["trials"][i]);
    }

    void aGridTriesEveryCombination() {
        write(path(QStringLiteral("space.json")),
              R"({"head_learning_rate": [0.001, 0.01, 0.1], "pooling": ["mean", "cls"]})");
        const Finished all = runProgram(command(QStringLiteral("grid"), QStringLiteral("grid"), 50));
        QVERIFY2(all.exitCode == 0, all.err.constData());
        QCOMPARE(all.json()["trials"].size(), std::size_t(6));
        QVERIFY(all.json()["reason"] == "every combination was tried");
        QVERIFY(all.json()["trials"][1]["settings"]["pooling"] == "cls");
    }

    void aStoppedSearchGoesOn() {
        QStringList arguments = command(QStringLiteral("random"), QStringLiteral("stopped"), 4);
        arguments[3] = QStringLiteral("standard");  // slow enough to be stopped within a trial
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        process.start(program(), arguments);
        QByteArray err;
        while (!err.contains("Trial 3:") && process.waitForReadyRead(120000))
            err += process.readAllStandardError();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 75);
        const Finished again = runProgram(arguments);
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY(!again.err.contains("Trial 2:"));
        QCOMPARE(again.json()["trials"].size(), std::size_t(4));
    }

    void badSpacesAreNamedWithTheirLine_data() {
        QTest::addColumn<QByteArray>("space");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no JSON") << QByteArray("{\n  \"epochs\": [4,\n") << QByteArray("line 3");
        QTest::newRow("unknown") << QByteArray("{\n\n\"epoch\": [4]}") << QByteArray("line 3, \"epoch\"");
        QTest::newRow("value") << QByteArray("{\"epochs\": [4],\n\"pooling\": [\"first\"]}")
                               << QByteArray("line 2, \"pooling\"");
        QTest::newRow("range") << QByteArray("{\"learning_rate\": {\"low\": 0, \"high\": 1, \"log\": true}}")
                               << QByteArray("above 0");
        QTest::newRow("empty") << QByteArray("{}") << QByteArray("no object of settings");
    }
    void badSpacesAreNamedWithTheirLine() {
        QFETCH(QByteArray, space);
        QFETCH(QByteArray, said);
        write(path(QStringLiteral("space.json")), space);
        QStringList arguments = command(QStringLiteral("random"), QStringLiteral("bad"), 2);
        arguments.removeLast();
        const Finished refused = runProgram(arguments);
        QCOMPARE(refused.exitCode, 4);
        QVERIFY2(refused.err.contains(said), refused.err.constData());
    }

    void withoutValidationThereIsNothingToCompareOn() {
        QStringList arguments = command(QStringLiteral("random"), QStringLiteral("none"), 2) +
                                QStringList{QStringLiteral("--split"), QStringLiteral("0.8")};
        arguments.removeOne(QStringLiteral("--json"));
        const Finished refused = runProgram(arguments);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("validation"), refused.err.constData());
    }
};

QTEST_APPLESS_MAIN(SearchTest)
#include "search_test.moc"
