// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"
#include "tests/support/fault_run.h"

// Files as they are found: lines before the header, headers that come again, rows that do not fit, disks that fail.
class FoundFilesTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;

    QString file(const QByteArray &bytes) {
        const QString path = m_folder.filePath(QStringLiteral("in%1.csv").arg(++m_files));
        write(path, bytes);
        return path;
    }
    QString project() { return m_folder.filePath(QStringLiteral("p%1.warbler").arg(++m_files)); }
    static QByteArray rows(int count) {
        QByteArray csv;
        for (int i = 0; i < count; ++i)
            csv += QByteArray::number(1000 + i) + ",the heron flies past number " + QByteArray::number(i) +
                   (i % 2 == 0 ? ",yes\n" : ",no\n");
        return csv;
    }
    static nlohmann::json counts(const nlohmann::json &document) {
        nlohmann::json counts;
        for (const char *key : {"read", "imported", "duplicate", "empty", "rejected", "skipped", "labelled"})
            counts[key] = document.value(key, -1);
        return counts;
    }

private Q_SLOTS:
    void aDryRunCountsWhatAnImportCounts_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("exitCode");
        const QByteArray header = "id,text,label\n";
        QTest::newRow("250 ragged rows") << header + rows(3000) + QByteArray("1,a,b,c\n").repeated(250) << 7;
        QTest::newRow("titles, headers again, an empty text and an id twice")
            << "Tweets of May\n\n" + header + rows(40) + header + "1000,again,no\n9,,yes\n"
            << 0;
        QTest::newRow("no id in one row") << header + rows(10) + " ,text,no\n" << 7;
        QTest::newRow("no table") << QByteArray("id,text,label\n1,a,b,c,d\n2,e\n3,f,g,h\n4\n5,i,j,k,l,m\n6,n\n") << 7;
    }
    void aDryRunCountsWhatAnImportCounts() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, exitCode);
        const QString csv = file(bytes), path = project();
        for (const char *duplicates : {"first", "last", "reject"}) {
            const QStringList command = {QStringLiteral("--json"),
                                         QStringLiteral("import"),
                                         path,
                                         csv,
                                         QStringLiteral("--label"),
                                         QStringLiteral("-"),
                                         QStringLiteral("--duplicates"),
                                         QLatin1String(duplicates)};
            const Finished tried = runProgram(command + QStringList{QStringLiteral("--dry-run")});
            const Finished done = runProgram(command);
            QVERIFY2(tried.exitCode == done.exitCode, (tried.out + done.out).constData());
            QCOMPARE(counts(tried.json()).dump(), counts(done.json()).dump());
            if (QByteArray(duplicates) == "first")
                QCOMPARE(done.exitCode, exitCode);
        }
    }

    void aDryRunLeavesNothing() {
        const QString csv = file("id,text\n1,a\n"), path = project();
        QCOMPARE(runProgram({QStringLiteral("import"), path, csv, QStringLiteral("--dry-run")}).exitCode, 0);
        QVERIFY(!QFile::exists(path));
    }

    void whatIsSkippedIsSaidAndNotRead() {
        const QString csv =
            file("Tweets of May\nmade by hand\n\nid,text,label\n" + rows(20) + "id,text,label\n" + rows(0));
        const Finished imported = runProgram({QStringLiteral("--json"), QStringLiteral("import"), project(), csv});
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QCOMPARE(imported.json().value("read", 0), 20);
        QCOMPARE(imported.json().value("imported", 0), 20);
        QCOMPARE(imported.json().value("skipped", 0), 4);
        const Finished told = runProgram({QStringLiteral("import"), project(), csv});
        QVERIFY2(told.err.contains("skipped: line 1: Tweets of May"), told.err.constData());
        QVERIFY2(told.out.contains("4 lines that are no rows skipped"), told.out.constData());
    }

    void optionsSayHowTheFileIsWritten() {
        const QString csv = file("one\ntwo\nid^text^label\n1^\"a /\"b/\" c\"^x\n#2^no^y\n3^d^y\n");
        const QStringList command = {QStringLiteral("--json"),
                                     QStringLiteral("import"),
                                     project(),
                                     csv,
                                     QStringLiteral("--delimiter"),
                                     QStringLiteral("^"),
                                     QStringLiteral("--escape"),
                                     QStringLiteral("/"),
                                     QStringLiteral("--comment"),
                                     QStringLiteral("#"),
                                     QStringLiteral("--skip-lines"),
                                     QStringLiteral("2")};
        const nlohmann::json document = runProgram(command).json();
        QCOMPARE(document.value("imported", 0), 2);
        QCOMPARE(document.value("skipped", 0), 3);
        QCOMPARE(document.value("rejected", -1), 0);
    }

    void metricsTakesTheRowWithTheNamesAsHeader() {
        const QByteArray judged = "truth,predicted\nyes,yes\nno,no\nno,no\nyes,yes\nyes,yes\nno,no\nno,no\nyes,yes\n";
        const QStringList columns = {QStringLiteral("--truth"), QStringLiteral("truth"), QStringLiteral("--predicted"),
                                     QStringLiteral("predicted")};
        for (const QByteArray &before : {QByteArray(), QByteArray("made by hand\n\n")}) {
            const Finished finished = runProgram(
                QStringList{QStringLiteral("--json"), QStringLiteral("metrics"), file(before + judged)} + columns);
            QVERIFY2(finished.exitCode == 0, finished.out.constData());
            QCOMPARE(finished.json()["metrics"].value("accuracy", 0.0), 1.0);
        }
        const QStringList numbered = {QStringLiteral("--truth"),     QStringLiteral("column 1"),
                                      QStringLiteral("--predicted"), QStringLiteral("column 2"),
                                      QStringLiteral("--header"),    QStringLiteral("no")};
        const Finished all =
            runProgram(QStringList{QStringLiteral("--json"), QStringLiteral("metrics"), file(judged)} + numbered);
        QVERIFY2(all.exitCode == 0, all.out.constData());
        QCOMPARE(all.json()["labels"].size(), std::size_t(4));
    }

    void aReadErrorIsNotTheEndOfTheFile_data() {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<int>("at");
        const QString model = source(QStringLiteral("tests/data/models/tiny_bloom"));
        QTest::newRow("tokenize") << QStringList{QStringLiteral("tokenize"), model, QStringLiteral("FILE")} << 3;
        QTest::newRow("import, first bytes")
            << QStringList{QStringLiteral("import"), QStringLiteral("PROJECT"), QStringLiteral("FILE")} << 1;
        QTest::newRow("metrics") << QStringList{QStringLiteral("metrics"),     QStringLiteral("FILE"),
                                                QStringLiteral("--truth"),     QStringLiteral("label"),
                                                QStringLiteral("--predicted"), QStringLiteral("label")}
                                 << 2;
    }
    void aReadErrorIsNotTheEndOfTheFile() {
        QFETCH(QStringList, command);
        QFETCH(int, at);
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("lines.csv"));
        write(csv, "id,text,label\n" + rows(20000));
        std::vector<std::string> words = {program().toStdString()};
        for (QString word : command)
            words.push_back(
                word.replace(QStringLiteral("FILE"), csv).replace(QStringLiteral("PROJECT"), project()).toStdString());
        warbler::test::FaultPlan plan;
        plan.under = folder.path().toStdString();
        plan.at = static_cast<std::uint64_t>(at);
        plan.kinds = "read";
        plan.how = warbler::test::FaultPlan::How::Lasting;
        const warbler::test::FaultedRun run = warbler::test::runWithFault(words, {}, plan);
        QVERIFY(run.hasFailed);
        QVERIFY2(run.exitCode == 8, (std::to_string(run.exitCode) + ": " + run.err).c_str());
        QVERIFY2(run.err.find("Input/output error") != std::string::npos, run.err.c_str());
    }
};

QTEST_GUILESS_MAIN(FoundFilesTest)
#include "found_files_test.moc"
