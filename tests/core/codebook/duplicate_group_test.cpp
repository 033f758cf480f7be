// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/duplicate_group.h"

#include <QTest>

#include "core/base/sha256.h"

using namespace warbler;

class DuplicateGroupTest : public QObject {
    Q_OBJECT

private slots:
    void comparesTextsWithoutLinksAndRetweetMarks_data();
    void comparesTextsWithoutLinksAndRetweetMarks();
    void keepsCaseAndContent();
    void normalisesFirst();
    void theKeyIsAHashOfTheComparedText();
};

void DuplicateGroupTest::comparesTextsWithoutLinksAndRetweetMarks_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *text, const char *wanted) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(wanted);
    };
    row("The tram is late", "The tram is late");
    row("  The\ttram \r\n is   late ", "The tram is late");
    row("The tram is late https://example.org/a?b=1", "The tram is late");
    row("HTTP://EXAMPLE.ORG The tram is late", "The tram is late");
    row("The https://example.org/x tram", "The tram");
    row("The tram is late pic.twitter.com/AbC", "The tram is late");
    row("The tram is late https://exam\xE2\x80\xA6", "The tram is late");
    row("RT @demo_1: The tram is late", "The tram is late");
    row(" rt @demo_1: RT @x: The tram is late", "The tram is late");
    row("RT @demo_1 The tram is late", "RT @demo_1 The tram is late");
    row("RT the tram: late", "RT the tram: late");
    row("RTs @x: late", "RTs @x: late");
    row("seehttps://example.org", "seehttps://example.org");
    row("https://example.org/a", "https://example.org/a");
    row("RT @x: https://example.org/a", "https://example.org/a");
    row("RT @x:", "RT @x:");
    row("", "");
}

void DuplicateGroupTest::comparesTextsWithoutLinksAndRetweetMarks() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wanted);
    QCOMPARE(QByteArray::fromStdString(duplicateText(text.toStdString())), wanted);
}

void DuplicateGroupTest::keepsCaseAndContent() {
    QVERIFY(duplicateGroup("The tram") != duplicateGroup("the tram"));
    QVERIFY(duplicateGroup("The tram") != duplicateGroup("The tram!"));
    QCOMPARE(duplicateGroup("RT @a: The  tram https://example.org/1"),
             duplicateGroup("The tram https://example.org/2"));
    QVERIFY(duplicateGroup("https://example.org/1") != duplicateGroup("https://example.org/2"));
}

void DuplicateGroupTest::normalisesFirst() {
    const TextNormaliser upper = [](std::string_view text) {
        return QByteArray(text.data(), static_cast<int>(text.size())).toUpper().toStdString();
    };
    QCOMPARE(duplicateText("rt @x: the tram", upper), std::string("THE TRAM"));
}

void DuplicateGroupTest::theKeyIsAHashOfTheComparedText() {
    QCOMPARE(duplicateGroup(" The tram "), sha256Hex("The tram"));
}

QTEST_APPLESS_MAIN(DuplicateGroupTest)
#include "duplicate_group_test.moc"
