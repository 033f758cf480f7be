// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tables/alarm.h"
#include "core/tables/column_mapping.h"
#include "core/tables/created_at.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/field_kind.h"
#include "core/tables/id_alarms.h"
#include "core/tables/mojibake.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
CsvPreview preview(std::string_view bytes, const ColumnChoice &columns = {}, const DialectChoice &dialect = {},
                   std::int64_t limit = 200000) {
    const TableFile file(bytes);
    return previewCsv(file.path(), dialect, columns, limit);
}

std::string mapped(const CsvPreview &shown) {
    const auto name = [&](int column) { return column < 0 ? "-"s : shown.columns[static_cast<std::size_t>(column)]; };
    const ColumnMapping &m = shown.mapping;
    return name(m.id) + " / " + name(m.text) + " / " + name(m.label) + " / " + name(m.created) + " / " + name(m.author);
}

std::string alarmKinds(const std::vector<Alarm> &alarms) {
    std::vector<std::string> kinds;
    for (const Alarm &alarm : alarms)
        kinds.push_back(alarm.kind);
    return joined(kinds, " ");
}

std::string kindsOf(const std::vector<std::string> &ids, const std::vector<std::string> &dates = {}) {
    IdAlarms alarms;
    for (std::size_t i = 0; i < ids.size(); ++i)
        alarms.add(static_cast<std::int64_t>(i) + 2, ids[i], i < dates.size() ? dates[i] : "");
    return alarmKinds(alarms.alarms());
}

// Ids as issued in 2020: a time in the upper bits, something in the lower 22.
std::vector<std::uint64_t> issuedIds(int count) {
    Mt19937 random(7);
    std::vector<std::uint64_t> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(((300000000000ull + random.below(1000000000)) << 22) + random.below(1u << 22));
    return ids;
}

std::string dateOf(std::uint64_t id, int hours = 0) {
    const std::int64_t seconds = (static_cast<std::int64_t>(id >> 22) + 1288834974657) / 1000 + 3600 * hours;
    const std::int64_t day = seconds / 86400, second = seconds % 86400;
    const std::int64_t inMonth = day - 18353 + 1;  // 18353: 2020-04-01
    char text[40];
    const bool isApril = inMonth <= 30;
    std::snprintf(text, sizeof text, "2020-%02d-%02d %02d:%02d:%02d", isApril ? 4 : 5,
                  static_cast<int>(isApril ? inMonth : inMonth - 30), static_cast<int>(second / 3600),
                  static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    return text;
}

std::vector<std::string> texts(const std::vector<std::uint64_t> &ids) {
    std::vector<std::string> out;
    for (const auto id : ids)
        out.push_back(std::to_string(id));
    return out;
}
}  // namespace

class CsvPreviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void guessesTheMapping_data() {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("reference notebook") << "tweet_id,content,label\ni1268563638165688320,a b c,1\n"
                                            << "tweet_id / content / label / - / -";
        QTest::newRow("complaints") << "ID,Tweet text,Label,text_label\n0,@a No,2,no complaint\n1,b,1,complaint\n"
                                    << "ID / Tweet text / Label / - / -";
        QTest::newRow("stance, no id")
            << "split,text,label,label_name\ntrain,some words,1,against\ntrain,other words,0,none\n"
            << "- / text / label / - / -";
        QTest::newRow("platform export")
            << "created_at,id,author_id,text,lang\n2020-06-04T15:02:03Z,1268563638165688320,12,hello,en\n"
            << "id / text / - / created_at / author_id";
        QTest::newRow("other language")
            << "nummer,beitrag\n1268563638165688320,ein langer Satz\n1285059389024382976,noch ein Satz\n"
            << "nummer / beitrag / - / - / -";
        QTest::newRow("no header") << "1268563638165688320,ein langer Satz\n1285059389024382976,noch ein Satz\n"
                                   << "column 1 / column 2 / - / - / -";
        QTest::newRow("id that repeats is another's") << "id,text\n5,a\n5,b\n5,c\n5,d\n"
                                                      << "- / text / - / - / -";
        QTest::newRow("one column") << "text\na\nb\n"
                                    << "- / text / - / - / -";
        QString few = "nr;satz;haltung\n";
        for (int i = 0; i < 20; ++i)
            few += QString("%1;ein Satz %1;%2\n").arg(i).arg(i % 2 ? "dafür" : "dagegen");
        QTest::newRow("few values are no labels yet") << few << "- / satz / - / - / -";
        QTest::newRow("names of labels in their order") << "id,text,code,stance,Gold Label\n1,a,x,y,z\n"
                                                        << "id / text / Gold Label / - / -";
        QTest::newRow("labels without case, blanks and _") << "id,text,Text_Label\n1,a,x\n"
                                                           << "id / text / Text_Label / - / -";
        QTest::newRow("JSON and addresses are no text")
            << "id,profile,content,link,said\n1,\"{\"\"a\"\": \"\"a long object with words in "
               "it\"\"}\",[1],https://example.org/a/very/long/path,hi\n"
            << "id / said / - / - / -";
        QTest::newRow("filled beats long") << "id,quoted,said\n1,a very long text in one row of four,short "
                                              "one\n2,,short two\n3,,short three\n4,,short four\n"
                                           << "id / said / - / - / -";
        QTest::newRow("our own export") << "id,text,label,w_label,w_label_id,w_status,w_note\n1,a,old,new,1,labelled,a "
                                           "long remark about this tweet\n"
                                        << "id / text / w_label / - / -";
        QTest::newRow("our own export of our own export")
            << "id,text,label,w_label,w_status,w2_label,w2_status\n1,a,old,new,labelled,newest,labelled\n"
            << "id / text / w2_label / - / -";
        QTest::newRow("our predictions leave the labels") << "id,text,label,w_pred,w_p_yes\n1,a,yes,no,0.2\n"
                                                          << "id / text / label / - / -";
    }
    void guessesTheMapping() {
        QFETCH(QString, bytes);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(mapped(preview(bytes.toStdString()))), expected);
    }

    void offersColumnsThatLookLikeCategories() {
        std::string few = "nr;satz;haltung;land\n";
        for (int i = 0; i < 20; ++i)
            few += std::to_string(i) + ";ein Satz " + std::to_string(i) + (i % 2 ? ";dafür;a\n" : ";dagegen;") +
                   (i % 2   ? ""
                    : i % 3 ? "b\n"
                            : "c\n");
        const CsvPreview shown = preview(few);
        QVERIFY((shown.labelCandidates == std::vector<int>{2, 3}));
        QVERIFY(shown.labelReason.find("\"haltung\" looks like categories and is left off") != std::string::npos);
        QVERIFY(shown.labelValues.empty());
        QCOMPARE(preview(few, {"", "", "haltung", "", ""}).labelValues.size(), std::size_t(2));
    }

    void takesTheColumnsTheUserNames() {
        const std::string bytes = "tweet_id,content,label,other\n1,a,x,u\n2,b,y,v\n";
        QCOMPARE(mapped(preview(bytes, {"", "other", "-", "", ""})), "tweet_id / other / - / - / -"s);
        QCOMPARE(mapped(preview(bytes, {"-", "LABEL", "", "", ""})), "- / label / - / - / -"s);
        QCOMPARE(preview(bytes, {"", "other", "", "", ""}).textReason, "chosen"s);
        QCOMPARE(mapped(preview("text,text\na,b\n", {"", "text (2)", "", "", ""})), "- / text (2) / - / - / -"s);
        try {
            preview(bytes, {"", "tweet", "", "", ""});
            QFAIL("a missing column was accepted");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("MissingColumn"));
            QVERIFY(error.detail().find("no column \"tweet\"; its columns are: tweet_id, content, label, other") !=
                    std::string::npos);
        }
    }

    void countsRowsLabelsAndEmptyTexts() {
        const CsvPreview shown =
            preview("id,text,label\n1,a,yes\n2, ,no\n3,c,yes\n4,d,\n5,e\n6,f, \n7,g,Yes\n8,h,NA\n");
        QCOMPARE(shown.rowsRead, std::int64_t(7));
        QCOMPARE(shown.rowsRejected, std::int64_t(1));
        QCOMPARE(shown.emptyTexts, std::int64_t(1));
        QCOMPARE(shown.unlabelled, std::int64_t(2));
        std::string values;
        for (const auto &value : shown.labelValues)
            values += value.value + "=" + std::to_string(value.count) + " ";
        QCOMPARE(values, "yes=2 NA=1 Yes=1 no=1 "s);  // as in the file: nothing is folded or taken as missing unasked
        QVERIFY(shown.isComplete);
        QCOMPARE(alarmKinds(shown.alarms), "ragged"s);
        QCOMPARE(shown.alarms[0].firstLine, std::int64_t(6));
        QCOMPARE(shown.rejected[0].fields.size(), std::size_t(2));
    }

    void showsTheFirst200AndStopsAtTheLimit() {
        std::string bytes = "id,text,label\n";
        for (int i = 0; i < 5000; ++i)
            bytes += std::to_string(i) + ",text " + std::to_string(i) + ",value " + std::to_string(i % 300) + "\n";
        const CsvPreview all = preview(bytes);
        QCOMPARE(all.rows.size(), std::size_t(200));
        QCOMPARE(all.rowsRead, std::int64_t(5000));
        QCOMPARE(all.labelValues.size(), std::size_t(200));
        QCOMPARE(all.labelValueCount, std::int64_t(300));
        const CsvPreview part = preview(bytes, {}, {}, 1500);
        QCOMPARE(part.rowsRead, std::int64_t(1500));
        QVERIFY(!part.isComplete);
    }

    void refusesAHeaderWithoutRows() {
        try {
            preview("tweet_id,content,label\n");
            QFAIL("a header alone was accepted");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("EmptyFile"));
        }
    }

    void takesOffTheLeadOfIds() {
        for (const char *id : {"1268563638165688320", "i1268563638165688320", "x1268563638165688320",
                               " 1268563638165688320 ", "=\"1268563638165688320\"", "'1268563638165688320"})
            QCOMPARE(std::string(bareId(id)), "1268563638165688320"s);
        for (const char *id : {"", "abc", "-5", "iPhone", "x", "99999999999999999999999"})
            QCOMPARE(std::string(bareId(id)), std::string(id));
        QVERIFY(fieldKind("i1268563638165688320") == FieldKind::LongId);
        QVERIFY(fieldKind("1268563638165688320.0") == FieldKind::Number);
        QVERIFY(fieldKind("-9") == FieldKind::Number && fieldKind("1.0") == FieldKind::Number &&
                fieldKind("nan") == FieldKind::Text);
    }

    void keepsEveryIdAsItCame() {
        const std::vector<std::string> ids = {"1268563638165688320",
                                              "i1268563638165688320",
                                              "x1",
                                              " 5 ",
                                              "'7",
                                              "",
                                              "1.26856E+18",
                                              "12685636381656000.0",
                                              "-4",
                                              "99999999999999999999999",
                                              "abc"};
        std::string bytes = "tweet_id,text\n";
        for (const auto &id : ids)
            bytes += id + ",words\n";
        const CsvPreview shown = preview(bytes);
        for (std::size_t i = 0; i < ids.size(); ++i)
            QCOMPARE(shown.rows[i].fields[0], ids[i]);
        QCOMPARE(shown.mapping.id, 0);
    }

    void warnsOfScientificNotation() {
        const CsvPreview shown = preview("tweet_id,text\n1.26856E+18,a\n1.26856E+18,b\n1.26856E+18,c\n1.26857E+18,d\n");
        QCOMPARE(shown.mapping.id, 0);  // the ids repeat only because they are damaged
        QCOMPARE(alarmKinds(shown.alarms), "scientific"s);
        QCOMPARE(shown.alarms[0].rows, std::int64_t(4));
        QCOMPARE(shown.alarms[0].firstLine, std::int64_t(2));
        QVERIFY(shown.alarms[0].sentence.find("39.7 minutes are written 1.26856E+18") != std::string::npos);
        QVERIFY(shown.alarms[0].sentence.find("Export the file again") != std::string::npos);
        IdAlarms coarse;
        coarse.add(9, "i1.27E+18", "");
        QVERIFY(coarse.alarms()[0].sentence.find("27.6 days") != std::string::npos);
        QCOMPARE(kindsOf({"1,27E+18"}), "scientific"s);
        QCOMPARE(kindsOf({"=\"1e18\"", "12", "x"}), "scientific"s);
        QCOMPARE(kindsOf({"12.7E+18", "1E", "E5", "1.E+4", "1.2E-3"}), ""s);
    }

    void warnsOfIdsThatEndInZeros() {
        auto ids = texts(issuedIds(200));
        QCOMPARE(kindsOf(ids), ""s);
        ids[10].replace(15, 4, "0000");
        QCOMPARE(kindsOf(ids), ""s);  // one in 200 is below 1 %
        ids[20].replace(15, 4, "0000");
        QCOMPARE(kindsOf(ids), "zeros"s);
    }

    void warnsOfIdsSpacedLikeDoubles() {
        auto issued = issuedIds(60);
        QCOMPARE(kindsOf(texts(issued)), ""s);
        for (auto &id : issued)
            id = static_cast<std::uint64_t>(static_cast<double>(id));
        QCOMPARE(kindsOf(texts(issued)), "doubles"s);
        issued.resize(49);
        QCOMPARE(kindsOf(texts(issued)), ""s);
        QCOMPARE(kindsOf(std::vector<std::string>(100, "123456")), ""s);
    }

    void warnsOfIdsThatDoNotFitTheirDates() {
        const auto issued = issuedIds(300);
        std::vector<std::string> dates;
        for (const auto id : issued)
            dates.push_back(dateOf(id));
        QCOMPARE(kindsOf(texts(issued), dates), ""s);
        for (std::size_t i = 0; i < issued.size(); ++i)
            dates[i] = dateOf(issued[i], 2);
        QCOMPARE(kindsOf(texts(issued), dates), ""s);  // a local time zone
        dates[5] = dateOf(issued[6], 2);
        dates[6] = dateOf(issued[5], 2);
        QCOMPARE(kindsOf(texts(issued), dates), ""s);  // two of 300 are below 1 %
        dates[7] = "2020-04-30 00:00:01";
        QCOMPARE(kindsOf(texts(issued), dates), "dates"s);
        for (auto &date : dates)
            date = "2020-04-30";
        QCOMPARE(kindsOf(texts(issued), dates), ""s);  // without seconds nothing is compared
    }

    void readsTheDatesOfPlatforms() {
        const std::int64_t expected = 1591282923000;
        for (const char *text :
             {"2020-06-04 15:02:03", "2020-06-04T15:02:03Z", "2020-06-04T15:02:03.000Z", "2020-06-04 17:02:03+02:00",
              "2020-06-04 15:02:03 UTC", "Thu Jun 04 15:02:03 +0000 2020", "2020-06-04T10:02:03-0500"})
            QCOMPARE(parseCreatedAt(text).value_or(-1), expected);
        QCOMPARE(parseCreatedAt("2020-06-04T15:02:03.5Z").value_or(-1), expected + 500);
        for (const char *text : {"", "2020-06-04", "2020-06-04 15:02", "04.06.2020 15:02:03", "2020-13-04 15:02:03",
                                 "2020-06-04 15:02:03Zjunk"})
            QVERIFY(!parseCreatedAt(text));
    }

    void warnsOfMojibake() {
        for (const char *text : {"cafÃ©", "donâ€™t", "fÃ¼r", "ðŸ˜€", "NaÃ¯ve"})
            QVERIFY2(hasMojibake(text), text);
        for (const char *text :
             {"café", "Ã", "São Paulo Ã", "don’t", "für «alle»", "😀", "À «", "日本語", "Â", "â la", "\xFF\xC3"})
            QVERIFY2(!hasMojibake(text), text);
        std::string bytes = "id,text\n";
        for (int i = 0; i < 400; ++i)
            bytes += std::to_string(i) + (i == 77 || i == 78 ? ",cafÃ©\n" : ",café\n");
        const CsvPreview shown = preview(bytes);
        QCOMPARE(alarmKinds(shown.alarms), "mojibake"s);
        QCOMPARE(shown.alarms[0].firstLine, std::int64_t(79));
        QCOMPARE(alarmKinds(preview("id,text\n1,é\n2,ü\n", {}, {"windows-1252", "", "", ""}).alarms), "mojibake"s);
    }

    void warnsOfBytesItCannotDecode() {
        std::string bytes = "id,text\n";
        for (int i = 0; i < 50; ++i)
            bytes += std::to_string(i) + (i == 30 ? ",b\xE9se\n" : ",né\n");
        const CsvPreview shown = preview(bytes);
        QCOMPARE(alarmKinds(shown.alarms), "bad-bytes encoding"s);  // one of 51 is more than a thousandth
        QCOMPARE(shown.alarms[0].firstLine, std::int64_t(32));
        QCOMPARE(shown.rows[30].fields[1], "b\xEF\xBF\xBDse"s);
    }
};

QTEST_APPLESS_MAIN(CsvPreviewTest)
#include "csv_preview_test.moc"
