// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/select_by.h"

#include <QTest>

using namespace warbler;

class SelectByTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFigureThatFitsStays() {
        for (const char *figure : {"macro_f1", "f1", "accuracy"})
            QCOMPARE(fittingSelectBy(figure, false), std::string(figure));
        for (const char *figure : {"rmse", "mae", "pearson", "r2"})
            QCOMPARE(fittingSelectBy(figure, true), std::string(figure));
    }

    void oneOfTheOtherGivesWayToTheUsualOne() {
        QCOMPARE(fittingSelectBy("f1", true), std::string("rmse"));
        QCOMPARE(fittingSelectBy("pearson", false), std::string("macro_f1"));
    }

    void lossAndNoneFitBoth() {
        for (const bool learnsNumbers : {false, true}) {
            QCOMPARE(fittingSelectBy("validation_loss", learnsNumbers), std::string("validation_loss"));
            QCOMPARE(fittingSelectBy("none", learnsNumbers), std::string("none"));
        }
    }
};

QTEST_APPLESS_MAIN(SelectByTest)
#include "select_by_test.moc"
