// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <string>

#include <QDateTime>
#include <QTest>

using namespace warbler;

class ClockTest : public QObject {
    Q_OBJECT
private slots:
    void timesAreIsoUtc();
    void theTimeOfDayIsTheLocalOne();
    void secondsGoOn();
};

void ClockTest::timesAreIsoUtc() {
    QCOMPARE(isoUtc(0), std::string("1970-01-01T00:00:00.000Z"));
    QCOMPARE(isoUtc(-1), std::string("1969-12-31T23:59:59.999Z"));
    QCOMPARE(isoUtc(1777644130123),
             QDateTime::fromMSecsSinceEpoch(1777644130123, Qt::UTC).toString(Qt::ISODateWithMs).toStdString());
    QCOMPARE(isoUtc(951782400000), std::string("2000-02-29T00:00:00.000Z"));
    const long long before = unixMilliseconds();
    const QDateTime now = QDateTime::fromString(QString::fromStdString(nowUtc()), Qt::ISODateWithMs);
    QVERIFY(now.toMSecsSinceEpoch() >= before && now.toMSecsSinceEpoch() <= unixMilliseconds());
}

void ClockTest::theTimeOfDayIsTheLocalOne() {
    constexpr long long kMoment = 1777644130123;
    QCOMPARE(localTimeOfDay(kMoment), QDateTime::fromMSecsSinceEpoch(kMoment).toString("HH:mm:ss").toStdString());
}

void ClockTest::secondsGoOn() {
    const auto start = std::chrono::steady_clock::now();
    const double processor = threadSeconds();
    const double first = secondsSince(start);
    QVERIFY(first >= 0 && secondsSince(start) >= first);
    QVERIFY(secondsSince(start - std::chrono::seconds(2)) >= 2);
    QVERIFY(threadSeconds() >= processor);
}

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"
