// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <filesystem>

#include <unistd.h>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
struct Case {
    const char *name;
    std::string bytes;
    std::string expected;  // as rendered()
    CsvDialect dialect = {};
};

CsvDialect dialectOf(Encoding encoding, const std::string &delimiter = ",") {
    CsvDialect dialect;
    dialect.encoding = encoding;
    dialect.delimiter = delimiter;
    return dialect;
}

CsvDialect backslash() {
    CsvDialect dialect;
    dialect.escape = '\\';
    return dialect;
}

template <typename Change>
CsvDialect changed(Change change) {
    CsvDialect dialect;
    change(dialect);
    return dialect;
}
CsvDialect lineFeeds() {
    return changed([](CsvDialect &d) { d.lineEnds = LineEnds::LineFeed; });
}
CsvDialect returns() {
    return changed([](CsvDialect &d) { d.lineEnds = LineEnds::Return; });
}
CsvDialect caret() {
    return changed([](CsvDialect &d) { d.escape = '^'; });
}
CsvDialect unescaped() {
    return changed([](CsvDialect &d) { d.escape = kUnescapedQuotes; });
}
CsvDialect blanksDropped() {
    return changed([](CsvDialect &d) { d.leadingBlanks = LeadingBlanks::Dropped; });
}
CsvDialect commented() {
    return changed([](CsvDialect &d) { d.comment = "#"; });
}
CsvDialect skipping(std::int64_t lines) {
    return changed([lines](CsvDialect &d) { d.skippedLines = lines; });
}
CsvDialect wide(std::int64_t columns) {
    return changed([columns](CsvDialect &d) { d.columns = columns; });
}
CsvDialect typographic(Encoding encoding) {
    CsvDialect dialect = dialectOf(encoding);
    dialect.quote = "„“";
    return dialect;
}

const std::vector<Case> &cases() {
    static const std::vector<Case> list = {
        {"quoted newline", "id,text\n1,\"a\nb\"\n2,c\n", "1¦a\\nb\n2¦c\n"},
        {"CRLF, LF and CR mixed", "id,text\r\n1,a\n2,b\r3,\"c\r\nd\re\nf\"\r\n4,g",
         "1¦a\n2¦b\n3¦c\\r\\nd\\re\\nf\n4¦g\n"},
        {"doubled quotes", "id,text\n1,\"he said \"\"no\"\"\"\n2,\"\"\"\"\n3,\"\"\n", "1¦he said \"no\"\n2¦\"\n3¦\n"},
        {"backslash quotes", "id,text\n1,\"he said \\\"no\\\"\"\n2,\"a\\\\\"\n3,\"c:\\new\"\n4,a\\b\n",
         "1¦he said \"no\"\n2¦a\\\n3¦c:\\new\n4¦a\\b\n", backslash()},
        {"quote inside an unquoted field", "id,text\n1,5\" nail\n2,a\"b\"c\n", "1¦5\" nail\n2¦a\"b\"c\n"},
        {"blanks behind a closing quote", "id,text\n\"1\" ,\"a\"  \n", "1¦a\n"},
        {"text behind a closing quote", "id,text\n1,\"he said \"hello\" to me\"\n2,b\n",
         "! 2: text behind the closing quote of field 2; a quote inside a quoted field is written twice\n2¦b\n"},
        {"unclosed quote mid-file", "id,text\n1,a\n2,b\n3,\"c\n4,d\n5,\"e\"\n6,f\n",
         "1¦a\n2¦b\n! 4: the quote opened at line 4 is followed by text where it closes\n4¦d\n5¦e\n6¦f\n"},
        {"unclosed quote on the last line but one", "id,text\n1,\"c\n2,\"e\"",
         "! 2: the quote opened at line 2 is followed by text where it closes\n2¦e\n"},
        {"unclosed quote and no other", "id,text\n1,a\n2,\"b\n3,c\n\n4,d\n",
         "1¦a\n! 3: the quote opened at line 3 is never closed\n3¦c\n4¦d\n"},
        {"unclosed quote in a text of two lines", "id,text,label\n1,\"a\nb,x\n2,c,y\n3,d,x\n",
         "! 2: the quote opened at line 2 is never closed\n! 3: inside the quote opened at line 2, which is never "
         "closed\n2¦c¦y\n3¦d¦x\n"},
        {"unclosed quote behind a field of two lines", "id,text\n\"1\n1\",\"b\n3,c\n",
         "! 2: the quote opened at line 3 is never closed\n! 3: the quote opened at line 3 is never closed\n3¦c\n"},
        {"a quote cut with the file holds no rows", "id,text,label\n1,\"a\n2,b,x\n",
         "! 2: the quote opened at line 2 is never closed\n! 3: inside the quote opened at line 2, which is never "
         "closed\n"},
        {"a quote that a second mistake closes", "id,text,label\n1,\"a,x\n2,b,y\n3,c,x\n4,d\",y\n5,e,x\n",
         "! 2: the quote opened at line 2 closes behind lines that are rows\n2¦b¦y\n3¦c¦x\n4¦d\"¦y\n5¦e¦x\n"},
        {"rows quoted in a text stay text", "id,text,label\n1,\"see:\n2,b,y\n3,c,x\n\",y\n5,e,x\n",
         "1¦see:\\n2,b,y\\n3,c,x\\n¦y\n5¦e¦x\n"},
        {"NUL", "id,text\n1,a\0b\n2,\"\0\"\n"s, "1¦a\\0b\n2¦\\0\n"},
        {"UTF-8 with BOM", "\xEF\xBB\xBFid,text\n1,\xC3\xA9\n", "1¦é\n", dialectOf(Encoding::Utf8Bom)},
        {"BOM before a quoted header", "\xEF\xBB\xBF\"id\",\"text\"\n1,a\n", "1¦a\n", dialectOf(Encoding::Utf8Bom)},
        {"UTF-16 LE with BOM", "\xFF\xFE" + utf16("id,text\n1,\"é\n😀\"\n", Encoding::Utf16Le), "1¦é\\n😀\n",
         dialectOf(Encoding::Utf16Le)},
        {"UTF-16 LE without BOM", utf16("id,text\n1,é\n", Encoding::Utf16Le), "1¦é\n", dialectOf(Encoding::Utf16Le)},
        {"UTF-16 BE with BOM", "\xFE\xFF" + utf16("id,text\r\n1,é\r\n", Encoding::Utf16Be), "1¦é\n",
         dialectOf(Encoding::Utf16Be)},
        {"UTF-16 BE without BOM", utf16("id,text\n1,😀\n", Encoding::Utf16Be), "1¦😀\n", dialectOf(Encoding::Utf16Be)},
        {"UTF-16 with a lone surrogate and an odd byte",
         utf16("id,text\n1,", Encoding::Utf16Le) + "\x3D\xD8"s + utf16("x", Encoding::Utf16Le) + "\x41",
         "1¦\xEF\xBF\xBDx\xEF\xBF\xBD\n", dialectOf(Encoding::Utf16Le)},
        {"windows-1252", "id,text\n1,caf\xE9 \x80 \x93q\x94\n", "1¦café € “q”\n", dialectOf(Encoding::Windows1252)},
        {"a byte windows-1252 does not know",
         "id,text\n1,a\x81"
         "b\n",
         "1¦a\xEF\xBF\xBD"
         "b\n",
         dialectOf(Encoding::Windows1252)},
        {"ZWJ emoji, flags, skin tones", "id,text\n1,👩‍🚒🇪🇺👍🏽\n",
         "1¦👩‍🚒🇪🇺👍🏽\n"},
        {"right to left and U+202E", "id,text\n1,صباح\n2,a\xE2\x80\xAEtxt\n", "1¦صباح\n2¦a\xE2\x80\xAEtxt\n"},
        {"combining marks stay as they are", "id,text\n1,e\xCC\x81\n2,\xC3\xA9\n", "1¦e\xCC\x81\n2¦\xC3\xA9\n"},
        {"entities and ellipsis stay as they are", "id,text\n1,&amp; &lt;\n2,cut …\n", "1¦&amp; &lt;\n2¦cut …\n"},
        {"fields starting = + - @", "id,text\n1,=1+1\n2,+a\n3,-b\n4,@c\n", "1¦=1+1\n2¦+a\n3¦-b\n4¦@c\n"},
        {"semicolon", "id;text\n1;a,b\n", "1¦a,b\n", dialectOf(Encoding::Utf8, ";")},
        {"tab", "id\ttext\n1\ta,b\n", "1¦a,b\n", dialectOf(Encoding::Utf8, "\t")},
        {"bar", "id|text\n1|a,b\n", "1¦a,b\n", dialectOf(Encoding::Utf8, "|")},
        {"ragged short and long", "id,text\n1\n2,b\n3,c,d\n",
         "! 2: 1 field, the header has 2\n2¦b\n! 4: 3 fields, the header has 2\n"},
        {"ragged over several lines", "id,text\n1,\"a\nb\",c\n2,d\n",
         "! 2: 3 fields, the header has 2; it reaches from line 2 to line 3\n2¦d\n"},
        {"comment lines", "id,text\n# exported today\n1,a\n", "! 2: 1 field, the header has 2\n1¦a\n"},
        {"one column", "text\na,b\n\n\"c\nd\"\n\"\"\n", "a,b\nc\\nd\n\n", dialectOf(Encoding::Utf8, kNoDelimiter)},
        {"blank lines are no rows", "\n\r\nid,text\n\n1,a\r\r\n2,b\n\n", "1¦a\n2¦b\n"},
        {"header only", "id,text\n", ""},
        {"no final newline", "id,text\n1,a\n2,", "1¦a\n2¦\n"},
        {"a lone CR is text where LF ends records", "id,text\n1,a\rb\n2,\"c\rd\"\r\n3,e\r\r\n4,\rf\r",
         "1¦a\\rb\n2¦c\\rd\n3¦e\n4¦\\rf\n", lineFeeds()},
        {"CR alone ends records", "id,text\r1,a\nb\r2,c", "1¦a\\nb\n2¦c\n", returns()},
        {"escapes outside quotes and before delimiters", "id,text\n1,a\\, b\n2,\"c\\, d\"\n3,e\\n\n",
         "1¦a, b\n2¦c, d\n3¦e\\n\n", backslash()},
        {"another escape", "id,text\n1,\"a ^\"b^\" c\"\n2,\"d^^\"\n", "1¦a \"b\" c\n2¦d^\n", caret()},
        {"blanks before fields", "id, text\n1, \"a, b\"\n2,  c\n", "1¦a, b\n2¦c\n", blanksDropped()},
        {"two characters", "id||text\n1||a|b\n2||\"c||d\"\n", "1¦a|b\n2¦c||d\n", dialectOf(Encoding::Utf8, "||")},
        {"U+001F",
         "id\x1Ftext\n1\x1F"
         "a,b\n",
         "1¦a,b\n", dialectOf(Encoding::Utf8, "\x1F")},
        {"typographic quotes", "id,text\n1,„a, b“\n2,„c\nd“\n3,e „f“\n", "1¦a, b\n2¦c\\nd\n3¦e „f“\n",
         typographic(Encoding::Utf8)},
        {"typographic quotes in windows-1252",
         "id,text\n1,\x84"
         "a, b\x93\n",
         "1¦a, b\n", typographic(Encoding::Windows1252)},
        {"an address beside another escape", "id,url,text\n1,http://e.org,\"a ^\"b^\"\"\n2,a^^b^,c,d\n",
         "1¦http://e.org¦a \"b\"\n2¦a^^b,c¦d\n", caret()},
        {"quotes inside as they are", "id,text\n1,\"a \"b\" c, d\"  \n2,\"\"d\" e\nf\"\n\"3\",\"f\"\"\n4,\"\"\n",
         "1¦a \"b\" c, d\n2¦\"d\" e\\nf\n3¦f\"\n4¦\n", unescaped()},
        {"a header with more names than fields", "id,text,when,\n1,a\n2,b,c\n3\n",
         "1¦a¦\n2¦b¦c\n! 4: 1 field, the header has 3\n", wide(2)},
        {"comments", "# made today\nid,text\n1,a\n# not a tweet\n2,\"b\n# c\"\n", "1¦a\n2¦b\\n# c\n", commented()},
        {"a header again", "id,text\n1,a\nid,text\n2,b\n\xEF\xBB\xBFid,text\n\"id\",\"text\"\n3,c\n",
         "1¦a\n2¦b\n3¦c\n"},
        {"a header again in capitals, and lines of blanks", "id,text\n1,a\n  \n ID , Text\n\t\n2,b\n\x1A",
         "1¦a\n2¦b\n"},
        {"a line of blanks in one column is a text", "text\na\n  \n", "a\n  \n",
         dialectOf(Encoding::Utf8, kNoDelimiter)},
        {"lines before the header", "Title, of\n\"it\n\nid,text\n1,a\n", "1¦a\n", skipping(3)},
        {"row names", "text,label\n1,a,x\n2,b,y\n", "1¦a¦x\n2¦b¦y\n", wide(3)},
        {"empty fields", "a,b,c\n,,\n\"\",,x\n", "¦¦\n¦¦x\n"},
    };
    return list;
}
}  // namespace

class CsvReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void reads_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << static_cast<int>(i);
    }
    void reads() {
        QFETCH(int, index);
        const Case &c = cases()[static_cast<std::size_t>(index)];
        const Reading reading = readBytes(c.bytes, c.dialect);
        QCOMPARE(QString::fromStdString(rendered(reading)), QString::fromStdString(c.expected));
        QCOMPARE(reading.sha256, sha256Hex(c.bytes));
    }

    void countsAndListsWhatItSkips() {
        CsvDialect dialect = commented();
        dialect.skippedLines = 1;
        const TableFile file("Tweets of May\n\n# by tool\nid,text\n1,a\nid,text\n#x\n2,b\n\n3,c\n");
        const Reading reading = readTable(file.path(), dialect);
        QCOMPARE(rendered(reading), std::string("1¦a\n2¦b\n3¦c\n"));
        std::string lines;
        for (const SkippedLine &line : reading.skippedLines)
            lines += std::to_string(line.line) + ":" + line.raw + " ";
        QCOMPARE(lines, std::string("1:Tweets of May 2: 3:# by tool 6:id,text 7:#x "));
        QCOMPARE(reading.skipped, std::int64_t(5));
    }

    void takesNamesWithAnotherDelimiter() {
        CsvDialect dialect;
        dialect.headerDelimiter = ";";
        dialect.columns = 2;
        const Reading reading = readBytes("id;\"text; all\"\n1,a;b\n", dialect);
        QCOMPARE(joined(reading.columns, "|"), std::string("id|text; all"));
        QCOMPARE(rendered(reading), std::string("1¦a;b\n"));
    }

    void tellsLineAndByteOffsetOfEveryRecord() {
        const std::string bytes = "\xEF\xBB\xBFid,text\r\n1,\"a\r\nb\"\r\n\r\n2\n3,é\n";
        const Reading reading = readBytes(bytes, dialectOf(Encoding::Utf8Bom));
        QCOMPARE(reading.rows.size(), std::size_t(2));
        QCOMPARE(reading.rows[0].line, std::int64_t(2));
        QCOMPARE(reading.rows[0].byteOffset, std::uint64_t(12));
        QCOMPARE(reading.rejected[0].line, std::int64_t(5));
        QCOMPARE(reading.rejected[0].byteOffset, std::uint64_t(bytes.find("\n2\n") + 1));
        QCOMPARE(reading.rejected[0].raw, std::string("2"));
        QCOMPARE(reading.rows[1].byteOffset, std::uint64_t(bytes.find("3,")));

        const std::string wide = "\xFF\xFE" + utf16("id,text\n1,😀é\n2,b\n", Encoding::Utf16Le);
        const Reading decoded = readBytes(wide, dialectOf(Encoding::Utf16Le));
        QCOMPARE(decoded.rows[1].byteOffset, std::uint64_t(2 + 2 * 8 + 2 * 6));  // BOM; "id,text\n"; 1 , D83D DE00 é \n
    }

    void keepsTheBytesOfFieldsItCannotDecode() {
        const Reading reading = readBytes("id,text\n1,\"a\xFF\"\"\xC3\"\n2,b\n");
        QCOMPARE(reading.rows[0].fields[1], std::string("a\xEF\xBF\xBD\"\xEF\xBF\xBD"));
        QCOMPARE(reading.rows[0].undecoded.size(), std::size_t(1));
        QCOMPARE(reading.rows[0].undecoded[0].column, std::size_t(1));
        QCOMPARE(reading.rows[0].undecoded[0].bytes, std::string("a\xFF\"\xC3"));
        QVERIFY(reading.rows[1].undecoded.empty());
        QCOMPARE(reading.badBytes, std::int64_t(2));
        QCOMPARE(readBytes("id,text\n1,a\x81\x8D\n", dialectOf(Encoding::Windows1252)).rows[0].undecoded[0].bytes,
                 std::string("a\x81\x8D"));
        QCOMPARE(readBytes("id,text\n1,\xEF\xBF\xBD\n").badBytes,
                 std::int64_t(0));  // U+FFFD that the file itself holds
    }

    void findsOneBadByteAtRow100000() {
        std::string bytes = "id,text\n";
        for (int i = 1; i <= 100100; ++i)
            bytes += std::to_string(i) + (i == 100000 ? ",b\xE9se\n" : ",n\xC3\xA9\n");
        const Reading reading = readBytes(bytes);
        QCOMPARE(reading.rows.size(), std::size_t(100100));
        QCOMPARE(reading.badBytes, std::int64_t(1));
        QCOMPARE(reading.rows[99999].line, std::int64_t(100001));
        QCOMPARE(reading.rows[99999].undecoded.size(), std::size_t(1));
    }

    void readsAHundredThousandRowsWithAQuotedNewlineEach() {
        std::string bytes = "id,text\n";
        for (int i = 0; i < 100000; ++i)
            bytes += std::to_string(i) + ",\"a\nb\"\n";
        const Reading reading = readBytes(bytes);
        QCOMPARE(reading.rows.size(), std::size_t(100000));
        QCOMPARE(reading.rows.back().line, std::int64_t(2 + 2 * 99999));
        QCOMPARE(reading.rows.back().fields[1], std::string("a\nb"));
    }

    void makesEveryColumnNameVisibleAndUnique() {
        const Reading reading = readBytes("text,,text, a ,column 6,,text (2)\n1,2,3,4,5,6,7\n");
        QCOMPARE(joined(reading.columns, "|"),
                 std::string("text|column 2|text (3)| a |column 6|column 6 (2)|text (2)"));
        QCOMPARE(joined(reading.originalColumns, "|"), std::string("text||text| a |column 6||text (2)"));
    }

    void countsColumnsWhereThereIsNoHeader() {
        CsvDialect dialect;
        dialect.header = HeaderRow::Absent;
        const Reading reading = readBytes("1,a\n2,b,c\n3,d\n", dialect);
        QCOMPARE(joined(reading.columns, "|"), std::string("column 1|column 2"));
        QCOMPARE(rendered(reading), std::string("1¦a\n! 2: 3 fields, the first row has 2\n3¦d\n"));
    }

    void refusesAFileThatGrowsWhileItIsRead() {
        std::string bytes = "id,text\n";
        for (int i = 0; i < 50000; ++i)
            bytes += std::to_string(i) + ",some text to fill the buffers\n";
        const TableFile file(bytes);
        CsvReader reader(file.path(), {});
        CsvRow row;
        RejectedRow rejected;
        QVERIFY(reader.next(row, rejected) == CsvReader::Outcome::Row);
        file.append("50000,more\n");
        try {
            while (reader.next(row, rejected) != CsvReader::Outcome::End) {
            }
            QFAIL("the growth was not seen");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("BadData"));
            QVERIFY(error.detail().find("changed while it was read") != std::string::npos);
        }
    }

    void readsOnWhenTheFileIsUnlinkedAfterOpening() {
        const TableFile file("id,text\n1,a\n");
        CsvReader reader(file.path(), {});
        std::filesystem::remove(file.path());
        CsvRow row;
        RejectedRow rejected;
        QVERIFY(reader.next(row, rejected) == CsvReader::Outcome::Row);
        QVERIFY(reader.next(row, rejected) == CsvReader::Outcome::End);
    }

    void namesFilesThatCannotBeOpened() {
        const TableFile file("id,text\n1,a\n");
        const auto codeOf = [](const std::string &path) {
            try {
                const CsvReader reader(path, {});
                return std::string("read");
            } catch (const Error &error) {
                return error.detail().find(path) == 0 && !error.hint().empty() ? std::string(errorName(error.code()))
                                                                               : "unclear: " + error.detail();
            }
        };
        QCOMPARE(codeOf(file.folder() + "/absent.csv"), std::string("MissingFile"));
        QCOMPARE(codeOf(file.folder()), std::string("UnsupportedFormat"));
        QCOMPARE(codeOf("/dev/null"), std::string("UnsupportedFormat"));
        file.write("");
        QCOMPARE(codeOf(file.path()), std::string("EmptyFile"));
        file.write("\"id,text\n1,a\n");
        QCOMPARE(codeOf(file.path()), std::string("BadData"));
        std::filesystem::permissions(file.path(), std::filesystem::perms::none);
        QCOMPARE(codeOf(file.path()), std::string(::geteuid() == 0 ? "BadData" : "PermissionDenied"));
    }
};

QTEST_APPLESS_MAIN(CsvReaderTest)
#include "csv_reader_test.moc"
