// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Forty short tweets in each language under each of its encodings, written by iconv, which Warbler does not use.
#include <QTest>

#include <cstdlib>
#include <fstream>
#include <map>

#include <iconv.h>

#include "core/base/error.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/mojibake.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
std::map<std::string, std::vector<std::string>> tweetsByLanguage() {
    std::map<std::string, std::vector<std::string>> tweets;
    std::ifstream file(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/tweets/languages.tsv");
    for (std::string line; std::getline(file, line);)
        tweets[line.substr(0, line.find('\t'))].push_back(line.substr(line.find('\t') + 1));
    return tweets;
}

std::string converted(std::string text, const char *target, const char *charset) {
    const iconv_t converter = iconv_open(target, charset);
    if (converter == reinterpret_cast<iconv_t>(-1))
        return {};
    std::string out(text.size() * 4 + 16, '\0');
    char *from = text.data(), *to = out.data();
    std::size_t left = text.size(), room = out.size();
    const std::size_t result = iconv(converter, &from, &left, &to, &room);
    iconv_close(converter);
    if (result == static_cast<std::size_t>(-1))
        return {};
    out.resize(out.size() - room);
    return out;
}
std::string encoded(const std::string &text, const char *charset) { return converted(text, charset, "UTF-8"); }
std::string decoded(char byte, const char *charset) { return converted(std::string(1, byte), "UTF-8", charset); }

// What a program makes of UTF-8 that it takes for windows-1252 (a byte that has no character there becomes a control
// character).
std::string encodedTwice(const std::string &text) {
    std::string out;
    for (const char c : text) {
        const std::string one = static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : decoded(c, "WINDOWS-1252");
        out += one.empty() ? decoded(c, "ISO-8859-1") : one;
    }
    return out;
}

std::string table(const std::vector<std::string> &tweets) {
    std::string csv = "id,text,label\n";
    for (std::size_t i = 0; i < tweets.size(); ++i)
        csv += std::to_string(1290000000000004321ull + 7919004050ull * i) + ",\"" + tweets[i] + "\"," +
               std::to_string(i % 2) + "\n";
    return csv;
}

std::vector<std::string> textsOf(const CsvPreview &shown) {
    std::vector<std::string> texts;
    for (const CsvRow &row : shown.rows)
        texts.push_back(shown.mapping.text < 0 ? std::string()
                                               : row.fields[static_cast<std::size_t>(shown.mapping.text)]);
    return texts;
}

DialectChoice as(const char *encoding) {
    DialectChoice choice;
    choice.encoding = encoding;
    return choice;
}

bool hasAlarm(const CsvPreview &shown, const std::string &kind) {
    for (const Alarm &alarm : shown.alarms)
        if (alarm.kind == kind)
            return true;
    return false;
}
}  // namespace

class EncodingGuessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsFortyTweetsOfEachLanguage_data() {
        QTest::addColumn<QString>("charset");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("name");
        const auto add = [](const char *charset, std::initializer_list<const char *> languages, const char *name) {
            for (const char *language : languages)
                QTest::newRow(qPrintable(QString("%1 %2").arg(charset, language))) << charset << language << name;
        };
        add("WINDOWS-1250", {"polish", "czech", "hungarian"}, "windows-1250");
        add("ISO-8859-2", {"polish", "czech"}, "ISO-8859-2");
        add("WINDOWS-1251", {"russian", "ukrainian", "bulgarian"}, "windows-1251");
        add("ISO-8859-5", {"russian", "bulgarian"}, "ISO-8859-5");
        add("KOI8-R", {"russian"}, "KOI8-R");
        add("KOI8-U", {"ukrainian"}, "KOI8-U");
        add("WINDOWS-1252", {"german", "french", "spanish", "portuguese"}, "windows-1252");
        add("ISO-8859-1", {"german", "french", "spanish", "portuguese"}, "windows-1252");
        add("WINDOWS-1253", {"greek"}, "windows-1253");
        add("ISO-8859-7", {"greek"}, "ISO-8859-7");
        add("WINDOWS-1254", {"turkish"}, "windows-1254");
        add("ISO-8859-9", {"turkish"}, "windows-1254");
        add("WINDOWS-1255", {"hebrew"}, "windows-1255");
        add("ISO-8859-8", {"hebrew"}, "windows-1255");
        add("WINDOWS-1256", {"arabic"}, "windows-1256");
        add("ISO-8859-6", {"arabic"}, "ISO-8859-6");
        add("SHIFT_JIS", {"japanese"}, "Shift_JIS");
        add("EUC-JP", {"japanese"}, "EUC-JP");
        add("GB18030", {"chinese"}, "GB18030");
        add("BIG5", {"taiwanese"}, "Big5");
        add("EUC-KR", {"korean"}, "EUC-KR");
        add("UTF-16LE", {"german", "russian", "chinese", "arabic"}, "UTF-16 LE");
        add("UTF-16BE", {"korean", "japanese", "greek"}, "UTF-16 BE");
        add("UTF-8", {"french", "russian", "japanese"}, "UTF-8");
    }
    void readsFortyTweetsOfEachLanguage() {
        QFETCH(QString, charset);
        QFETCH(QString, language);
        QFETCH(QString, name);
        const std::vector<std::string> all = tweetsByLanguage()[language.toStdString()];
        QCOMPARE(all.size(), std::size_t(40));
        std::vector<std::string> alike, mixed;
        for (std::size_t i = 0; i < all.size(); ++i) {
            alike.push_back(all[0] + " " + std::to_string(i));
            mixed.push_back(i % 4 == 0 ? all[i] : "The bus was late again, number " + std::to_string(i));
        }
        for (const auto &tweets : {all, alike, mixed}) {
            const std::string bytes = encoded(table(tweets), qPrintable(charset));
            QVERIFY(!bytes.empty());
            const TableFile file(bytes);
            const CsvPreview shown = previewCsv(file.path());
            QVERIFY(textsOf(shown) == tweets);
            QCOMPARE(shown.mapping.label, 2);
            QVERIFY2(!hasAlarm(shown, "encoding") && !hasAlarm(shown, "bad-bytes"),
                     encodingName(shown.guess.dialect.encoding));
            QVERIFY(!shown.guess.encodings.empty());
            QVERIFY(shown.guess.encodings.front().encoding == shown.guess.dialect.encoding);
            QVERIFY(!shown.guess.encodings.front().lines.empty());
        }
        const TableFile file(encoded(table(all), qPrintable(charset)));
        QCOMPARE(QString(encodingName(previewCsv(file.path()).guess.dialect.encoding)), name);
    }

    void readsWhatTheDetectorsCannotTell() {
        const std::vector<std::string> french = {"un œuf à 5 € pour ma sœur", "le cœur de la forêt", "où est l'été"};
        QVERIFY(textsOf(previewCsv(TableFile(encoded(table(french), "ISO-8859-15")).path())) == french);
        QVERIFY(textsOf(previewCsv(TableFile(encoded(table(french), "WINDOWS-1252")).path())) == french);
        const std::vector<std::string> loud = {"СЕГОДНЯ АВТОБУС СНОВА ОПОЗДАЛ НА ЧАС", "ЦЕНЫ НА ХЛЕБ ОПЯТЬ ВЫРОСЛИ",
                                               "ЭТО НАДО МЕНЯТЬ", "НИКТО НИЧЕГО НЕ ДЕЛАЕТ"};
        QVERIFY(textsOf(previewCsv(TableFile(encoded(table(loud), "WINDOWS-1251")).path())) == loud);
        QVERIFY(textsOf(previewCsv(TableFile(encoded(table(loud), "KOI8-R")).path())) == loud);
        std::vector<std::string> again;
        for (int i = 0; i < 40; ++i)
            again.push_back("今天公車又晚點了,票價也漲了 " + std::to_string(i));
        QVERIFY(textsOf(previewCsv(TableFile(encoded(table(again), "BIG5")).path())) == again);
    }

    void readsMacRomanAndCesu8ByName() {
        const std::vector<std::string> german = tweetsByLanguage()["german"];
        const TableFile mac(encoded(table(german), "MACINTOSH"));
        QVERIFY(textsOf(previewCsv(mac.path(), as("Mac Roman"))) == german);
        for (const char *language : {"german", "french", "spanish", "portuguese"})
            for (const char *charset : {"MACINTOSH", "CP850"}) {
                const std::vector<std::string> tweets = tweetsByLanguage()[language];
                const TableFile file(encoded(table(tweets), charset));
                const CsvPreview guessed = previewCsv(file.path());
                QVERIFY2(hasAlarm(guessed, "encoding"), qPrintable(QString("%1 in %2").arg(language, charset)));
                QVERIFY(guessed.guess.encodingDoubt.find("UTF-8") != std::string::npos);
            }

        std::string cesu;
        for (int i = 0; i < 40; ++i)
            cesu += std::to_string(i) + ",né \xED\xA0\xBD\xED\xB8\x80 " + std::to_string(i) + "\n";
        const TableFile file("id,text\n" + cesu);
        const CsvPreview guessed = previewCsv(file.path());
        QCOMPARE(encodingName(guessed.guess.dialect.encoding), "UTF-8");
        QVERIFY(hasAlarm(guessed, "encoding"));
        QVERIFY(guessed.guess.encodingDoubt.find("--encoding CESU-8") != std::string::npos);
        QCOMPARE(guessed.guess.encodings.back().lines.front(), "né 😀 0"s);
        const CsvPreview shown = previewCsv(file.path(), as("cesu-8"));
        QCOMPARE(textsOf(shown)[39], "né 😀 39"s);
        QVERIFY(!hasAlarm(shown, "bad-bytes"));
    }

    void believesUtf8WhileLessThanAThousandthIsBad() {
        const auto bytesWith = [](int bad) {
            std::string bytes = "id,text\n";
            for (int i = 0; i < 4000; ++i)
                bytes += std::to_string(i) + (i % 4000 < bad ? ",b\xE9se\n" : ",né\n");
            return bytes;
        };
        const CsvPreview believed = previewCsv(TableFile(bytesWith(3)).path());
        QCOMPARE(encodingName(believed.guess.dialect.encoding), "UTF-8");
        QVERIFY(hasAlarm(believed, "bad-bytes") && !hasAlarm(believed, "encoding"));
        const CsvPreview doubted = previewCsv(TableFile(bytesWith(4)).path());
        QCOMPARE(encodingName(doubted.guess.dialect.encoding), "UTF-8");
        QVERIFY(hasAlarm(doubted, "encoding"));
        QVERIFY(doubted.guess.encodings.size() >= 2);
        const CsvPreview other = previewCsv(TableFile(bytesWith(4000)).path());
        QCOMPARE(encodingName(other.guess.dialect.encoding), "windows-1252");
    }

    void undoesMojibake() {
        std::map<std::string, std::vector<std::string>> tweets = tweetsByLanguage();
        for (const char *language : {"french", "polish", "russian", "greek", "arabic", "japanese"})
            for (const std::string &tweet : tweets[language])
                QCOMPARE(withoutMojibake(encodedTwice(tweet)), tweet);
        QCOMPARE(withoutMojibake("cafÃ© donâ€™t ðŸ˜€ NaÃ¯ve"), "café don’t 😀 Naïve"s);
        QCOMPARE(withoutMojibake("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€"), "Привет мир"s);
        QCOMPARE(withoutMojibake("cafÃƒÂ©"), "café"s);  // done twice
        for (const char *text : {"café", "São Paulo Ã", "für «alle»", "À «", "日本語", "Это «да»", "É»"})
            QCOMPARE(withoutMojibake(text), std::string(text));
        const TableFile file("id,text\n1,cafÃ© noir\n2,thé\n3,plain\n");
        const CsvPreview guessed = previewCsv(file.path());
        QVERIFY(hasAlarm(guessed, "mojibake"));
        QVERIFY(guessed.alarms.front().sentence.find("--encoding utf-8-twice") != std::string::npos);
        QVERIFY(guessed.guess.encodings.back().encoding == Encoding::Utf8Twice);
        QCOMPARE(guessed.guess.encodings.back().lines.front(), "café noir"s);
        const CsvPreview mended = previewCsv(file.path(), as("utf-8-twice"));
        QVERIFY(textsOf(mended) == (std::vector<std::string>{"café noir", "thé", "plain"}));
        QVERIFY(!hasAlarm(mended, "mojibake"));
    }

    void tellsWhereARowBeginsWhateverTheEncoding() {
        for (const auto &[charset, language] :
             std::vector<std::pair<std::string, std::string>>{{"SHIFT_JIS", "japanese"},
                                                              {"GB18030", "chinese"},
                                                              {"BIG5", "taiwanese"},
                                                              {"EUC-JP", "japanese"},
                                                              {"EUC-KR", "korean"},
                                                              {"UTF-16LE", "korean"}}) {
            const std::vector<std::string> tweets = tweetsByLanguage()[language];
            const std::string bytes = encoded(table(tweets), charset.c_str());
            const CsvPreview shown = previewCsv(TableFile(bytes).path());
            for (std::size_t i = 0; i < shown.rows.size(); ++i)
                QCOMPARE(shown.rows[i].byteOffset,
                         std::uint64_t(encoded(table({tweets.begin(), tweets.begin() + static_cast<std::ptrdiff_t>(i)}),
                                               charset.c_str())
                                           .size()));
        }
    }

    void keepsDelimitersInsideOfCharacters() {
        // 予 ends in a backslash's byte, ポ in a bar's.
        const std::vector<std::string> tweets = {"予定ポスト", "ポスト予", "表示ポ"};
        const TableFile file(
            encoded("id|text\n1|" + tweets[0] + "\n2|" + tweets[1] + "\n3|" + tweets[2] + "\n", "SHIFT_JIS"));
        QVERIFY(textsOf(previewCsv(file.path(), as("sjis"))) == tweets);
        std::string damaged =
            encoded("id,text\n1,今日は\n2,", "SHIFT_JIS") + "\x81\n" + encoded("3,天気\n", "SHIFT_JIS") + "4,\x82";
        const CsvPreview shown = previewCsv(TableFile(damaged).path(), as("Shift_JIS"));
        QCOMPARE(textsOf(shown)[2], "天気"s);
        QVERIFY(hasAlarm(shown, "bad-bytes"));
    }

    void refusesAnUnknownNameWithThoseItKnows() {
        QVERIFY(encodingFromName("CP-1251") == Encoding::Windows1251 && encodingFromName("latin2") == Encoding::Iso2 &&
                encodingFromName("gbk") == Encoding::Gb18030);
        for (const Encoding encoding : allEncodings())
            QVERIFY(encodingFromName(encodingName(encoding)) == encoding);
        try {
            encodingFromName("klingon");
            QFAIL("an unknown encoding was accepted");
        } catch (const Error &error) {
            QVERIFY(error.hint().find("KOI8-R") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(EncodingGuessTest)
#include "encoding_guess_test.moc"
