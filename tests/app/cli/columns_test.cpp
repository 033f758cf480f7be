// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QFile>
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

    // What is read can be written again, whole, in parts and from a project; one column more is refused at once.
    void twoThousandColumnsAreImportedExportedAndPredicted() {
        const auto wide = [this](int columns) {
            QByteArray header = "id,text,label", fields;
            for (int i = 3; i < columns; ++i) {
                header += ",c" + QByteArray::number(i);
                fields += "," + QByteArray::number(i);
            }
            QByteArray csv = header + "\n";
            for (int i = 0; i < 4; ++i)
                csv += tweet(i) + "," + QByteArray::number(i % 2) + fields + "\n";
            write(path(QStringLiteral("wide.csv")), csv);
            return path(QStringLiteral("wide.csv"));
        };
        const QString mine = path(QStringLiteral("mine")), project = path(QStringLiteral("wide.warbler")),
                      out = path(QStringLiteral("out.csv")), parts = path(QStringLiteral("parts"));
        const Finished tuned =
            run(QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                            QStringLiteral("--adapter-out"), mine} +
                quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=1")});
        QVERIFY2(tuned.exitCode == 0, tuned.out.constData());
        const QString most = wide(2000);
        const auto writes = [&](const QStringList &arguments, int columns) {
            const Finished done = run(arguments);
            QVERIFY2(done.exitCode == 0, (done.out + done.err).constData());
            if (columns == 0)
                return;
            const QVector<QStringList> rows = records(contentOf(out));
            QCOMPARE(rows.size(), 5);
            QCOMPARE(rows[0].size(), columns);
            QCOMPARE(rows[4][1999], QStringLiteral("1999"));
            QVERIFY(QFile::remove(out));
        };
        const QString adapter = QStringLiteral("--adapter"), to = QStringLiteral("-o"),
                      shard = QStringLiteral("--shard");
        writes({QStringLiteral("import"), project, most}, 0);
        writes({QStringLiteral("export"), project, to, out}, 2010);
        writes({QStringLiteral("predict"), most, adapter, mine, to, out}, 2006);
        writes({QStringLiteral("predict"), project, adapter, mine, to, out}, 2006);
        for (const char *part : {"1/2", "2/2"})
            writes({QStringLiteral("predict"), most, adapter, mine, to, parts, shard, QLatin1String(part)}, 0);
        writes({QStringLiteral("merge"), to, out, parts}, 2006);
        const QString more = wide(2001);
        for (const QStringList &arguments :
             {QStringList{QStringLiteral("import"), path(QStringLiteral("more.warbler")), more},
              QStringList{QStringLiteral("predict"), more, adapter, mine, to, out}}) {
            const Finished refused = run(arguments);
            QCOMPARE(refused.exitCode, 3);
            QVERIFY2(refused.out.contains("at most 2,000"), refused.out.constData());
            QVERIFY(!QFile::exists(out) && !QFile::exists(path(QStringLiteral("more.warbler"))));
        }
    }
};

QTEST_APPLESS_MAIN(ColumnsTest)
#include "columns_test.moc"
