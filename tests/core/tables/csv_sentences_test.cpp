// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lines of texts are no tables, however much their pieces agree in number.
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/base/random.h"
#include "core/tables/csv/csv_preview.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
bool hasAlarm(const CsvPreview &preview, std::string_view kind) {
    return std::any_of(preview.alarms.begin(), preview.alarms.end(),
                       [kind](const Alarm &alarm) { return alarm.kind == kind; });
}

std::string textsCutAt(const std::string &delimiter, int count) {
    static const std::vector<std::string> words = {"tram", "late", "again", "city", "fares", "noise", "home", "went"};
    Mt19937 random(7);
    const auto part = [&] {
        std::string text;
        for (std::uint32_t i = 0, n = 3 + random.below(6); i < n; ++i)
            text += (i == 0 ? "" : " ") + words[random.below(static_cast<std::uint32_t>(words.size()))];
        return text;
    };
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        const std::string before = part();
        bytes += before + delimiter + part() + "\n";
    }
    return bytes;
}

QString summaryOf(const std::string &bytes) {
    const TableFile file(bytes);
    const CsvPreview preview = previewCsv(file.path());
    return QString::fromStdString(delimiterName(preview.guess.dialect.delimiter) + ": " +
                                  std::to_string(preview.columns.size()) + " columns, " +
                                  std::to_string(preview.rowsRead) + " read, " + std::to_string(preview.rowsRejected) +
                                  " rejected" + (hasAlarm(preview, "split") ? ", perhaps split" : ""));
}

std::vector<std::string> publishedTexts() {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    const std::string folder = std::string(data != nullptr ? data : "../shared/data") + "/tweets/";
    std::vector<std::string> texts;
    for (const char *name : {"labelled_gates.csv", "stance_abortion.csv", "stance_climate.csv"}) {
        if (!std::filesystem::exists(folder + name))
            return {};
        const CsvPreview preview = previewCsv(folder + name);
        for (const CsvRow &row : readTable(folder + name, preview.guess.dialect).rows) {
            const std::string &text = row.fields[static_cast<std::size_t>(preview.mapping.text)];
            if (text.find_first_of("\r\n") == std::string::npos && !text.empty())
                texts.push_back(text);
        }
    }
    return texts;
}
}  // namespace

class CsvSentencesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsFewTextsWhole_data() {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<int>("count");
        QTest::newRow("words that could name columns")
            << "text\nThe moment when they realised it doesn't equal a tropical vacation #one #two #three\n"
               "Wind power helped the grid during a cold snap that increased demand\n"
               "@user @user  The Snow is melting? #a #b\n"
               "@user I'm guessing there was a lot less humidity back in the time of Moses. #c\n"
               "Seems I may yet get my Climate Apocalypse >:) You all! #d #e #f\n"
            << 5;
        QTest::newRow("users that could name columns")
            << "tweet\nSeriously, how many times can they be wrong? #a #b\n"
               "@user @user Let me guess. You're USED TO TWISTING FACTS TO FURTHER YOUR AGENDA #c\n"
               "@user I suspect that @user may well just prefer to stick to his, erm, principles #d\n"
            << 3;
        QTest::newRow("a comma in each")
            << "...a longer memory, and a sterner sense of justice than we do. -W.Berry #d\n"
               "All eyes on China, reports @user -  plan building on agreement with US re: #e\n"
               "It's July and its 57 degrees, can't imagine what winter is going to feel like\n"
            << 3;
        QTest::newRow("a comma in most")
            << ". . . that is not self-defense, it is Kittington #a\n"
               "@user Any of it can turn deadly at any time, without warning. I can't force that. #b\n"
               "Yea, let's make them suffer 18 years with one who hates it. #c\n"
               "@user Kohn is also anti-human rights, anti-social justice, anti-peace, pro-violence.  #d\n"
            << 4;
        QTest::newRow("a number with a comma")
            << "Actually on second thoughts, it's pretty terrifying #a\n"
               "It is trending at #3 now w/ 3,800 Tweets from the Summit of the Americas! #b\n"
               "Hey, you, when they asked you to promote it, pretty sure they were talking. #c\n"
            << 3;
        QTest::newRow("one line") << "good bye, all of you\n" << 1;
    }
    void keepsFewTextsWhole() {
        QFETCH(QString, bytes);
        QFETCH(int, count);
        QCOMPARE(summaryOf(bytes.toStdString()), QString("none: 1 columns, %1 read, 0 rejected").arg(count));
    }

    void keepsRareSignsInTexts() {
        for (const char *sign : {" ^", " ~ ", " || ", " :: "})
            QCOMPARE(summaryOf(textsCutAt(sign, 60)), "none: 1 columns, 60 read, 0 rejected");
        for (const char *sign : {" ^ ", " ~ ", " || ", " :: "}) {
            const std::string between(sign), delimiter = between.substr(1, between.size() - 2);
            QCOMPARE(summaryOf("id" + between + "text\n1" + between + "a b\n2" + between + "c\n"),
                     QString::fromStdString(delimiter) + ": 2 columns, 2 read, 0 rejected");
        }
        QCOMPARE(summaryOf("id^text\n1^a b\n2^c\n"), "^: 2 columns, 2 read, 0 rejected");
    }

    void tellsWhereTextsMayBeSplit() {
        for (const char *sign : {", ", "; ", "| ", ","}) {
            const std::string bytes = textsCutAt(sign, 60);
            QCOMPARE(summaryOf(bytes),
                     QString::fromStdString(delimiterName(sign)) + ": 2 columns, 60 read, 0 rejected, perhaps split");
            const TableFile file(bytes);
            QVERIFY(previewCsv(file.path()).guess.noTable.empty());
            QVERIFY(!hasAlarm(previewCsv(file.path(), {"", sign, "", ""}), "split"));
            QCOMPARE(summaryOf("text" + std::string(sign) + "reply\n" + bytes),
                     QString::fromStdString(delimiterName(sign)) + ": 2 columns, 60 read, 0 rejected");
        }
        QCOMPARE(summaryOf("1,a b\n2,c d\n3,e\n"), ",: 2 columns, 3 read, 0 rejected");
    }

    void everyFewTweetsStayOneColumn() {
        const std::vector<std::string> texts = publishedTexts();
        if (texts.empty())
            QSKIP("the published tweets are not there (WARBLER_TEST_DATA)");
        Mt19937 random(20261201);
        std::string wrong;
        int count = 0;
        for (int i = 0; i < 600; ++i) {
            std::string bytes = i % 2 == 0 ? "text\n" : "";
            const std::uint32_t lines = 3 + random.below(18);
            for (std::uint32_t line = 0; line < lines; ++line)
                bytes += texts[random.below(static_cast<std::uint32_t>(texts.size()))] + "\n";
            const QString got = summaryOf(bytes);
            if (got == QString("none: 1 columns, %1 read, 0 rejected").arg(lines))
                continue;
            ++count;
            if (wrong.size() < 9000)
                wrong += got.toStdString() + " of:\n" + bytes + "\n";
        }
        QVERIFY2(count == 0, (std::to_string(count) + " files\n" + wrong).c_str());
    }

    // A line feed alone is text where records end in CRLF.
    void keepsLoneLineFeedsInFields() {
        std::string every = "id,text,label\r\n", some = every, quoted = every, mixed = every;
        for (int i = 0; i < 60; ++i) {
            const std::string id = std::to_string(1000 + i);
            every += id + ",Bus f\nares went up " + id + ",no\r\n";
            some += id + (i % 7 == 0 ? ",Bus f\nares" : ",Bus fares") + " went up " + id + ",no\r\n";
            quoted += id + ",\"Bus f\nares went up " + id + "\",no\r\n";
            mixed += id + ",Bus fares went up " + id + (i % 3 == 0 ? ",no\n" : ",no\r\n");
        }
        for (const std::string &bytes : {every, some, quoted, mixed})
            QCOMPARE(summaryOf(bytes), ",: 3 columns, 60 read, 0 rejected");
        for (const std::string &bytes : {every, quoted}) {
            const TableFile file(bytes);
            QCOMPARE(previewCsv(file.path()).rows[0].fields[1], "Bus f\nares went up 1000"s);
        }
    }
};

QTEST_APPLESS_MAIN(CsvSentencesTest)
#include "csv_sentences_test.moc"
