// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// What a file's columns and label values are taken for.
class ColumnsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QByteArray tweet(int i) {
        return QByteArray::number(1290000000000004321ll + 7919004050ll * i) + ",people talk about fares " +
               QByteArray::number(i);
    }
    QString table(const QByteArray &header, const std::function<QByteArray(int)> &rest) const {
        QByteArray csv = header + "\n";
        for (int i = 0; i < 60; ++i)
            csv += tweet(i) + "," + rest(i) + "\n";
        write(path(QStringLiteral("t.csv")), csv);
        return path(QStringLiteral("t.csv"));
    }
    Finished run(const QStringList &arguments) const {
        return runProgram(arguments + QStringList{QStringLiteral("--json")});
    }
    static QString bloom() { return source(QStringLiteral("tests/data/models/tiny_bloom")); }

private Q_SLOTS:
    void labelsAreTakenByAKnownNameAlone() {
        const QString csv = table("id,text,reply_settings,verified",
                                  [](int i) { return QByteArray(i % 2 ? "everyone,TRUE" : "mentionedUsers,FALSE"); });
        const nlohmann::json imported = run({QStringLiteral("import"), path(QStringLiteral("a.warbler")), csv}).json();
        QVERIFY(imported["labelled"] == 0);
        QVERIFY(imported["columns"]["label"].is_null());
        QVERIFY(imported["collector"].is_null());
        QVERIFY(imported["label_candidates"] == nlohmann::json::array({"reply_settings"}));
        const Finished tuned =
            run({QStringLiteral("tune"), csv, QStringLiteral("--dry-run"), QStringLiteral("--model"), tinyEncoder()});
        QCOMPARE(tuned.exitCode, 2);
        QVERIFY2(QString::fromStdString(tuned.json()["error"]["hint"])
                     .contains(QStringLiteral("\n  --label reply_settings")),
                 tuned.out.constData());
        QCOMPARE(run({QStringLiteral("tune"), csv, QStringLiteral("--dry-run"), QStringLiteral("--model"),
                      tinyEncoder(), QStringLiteral("--label"), QStringLiteral("reply_settings")})
                     .exitCode,
                 0);
    }

    void exportsOfCollectorsAreNamed() {
        const QString csv = table(
            "id,tweet,conversation_id,replies_count,retweets_count,likes_count,username,language,created_at,label",
            [](int i) { return QByteArray::number(i) + ",0,0,0,person,en,2020-01-01 00:00:00 CET,1"; });
        const nlohmann::json json = run({QStringLiteral("import"), path(QStringLiteral("b.warbler")), csv}).json();
        QVERIFY(json["collector"] == "twint");
        QVERIFY(json["columns"]["text"] == "tweet" && json["columns"]["author"] == "username" &&
                json["columns"]["language"] == "language");
        QVERIFY(json["columns"]["label"].is_null() && json["labelled"] == 0);
    }

    void numbersWithAPointAreTheNumbers() {
        const QString csv = table("id,text,label", [](int i) { return QByteArray(i % 3 ? "1.0" : "0.0"); });
        const Finished plan = run({QStringLiteral("tune"), csv, QStringLiteral("--preset"), QStringLiteral("notebook"),
                                   QStringLiteral("--model"), bloom(), QStringLiteral("--dry-run")});
        QVERIFY2(plan.exitCode == 0, plan.out.constData());
        QVERIFY(plan.json()["positive"] == "1.0");
        QVERIFY(run({QStringLiteral("tune"), csv, QStringLiteral("--model"), tinyEncoder(), QStringLiteral("--dry-run"),
                     QStringLiteral("--positive"), QStringLiteral("0")})
                    .json()["positive"] == "0.0");
    }

    void spellingsAreNamedAndJoinedOnRequest() {
        const QString csv = table("id,text,label", [](int i) {
            return QByteArray(i % 4 == 0 ? "yes" : i % 4 == 1 ? "no" : i % 4 == 2 ? "Yes" : "\"yes \"");
        });
        const QStringList tune{QStringLiteral("tune"), csv, QStringLiteral("--model"), tinyEncoder(),
                               QStringLiteral("--dry-run")};
        const QString warned = QString::fromStdString(run(tune).json()["warnings"].dump());
        QVERIFY2(warned.contains(QStringLiteral("differ in spelling only")) && warned.contains(QStringLiteral("--map")),
                 qPrintable(warned));
        const nlohmann::json joined = run(tune + QStringList{QStringLiteral("--map"), QStringLiteral("Yes=yes"),
                                                             QStringLiteral("--map"), QStringLiteral("yes =yes")})
                                          .json();
        QVERIFY(!QString::fromStdString(joined["warnings"].dump()).contains(QStringLiteral("spelling")));
    }

    void metricsJoinsWhatTheTwoColumnsSpellDifferently() {
        write(path(QStringLiteral("m.csv")), "truth,predicted\n1,1.0\n0,0.0\n1,0.0\n0,0.0\n");
        const QStringList metrics{QStringLiteral("metrics"),     path(QStringLiteral("m.csv")),
                                  QStringLiteral("--truth"),     QStringLiteral("truth"),
                                  QStringLiteral("--predicted"), QStringLiteral("predicted")};
        const nlohmann::json json = run(metrics).json();
        QVERIFY(json["metrics"]["accuracy"] == 0.75);
        QVERIFY(json["labels"].size() == 2 && json["warnings"].size() == 2);
        write(path(QStringLiteral("m.csv")), "truth,predicted\nyes,Yes\nno,no\nyes,yes\nno,no\n");
        const nlohmann::json kept = run(metrics).json();
        QVERIFY(kept["metrics"]["accuracy"] == 0.75);
        QVERIFY(kept["warnings"].size() == 1);
    }
};

QTEST_APPLESS_MAIN(ColumnsTest)
#include "columns_test.moc"
