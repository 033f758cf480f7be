// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/dialect_guess.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
std::string described(const CsvDialect &dialect) {
    return std::string(encodingName(dialect.encoding)) + " " + delimiterName(dialect.delimiter) +
           (dialect.header == HeaderRow::Present ? " header" : " no header") +
           (dialect.escape == '\\' ? " backslash" : "");
}

std::string guessed(std::string_view bytes, const DialectChoice &choice = {}) {
    const TableFile file(bytes);
    const DialectGuess guess = guessDialect(file.path(), choice);
    if (guess.encodingReason.empty() || guess.delimiterReason.empty() || guess.headerReason.empty())
        return "a reason is missing";
    return described(guess.dialect);
}

// "Code: hint" of the refusal; the file's path must open the sentence.
std::string refusal(std::string_view bytes, const DialectChoice &choice = {}) {
    const TableFile file(bytes, "tweets.csv");
    try {
        return "accepted: " + described(guessDialect(file.path(), choice).dialect);
    } catch (const Error &error) {
        return std::string(errorName(error.code())) + ": " +
               error.detail().substr(error.detail().find(file.path()) == 0 ? file.path().size() + 1 : 0) + " -> " +
               error.hint();
    }
}

std::string repeated(std::string_view line, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
        out += line;
    return out;
}
}  // namespace

class CsvDialectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void guesses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char *name, const std::string &bytes, const char *expected) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << QString(expected);
        };
        const std::string text = "tweet_id,content,label\n1268563638165688320,\"a, é\",1\n";
        add("comma", text, "UTF-8 , header");
        add("semicolon with commas in the text", "id;text;label\n1;a, b, c;1\n2;d, e, f;0\n3;g;1\n", "UTF-8 ; header");
        add("tab", "id\ttext\n1\ta,b\n2\tc;d\n", "UTF-8 tab header");
        add("bar", "id|text\n1|a,b\n2|c\n", "UTF-8 | header");
        add("more fields win a tie", "id,text;x\n1,a;b\n", "UTF-8 , header");
        add("one column", "text\na, b\nc\nd, e, f\n", "UTF-8 none header");
        add("one quoted column", "text\n\"a, b\"\n\"c, d\"\n", "UTF-8 none header");
        add("UTF-8 BOM", "\xEF\xBB\xBF" + text, "UTF-8 with BOM , header");
        add("BOM before a quoted header", "\xEF\xBB\xBF\"id\",\"text\"\n\"1\",\"b\"\n", "UTF-8 with BOM , header");
        add("UTF-16 LE with BOM", "\xFF\xFE" + utf16(text, Encoding::Utf16Le), "UTF-16 LE , header");
        add("UTF-16 LE without BOM", utf16(text, Encoding::Utf16Le), "UTF-16 LE , header");
        add("UTF-16 BE with BOM", "\xFE\xFF" + utf16(text, Encoding::Utf16Be), "UTF-16 BE , header");
        add("UTF-16 BE without BOM", utf16(text, Encoding::Utf16Be), "UTF-16 BE , header");
        add("windows-1252", "id,text\n1,caf\xE9 \x80 5\n2,na\xEFve\n", "windows-1252 , header");
        add("Latin-1 is read as windows-1252", "id;text\n1;gr\xFC\xDF\n2;\xF6l\n", "windows-1252 ; header");
        add("windows-1254", "id;text\n1;\xFE\xF0\xFD i\xE7in\n2;g\xFCzel bir g\xFCn\n", "windows-1254 ; header");
        add("ASCII", "id,text\n1,a\n", "UTF-8 , header");
        add("one bad byte among good UTF-8", "id,text\n" + repeated("1,é\n", 50) + "2,\xE9\n", "UTF-8 , header");
        add("NUL in a text", "id,text\n1,a\0b some more words\n"s, "UTF-8 , header");
        add("backslash quotes", "id,text\n1,\"a \\\"b\\\", c\"\n2,\"d \\\"e\\\" f\"\n", "UTF-8 , header backslash");
        add("backslash quotes in one column", "text\n\"a \\\"b\\\", c\"\n\"d \\\"e\\\" f\"\n",
            "UTF-8 none header backslash");
        add("unclosed quote in a short file", "id,text,label\n1,a,x\n2,\"b,y\n3,c,x\n4,d,y\n", "UTF-8 , header");
        add("ragged rows", "id,text\n" + repeated("1,a\n", 20) + "1,a,b\n1\n", "UTF-8 , header");
        add("one ragged row in a short file", "id,text\n1,a\n2,b\n3,c,d\n", "UTF-8 , header");
        add("sentences under a name", "text\na, b\nc, d\ne, f\n", "UTF-8 none header");
        add("CR only", "id,text\r1,a\r2,b\r", "UTF-8 , header");
        add("no header, a number", "1,a\n2,b\n", "UTF-8 , no header");
        add("no header, an id led by i", "i1268563638165688320;a\ni1285059389024382976;b\n", "UTF-8 ; no header");
        add("no header, text only", "good morning,some text\nbad evening,other text\n", "UTF-8 , no header");
        add("a header over numbers", "wer,was\n1,a\n2,b\n", "UTF-8 , header");
        add("a header over few values",
            "meinung,haltung\n" + repeated("der erste satz,dafür\nein zweiter,dagegen\n", 6), "UTF-8 , header");
        add("header with blanks, duplicates, empties", "id, ,text,text\n1,a,b,c\n", "UTF-8 , header");
        add("header only", "tweet_id,content,label\n", "UTF-8 , header");
    }
    void guesses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QCOMPARE(
            QString::fromStdString(guessed(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())))),
            expected);
    }

    void takesWhatTheUserChooses() {
        QCOMPARE(guessed("id,text\n1,a\n", {"windows-1252", "tab", "", "no"}),
                 std::string("windows-1252 tab no header"));
        QCOMPARE(guessed("\xEF\xBB\xBFid,text\n1,a\n", {"utf-8", ";", "", "yes"}),
                 std::string("UTF-8 with BOM ; header"));
        QCOMPARE(guessed(utf16("id,text\n1,a\n", Encoding::Utf16Be), {"UTF-16", "", "", ""}),
                 std::string("UTF-16 BE , header"));
        const TableFile file("id,text\n1,'a, b'\n2,'c'\n");
        QCOMPARE(guessDialect(file.path(), {"", "", "'", ""}).dialect.quote, std::string("'"));
        QCOMPARE(guessDialect(file.path(), {"", "", "none", ""}).dialect.quote, kNoQuote);
        for (const char *name : {"UTF-8", "UTF-8 with BOM", "UTF-16 LE", "UTF-16 BE", "windows-1252"})
            QCOMPARE(std::string(encodingName(encodingFromName(name))), std::string(name));
        for (const char *name : {",", ";", "tab", "|", "none"})
            QCOMPARE(delimiterName(delimiterFromName(name)), std::string(name));
        QVERIFY(refusal("id\n1\n", {"klingon", "", "", ""}).find("BadEncoding: ") == 0);
        QVERIFY(refusal("id\n1\n", {"klingon", "", "", ""}).find("UTF-16 LE") != std::string::npos);
        for (const DialectChoice &wrong :
             {DialectChoice{"", "x", "", ""}, DialectChoice{"", "", "x", ""}, DialectChoice{"", "", "", "perhaps"}})
            QVERIFY(refusal("id\n1\n", wrong).find("Usage: ") == 0);
    }

    void saysWhyItGuessed() {
        const TableFile file("id;text\n1;na\xEFve\n2;b\n");
        const DialectGuess guess = guessDialect(file.path());
        QCOMPARE(guess.delimiterReason, std::string("3 of the first 3 rows have 2 fields"));
        QCOMPARE(guess.headerReason, std::string("the first row names a column \"id\""));
        QVERIFY(guess.encodingReason.find("not UTF-8 (line 2)") == 0);
    }

    void namesAnEncodingItCannotRead() {
        // "Привет, мир" and more in IBM866
        const TableFile file("id;text\n" +
                             repeated("1;\x8F\xE0\xA8\xA2\xA5\xE2, \xAC\xA8\xE0! \x84\xAE\xA1\xE0\xAE\xA5 "
                                      "\xE3\xE2\xE0\xAE, \xA4\xE0\xE3\xA7\xEC\xEF\n",
                                      20));
        const DialectGuess guess = guessDialect(file.path());
        QVERIFY2(guess.encodingDoubt.find("IBM866") != std::string::npos, guess.encodingDoubt.c_str());
        QVERIFY(guess.encodingDoubt.find("save the file as UTF-8") != std::string::npos);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("step");
        const auto add = [](const char *name, const std::string &bytes, const char *code, const char *what,
                            const char *step) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << QString(code)
                                << QString(what) << QString(step);
        };
        const std::string zeros(200, '\0');
        const std::string zip = "PK\x03\x04\x14\0\x06\0\x08\0\0\0\x21\0"s;
        std::string workbook = zip;
        workbook.append(zeros).append("[Content_Types].xml").append(zeros).append("xl/workbook.xml");
        add("xlsx", workbook, "UnsupportedFormat", "(.xlsx)", "CSV UTF-8");
        add("xlsx written by a library", zip + zeros + "xl/worksheets/sheet1.xml", "UnsupportedFormat", "(.xlsx)",
            "format Text");
        add("ods", zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "UnsupportedFormat", "(.ods)",
            "CSV UTF-8");
        add("xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + zeros, "UnsupportedFormat", "(.xls)", "CSV UTF-8");
        add("zip", zip + zeros + "tweets.csv", "UnsupportedFormat", "zip archive", "Unpack");
        add("gzip", "\x1F\x8B\x08\0\0\0"s + zeros, "UnsupportedFormat", "gzip", "gunzip");
        add("bzip2", "BZh91AY&SY" + zeros, "UnsupportedFormat", "bzip2", "bunzip2");
        add("xz",
            "\xFD"
            "7zXZ\0"s +
                zeros,
            "UnsupportedFormat", "xz", "unxz");
        add("zstd", "\x28\xB5\x2F\xFD" + zeros, "UnsupportedFormat", "zstd", "unzstd");
        add("JSON array", "[\n  {\"id\": 1}\n]\n", "UnsupportedFormat", "JSON", "to_csv");
        add("JSON lines", "{\"id\": \"1\", \"text\": \"a\"}\n{\"id\": \"2\"}\n", "UnsupportedFormat", "JSON", "to_csv");
        add("web page", "\n<!DOCTYPE html><html>", "UnsupportedFormat", "web page", "Download");
        add("XML", "<?xml version=\"1.0\"?><a/>", "UnsupportedFormat", "XML", "CSV");
        add("SQLite", "SQLite format 3\0"s + zeros, "UnsupportedFormat", "SQLite", "Export");
        add("Warbler project", "SQLite format 3\0"s + std::string(52, '\0') + "WRB1" + zeros, "UnsupportedFormat",
            "Warbler project", "File > Open");
        add("Parquet", "PAR1\x15\x04" + zeros, "UnsupportedFormat", "Parquet", "CSV");
        add("SPSS", "$FL2@(#) SPSS DATA FILE" + zeros, "UnsupportedFormat", "SPSS", "Save As");
        add("Stata", "<stata_dta><header>", "UnsupportedFormat", "Stata", "export delimited");
        add("R data", "RDX3\nX\n" + zeros, "UnsupportedFormat", "R data", "write.csv");
        add("PDF", "%PDF-1.7\n", "NotText", "PDF", "Choose");
        add("PNG", "\x89PNG\r\n\x1A\n" + zeros, "NotText", "PNG", "Choose");
        add("JPEG", "\xFF\xD8\xFF\xE0" + zeros, "NotText", "JPEG", "Choose");
        add("program",
            "\x7F"
            "ELF\x02\x01\x01" +
                zeros,
            "NotText", "program", "Choose");
        add("UTF-32", "\xFF\xFE\0\0i\0\0\0"s, "BadEncoding", "UTF-32", "UTF-8");
        std::string noise;
        Mt19937 random(1);
        for (int i = 0; i < 5000; ++i)
            noise.push_back(static_cast<char>(random.below(256)));
        add("random bytes", noise, "NotText", "control characters", "Choose");
        add("empty", "", "EmptyFile", "empty (0 bytes)", "Choose");
        add("BOM only", "\xEF\xBB\xBF", "EmptyFile", "no rows", "Choose");
        add("blank lines only", "\n\r\n\n", "EmptyFile", "no rows", "Choose");
    }
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        QFETCH(QString, what);
        QFETCH(QString, step);
        const QString said =
            QString::fromStdString(refusal(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size()))));
        QVERIFY2(said.startsWith(code + ": "), qPrintable(said));
        const qsizetype arrow = said.indexOf(" -> ");
        QVERIFY2(arrow > 0 && said.left(arrow).contains(what) && said.mid(arrow).contains(step), qPrintable(said));
    }

    void acceptsHeadersThatOnlyBeginLikeAnotherFormat() {
        QCOMPARE(guessed("PAR1,text\n1,a\n"), std::string("UTF-8 , header"));
        QCOMPARE(guessed("GIF8;text\n1;a\n"), std::string("UTF-8 ; header"));
        QCOMPARE(guessed("[id],text\n1,a\n"), std::string("UTF-8 , header"));
        QCOMPARE(guessed("{id},text\n1,a\n"), std::string("UTF-8 , header"));
    }
};

QTEST_APPLESS_MAIN(CsvDialectTest)
#include "csv_dialect_test.moc"
