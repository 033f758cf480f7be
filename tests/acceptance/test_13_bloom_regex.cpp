// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/text/tokenizers/pre_tokenizer.h"

using namespace warbler;

// The pieces of BLOOM's published pattern.
class Acceptance13BloomRegex : public QObject {
    Q_OBJECT

private slots:
    void cutsMatchesAndGaps();
    void countsNoMongolianVowelSeparatorAsSpace();

private:
    static QString pieces(const char *text);
};

QString Acceptance13BloomRegex::pieces(const char *text) {
    const nlohmann::json definition = {{"type", "Split"},
                                       {"pattern", {{"Regex", " ?[^(\\s|[.,!?…。，、।۔،])]+"}}},
                                       {"behavior", "Isolated"},
                                       {"invert", false}};
    const auto split = readPreTokenizer(definition, "tokenizer.json", "pre_tokenizer");
    static const std::string file = "tokenizer.json";
    Pieces cut{text, {{0, static_cast<std::uint32_t>(std::strlen(text))}}, true, GrowthLimit(std::strlen(text), file)};
    split->apply(cut);
    QStringList list;
    for (const Span span : cut.spans)
        list << QString::fromStdString(std::string(slice(cut.text, span)));
    return list.join('|');
}

void Acceptance13BloomRegex::cutsMatchesAndGaps() {
    QCOMPARE(pieces("content : hi there!! #5gkills\nAnswer: Label : "),
             QString("content| :| hi| there|!!| #5gkills|\n|Answer:| Label| :| "));
    QCOMPARE(pieces("foo  bar..."), QString("foo| | bar|..."));
}

void Acceptance13BloomRegex::countsNoMongolianVowelSeparatorAsSpace() {
    QCOMPARE(pieces("a\u180Eb\u3000c"), QString::fromUtf8("a\u180Eb|\u3000|c"));
}

QTEST_APPLESS_MAIN(Acceptance13BloomRegex)
#include "test_13_bloom_regex.moc"
