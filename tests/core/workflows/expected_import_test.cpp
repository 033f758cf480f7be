// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/expected_import.h"

#include <QTest>

using namespace warbler;

class ExpectedImportTest : public QObject {
    Q_OBJECT

    CsvPreview m_preview;

private Q_SLOTS:
    void init() {
        m_preview = {};
        m_preview.rowsRead = 100;
        m_preview.emptyTexts = 4;
        m_preview.unlabelled = 30;
        m_preview.labelValues = {{"yes", 40}, {"no", 20}, {"n/a", 10}};
        m_preview.mapping.label = 2;
    }

    void valuesThatMeanNoLabelAreNotCounted() {
        QCOMPARE(expectedImport(m_preview, {}).labelled, std::int64_t(66));
        const ExpectedImport expected = expectedImport(m_preview, {"n/a", "none"});
        QCOMPARE(expected.tweets, std::int64_t(96));
        QCOMPARE(expected.labelled, std::int64_t(56));
    }

    void withoutALabelColumnNothingIsLabelled() {
        m_preview.mapping.label = -1;
        QCOMPARE(expectedImport(m_preview, {}).tweets, std::int64_t(96));
        QCOMPARE(expectedImport(m_preview, {}).labelled, std::int64_t(0));
    }

    void thereAreNeverFewerThanNone() {
        m_preview.unlabelled = 99;
        QCOMPARE(expectedImport(m_preview, {"yes"}).labelled, std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(ExpectedImportTest)
#include "expected_import_test.moc"
