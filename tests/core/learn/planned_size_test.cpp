// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/planned_size.h"

#include <QTest>

using namespace warbler;

class PlannedSizeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void weightsTakeFourBytesOrTwo() {
        TuningConfig config;
        config.dtype = "float32";
        QCOMPARE(weightBytes(config, 1'000'000), std::uint64_t(4'000'000));
        config.dtype = "bfloat16";
        QCOMPARE(weightBytes(config, 1'000'000), std::uint64_t(2'000'000));
    }

    void fullFineTuningHoldsThemSixTimes() {
        TuningConfig config;
        config.dtype = "float32";
        config.method = Method::Lora;
        QCOMPARE(roughBytes(config, 1'000'000'000), std::uint64_t(5'000'000'000));
        config.method = Method::Full;
        QCOMPARE(roughBytes(config, 1'000'000'000), std::uint64_t(25'000'000'000));
    }
};

QTEST_APPLESS_MAIN(PlannedSizeTest)
#include "planned_size_test.moc"
