// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hex.h"

#include <string>

#include <QTest>

using namespace warbler;

class HexTest : public QObject {
    Q_OBJECT
private slots:
    void everyByteComesBack();
    void onlyPairsOfLowerCaseDigitsAreBytes();
};

void HexTest::everyByteComesBack() {
    QCOMPARE(hexFromBytes(""), std::string());
    QCOMPARE(hexFromBytes(std::string("\0\x7f\xff", 3)), std::string("007fff"));
    std::string bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    QCOMPARE(bytesFromHex(hexFromBytes(bytes)).value(), bytes);
    QCOMPARE(bytesFromHex("").value(), std::string());
}

void HexTest::onlyPairsOfLowerCaseDigitsAreBytes() {
    for (const char *bad : {"0", "0g", "g0", "0A", "00 ", " 00", "0x00", "-1"})
        QVERIFY2(!bytesFromHex(bad), bad);
}

QTEST_APPLESS_MAIN(HexTest)
#include "hex_test.moc"
