// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/text/prompt_template.h"

using namespace warbler;

// The initial text of a prompt, ids a .. e, spread over its virtual tokens.
class Acceptance12Tiling : public QObject {
    Q_OBJECT

private slots:
    void correctedEndsWithTheText();
    void faithfulBeginsWithTheText();
    void anEmptyTextIsRefused();

private:
    static QString tiled(std::int64_t n, Tiling tiling);
};

QString Acceptance12Tiling::tiled(std::int64_t n, Tiling tiling) {
    QString letters;
    for (const TokenId id : tileIds({'a', 'b', 'c', 'd', 'e'}, n, tiling))
        letters += QChar(id);
    return letters;
}

void Acceptance12Tiling::correctedEndsWithTheText() {
    QCOMPARE(tiled(12, Tiling::Corrected), QString("deabcdeabcde"));
    QCOMPARE(tiled(5, Tiling::Corrected), QString("abcde"));
    QCOMPARE(tiled(3, Tiling::Corrected), QString("cde"));
}

void Acceptance12Tiling::faithfulBeginsWithTheText() {
    QCOMPARE(tiled(12, Tiling::Faithful), QString("abcdeabcdeab"));
    QCOMPARE(tiled(3, Tiling::Faithful), QString("abc"));
}

void Acceptance12Tiling::anEmptyTextIsRefused() { QVERIFY_EXCEPTION_THROWN(tileIds({}, 3, Tiling::Corrected), Error); }

QTEST_APPLESS_MAIN(Acceptance12Tiling)
#include "test_12_tiling.moc"
