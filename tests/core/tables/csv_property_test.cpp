// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold for any bytes: reading ends, every record is a row or rejected, and nothing depends on where buffers
// end.
#include <QTest>

#include <algorithm>
#include <cstdlib>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/base/utf8.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;

namespace {
std::uint32_t seedOf() {
    const char *seed = std::getenv("WARBLER_TEST_SEED");
    return seed ? static_cast<std::uint32_t>(parseInteger(seed).value_or(1)) : 20261122u;
}

// A table built row by row, so that what must come out is known: good rows with their fields, bad ones as a count.
struct Hostile {
    std::string bytes;
    std::vector<std::vector<std::string>> rows;
    std::size_t rejected = 0;
    CsvDialect dialect;
};

class Generator {
public:
    explicit Generator(std::uint32_t seed) : m_random(seed) {}

    Hostile table() {
        Hostile hostile;
        m_delimiter = ",;\t|"[below(4)];
        hostile.dialect.delimiter = m_delimiter;
        const std::size_t columns = 2 + below(4);
        for (std::size_t c = 0; c < columns; ++c)
            hostile.bytes += (c ? std::string(1, m_delimiter) : "") + "c" + std::to_string(c);
        hostile.bytes += lineEnd();
        for (std::size_t r = below(40); r > 0; --r) {
            while (below(10) == 0)
                hostile.bytes += lineEnd();
            const auto kind = below(12);
            if (kind == 0 || kind == 1) {
                raggedRow(hostile,
                          kind == 0 ? columns + 1 + below(3) : 1 + below(static_cast<std::uint32_t>(columns) - 1));
            } else if (kind == 2) {
                hostile.bytes += "\"a\"b" + lineEnd();
                ++hostile.rejected;
            } else {
                goodRow(hostile, columns);
            }
        }
        if (below(6) == 0) {  // a quote that nothing closes: every line from there on that is no row
            const std::size_t lines = 1 + below(4);
            hostile.bytes += "\"open";
            for (std::size_t i = 1; i < lines; ++i)
                hostile.bytes += "\nx";
            hostile.rejected += lines;
        }
        return hostile;
    }

private:
    std::uint32_t below(std::uint32_t bound) { return m_random.below(bound); }
    std::string lineEnd() { return below(3) == 0 ? "\r\n" : "\n"; }

    std::string field() {
        static const std::vector<std::string> parts = {"a",
                                                       "word ",
                                                       "\"",
                                                       "\"\"",
                                                       ",",
                                                       ";",
                                                       "\t",
                                                       "|",
                                                       "\n",
                                                       "\r\n",
                                                       "\r",
                                                       "é",
                                                       "😀",
                                                       "\\",
                                                       "'",
                                                       "=",
                                                       std::string(1, '\0'),
                                                       "123"};
        std::string out;
        for (auto n = below(8); n > 0; --n)
            out += parts[below(static_cast<std::uint32_t>(parts.size()))];
        if (below(200) == 0)
            out += std::string(300000, 'z');
        return out;
    }
    std::string written(const std::string &value) {
        const bool mustQuote = value.find_first_of(std::string("\"\r\n") + m_delimiter) != std::string::npos;
        if (!mustQuote && below(2) == 0)
            return value;
        std::string out = "\"";
        for (const char c : value)
            out += c == '"' ? "\"\"" : std::string(1, c);
        return out + "\"";
    }
    void goodRow(Hostile &hostile, std::size_t columns) {
        std::vector<std::string> fields;
        for (std::size_t c = 0; c < columns; ++c) {
            fields.push_back(field());
            hostile.bytes += (c ? std::string(1, m_delimiter) : "") + written(fields.back());
        }
        hostile.bytes += lineEnd();
        hostile.rows.push_back(fields);
    }
    void raggedRow(Hostile &hostile, std::size_t fields) {
        for (std::size_t c = 0; c < fields; ++c)
            hostile.bytes += (c ? std::string(1, m_delimiter) : "") + written("r" + field());
        hostile.bytes += lineEnd();
        ++hostile.rejected;
    }

    Mt19937 m_random;
    char m_delimiter = ',';
};

bool isPrefix(const std::string &part, const std::string &whole) { return whole.compare(0, part.size(), part) == 0; }
}  // namespace

class CsvPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(useEnvironmentLocale()); }

    void everyRecordIsARowOrRejected() {
        const std::uint32_t seed = seedOf();
        qInfo("WARBLER_TEST_SEED=%u", seed);
        for (std::uint32_t i = 0; i < 300; ++i) {
            const Hostile hostile = Generator(seed + i).table();
            const Reading reading = readBytes(hostile.bytes, hostile.dialect);
            QVERIFY2(reading.rows.size() == hostile.rows.size() && reading.rejected.size() == hostile.rejected,
                     qPrintable(QString("table %1").arg(i)));
            for (std::size_t r = 0; r < reading.rows.size(); ++r)
                QVERIFY2(reading.rows[r].fields == hostile.rows[r],
                         qPrintable(QString("table %1, row %2").arg(i).arg(r)));
            for (const RejectedRow &rejected : reading.rejected)
                QVERIFY(!rejected.reason.empty() && rejected.line > 1 && isValidUtf8(rejected.raw));
        }
    }

    void aCutAtAnyByteGivesTheRowsBeforeIt_data() {
        QTest::addColumn<int>("encoding");
        for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252})
            QTest::newRow(encodingName(encoding)) << static_cast<int>(encoding);
    }
    void aCutAtAnyByteGivesTheRowsBeforeIt() {
        QFETCH(int, encoding);
        const std::string text =
            "id,text,label\r\n1,\"a\nb, "
            "\"\"c\"\"\",yes\r2,é😀,no\n\"3\",\"\r\n4,fake,row\r\n\",\n\n5,\"صباح\",\"\"\r\n6,last,1";
        CsvDialect dialect;
        dialect.encoding = static_cast<Encoding>(encoding);
        const bool isWide = dialect.encoding == Encoding::Utf16Le || dialect.encoding == Encoding::Utf16Be;
        const std::string bytes = isWide ? utf16(text, dialect.encoding) : text;
        const Reading whole = readBytes(bytes, dialect);
        QCOMPARE(whole.rows.size(), std::size_t(5));
        const std::size_t header = isWide ? 30 : 15;
        const TableFile file("");
        for (std::size_t cut = header; cut < bytes.size(); ++cut) {
            file.write(std::string_view(bytes).substr(0, cut));
            const Reading part = readTable(file.path(), dialect);
            QVERIFY(part.rows.size() <= whole.rows.size());
            for (std::size_t r = 0; r < part.rows.size(); ++r) {
                const bool isLast = r + 1 == part.rows.size();
                for (std::size_t f = 0; f < 3; ++f) {
                    std::string got = part.rows[r].fields[f];
                    if (isLast && part.badBytes > 0)  // a character cut in two
                        while (got.size() >= 3 && got.compare(got.size() - 3, 3, "\xEF\xBF\xBD") == 0)
                            got.resize(got.size() - 3);
                    const std::string &expected = whole.rows[r].fields[f];
                    QVERIFY2(got == expected || (isLast && isPrefix(got, expected)),
                             qPrintable(QString("cut at %1, row %2").arg(cut).arg(r)));
                }
                QCOMPARE(part.rows[r].line, whole.rows[r].line);
                QCOMPARE(part.rows[r].byteOffset, whole.rows[r].byteOffset);
            }
        }
    }

    // The reader's buffer ends somewhere in the middle of everything.
    void rowsDoNotDependOnWhereBuffersEnd() {
        const std::string row = "1,\"a\r\n\"\"b\"\",\",é\r\n";
        for (std::size_t pad = 0; pad < row.size() + 2; ++pad) {
            std::string bytes = "id,text,label\n0," + std::string((std::size_t(256) << 10) - 40 + pad, 'p') + ",x\r\n";
            for (int i = 0; i < 8; ++i)
                bytes += row;
            const Reading reading = readBytes(bytes);
            QCOMPARE(reading.rows.size(), std::size_t(9));
            QVERIFY(reading.rejected.empty());
            for (std::size_t r = 1; r < 9; ++r) {
                QCOMPARE(joined(reading.rows[r].fields, "|"), std::string("1|a\r\n\"b\",|é"));
                QCOMPARE(reading.rows[r].line, static_cast<std::int64_t>(3 + 2 * (r - 1)));
                QCOMPARE(reading.rows[r].byteOffset, std::uint64_t(bytes.size() - (9 - r) * row.size()));
            }
        }
    }
};

QTEST_APPLESS_MAIN(CsvPropertyTest)
#include "csv_property_test.moc"
