// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kinds of files that programs and people leave behind, guessed and read without help.
#include <QTest>

#include <map>

#include "core/base/error.h"
#include "core/tables/csv/dialect_guess.h"
#include "tests/core/tables/dirty_tables.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;

namespace {
const std::vector<DirtyTable> &tables() {
    static const std::vector<DirtyTable> all = dirtyTables();
    return all;
}

Reading guessedReading(const DirtyTable &table) {
    const TableFile file(table.bytes);
    try {
        return readTable(file.path(), guessDialect(file.path()).dialect);
    } catch (const Error &error) {
        qInfo("%s", error.detail().c_str());
        return {};
    }
}

std::size_t recoveredFrom(const DirtyTable &table) {
    std::vector<std::vector<std::string>> rows;
    for (const CsvRow &row : guessedReading(table).rows)
        rows.push_back(row.fields);
    return recovered(table, rows);
}
}  // namespace

class DirtyTablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void losesNoRowButThoseSpoilt_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const DirtyTable &table : tables())
            QTest::newRow((table.kind + ": " + table.name).c_str()) << index++;
    }
    void losesNoRowButThoseSpoilt() {
        QFETCH(int, index);
        const DirtyTable &table = tables()[static_cast<std::size_t>(index)];
        const std::size_t found = recoveredFrom(table);
        const Reading reading = guessedReading(table);
        QVERIFY2(found + table.lost >= table.rows.size(),
                 qPrintable(QString("%1 of %2 rows; %3 read, %4 rejected, columns %5")
                                .arg(found)
                                .arg(table.rows.size())
                                .arg(reading.rows.size())
                                .arg(reading.rejected.size())
                                .arg(QString::fromStdString(joined(reading.columns, "|")))));
        const std::size_t most = table.rows.size() + table.others;
        QVERIFY2(reading.rows.size() <= most,
                 qPrintable(QString("%1 rows are no tweets").arg(reading.rows.size() - most)));
    }

    void recoversThePromisedShare() {
        std::map<std::string, std::pair<std::size_t, std::size_t>> kinds;
        std::size_t found = 0, all = 0;
        for (const DirtyTable &table : tables()) {
            const std::size_t here = recoveredFrom(table);
            kinds[table.kind].first += here;
            kinds[table.kind].second += table.rows.size();
            found += here;
            all += table.rows.size();
        }
        for (const auto &[kind, counts] : kinds)
            qInfo("%s: %zu of %zu", kind.c_str(), counts.first, counts.second);
        QVERIFY2(1000 * found >= 985 * all, qPrintable(QString("%1 of %2").arg(found).arg(all)));
    }
};

QTEST_APPLESS_MAIN(DirtyTablesTest)
#include "dirty_tables_test.moc"
