// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workbooks are read back by read_xlsx.py, which shares no code with the writer.
#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <cerrno>
#include <filesystem>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/xlsx_writer.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
const std::vector<CsvWriter::Column> kColumns = {
    {"tweet_id", CellKind::Id}, {"text", CellKind::Text}, {"w_p", CellKind::Number}};

QJsonArray readWorkbook(const std::string &path) {
    QProcess python;
    python.start(qEnvironmentVariable("WARBLER_TEST_PYTHON"),
                 {qEnvironmentVariable("WARBLER_TEST_SOURCE") + "/tests/core/tables/read_xlsx.py",
                  QString::fromStdString(path)});
    python.waitForFinished(60000);
    if (python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0)
        qWarning("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

QString cell(const QJsonArray &rows, int row, int column) {
    const QJsonArray cells = rows[row].toArray();
    return column < cells.size() ? cells[column].toArray()[0].toString() + ":" + cells[column].toArray()[1].toString()
                                 : QString("blank:");
}

std::ptrdiff_t filesIn(const std::string &folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
}
}  // namespace

class XlsxWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }
    void cleanup() { setWriteFault({}); }

    void idsAndTextsAreTextAndNumbersAreNumbers() {
        const TableFile file("", "out.xlsx");
        CsvWriter writer(file.path(), CsvProfile::Excel, kColumns);
        writer.row({"1268563638165688320", "=1+1", "0.25"});
        writer.row({"007", "1.5", ""});
        writer.row({"", "-", "nan"});
        writer.finish();
        QCOMPARE(writer.rows(), std::int64_t(3));
        QCOMPARE(joined(writer.files(), "|"), file.path());
        QCOMPARE(writer.sha256(), sha256HexOfFile(file.path()));
        const QJsonArray rows = readWorkbook(file.path());
        QCOMPARE(rows.size(), 4);
        const QStringList expected = {"text:tweet_id", "text:text",   "text:w_p", "text:1268563638165688320",
                                      "text:=1+1",     "number:0.25", "text:007", "text:1.5",
                                      "blank:",        "blank:",      "text:-",   "text:nan"};
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(cell(rows, i / 3, i % 3), expected[i]);
    }

    void everyTextComesBack() {
        const std::vector<std::string> texts = {"a & b < c > d \" '",
                                                " blanks around ",
                                                "two\nlines",
                                                "CRLF\r\nand CR\r",
                                                "tab\t",
                                                "\0in\0it"s,
                                                "\x01\x02\x1F\x7F",
                                                "_x0041_ _x005F_",
                                                "_x00_",
                                                "é 😀 👩‍🚒 🇪🇺",
                                                "صباح \xE2\x80\xAE"
                                                "abc",
                                                "\xEF\xBF\xBE",
                                                "@user =1",
                                                "]]>",
                                                std::string(32767, 'a')};
        const TableFile file("", "out.xlsx");
        XlsxWriter writer(file.path(), kColumns);
        for (const auto &text : texts)
            writer.row({"1", text, "1"});
        writer.row({"1", "bad\xFF", "1"});
        writer.finish();
        const QJsonArray rows = readWorkbook(file.path());
        QCOMPARE(rows.size(), static_cast<int>(texts.size()) + 2);
        for (std::size_t i = 0; i < texts.size(); ++i)
            QCOMPARE(cell(rows, static_cast<int>(i) + 1, 1),
                     "text:" + QString::fromUtf8(texts[i].data(), static_cast<qsizetype>(texts[i].size())));
        QCOMPARE(cell(rows, rows.size() - 1, 1), QString("text:bad\uFFFD"));
    }

    void rowsBeyondASheetGoOnInFurtherFiles() {
        const TableFile file("", "all tweets.xlsx");
        XlsxWriter writer(file.path(), kColumns, 10);
        for (int i = 0; i < 25; ++i)
            writer.row({std::to_string(i), "t", "0.5"});
        writer.finish();
        QCOMPARE(joined(writer.files(), "|"),
                 file.path() + "|" + file.folder() + "/all tweets-2.xlsx|" + file.folder() + "/all tweets-3.xlsx");
        const std::vector<int> sizes = {11, 11, 6};
        int next = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const QJsonArray rows = readWorkbook(writer.files()[i]);
            QCOMPARE(rows.size(), sizes[i]);
            QCOMPARE(cell(rows, 0, 0), QString("text:tweet_id"));
            for (int r = 1; r < rows.size(); ++r)
                QCOMPARE(cell(rows, r, 0), QString("text:%1").arg(next++));
        }
    }

    void manyRowsAndColumnsKeepTheirPlaces() {
        const TableFile file("", "out.xlsx");
        std::vector<CsvWriter::Column> columns;
        for (int i = 0; i < 730; ++i)
            columns.push_back({"c" + std::to_string(i), CellKind::Text});
        XlsxWriter writer(file.path(), columns);
        for (int r = 0; r < 30; ++r) {
            std::vector<std::string> cells;
            for (int c = 0; c < 730; ++c)
                cells.push_back((r + c) % 3 ? std::to_string(r) + "/" + std::to_string(c) : "");
            writer.row(cells);
        }
        writer.finish();
        const QJsonArray rows = readWorkbook(file.path());
        QCOMPARE(rows.size(), 31);
        for (int r = 0; r < 30; ++r)
            for (int c = 0; c < 730; c += 7)
                QCOMPARE(cell(rows, r + 1, c), (r + c) % 3 ? QString("text:%1/%2").arg(r).arg(c) : QString("blank:"));
    }

    void refusesCellsAboveTheLimitAndWritesNothing() {
        const TableFile file("old", "out.xlsx");
        XlsxWriter writer(file.path(), kColumns);
        writer.row({"1", "short", ""});
        writer.row({"2", std::string(32768, 'a'), ""});
        std::string emoji;  // each two characters to a spreadsheet
        for (int i = 0; i < 16384; ++i)
            emoji += "😀";
        writer.row({"3", emoji, ""});
        try {
            writer.finish();
            QFAIL("an overlong cell was written");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("BadData"));
            QVERIFY(error.detail().find("2 cells are longer") != std::string::npos &&
                    error.detail().find("row 2, text: 32,768 characters; row 3, text: 32,768") != std::string::npos);
            QVERIFY(error.hint().find("profile data") != std::string::npos);
        }
        QCOMPARE(readFile(file.path()), "old"s);
    }

    void keepsTheOldFileWhenTheDiskIsFull() {
        const TableFile file("old", "out.xlsx");
        {
            XlsxWriter writer(file.path(), kColumns);
            for (int i = 0; i < 1000; ++i)
                writer.row({std::to_string(i), "text", "1"});
            setWriteFault([](std::uint64_t, const std::string &) { return ENOSPC; });
            try {
                writer.finish();
                QFAIL("a full disk went unseen");
            } catch (const Error &error) {
                QCOMPARE(errorName(error.code()), std::string_view("DiskFull"));
            }
        }
        QCOMPARE(readFile(file.path()), "old"s);
        QCOMPARE(filesIn(file.folder()), std::ptrdiff_t(1));
    }

    void theSameRowsGiveTheSameBytes() {
        const TableFile one("", "a.xlsx"), two("", "b.xlsx");
        for (const TableFile *file : {&one, &two}) {
            XlsxWriter writer(file->path(), kColumns);
            writer.row({"1", "text", "0.1"});
            writer.finish();
        }
        QVERIFY(readFile(one.path()) == readFile(two.path()));
    }

    void anImportRefusesTheWorkbookWithTheStepsToACsv() {
        const TableFile file("", "tweets.csv");
        XlsxWriter writer(file.path(), kColumns);
        writer.row({"1", "text", "0.1"});
        writer.finish();
        try {
            guessDialect(file.path());
            QFAIL("a workbook was taken for a CSV");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("UnsupportedFormat"));
            QVERIFY(error.detail().find(".xlsx") != std::string::npos &&
                    error.hint().find("CSV UTF-8") != std::string::npos);
        }
    }

    void profilesHaveNames() {
        for (const char *name : {"data", "excel", "spreadsheet-safe"})
            QCOMPARE(std::string(csvProfileName(csvProfileFromName(name))), std::string(name));
        QVERIFY_EXCEPTION_THROWN(csvProfileFromName("sav"), Error);
        QVERIFY_EXCEPTION_THROWN(CsvWriter("-", CsvProfile::Excel, kColumns), Error);
    }
};

QTEST_GUILESS_MAIN(XlsxWriterTest)
#include "xlsx_writer_test.moc"
