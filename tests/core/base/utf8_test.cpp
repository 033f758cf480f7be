// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/utf8.h"

using namespace warbler;

class Utf8Test : public QObject {
    Q_OBJECT
private slots:
    void decodesWhatItEncodes();
    void refusesOverlongFormsSurrogatesAndCutSequences();
    void aBadByteCostsOneByte();
    void excerptsAreOneLineAndSayThatTheyAreCut();
    void blankMeansUnicodeWhiteSpace();
};

void Utf8Test::decodesWhatItEncodes() {
    for (char32_t c = 0; c <= 0x10FFFF; c = c < 0x3000 ? c + 1 : c + 61) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        std::string text;
        appendUtf8(text, c);
        QVERIFY(isValidUtf8(text));
        std::size_t at = 0;
        QVERIFY(nextCodePoint(text, at) == c);
        QCOMPARE(at, text.size());
        QCOMPARE(QString::fromUtf8(text.data(), int(text.size())), QString::fromUcs4(&c, 1));
    }
}

void Utf8Test::refusesOverlongFormsSurrogatesAndCutSequences() {
    for (const char *bad :
         {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3("})
        QVERIFY2(!isValidUtf8(bad), bad);
    std::string surrogate;
    appendUtf8(surrogate, 0xD800);
    QCOMPARE(surrogate, std::string("\xEF\xBF\xBD"));
}

void Utf8Test::aBadByteCostsOneByte() {
    QCOMPARE(withoutBadUtf8("a\xE2\x82z"), std::string("a\xEF\xBF\xBD\xEF\xBF\xBDz"));
    QCOMPARE(codePointCount("a\xE2\x82z\xE2\x82\xAC"), std::size_t(5));
    QCOMPARE(withoutBadUtf8("gr\xC3\xBCn"), std::string("gr\xC3\xBCn"));
}

void Utf8Test::excerptsAreOneLineAndSayThatTheyAreCut() {
    QCOMPARE(excerpt("abc", 3), std::string("abc"));
    QCOMPARE(excerpt("abcd", 3), std::string("abc\xE2\x80\xA6"));
    QCOMPARE(excerpt("a\n\t\x1b[2J", 10), std::string("a   [2J"));
    QCOMPARE(excerpt("\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 1), std::string("\xF0\x9F\x98\x80\xE2\x80\xA6"));
}

void Utf8Test::blankMeansUnicodeWhiteSpace() {
    QVERIFY(isBlank(""));
    QVERIFY(isBlank(" \t\r\n\xC2\xA0\xE3\x80\x80\xE2\x80\x89"));
    QVERIFY(!isBlank(" . "));
    QVERIFY(!isBlank("\xE2\x80\x8B"));  // zero width space is no White_Space
}

QTEST_APPLESS_MAIN(Utf8Test)
#include "utf8_test.moc"
