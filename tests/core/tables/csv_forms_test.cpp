// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is a table and what is not, where it begins, and which row names its columns.
#include <QTest>

#include "core/base/error.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
// "delimiter quote escape, columns", then what was read, rejected and skipped.
std::string read(std::string_view bytes, const DialectChoice &choice = {}) {
    const TableFile file(bytes);
    const CsvDialect dialect = guessDialect(file.path(), choice).dialect;
    const Reading reading = readTable(file.path(), dialect);
    return delimiterName(dialect.delimiter) + " " + quoteName(dialect.quote) + " " + escapeName(dialect.escape) + ", " +
           joined(reading.columns, "|") + ": " + std::to_string(reading.rows.size()) + " read, " +
           std::to_string(reading.rejected.size()) + " rejected, " + std::to_string(reading.skipped) + " skipped";
}

std::string repeated(std::string_view line, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
        out += line;
    return out;
}

// "1290000000000004321,rest" and so on.
std::string ids(int count, const std::string &rest) {
    std::string out;
    for (int i = 0; i < count; ++i)
        out += std::to_string(1290000000000004321ull + 7919004371ull * static_cast<unsigned long long>(i)) + "," +
               rest + "\n";
    return out;
}

std::string numbers(int count, const std::string &rest) {
    std::string out;
    for (int i = 1; i <= count; ++i)
        out += std::to_string(i) + "," + rest + "\n";
    return out;
}

std::string distinct(int count, const std::string &rest) {
    std::string out;
    for (int i = 1; i <= count; ++i)
        out += "the bus is late " + std::to_string(i) + rest + "\n";
    return out;
}

std::vector<std::string> lines(int kind, int count) {
    static const std::vector<std::vector<std::string>> kinds = {
        {"good morning harbour", "what a day, really", "no bus again: line 4, as always", "so tired",
         "rain, rain, rain"},
        {"@anna: see you at 10:30", "@ben: no", "@carla: fine, at 11", "RT @dana: it moves!", "@emil: ok: later"},
        {"\"Well\" she said", "\"nobody knows", "he said \"yes\" twice", "it\"s me", "plain words"},
        {"https://example.org/a?b=1|2", "see https://example.org;x", "(c) 2024 | all of it", "a | b | c",
         "link: https://example.org"},
        {"J'aime bien ; et toi ?", "Non ; jamais.", "Peut-être", "Oui, mais ; non", "Tu viens ?"},
        {"¿Qué pasa, gente?", "Nada :(", "todo bien :) , gracias", "pues, no sé, la verdad", "ok"},
        {"1. first of all", "2. then the rest, and more", "3. end", "4. appendix: names", "5. thanks, all"},
        {"今日は雨です、たぶん。", "そうですね", "はい、はい、はい", "いいえ", "また明日"},
        {"😀😀 ~ so cute ~", "^^ this", "~ no", "yes ^ yes ^ yes", "<3 | <3"},
        {"in 2024, 10,000 people came", "1,000 left", "no one, none", "5 stayed", "12,5 % of all, they say"}};
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i)
        out.push_back(kinds[static_cast<std::size_t>(kind)][static_cast<std::size_t>(i) % 5] +
                      (i % 3 == 0 ? " #" + std::to_string(i) : ""));
    return out;
}
}  // namespace

class CsvFormsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void reads_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char *name, const std::string &bytes, const char *expected) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
                                << QString::fromUtf8(expected);
        };
        add("title without a header below", "Tweets of May\n" + repeated("some words,other words\n", 20),
            ", \" doubled, column 1|column 2: 20 read, 1 rejected, 0 skipped");
        add("a ragged first row and no header", "1,a,b,c\n" + repeated("1,a,b\n", 20),
            ", \" doubled, column 1|column 2|column 3: 20 read, 1 rejected, 0 skipped");
        add("more names than fields", "id,text,label,when,who\n" + repeated("1,a,b\n", 20),
            ", \" doubled, id|text|label|when|who: 20 read, 0 rejected, 0 skipped");
        add("more names than most rows have fields",
            "id,text,label,when,who\n" + repeated("1,a,b\n", 20) + "2,a,b,c\n3,a,b,c,d\n4,a\n5,a,b,c,d,e\n",
            ", \" doubled, id|text|label|when|who: 22 read, 2 rejected, 0 skipped");
        add("a header with another delimiter", "id;text;label\n" + repeated("1,a,b\n", 20),
            ", \" doubled, id|text|label: 20 read, 0 rejected, 0 skipped");
        add("a title that is no header of another delimiter", "Tweets; rain; all of May\n" + repeated("x,a,b\n", 20),
            ", \" doubled, column 1|column 2|column 3: 20 read, 0 rejected, 1 skipped");
        add("quotes inside quotes as they are",
            "id,text,label\n" + repeated("1,\"he said \"no\" and left, too\",x\n2,\"\"Well\" he said\",y\n", 20),
            ", \" none, id|text|label: 40 read, 0 rejected, 0 skipped");
        add("one text with a quote inside among doubled ones",
            "id,text,label\n" + repeated("1,\"he said \"\"no\"\", and left\",x\n", 20) + "2,\"a \"b\" c\",y\n",
            ", \" doubled, id|text|label: 20 read, 1 rejected, 0 skipped");
        add("commas and blanks over texts with commas",
            "id, text, label\n" + repeated("1, 5,20 euro, x\n2, no, y\n", 20),
            ",  \" doubled, id|text|label: 40 read, 0 rejected, 0 skipped");
        add("semicolons and blanks, all quoted", "\"id\"; \"text\"\n" + repeated("\"1\"; \"a\"\n", 20),
            "; \" doubled, id|text: 20 read, 0 rejected, 0 skipped");
        add("a comma in each text that nobody quoted", "id,text,label\n" + ids(30, "so late, again,x"),
            ", \" doubled, id|text|label: 0 read, 30 rejected, 0 skipped");
        add("a comma in each text between typographic quotes",
            "id,text,label\n" + ids(30, "\u201Cso late, again\u201D,x"),
            ", \u201C\u201D doubled, id|text|label: 30 read, 0 rejected, 0 skipped");
        add("R's row names of two files",
            "text,label\n" + numbers(20, "so late,x") + "text,label\n" + numbers(20, "no,x"),
            ", \" doubled, column 1|text|label: 40 read, 0 rejected, 1 skipped");
        add("a comma in each text before other columns", "text,label\n" + distinct(20, ", they say,x"),
            ", \" doubled, text|label: 0 read, 20 rejected, 0 skipped");
        add("single quotes that nobody escaped", "id,text,label\n" + repeated("1,'it's late, isn't it',x\n", 20),
            ", ' none, id|text|label: 20 read, 0 rejected, 0 skipped");
        add("guillemets the other way round", "id,text\n" + repeated("1,\u00BBso late, again\u00AB\n", 20),
            ", \u00BB\u00AB doubled, id|text: 20 read, 0 rejected, 0 skipped");
        add("twice the same typographic quote", "id,text\n" + repeated("1,\u201Dso late, again\u201D\n", 20),
            ", \u201D doubled, id|text: 20 read, 0 rejected, 0 skipped");
        add("carets over texts of one comma each", "id^text^label\n" + repeated("1^so late, again^x\n", 20),
            "^ \" doubled, id|text|label: 20 read, 0 rejected, 0 skipped");
        add("a name less over ids", "id,text,label\n" + ids(30, "so late,x,y"),
            ", \" doubled, id|text|label|column 4: 30 read, 0 rejected, 0 skipped");
        add("a hint for a spreadsheet that is wrong", "sep=;\nid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 1 skipped");
        add("titles of every width", "a, b\nc, d, e\nf\ng, h, i, j\nk, l, m\n\nid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 6 skipped");
        add("a mark before the header behind a title", "Export\n\uFEFFid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 1 skipped");
        add("two semicolons over texts with semicolons", "id;;text;;label\n" + repeated("1;;a; b;;x\n2;;c;;y\n", 20),
            ";; \" doubled, id|text|label: 40 read, 0 rejected, 0 skipped");
        add("single quotes around few texts", "id;text\n" + repeated("1;a, b\n", 19) + "2;'a;\nb'\n3;'c; d'\n",
            "; ' doubled, id|text: 21 read, 0 rejected, 0 skipped");
        add("backslashes before single quotes", "id,text\n" + repeated("1,'it\\'s, they say'\n", 20),
            ", ' backslash, id|text: 20 read, 0 rejected, 0 skipped");
        add("carets between single quotes", "id^text^label\n" + repeated("'1'^'a^b'^'x'\n", 20),
            "^ ' doubled, id|text|label: 20 read, 0 rejected, 0 skipped");
        add("slashes before quotes beside addresses",
            "id,url,text\n" + repeated("1,http://example.org,\"he said /\"no/\", and left\"\n", 20),
            ", \" /, id|url|text: 20 read, 0 rejected, 0 skipped");
        add("a stray quote in a file with doubled ones",
            "id\ttext\tlabel\n" + repeated("1\t\"he said \"\"no\"\"\"\tx\n2\ta\ty\n", 20) + "3\t\"b\tx\n" +
                repeated("1\ta\tx\n", 5),
            "tab \" doubled, id|text|label: 45 read, 1 rejected, 0 skipped");
        add("a header that CR ends over rows that LF ends", "\"id\",\"text\"\r" + repeated("\"1\",\"a\nb\"\n", 20),
            ", \" doubled, id|text: 20 read, 0 rejected, 0 skipped");
        add("a wide table with many ragged rows", repeated("1,a,b,c,d,e\n", 16) + repeated("1,a,b,c\n", 4),
            ", \" doubled, column 1|column 2|column 3|column 4|column 5|column 6: 16 read, 4 rejected, 0 skipped");
        add("a title over six rows without a header", "Tweets of May\n" + repeated("1,a b,x\n", 6),
            ", \" doubled, column 1|column 2|column 3: 6 read, 0 rejected, 1 skipped");
        add("titles and a blank line over ids without a header", "Tweets of May\nby us\n\n" + ids(12, "so late,x"),
            ", \" doubled, column 1|column 2|column 3: 12 read, 0 rejected, 3 skipped");
        add("sentences of which one has no comma", "so late\nno bus, again\nrain, they say\n",
            "none \" doubled, column 1: 3 read, 0 rejected, 0 skipped");
        add("comments over a header, one as wide as it",
            "# made by tool\n# cols: id,text,label\nid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 2 skipped");
        for (const char *sign : {"# ", "#", "% ", "//"})
            add(sign, sign + "id,text,label\nid,text,label\n"s + ids(30, "so late,x"),
                ", \" doubled, id|text|label: 30 read, 0 rejected, 1 skipped");
        add("two comments as wide as the header",
            "# id,text,label\n# number,tweet,stance\nid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 2 skipped");
        add("a list of columns over the header", "Columns: id,text,label\nid,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, id|text|label: 30 read, 0 rejected, 1 skipped");
        add("a comment that is the header", "#id,text,label\n" + ids(30, "so late,x"),
            ", \" doubled, #id|text|label: 30 read, 0 rejected, 0 skipped");
        add("a row of known names below a header", "word,label\n" + repeated("text,noun\nuser,noun\n", 10),
            ", \" doubled, word|label: 20 read, 0 rejected, 0 skipped");
        add("a few lines that look like rows under more that do not",
            "wer,was\n'a','b, c'\n'd','e; f'\n" + repeated("'g','h'\n", 4) + "'i','j; k'\n",
            ", ' doubled, column 1|column 2: 8 read, 0 rejected, 0 skipped");
        add("two titles over two columns", "Brand:,Tram\nFrom:,May\nDate,Text\n" + repeated("x,some words\n", 9),
            ", \" doubled, Date|Text: 9 read, 0 rejected, 2 skipped");
        add("a table with many ragged rows",
            "tweet_id,text,label\n" + repeated("1,a,x\n", 30) + repeated("1,a,b,c,x\n1,a,b,x\n", 10),
            ", \" doubled, tweet_id|text|label: 30 read, 20 rejected, 0 skipped");
        add("ids between quotes in a file with one bad quote",
            "id,text\n" + repeated("\"1\",\"a\"\n", 20) + "\"2\",\"b\" c\n",
            ", \" doubled, id|text: 20 read, 1 rejected, 0 skipped");
        add("one text with quotes in a file without",
            "id\ttext\tlabel\n" + repeated("1\ta b\tx\n", 1500) + "2\t\"c\tx\n" + repeated("1\ta b\tx\n", 10) +
                "3\td\"\tx\n",
            "tab none doubled, id|text|label: 1512 read, 0 rejected, 0 skipped");
        add("a header again", "id,text\n1,a\n2,b\nid,text\n3,c\n",
            ", \" doubled, id|text: 3 read, 0 rejected, 1 skipped");
        add("the header of one column again", "text\n" + distinct(30, "") + "text\n" + distinct(30, ""),
            "none \" doubled, text: 60 read, 0 rejected, 1 skipped");
        add("the name of one column as a tweet", "text\n" + distinct(30, "") + "Text\n",
            "none \" doubled, text: 31 read, 0 rejected, 0 skipped");
        add("one column named text over sentences with one comma", "text\n" + repeated("Hello, world\n", 30),
            "none \" doubled, text: 30 read, 0 rejected, 0 skipped");
        add("CR in texts, LF behind records", "id,text\n1,a\rb\n2,c\n3,d\n",
            ", \" doubled, id|text: 3 read, 0 rejected, 0 skipped");
        add("CR, LF and CRLF behind records", "id,text\r\n1,a\n2,b\r3,c\r\n",
            ", \" doubled, id|text: 3 read, 0 rejected, 0 skipped");
    }
    void reads() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(read(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())))),
                 expected);
    }

    void dropsBlanksBeforeTheQuotesOfSomeRows() {
        const TableFile file("truth,predicted\n" + repeated("\"yes\" , \"yes\"\nno,no\nno,no\n", 10));
        const Reading reading = readTable(file.path(), guessDialect(file.path()).dialect);
        QCOMPARE(reading.rows[0].fields[1], "yes"s);
        const TableFile texts("id,text\n" + repeated("1,so late\n", 30) + "2, \"late\"\n");
        QCOMPARE(readTable(texts.path(), guessDialect(texts.path()).dialect).rows[30].fields[1], " \"late\""s);
    }

    void takesWhatTheUserChooses() {
        const std::string notes = "a\nb\nid,text\n1,x\n#2,y\n3,z\n";
        DialectChoice choice;
        choice.skipLines = "2";
        choice.comment = "#";
        QCOMPARE(read(notes, choice), ", \" doubled, id|text: 2 read, 0 rejected, 3 skipped"s);
        choice.skipLines = "auto";
        QCOMPARE(read(notes, choice), ", \" doubled, id|text: 2 read, 0 rejected, 3 skipped"s);
        choice.skipLines = "0";
        QCOMPARE(read(notes, choice).find("id|text"), std::string::npos);
        choice = {};
        choice.escape = "^";
        QCOMPARE(read("id,text\n1,\"a ^\"b^\"\"\n", choice), ", \" ^, id|text: 1 read, 0 rejected, 0 skipped"s);
        choice = {};
        choice.quote = "«»";
        choice.delimiter = "::";
        QCOMPARE(read("id::text\n1::«a::b»\n", choice), ":: «» doubled, id|text: 1 read, 0 rejected, 0 skipped"s);
        for (const DialectChoice &wrong :
             {DialectChoice{"", "", "", "", "xx"}, DialectChoice{"", "", "", "", "", "", "-1"},
              DialectChoice{"", "", "", "", "", "", "many"}}) {
            try {
                read("id\n1\n", wrong);
                QFAIL("accepted");
            } catch (const Error &error) {
                QCOMPARE(errorName(error.code()), std::string_view("Usage"));
            }
        }
        for (const char *name : {",", ";", "tab", "|", "space", ":", "^", "~", "U+001F", "||", "none"})
            QCOMPARE(delimiterName(delimiterFromName(name)), std::string(name));
        for (const char *name : {"doubled", "none", "backslash", "^"})
            QCOMPARE(escapeName(escapeFromName(name)), std::string(name));
    }

    void tweetsALineStayOneColumn_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 10; ++kind)
            QTest::newRow(lines(kind, 1)[0].c_str()) << kind;
    }
    void tweetsALineStayOneColumn() {
        QFETCH(int, kind);
        for (const int count : {5, 40, 400}) {
            std::string bytes;
            for (const std::string &line : lines(kind, count))
                bytes += line + "\n";
            const TableFile file("text\n" + bytes);
            const CsvPreview preview = previewCsv(file.path());
            QCOMPARE(preview.columns.size(), std::size_t(1));
            QCOMPARE(preview.rowsRead, std::int64_t(count));
            QCOMPARE(preview.skipped, std::int64_t(0));
            QCOMPARE(preview.guess.noTable, std::string());
            const std::vector<std::string> texts = lines(kind, count);
            for (std::size_t i = 0; i < preview.rows.size(); ++i)
                QCOMPARE(preview.rows[i].fields[0], texts[i]);
        }
    }

    void saysThatNoTableWasFound_data() {
        QTest::addColumn<QString>("bytes");
        QTest::newRow("names of columns over rows of every width")
            << "id,text,label\n1,a,b,c,d\n2,e\n3,f,g,h\n4\n5,i,j,k,l,m\n6,n\n";
        QString rows;
        for (int i = 0; i < 30; ++i)
            rows += QString("12900000000000%1,%2\n").arg(10000 + i).arg(QString("word, ").repeated(1 + i % 7));
        QTest::newRow("ids in front of texts that nobody quoted") << rows;
    }
    void saysThatNoTableWasFound() {
        QFETCH(QString, bytes);
        const TableFile file(bytes.toStdString());
        const CsvPreview preview = previewCsv(file.path());
        QVERIFY(!preview.guess.noTable.empty());
        bool isAlarm = false;
        for (const Alarm &alarm : preview.alarms)
            isAlarm |= alarm.kind == "no-table";
        QVERIFY(isAlarm);
        QVERIFY(previewCsv(file.path(), {"", "none", "", ""}).guess.noTable.empty());
    }

    void saysThatLinesAreQuotedAsAWhole() {
        const TableFile file("\"id,text,label\"\n" + repeated("\"1,\"\"a, b\"\",x\"\n", 20));
        const CsvPreview preview = previewCsv(file.path());
        QCOMPARE(preview.columns.size(), std::size_t(1));
        QVERIFY(preview.guess.noTable.find("between quotes as a whole") != std::string::npos);
        const TableFile ofIds(repeated("\"1290000000000004321,\"\"a, b\"\",x\"\n", 20));
        QVERIFY(!previewCsv(ofIds.path()).guess.noTable.empty());
    }

    void quotedTweetsAreNoQuotedTable() {
        const std::string tweets = repeated("\"so late, again\"\n\"no, \"\"late\"\"\"\n", 20),
                          one = repeated("\"rain, they say\"\n", 20);
        const std::string few = "\"The #tram in #Hamm has very ambitious targets of 20% #late\"\n"
                                "\"What can young people do? @user @user @user @user  #youth #late\"\n";
        for (const std::string &bytes :
             {"text\n" + tweets, "\"text\"\n" + tweets, tweets, one, "\"text\"\n" + one, "\"text\"\n" + few}) {
            const TableFile file(bytes);
            const CsvPreview preview = previewCsv(file.path());
            QVERIFY2(preview.guess.noTable.empty(), bytes.c_str());
            QCOMPARE(preview.columns.size(), std::size_t(1));
            QCOMPARE(preview.rowsRejected, std::int64_t(0));
        }
    }

    void namedColumnsMakeTheFirstRowTheHeader() {
        const std::string bytes = "one,two\n" + repeated("three,four\n", 3) + repeated("five,six\n", 2);
        const TableFile file(bytes);
        QVERIFY(previewCsv(file.path(), {}, {"", "one", "", "", ""}).columns[0] == "one");
        QVERIFY(previewCsv(file.path(), {}, {"", "TWO", "", "", ""}).columns[1] == "two");
        const TableFile late("Notes\n\n" + bytes);
        const CsvPreview preview = previewCsv(late.path(), {}, {"", "one", "", "", ""});
        QCOMPARE(preview.columns[0], "one"s);
        QCOMPARE(preview.rowsRead, std::int64_t(5));
        QCOMPARE(preview.skippedLines[0].raw, "Notes"s);
    }

    void aHeaderOfWordsIsSeen_data() {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<bool>("isHeader");
        QString judged = "truth,predicted\nyes,yes\nno,no\nno,no\nyes,yes\nyes,yes\nno,no\n", texts = "comment,reply\n",
                same = "yes,no\nyes,yes\nno,no\nyes,no\n";
        for (int i = 0; i < 8; ++i)
            texts += QString("People talk about this %1 times,and they get answers %1\n").arg(i);
        QTest::newRow("over words") << judged << true;
        QTest::newRow("over longer texts") << texts << true;
        QTest::newRow("over dates")
            << "comment,published\na b,2024-03-01T10:00:00Z\nc d,2024-03-02T10:00:00Z\ne f,2024-03-03T10:00:00Z\n"
            << true;
        QTest::newRow("words that occur again") << same << false;
        QTest::newRow("sentences of one kind") << "good morning,some text\nbad evening,other text\nnice day,more text\n"
                                               << false;
    }
    void aHeaderOfWordsIsSeen() {
        QFETCH(QString, bytes);
        QFETCH(bool, isHeader);
        const TableFile file(bytes.toStdString());
        const DialectGuess guess = guessDialect(file.path());
        QVERIFY2((guess.dialect.header == HeaderRow::Present) == isHeader, guess.headerReason.c_str());
    }
};

QTEST_APPLESS_MAIN(CsvFormsTest)
#include "csv_forms_test.moc"
