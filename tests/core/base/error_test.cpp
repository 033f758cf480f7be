// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "core/base/error.h"
#include "core/base/ids.h"

using namespace warbler;

// Ids never pass through a number: 19 digits do not survive a double.
static_assert(!std::is_constructible_v<TweetId, long long> && !std::is_constructible_v<TweetId, double> &&
              !std::is_constructible_v<TweetId, int>);
static_assert(!std::is_convertible_v<TweetId, long long> && !std::is_convertible_v<TweetId, double>);

class ErrorTest : public QObject {
    Q_OBJECT
private slots:
    void givesEveryCodeANameOfItsOwnAndAnExitCode();
    void carriesDetailAndHint();
    void cancelledIsNoError();
};

void ErrorTest::givesEveryCodeANameOfItsOwnAndAnExitCode() {
    std::set<std::string_view> names;
    for (int code = static_cast<int>(ErrorCode::Internal); code <= static_cast<int>(ErrorCode::ResumeMismatch);
         ++code) {
        names.insert(errorName(static_cast<ErrorCode>(code)));
        QVERIFY(exitCode(static_cast<ErrorCode>(code)) >= 1 && exitCode(static_cast<ErrorCode>(code)) <= 8);
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(ErrorCode::ResumeMismatch) + 1);
    QCOMPARE(exitCode(ErrorCode::Usage), 2);
    QCOMPARE(exitCode(ErrorCode::MissingColumn), 3);
    QCOMPARE(exitCode(ErrorCode::BadCheckpoint), 4);
    QCOMPARE(exitCode(ErrorCode::OutOfMemory), 5);
    QCOMPARE(exitCode(ErrorCode::ProjectInUse), 6);
    QCOMPARE(exitCode(ErrorCode::DiskFull), 8);
}

void ErrorTest::carriesDetailAndHint() {
    const Error error(ErrorCode::BadData, "line 7 of a.csv has 3 fields, not 4", "Mend the line.");
    QCOMPARE(error.code(), ErrorCode::BadData);
    QCOMPARE(error.what(), "line 7 of a.csv has 3 fields, not 4");
    QCOMPARE(error.hint(), std::string("Mend the line."));
}

void ErrorTest::cancelledIsNoError() {
    static_assert(!std::is_base_of_v<std::exception, Cancelled>);
    bool wasCaughtAsItself = false;
    try {
        throw Cancelled();
    } catch (const std::exception &) {
    } catch (const Cancelled &) {
        wasCaughtAsItself = true;
    }
    QVERIFY(wasCaughtAsItself);
}

QTEST_APPLESS_MAIN(ErrorTest)
#include "error_test.moc"
