// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// 2,000 columns, 16 MB a field, 64 MB a record: what is beyond is named and passed over.
#include <QTest>

#include "core/base/error.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;

class CsvLimitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWideTablesAndRefusesMoreThan2000Columns() {
        const auto table = [](int columns) {
            std::string line = "c0", row = "0";
            for (int i = 1; i < columns; ++i)
                line += ",c" + std::to_string(i), row += "," + std::to_string(i);
            return line + "\n" + row + "\n";
        };
        QCOMPARE(readBytes(table(500)).rows[0].fields[499], std::string("499"));
        QCOMPARE(readBytes(table(2000)).rows[0].fields.size(), std::size_t(2000));
        try {
            readBytes(table(2001));
            QFAIL("2,001 columns were read");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("BadData"));
            QVERIFY(error.detail().find("2,001 columns") != std::string::npos);
        }
    }

    void readsLongFieldsAndRejectsOverlongOnes() {
        const std::string quoted =
            "id,text\n1,\"" + std::string(10000, 'a') + "\"\n2," + std::string(std::size_t(1) << 20, 'b') + "\n";
        const Reading good = readBytes(quoted);
        QCOMPARE(good.rows[0].fields[1].size(), std::size_t(10000));
        QCOMPARE(good.rows[1].fields[1].size(), std::size_t(1) << 20);

        const Reading tooLong = readBytes("id,text\n1," + std::string((std::size_t(16) << 20) + 1, 'a') + "\n2,b\n");
        QCOMPARE(rendered(tooLong), std::string("! 2: field 2 is longer than 16 MB\n2¦b\n"));
        QCOMPARE(tooLong.rejected[0].raw.size(), std::size_t(1) << 20);
    }

    void passesOverARecordAbove64Megabytes() {
        const std::string mega((std::size_t(81) << 20) + 70000, 'a');
        QCOMPARE(rendered(readBytes("id,text\n1," + mega + "\n2,b\n")), std::string("! 2: longer than 64 MB\n2¦b\n"));
        QCOMPARE(rendered(readBytes("id,text\n1,\"\r\n\"\"" + mega + "\"\r\n2,b\n")),
                 std::string("! 2: longer than 64 MB\n2¦b\n"));
        std::string fields = "1";
        for (int i = 0; i < 65; ++i)
            fields += ',' + std::string(std::size_t(1) << 20, 'b');
        QCOMPARE(rendered(readBytes("id,text\n" + fields + "\n2,b\n")), std::string("! 2: longer than 64 MB\n2¦b\n"));
        const Reading open = readBytes("id,text\n1,\"x\n" + mega + "\n\n2,b\n");
        QCOMPARE(rendered(open), std::string("! 2: the quote opened at line 2 is never closed\n! 3: inside the quote "
                                             "opened at line 2, which is never closed\n"
                                             "! 5: inside the quote opened at line 2, which is never closed\n"));
        QCOMPARE(open.rejected[1].raw.size(), std::size_t(1) << 20);
    }
};

QTEST_APPLESS_MAIN(CsvLimitsTest)
#include "csv_limits_test.moc"
