// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// method=hard_prompt: nothing learns, a few labelled tweets are shown; planned, evaluated, saved and used again.
class HardPromptTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QStringList settings(const QString &shots = QStringLiteral("4")) {
        return {QStringLiteral("--preset"), QStringLiteral("notebook-corrected"),
                QStringLiteral("--model"),  source(QStringLiteral("tests/data/models/tiny_bloom")),
                QStringLiteral("--set"),    QStringLiteral("method=hard_prompt"),
                QStringLiteral("--set"),    QStringLiteral("shots=") + shots,
                QStringLiteral("--set"),    QStringLiteral("max_tokens=64"),
                QStringLiteral("--json")};
    }
    // oneword.csv with a column of sides: the first 80 train, the next 20 validate, the rest test.
    QString tweets() const {
        QByteArray csv = "id,text,label,side\n";
        const QVector<QStringList> rows = records(contentOf(source(QStringLiteral("tests/data/tweets/oneword.csv"))));
        for (int i = 1; i < rows.size(); ++i)
            csv += rows[i][0].toUtf8() + ",\"" + QString(rows[i][1]).replace(u'"', QStringLiteral("\"\"")).toUtf8() +
                   "\"," + rows[i][2].toUtf8() + ',' +
                   (i <= 80    ? "train"
                    : i <= 100 ? "validation"
                               : "test") +
                   '\n';
        write(path(QStringLiteral("tweets.csv")), csv);
        return path(QStringLiteral("tweets.csv"));
    }
    QStringList tune() const {
        return QStringList{QStringLiteral("tune"), tweets(), QStringLiteral("--split"), QStringLiteral("column:side")} +
               settings();
    }

private Q_SLOTS:
    void thePlanNamesThePrompt() {
        const Finished plan = runProgram(tune() + QStringList{QStringLiteral("--dry-run")});
        QVERIFY2(plan.exitCode == 0, plan.err.constData());
        const nlohmann::json json = plan.json();
        QVERIFY(json["shots"] == 4);
        QVERIFY(json["prefix_tokens"] > 100);
        QVERIFY(json["steps"] == 0);
        QVERIFY(json["trainable_parameters"] == 0);
    }

    void theSavedPromptGivesTheRunsFigures() {
        const QString folder = path(QStringLiteral("prompt"));
        const Finished run = runProgram(tune() + QStringList{QStringLiteral("--adapter-out"), folder});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        const nlohmann::json json = run.json();
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("warbler.json")});
        QVERIFY(json["test"]["rows"] == 100);

        const QString out = path(QStringLiteral("out.csv"));
        const Finished predicted = runProgram(
            {QStringLiteral("predict"), tweets(), QStringLiteral("--adapter"), folder, QStringLiteral("-o"), out});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        const QVector<QStringList> rows = records(contentOf(out));
        QCOMPARE(rows.size(), 201);
        const qsizetype answer = rows[0].indexOf(QStringLiteral("w_pred")),
                        yes = rows[0].indexOf(QStringLiteral("w_p_yes"));
        QVERIFY(answer > 0 && yes > 0);
        int right = 0;
        double loss = 0;
        for (int i = 101; i < rows.size(); ++i) {
            const double probability = rows[i][yes].toDouble();
            right += rows[i][answer] == rows[i][2] ? 1 : 0;
            loss -= std::log(rows[i][2] == u"yes" ? probability : 1 - probability) / 100;
        }
        QVERIFY(std::abs(json["test"]["metrics"]["accuracy"].get<double>() - right / 100.0) < 1e-12);
        QVERIFY2(std::abs(json["test"]["metrics"]["log_loss"].get<double>() - loss) < 1e-4,
                 qPrintable(QString::number(loss)));
    }

    void otherSeedsShowOtherTweets() {
        QStringList losses;
        for (const char *seed : {"1", "1", "2"}) {
            const Finished run = runProgram(tune() + QStringList{QStringLiteral("--seed"), QString::fromLatin1(seed)});
            QVERIFY2(run.exitCode == 0, run.err.constData());
            losses << QString::fromStdString(run.json()["test"]["metrics"]["log_loss"].dump());
        }
        QCOMPARE(losses[0], losses[1]);
        QVERIFY(losses[0] != losses[2]);
    }

    void foldsShowTweetsOfTheOtherFolds() {
        const QString out = path(QStringLiteral("folds.csv"));
        const Finished run = runProgram(QStringList{QStringLiteral("tune"), tweets(), QStringLiteral("--folds"),
                                                    QStringLiteral("3"), QStringLiteral("-o"), out} +
                                        settings());
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(run.json()["folds"].size() == 3);
        QCOMPARE(records(contentOf(out)).size(), 201);
    }

    void aProjectKeepsTheRun() {
        const QString project = path(QStringLiteral("p.warbler"));
        const Finished imported = runProgram({QStringLiteral("import"), project, tweets()});
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        const Finished run = runProgram(QStringList{QStringLiteral("tune"), project} + settings(QStringLiteral("2")));
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(run.json()["state"] == "finished");
        QVERIFY(QByteArray::fromStdString(run.json()["reason"].get<std::string>()).contains("2 examples"));
        QVERIFY(!run.json()["test"].is_null());
    }

    void anEncoderIsRefused() {
        QStringList words = settings();
        words[words.indexOf(source(QStringLiteral("tests/data/models/tiny_bloom")))] = tinyEncoder();
        const Finished run = runProgram(QStringList{QStringLiteral("tune"), tweets()} + words);
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.out.contains("asks a model that predicts words"), run.out.constData());
    }
};

QTEST_APPLESS_MAIN(HardPromptTest)
#include "hard_prompt_test.moc"
