// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <csignal>

#include <fcntl.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// predict --shard on several machines and merge: together the bytes of one predict, or an error that says what to run
// again.
class ShardsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString part(const QString &folder, int i, int n, const char *extension) const {
        return path(QStringLiteral("%1/part-%2-of-%3.%4")
                        .arg(folder)
                        .arg(i, 5, 10, QLatin1Char('0'))
                        .arg(n, 5, 10, QLatin1Char('0'))
                        .arg(QLatin1String(extension)));
    }
    QStringList predict(const QString &csv, const QString &out) const {
        return {QStringLiteral("predict"), path(csv), QStringLiteral("--adapter"), path(QStringLiteral("mine")),
                QStringLiteral("-o"),      path(out), QStringLiteral("--json"),    QStringLiteral("--encoding"),
                QStringLiteral("utf-8")};
    }
    QStringList shard(const QString &csv, const QString &folder, int i, int n) const {
        return predict(csv, folder) + QStringList{QStringLiteral("--shard"), QStringLiteral("%1/%2").arg(i).arg(n)};
    }
    // Texts with quotes, line ends and a byte that is no UTF-8, empty ones, an id that stands twice.
    static QByteArray corpus(int rows) {
        QByteArray csv = "tweet_id,text,note\n";
        for (int i = 0; i < rows; ++i) {
            const QByteArray id = QByteArray::number(qint64(1400000000000000000) + (i == 700 ? 3 : i));
            const QByteArray text =
                i % 97 == 5 ? QByteArray("  ")
                            : (i % 3 == 0 ? QByteArray("\"good, \"\"day\"\"\nyes ") : QByteArray("\"bad no ")) +
                                  QByteArray::number(i) + '"';
            csv += id + ',' + text + ',' + (i == 400 ? "caf\xE9" : "x") + '\n';
        }
        return csv;
    }
    void makeShards(const QString &csv, const QString &folder, int n) {
        for (int i = 1; i <= n; ++i) {
            const Finished finished = runProgram(shard(csv, folder, i, n));
            QVERIFY2(finished.exitCode == 0 || finished.exitCode == 7, finished.err.constData());
        }
    }
    Finished merge(const QString &out, const QStringList &shards) const {
        return runProgram(
            QStringList{QStringLiteral("merge"), QStringLiteral("-o"), path(out), QStringLiteral("--json")} + shards);
    }
    // Refused with exit 3 and these words; nothing is written.
    void refuses(const QStringList &shards, const QList<QByteArray> &words) {
        const Finished finished = merge(QStringLiteral("refused.csv"), shards);
        QCOMPARE(finished.exitCode, 3);
        for (const QByteArray &word : words)
            QVERIFY2((finished.out + finished.err).contains(word),
                     (word + " is not in " + finished.out + finished.err).constData());
        QVERIFY(!QFile::exists(path(QStringLiteral("refused.csv"))));
    }
    void copyFolder(const QString &from, const QString &to) {
        QDir().mkpath(path(to));
        for (const QString &name : QDir(path(from)).entryList(QDir::Files))
            QVERIFY(QFile::copy(path(from) + QLatin1Char('/') + name, path(to) + QLatin1Char('/') + name));
    }
    // Starts the shard and sends the signal as soon as some chunks are kept.
    int interrupt(const QStringList &arguments, const QString &journal, int signal) {
        QProcess process;
        process.start(program(), arguments);
        QElapsedTimer clock;
        for (clock.start(); contentOf(journal).count('\n') < 4 && clock.elapsed() < 60000;)
            QTest::qWait(1);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        process.waitForFinished(60000);
        return process.exitStatus() == QProcess::CrashExit ? -signal : process.exitCode();
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished tuned =
            runProgram(QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                                   QStringLiteral("--adapter-out"), path(QStringLiteral("mine"))} +
                       quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        write(path(QStringLiteral("c.csv")), corpus(1500));
        write(path(QStringLiteral("large.csv")), corpus(12000));
        QCOMPARE(runProgram(predict(QStringLiteral("c.csv"), QStringLiteral("whole.csv"))).exitCode, 7);
        makeShards(QStringLiteral("c.csv"), QStringLiteral("three"), 3);
    }

    void mergedIsTheUnsharded() {
        const Finished merged = merge(QStringLiteral("merged.csv"), {path(QStringLiteral("three"))});
        QVERIFY2(merged.exitCode == 0, merged.err.constData());
        QCOMPARE(merged.json()["rows"].get<int>(), 1500);
        QCOMPARE(merged.json()["shards"].get<int>(), 3);
        QCOMPARE(contentOf(path(QStringLiteral("merged.csv"))), contentOf(path(QStringLiteral("whole.csv"))));
        QVERIFY(records(contentOf(part(QStringLiteral("three"), 2, 3, "csv"))).size() > 256);
    }

    // One by one, in any order, by CSV or manifest, as a pattern of the shell gives them.
    void shardsCanBeNamedInAnyOrder() {
        QStringList names;
        for (int i = 3; i >= 1; --i)
            names << part(QStringLiteral("three"), i, 3, "json") << part(QStringLiteral("three"), i, 3, "csv");
        QCOMPARE(merge(QStringLiteral("by_name.csv"), names).exitCode, 0);
        QCOMPARE(contentOf(path(QStringLiteral("by_name.csv"))), contentOf(path(QStringLiteral("whole.csv"))));
    }

    void mergingTakesTheProfile() {
        const QStringList safe{QStringLiteral("--profile"), QStringLiteral("spreadsheet-safe")};
        QCOMPARE(runProgram(predict(QStringLiteral("c.csv"), QStringLiteral("whole_safe.csv")) + safe).exitCode, 7);
        QCOMPARE(merge(QStringLiteral("merged_safe.csv"), QStringList{path(QStringLiteral("three"))} + safe).exitCode,
                 0);
        QCOMPARE(contentOf(path(QStringLiteral("merged_safe.csv"))), contentOf(path(QStringLiteral("whole_safe.csv"))));
        const Finished early = runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("safe"), 1, 3) + safe);
        QCOMPARE(early.exitCode, 2);
    }

    // Some of them have no rows.
    void moreShardsThanChunks() {
        makeShards(QStringLiteral("c.csv"), QStringLiteral("nine"), 9);
        QCOMPARE(merge(QStringLiteral("of_nine.csv"), {path(QStringLiteral("nine"))}).exitCode, 0);
        QCOMPARE(contentOf(path(QStringLiteral("of_nine.csv"))), contentOf(path(QStringLiteral("whole.csv"))));
    }

    void theNotebooksColumnsToo() {
        const QString csv = source(QStringLiteral("tests/data/tweets/oneword.csv"));
        const QStringList tune{QStringLiteral("tune"),          csv,
                               QStringLiteral("--model"),       source(QStringLiteral("tests/data/models/tiny_bloom")),
                               QStringLiteral("--preset"),      QStringLiteral("notebook"),
                               QStringLiteral("--adapter-out"), path(QStringLiteral("notebook")),
                               QStringLiteral("--set"),         QStringLiteral("epochs=1")};
        const Finished tuned = runProgram(tune);
        if (tuned.exitCode != 0)
            QFAIL(tuned.err.constData());
        const QStringList job{QStringLiteral("predict"),   csv,
                              QStringLiteral("--adapter"), path(QStringLiteral("notebook")),
                              QStringLiteral("--shape"),   QStringLiteral("notebook"),
                              QStringLiteral("-o")};
        QCOMPARE(runProgram(job + QStringList{path(QStringLiteral("nb.csv"))}).exitCode, 0);
        for (const char *one : {"1/2", "2/2"})
            QCOMPARE(
                runProgram(job + QStringList{path(QStringLiteral("nb")), QStringLiteral("--shard"), QLatin1String(one)})
                    .exitCode,
                0);
        QCOMPARE(merge(QStringLiteral("nb_merged.csv"), {path(QStringLiteral("nb"))}).exitCode, 0);
        QCOMPARE(contentOf(path(QStringLiteral("nb_merged.csv"))), contentOf(path(QStringLiteral("nb.csv"))));
    }

    void aFinishedShardIsLeftAsItIs() {
        const Finished again = runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("three"), 2, 3));
        QCOMPARE(again.json()["was_finished"].get<bool>(), true);
        QCOMPARE(again.json()["sha256"].get<std::string>().size(), std::size_t(64));
        const Finished other = runProgram(shard(QStringLiteral("large.csv"), QStringLiteral("three"), 2, 3));
        QCOMPARE(other.exitCode, 3);
        QVERIFY2((other.out + other.err).contains("the data"), other.err.constData());
    }

    void aStoppedShardGoesOn_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("isTorn");
        QTest::newRow("SIGTERM") << SIGTERM << 75 << false;
        QTest::newRow("SIGUSR1") << SIGUSR1 << 75 << false;
        QTest::newRow("SIGKILL") << SIGKILL << -SIGKILL << false;
        QTest::newRow("SIGKILL and half a line") << SIGKILL << -SIGKILL << true;
    }
    void aStoppedShardGoesOn() {
        QFETCH(int, signal);
        QFETCH(int, exitCode);
        QFETCH(bool, isTorn);
        if (!QFile::exists(path(QStringLiteral("large"))))
            QCOMPARE(runProgram(shard(QStringLiteral("large.csv"), QStringLiteral("large"), 1, 2)).exitCode, 7);
        const QString folder = QStringLiteral("stopped_") + QString::number(signal) + QString::number(isTorn),
                      journal = part(folder, 1, 2, "journal");
        const QStringList command = shard(QStringLiteral("large.csv"), folder, 1, 2);
        QCOMPARE(interrupt(command, journal, signal), exitCode);
        QVERIFY(!QFile::exists(part(folder, 1, 2, "csv")));
        QVERIFY(!QFile::exists(part(folder, 1, 2, "json")));
        if (isTorn) {
            QFile file(journal);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.resize(file.size() - 10));
        }
        const Finished again = runProgram(command);
        QCOMPARE(again.exitCode, 7);
        QVERIFY(again.json()["rows_before"].get<int>() > 256);
        QVERIFY(again.json()["rows_before"].get<int>() < again.json()["rows"].get<int>());
        QCOMPARE(contentOf(part(folder, 1, 2, "csv")), contentOf(part(QStringLiteral("large"), 1, 2, "csv")));
        QCOMPARE(contentOf(part(folder, 1, 2, "json")), contentOf(part(QStringLiteral("large"), 1, 2, "json")));
        QVERIFY(!QFile::exists(journal));
    }

    void twoProgramsDoNotWriteOneShard() {
        QVERIFY(QDir().mkpath(path(QStringLiteral("held"))));
        const int held =
            ::open(part(QStringLiteral("held"), 1, 3, "journal").toLocal8Bit().constData(), O_RDWR | O_CREAT, 0644);
        struct flock lock {};
        lock.l_type = F_WRLCK;
        QCOMPARE(::fcntl(held, F_SETLK, &lock), 0);
        QCOMPARE(runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("held"), 1, 3)).exitCode, 6);
        ::close(held);
        QCOMPARE(runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("held"), 1, 3)).exitCode, 7);
    }

    void whatIsNotWholeIsNotMerged() {
        const QString two = part(QStringLiteral("three"), 2, 3, "csv");
        refuses({part(QStringLiteral("three"), 1, 3, "csv"), part(QStringLiteral("three"), 3, 3, "csv")},
                {"shard 2: missing", "for i = 2"});
        refuses({path(QStringLiteral("nothing"))}, {"does not exist"});

        copyFolder(QStringLiteral("three"), QStringLiteral("twice"));
        refuses({path(QStringLiteral("three")), part(QStringLiteral("twice"), 2, 3, "csv")},
                {"shard 2 was named 2 times"});

        copyFolder(QStringLiteral("three"), QStringLiteral("changed"));
        QByteArray csv = contentOf(two);
        csv.replace("bad", "BAD");
        write(part(QStringLiteral("changed"), 2, 3, "csv"), csv);
        refuses({path(QStringLiteral("changed"))}, {"part-00002-of-00003.csv was changed", "for i = 2"});

        QVERIFY(QFile::remove(part(QStringLiteral("changed"), 2, 3, "csv")));
        refuses({path(QStringLiteral("changed"))}, {"does not exist", "for i = 2"});
        QVERIFY(QFile::remove(part(QStringLiteral("changed"), 2, 3, "json")));
        write(part(QStringLiteral("changed"), 2, 3, "csv"), csv);
        refuses({part(QStringLiteral("changed"), 2, 3, "csv")}, {"is not finished"});
    }

    void shardsOfAnotherJobAreNotMerged() {
        copyFolder(QStringLiteral("three"), QStringLiteral("mixed"));
        const Finished other = runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("words"), 3, 3) +
                                          QStringList{QStringLiteral("--template"), QStringLiteral("tweet: {text}")});
        QCOMPARE(other.exitCode, 7);
        for (const char *extension : {"csv", "json"}) {
            QVERIFY(QFile::remove(part(QStringLiteral("mixed"), 3, 3, extension)));
            QVERIFY(QFile::copy(part(QStringLiteral("words"), 3, 3, extension),
                                part(QStringLiteral("mixed"), 3, 3, extension)));
        }
        refuses({path(QStringLiteral("mixed"))},
                {"differs from most shards in the settings", "shard 3: missing", "for i = 3"});
        refuses({path(QStringLiteral("nine")), part(QStringLiteral("three"), 1, 3, "csv")},
                {"differs from most shards in the number of shards"});
    }

    void badManifests_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("[") << QByteArray("is no manifest");
        QTest::newRow("text for a number")
            << QByteArray("\"first_row\": 0") << QByteArray("\"first_row\": \"0\"") << QByteArray("first_row");
        QTest::newRow("no hash") << QByteArray("\"sha256\"") << QByteArray("\"sha\"") << QByteArray("sha256");
        QTest::newRow("shard 9 of 3") << QByteArray("\"shard\": 1") << QByteArray("\"shard\": 9")
                                      << QByteArray("do not fit");
        QTest::newRow("rows from elsewhere")
            << QByteArray("\"first_row\": 0") << QByteArray("\"first_row\": 5") << QByteArray("its rows begin at 5");
        QTest::newRow("id column far away")
            << QByteArray("\"id_column\": 0") << QByteArray("\"id_column\": 99") << QByteArray("do not fit");
        QTest::newRow("other ids") << QByteArray("\"ids_sha256\": \"") << QByteArray("\"ids_sha256\": \"0")
                                   << QByteArray("its ids are not those");
        QTest::newRow("a kind that is none")
            << QByteArray("\"kind\": \"id\"") << QByteArray("\"kind\": \"date\"") << QByteArray("date");
    }
    void badManifests() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, words);
        const QString folder = QStringLiteral("bad_") +
                               QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('_'));
        copyFolder(QStringLiteral("three"), folder);
        QByteArray manifest = contentOf(part(folder, 1, 3, "json"));
        const qsizetype at = manifest.indexOf(from);
        QVERIFY(at >= 0);
        manifest.replace(at, from.size(), to);
        write(part(folder, 1, 3, "json"), manifest);
        refuses({path(folder)}, {words});
    }

    void whatIsNoShardIsRefused() {
        for (const char *text : {"0/3", "4/3", "3", "1/0", "a/b", "1/3/5", "-1/3"}) {
            const Finished finished = runProgram(predict(QStringLiteral("c.csv"), QStringLiteral("no")) +
                                                 QStringList{QStringLiteral("--shard"), QLatin1String(text)});
            QVERIFY2(finished.exitCode == 2, text);
        }
        QCOMPARE(runProgram(shard(QStringLiteral("c.csv"), QStringLiteral("no.csv"), 1, 3)).exitCode, 2);
    }

    void aProjectGetsThePredictionsOfItsShards() {
        const QString project = path(QStringLiteral("p.warbler"));
        QCOMPARE(
            runProgram({QStringLiteral("import"), project, source(QStringLiteral("tests/data/tweets/oneword.csv"))})
                .exitCode,
            0);
        QCOMPARE(
            runProgram({QStringLiteral("import"), project, path(QStringLiteral("large.csv")), QStringLiteral("--label"),
                        QStringLiteral("-"), QStringLiteral("--duplicates"), QStringLiteral("first")})
                    .exitCode %
                7,
            0);
        const Finished tuned = runProgram(QStringList{QStringLiteral("tune"), project} + quickSettings());
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const QByteArray before = contentOf(project);
        const QStringList run{QStringLiteral("--run"), QStringLiteral("1")};
        for (const char *one : {"1/2", "2/2"}) {
            const Finished made =
                runProgram(QStringList{QStringLiteral("predict"), project, QStringLiteral("-o"),
                                       path(QStringLiteral("ps")), QStringLiteral("--shard"), QLatin1String(one)} +
                           run);
            QVERIFY2(made.exitCode == 0, made.err.constData());
        }
        QCOMPARE(contentOf(project), before);
        const QString other = path(QStringLiteral("other.warbler")), grown = path(QStringLiteral("grown.warbler"));
        QVERIFY(QFile::copy(project, other));
        QVERIFY(QFile::copy(project, grown));

        QCOMPARE(runProgram({QStringLiteral("merge"), QStringLiteral("-o"), path(QStringLiteral("wrong.csv")),
                             path(QStringLiteral("ps"))})
                     .exitCode,
                 3);
        QCOMPARE(runProgram({QStringLiteral("merge"), project, path(QStringLiteral("three"))}).exitCode, 3);
        QCOMPARE(contentOf(project), before);
        const Finished merged =
            runProgram({QStringLiteral("merge"), project, path(QStringLiteral("ps")), QStringLiteral("--json")});
        QVERIFY2(merged.exitCode == 0, merged.err.constData());
        QCOMPARE(merged.json()["shards"].get<int>(), 2);
        // Nothing is left to classify, and the file is that of a project that classified all itself.
        const Finished rest = runProgram(QStringList{QStringLiteral("predict"), project, QStringLiteral("-o"),
                                                     path(QStringLiteral("a.csv")), QStringLiteral("--json")} +
                                         run);
        QCOMPARE(rest.exitCode, 0);
        QCOMPARE(rest.json()["classified"].get<int>(), 0);
        QCOMPARE(runProgram(QStringList{QStringLiteral("predict"), other, QStringLiteral("-o"),
                                        path(QStringLiteral("b.csv"))} +
                            run)
                     .exitCode,
                 0);
        QCOMPARE(contentOf(path(QStringLiteral("a.csv"))), contentOf(path(QStringLiteral("b.csv"))));

        write(path(QStringLiteral("more.csv")), "tweet_id,text\n1500000000000000000,one more\n");
        QCOMPARE(runProgram({QStringLiteral("import"), grown, path(QStringLiteral("more.csv"))}).exitCode, 0);
        const QByteArray asItWas = contentOf(grown);
        const Finished refused = runProgram({QStringLiteral("merge"), grown, path(QStringLiteral("ps"))});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.err.contains("its tweets are not those"), refused.err.constData());
        QCOMPARE(contentOf(grown), asItWas);
    }

    // How much is computed at once changes no answer.
    void batchTokens() {
        const QStringList command = predict(QStringLiteral("c.csv"), QStringLiteral("small.csv"));
        QCOMPARE(runProgram(command + QStringList{QStringLiteral("--batch-tokens"), QStringLiteral("20")}).exitCode, 7);
        const QVector<QStringList> small = records(contentOf(path(QStringLiteral("small.csv")))),
                                   whole = records(contentOf(path(QStringLiteral("whole.csv"))));
        QCOMPARE(small.size(), whole.size());
        const qsizetype p = whole[0].indexOf(QStringLiteral("w_p_yes")),
                        label = whole[0].indexOf(QStringLiteral("w_pred"));
        QVERIFY(p > 0 && label > 0);
        for (qsizetype row = 1; row < whole.size(); ++row) {
            QCOMPARE(small[row][label], whole[row][label]);
            QVERIFY(std::abs(small[row][p].toDouble() - whole[row][p].toDouble()) < 1e-5);
        }
        QCOMPARE(runProgram(command + QStringList{QStringLiteral("--batch-tokens"), QStringLiteral("0")}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(ShardsTest)
#include "shards_test.moc"
