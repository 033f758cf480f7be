// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// A copy that was made while the project was open lacks what stood in the log: each command that reads it says so.
class StaleCopyTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    // Words of a command; @name is a path in the folder.
    Finished runWords(const QString &command) const {
        QStringList words = command.split(QLatin1Char(' '));
        for (QString &word : words)
            if (word.startsWith(QLatin1Char('@')))
                word = at(word.mid(1));
        return runProgram(words);
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished made = runProgram({QStringLiteral("import"), at(QStringLiteral("whole.warbler")),
                                          source(QStringLiteral("tests/data/tweets/oneword.csv"))});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const Finished tuned =
            runProgram(QStringList{QStringLiteral("tune"), at(QStringLiteral("whole.warbler")),
                                   QStringLiteral("--adapter-out"), at(QStringLiteral("mine"))} +
                       quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=1")});
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        QByteArray bytes = contentOf(at(QStringLiteral("whole.warbler")));
        bytes[18] = bytes[19] = 2;  // a log goes with it, and none is there
        write(at(QStringLiteral("stale.warbler")), bytes);
    }

    void everyReadingCommandSaysThatACopyIsStale_data() {
        QTest::addColumn<QString>("command");
        for (const char *command :
             {"info", "export -o @labels.csv", "rejected -o @rejected.csv", "evaluate --adapter @mine",
              "evaluate --adapter @mine --side all", "evaluate --run 1", "evaluate --run 1 --side all",
              "predict --adapter @mine --shard 1/2 -o @parts"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyReadingCommandSaysThatACopyIsStale() {
        QFETCH(QString, command);
        QStringList words = command.split(QLatin1Char(' '));
        words.insert(1, QStringLiteral("@%1.warbler"));
        const QString of = words.join(QLatin1Char(' '));
        const Finished whole = runWords(of.arg(QStringLiteral("whole")));
        QVERIFY2(whole.exitCode == 0 && !whole.err.contains("attention: "), whole.err.constData());
        const Finished stale = runWords(of.arg(QStringLiteral("stale")));
        QVERIFY2(stale.exitCode == 0, stale.err.constData());
        QCOMPARE(stale.err.count("attention: "), 1);
        QVERIFY2(stale.err.contains("stale.warbler"), stale.err.constData());
    }
    void everyWritingCommandRefusesIt_data() {
        QTest::addColumn<QString>("command");
        for (const char *command : {"label @stale.warbler --coder anna -", "tune @stale.warbler --preset standard",
                                    "predict @stale.warbler --run 1 -o @out.csv", "import @stale.warbler @labels.csv"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyWritingCommandRefusesIt() {
        QFETCH(QString, command);
        const QByteArray before = contentOf(at(QStringLiteral("stale.warbler")));
        const Finished done = runWords(command);
        QVERIFY2(done.exitCode != 0 && done.err.contains("stale.warbler"), done.err.constData());
        QVERIFY(contentOf(at(QStringLiteral("stale.warbler"))) == before);
    }
};

QTEST_APPLESS_MAIN(StaleCopyTest)
#include "stale_copy_test.moc"
