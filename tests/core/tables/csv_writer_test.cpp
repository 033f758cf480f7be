// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <filesystem>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/csv_writer.h"
#include "core/tables/spreadsheet_escape.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
const std::vector<CsvWriter::Column> kColumns = {
    {"tweet_id", CellKind::Id}, {"text", CellKind::Text}, {"w_p_yes", CellKind::Number}};

// What leaves a study must come back as it was: what spreadsheets run, what CSV quotes, what encodings trip over.
const std::vector<std::string> &payloads() {
    static const std::vector<std::string> list = {"",
                                                  " ",
                                                  "a",
                                                  "'",
                                                  "''",
                                                  "'a",
                                                  "\"",
                                                  "\"\"",
                                                  "\"a\"",
                                                  "a\"b",
                                                  "\"=1+1\"",
                                                  "=1+1",
                                                  "=cmd|' /C calc'!A0",
                                                  "=HYPERLINK(\"http://example.org\",\"x\")",
                                                  "+1",
                                                  "+49 30 1234",
                                                  "-1",
                                                  "-",
                                                  "- a list",
                                                  "@user hello",
                                                  "@SUM(1)",
                                                  " =1",
                                                  "  \t=1",
                                                  "\t=1",
                                                  "\ta",
                                                  "\r=1",
                                                  "\n=1",
                                                  "\r\n",
                                                  "a\nb",
                                                  "a\r\nb",
                                                  "a\rb",
                                                  "a\r",
                                                  "\n",
                                                  "\0"s,
                                                  "\0=1"s,
                                                  "a\0b"s,
                                                  "\xEF\xBC\x9D"
                                                  "1",
                                                  "\xEF\xBC\x8B"
                                                  "1",
                                                  "\xEF\xBC\x8D"
                                                  "1",
                                                  "\xEF\xBC\xA0user",
                                                  "\xC2\xA0=1",
                                                  "\xE3\x80\x80@a",
                                                  "\xEF\xBB\xBF=1",
                                                  "\xE2\x80\x9C=1\xE2\x80\x9D",
                                                  "' =1",
                                                  "x1",
                                                  "xx",
                                                  "1268563638165688320",
                                                  "i1268563638165688320",
                                                  "1.26856E+18",
                                                  "007",
                                                  "1,5",
                                                  "a,b;c\td|e",
                                                  "NA",
                                                  "TRUE",
                                                  "#REF!",
                                                  "é 😀 👩‍🚒 🇪🇺",
                                                  "صباح الخير \xE2\x80\xAE"
                                                  "abc",
                                                  "e\xCC\x81",
                                                  "&amp; …",
                                                  "\\",
                                                  "\\\"",
                                                  "a\\",
                                                  std::string(100000, '"')};
    return list;
}

void writeTable(const std::string &path, CsvProfile profile, const std::vector<std::vector<std::string>> &rows,
                std::string *sha = nullptr) {
    CsvWriter writer(path, profile, kColumns);
    for (const auto &row : rows)
        writer.row(row);
    writer.finish();
    if (writer.rows() != static_cast<std::int64_t>(rows.size()))
        throw std::runtime_error("rows() is wrong");
    if (sha)
        *sha = writer.sha256();
}

// As an import of such a file reads it.
std::vector<std::vector<std::string>> readBack(const std::string &path, CsvProfile profile) {
    CsvDialect dialect = guessDialect(path).dialect;
    dialect.header = HeaderRow::Present;
    const Reading reading = readTable(path, dialect);
    if (!reading.rejected.empty())
        throw std::runtime_error("rejected: " + reading.rejected[0].reason);
    std::vector<std::vector<std::string>> rows;
    for (const CsvRow &row : reading.rows) {
        rows.push_back(row.fields);
        if (profile == CsvProfile::Spreadsheet)
            for (std::size_t i = 0; i < kColumns.size(); ++i)
                rows.back()[i] = unescapeSpreadsheet(row.fields[i], kColumns[i].kind);
    }
    return rows;
}

std::string randomField(Mt19937 &random) {
    static const std::vector<std::string> parts = {"a",  "b ", " ",  "\"", "\"\"", "'", ",", ";",
                                                   "\t", "|",  "\n", "\r", "\r\n", "=", "+", "-",
                                                   "@",  "é",  "😀",  "\\", "\0"s,  "x", "1"};
    std::string out;
    for (auto n = random.below(12); n > 0; --n)
        out += parts[random.below(static_cast<std::uint32_t>(parts.size()))];
    return out;
}
}  // namespace

class CsvWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(useEnvironmentLocale());
        QVERIFY(payloads().size() >= 60);
    }
    void cleanup() { setWriteFault({}); }

    void writesDataPlainly() {
        const TableFile file("");
        std::string sha;
        writeTable(file.path(), CsvProfile::Data, {{"i12", "say \"no\",\nor =1", "0.25"}, {"", "", ""}}, &sha);
        const std::string bytes = readFile(file.path());
        QCOMPARE(bytes, "\"tweet_id\",\"text\",\"w_p_yes\"\n\"i12\",\"say \"\"no\"\",\nor =1\",0.25\n\"\",\"\",\n"s);
        QCOMPARE(sha, sha256Hex(bytes));
    }

    void writesForSpreadsheetsSafely() {
        const TableFile file("");
        writeTable(file.path(), CsvProfile::Spreadsheet,
                   {{"12", "=1+1", "-0.5"}, {"", "plain", ""}, {"x9", " \"@a", "1"}});
        QCOMPARE(readFile(file.path()), "\xEF\xBB\xBF\"tweet_id\",\"text\",\"w_p_yes\"\r\n"
                                        "\"x12\",\"'=1+1\",-0.5\r\n\"x\",\"plain\",\r\n\"xx9\",\"' \"\"@a\",1\r\n"s);
    }

    void escapesExactlyWhatSpreadsheetsRun() {
        for (const char *text : {"=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "'a", " =1", "\"=1", "\" '\"=1",
                                 "\xEF\xBC\x9D"
                                 "1",
                                 "\xC2\xA0-1"})
            QVERIFY2(isRiskyInSpreadsheet(text), text);
        QVERIFY(isRiskyInSpreadsheet("\0a"s));
        for (const char *text : {"", "a=1", "1+1", "\"a\"", "é", " a@b", "x-1", "#REF!"})
            QVERIFY2(!isRiskyInSpreadsheet(text), text);
    }

    void bringsBackEveryPayload_data() {
        QTest::addColumn<int>("profile");
        QTest::newRow("data") << static_cast<int>(CsvProfile::Data);
        QTest::newRow("spreadsheet-safe") << static_cast<int>(CsvProfile::Spreadsheet);
    }
    void bringsBackEveryPayload() {
        QFETCH(int, profile);
        std::vector<std::vector<std::string>> rows;
        for (const auto &payload : payloads())
            rows.push_back({payload, payload, rows.size() % 2 ? "0.5" : ""});
        Mt19937 random(11);
        for (int i = 0; i < 1000; ++i)
            rows.push_back({randomField(random), randomField(random), "1"});
        const TableFile file("");
        writeTable(file.path(), static_cast<CsvProfile>(profile), rows);
        const auto back = readBack(file.path(), static_cast<CsvProfile>(profile));
        QCOMPARE(back.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t c = 0; c < rows[i].size(); ++c)
                QVERIFY2(back[i][c] == rows[i][c], qPrintable(QString::fromStdString(rows[i][c].substr(0, 200))));
    }

    // Each payload alone in a file, so that none of them misleads the guesses about the whole file.
    void bringsBackEachPayloadAlone() {
        for (const CsvProfile profile : {CsvProfile::Data, CsvProfile::Spreadsheet})
            for (const auto &payload : payloads()) {
                const TableFile file("");
                writeTable(file.path(), profile, {{"5", payload, "1"}});
                const auto back = readBack(file.path(), profile);
                QVERIFY2(back.size() == 1 && back[0][1] == payload && back[0][0] == "5",
                         qPrintable(QString::fromStdString(payload.substr(0, 200))));
            }
    }

    void givesBackBytesThatAreNoText() {
        const TableFile file("");
        writeTable(file.path(), CsvProfile::Data, {{"1", "b\xE9se", ""}});
        QCOMPARE(readTable(file.path()).rows[0].undecoded[0].bytes, "b\xE9se"s);
    }

    void writesARowEvenWhereItsOnlyNumberIsMissing() {
        const TableFile file("");
        CsvWriter writer(file.path(), CsvProfile::Data, {{"p", CellKind::Number}});
        writer.row({""});
        writer.row({"1"});
        writer.finish();
        QCOMPARE(readTable(file.path()).rows.size(), std::size_t(2));
    }

    void leavesNothingWithoutFinish() {
        const TableFile file("old");
        {
            CsvWriter writer(file.path(), CsvProfile::Data, kColumns);
            writer.row({"1", "a", ""});
        }
        QCOMPARE(readFile(file.path()), "old"s);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(file.folder()), {}), std::ptrdiff_t(1));
    }

    void keepsTheOldFileWhenTheDiskIsFull() {
        const std::vector<std::vector<std::string>> rows(20000, {"1", std::string(200, 'a'), "0.5"});
        for (const std::uint64_t quota : {std::uint64_t(0), std::uint64_t(1) << 20, std::uint64_t(3) << 20}) {
            const TableFile file("old");
            std::uint64_t written = 0;
            setWriteFault(
                [&](std::uint64_t bytes, const std::string &) { return (written += bytes) > quota ? ENOSPC : 0; });
            try {
                writeTable(file.path(), CsvProfile::Data, rows);
                QFAIL("a full disk went unseen");
            } catch (const Error &error) {
                QCOMPARE(errorName(error.code()), std::string_view("DiskFull"));
                QVERIFY(error.detail().find(file.path()) != std::string::npos && !error.hint().empty());
            }
            setWriteFault({});
            QCOMPARE(readFile(file.path()), "old"s);
            QCOMPARE(std::distance(std::filesystem::directory_iterator(file.folder()), {}), std::ptrdiff_t(1));
            writeTable(file.path(), CsvProfile::Data, rows);  // space was freed
            QCOMPARE(readTable(file.path()).rows.size(), rows.size());
        }
    }

    // A disk that loses the beginning of a file, played by cutting the temporary file while it is written.
    void saysWhenTheFileReadsBackDifferently() {
        const TableFile file("", "out.csv");
        int writes = 0;
        setWriteFault([&](std::uint64_t, const std::string &) {
            for (const auto &entry : std::filesystem::directory_iterator(file.folder()))
                if (writes == 1 && entry.path().extension() == ".part")
                    std::filesystem::resize_file(entry.path(), 0);
            ++writes;
            return 0;
        });
        try {
            writeTable(file.path(), CsvProfile::Data, {20000, {"1", std::string(200, 'a'), "0.5"}});
            QFAIL("lost bytes went unseen");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("IoError"));
            QVERIFY(error.detail().find("does not read back") != std::string::npos);
        }
        QVERIFY(writes > 1);
    }

    void writesToWhatIsNoFile() {
        std::string sha;
        writeTable("/dev/null", CsvProfile::Data, {{"1", "a", ""}}, &sha);
        QCOMPARE(sha.size(), std::size_t(64));
    }

    void saysThatTheFolderIsMissing() {
        const TableFile file("");
        try {
            const CsvWriter writer(file.folder() + "/none/out.csv", CsvProfile::Data, kColumns);
            QFAIL("wrote into a folder that is not there");
        } catch (const Error &error) {
            QVERIFY(error.detail().find("/none/out.csv") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(CsvWriterTest)
#include "csv_writer_test.moc"
