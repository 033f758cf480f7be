// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <limits>

#include <QTest>

#include "core/base/number_text.h"
#include "core/base/random.h"

using namespace warbler;

class NumberTextTest : public QObject {
    Q_OBJECT
private slots:
    void shortestReadsBackEqual();
    void fixedRoundsAsPrintf();
    void onlyWholeTextsAreNumbers();
    void groupsThousands();
    void theLocaleChangesNothing();
};

void NumberTextTest::shortestReadsBackEqual() {
    QCOMPARE(shortestText(0.1), std::string("0.1"));
    QCOMPARE(shortestText(-2), std::string("-2"));
    QCOMPARE(shortestText(std::numeric_limits<double>::quiet_NaN()), std::string("nan"));
    QCOMPARE(shortestText(-std::numeric_limits<double>::quiet_NaN()), std::string("nan"));
    QCOMPARE(shortestText(-std::numeric_limits<double>::infinity()), std::string("-inf"));
    Mt19937 generator(1);
    for (int i = 0; i < 2000; ++i) {
        const double value = std::ldexp(generator.normal(), int(generator.below(2000)) - 1000);
        QCOMPARE(parseDouble(shortestText(value)).value(), value);
    }
}

void NumberTextTest::fixedRoundsAsPrintf() {
    Mt19937 generator(2);
    for (int i = 0; i < 2000; ++i) {
        const double value = i < 40 ? i / 8.0 : generator.normal() * 1000;
        for (const int decimals : {0, 1, 2, 6}) {
            std::array<char, 64> wanted;
            std::snprintf(wanted.data(), wanted.size(), "%.*f", decimals, value);
            QCOMPARE(fixedText(value, decimals), std::string(wanted.data()));
        }
    }
    QCOMPARE(fixedText(0.125, 2), std::string("0.12"));
    QCOMPARE(fixedText(1e300, 1).size(), std::size_t(303));
}

void NumberTextTest::onlyWholeTextsAreNumbers() {
    QCOMPARE(parseDouble("1e-3").value(), 1e-3);
    for (const char *bad : {"", " 1", "1 ", "1,5", "0x10", "+1", "1e", "--1", "1e999"})
        QVERIFY2(!parseDouble(bad), bad);
    QCOMPARE(parseInteger("-9223372036854775808").value(), std::numeric_limits<long long>::min());
    for (const char *bad : {"", "9223372036854775808", "1.0", "1e3", " 7", "7 "})
        QVERIFY2(!parseInteger(bad), bad);
}

void NumberTextTest::groupsThousands() {
    QCOMPARE(groupedText(0), std::string("0"));
    QCOMPARE(groupedText(999), std::string("999"));
    QCOMPARE(groupedText(1000), std::string("1,000"));
    QCOMPARE(groupedText(-1234567), std::string("-1,234,567"));
    QCOMPARE(groupedText(std::numeric_limits<long long>::min()), std::string("-9,223,372,036,854,775,808"));
}

void NumberTextTest::theLocaleChangesNothing() {
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr)
        QVERIFY(std::setlocale(LC_ALL, "C.UTF-8") != nullptr);
    QCOMPARE(shortestText(1.5), std::string("1.5"));
    QCOMPARE(fixedText(1234.5, 1), std::string("1234.5"));
    QCOMPARE(parseDouble("1.5").value(), 1.5);
}

QTEST_APPLESS_MAIN(NumberTextTest)
#include "number_text_test.moc"
