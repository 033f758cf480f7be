// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>

#include <QTest>

#include "core/base/error.h"
#include "core/text/tokenizers/regex.h"

using namespace warbler;

class RegexTest : public QObject {
    Q_OBJECT
private slots:
    void hostilePatternsEndWithinATenthOfASecond_data();
    void hostilePatternsEndWithinATenthOfASecond();
    void whatTheDialectsReadDifferentlyIsRefusedByName_data();
    void whatTheDialectsReadDifferentlyIsRefusedByName();
    void ordinaryPatternsWorkOnLongTexts();
    void emptyMatchesCountUnlessAnotherEndsThere();
};

// Each would take minutes to ages on its text without limits, or is of a kind known for that.
void RegexTest::hostilePatternsEndWithinATenthOfASecond_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("unit");
    const char *patterns[][2] = {{"(a+)+$", "a"},
                                 {"(a|a)*$", "a"},
                                 {"(a|aa)+$", "a"},
                                 {"(.*a){20}b", "a"},
                                 {"(\\w+\\s?)*$", "a"},
                                 {"([a-z]+)*!", "a"},
                                 {"(a*)*c", "a"},
                                 {"(a*)+(b*)+c", "ab"},
                                 {"a*a*a*a*a*a*b", "a"},
                                 {"(x+x+)+y", "x"},
                                 {"^(([a-z])+.)+[A-Z]([a-z])+$", "a"},
                                 {"(?=(a+))a*b(?=c)", "a"},
                                 {"(?:(?:(?:a?)*)*)*b", "a"},
                                 {"\\w*\\w*\\w*\\d", "a"},
                                 {"(\\s*\\S*)*x$", "a "},
                                 {"(?<=a)(?:b|ab|a)*c", "ab"},
                                 {"(?:a{1,50}){1,50}b", "a"},
                                 {"(\\p{L}+\\p{M}*)+\\d", "é"},
                                 {".*.*.*=.*", "a"},
                                 {"(?i:(a|A|ａ)+)+$", "aA"},
                                 {"(?:[^x]+,?)*;", "a,"}};
    for (const auto &pattern : patterns)
        QTest::newRow(pattern[0]) << QByteArray(pattern[0]) << QByteArray(pattern[1]);
}

void RegexTest::hostilePatternsEndWithinATenthOfASecond() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, unit);
    const Regex regex(pattern.toStdString(), "tokenizer.json", "pre_tokenizer.pattern");
    const std::string text = unit.repeated(10000 / int(unit.size())).toStdString() + "?";
    std::vector<Span> matches;
    const std::clock_t begin = std::clock();
    try {
        regex.findAll(text, matches);
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadTokenizer);
        QVERIFY(error.detail().find("takes too much work") != std::string::npos);
    }
    const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 0.1, qPrintable(QString::number(seconds)));
}

void RegexTest::whatTheDialectsReadDifferentlyIsRefusedByName_data() {
    QTest::addColumn<QByteArray>("named");
    const char *cases[][2] = {{"[a[bc]]", "a class inside a class"},
                              {"[a&&b]", "&& inside a class"},
                              {"[[:alpha:]]", "a class inside a class"},
                              {"\\h+", "\\h"},
                              {"(a)\\1", "\\1"},
                              {"\\bword\\b", "\\b"},
                              {"[\\W]", "\\W inside a class"},
                              {"(?m:.)", "(?m"},
                              {"(?R)", "(?R"},
                              {"(*LIMIT_MATCH=1)a", "a verb"},
                              {"a{2}+", "}+"},
                              {"a{,3}", "{,"},
                              {"\\p{NoSuchScript}", "property"},
                              {"(a", "parenthes"},
                              {"[]", "an empty class"},
                              {"a\\", "a lone backslash"}};
    for (const auto &entry : cases)
        QTest::newRow(entry[0]) << QByteArray(entry[1]);
}

void RegexTest::whatTheDialectsReadDifferentlyIsRefusedByName() {
    QFETCH(QByteArray, named);
    try {
        const Regex regex(QTest::currentDataTag(), "tokenizer.json", "normalizer.pattern");
        QFAIL("not refused");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::UnsupportedOption);
        QVERIFY2(error.detail().find(named.toStdString()) != std::string::npos, error.what());
        QVERIFY(error.detail().find("tokenizer.json: normalizer.pattern") == 0);
    }
    QVERIFY_EXCEPTION_THROWN(Regex(std::string(5000, 'a'), "tokenizer.json", "x"), Error);
}

void RegexTest::ordinaryPatternsWorkOnLongTexts() {
    const Regex words("\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", "tokenizer.json", "x");
    std::string text;
    for (int i = 0; i < 20000; ++i)
        text += "wörter 1234 !? \n";
    std::vector<Span> matches;
    words.findAll(text, matches);
    QCOMPARE(matches.size(), std::size_t(20000 * 7 - 1));  // the last blank and newline are one
    // Long stretches without any match are passed over.
    words.findAll(std::string(30000, 'a') + std::string(30000, ' '), matches);
    QCOMPARE(matches.size(), std::size_t(2));
}

void RegexTest::emptyMatchesCountUnlessAnotherEndsThere() {
    const Regex maybe("a*", "tokenizer.json", "x");
    std::vector<Span> matches;
    maybe.findAll("ébaab", matches);
    std::vector<std::pair<unsigned, unsigned>> places;
    for (const Span match : matches)
        places.emplace_back(match.begin, match.end);
    QCOMPARE(places, (std::vector<std::pair<unsigned, unsigned>>{{0, 0}, {2, 2}, {3, 5}, {6, 6}}));
    maybe.findAll("", matches);
    QVERIFY(matches.empty());
}

QTEST_APPLESS_MAIN(RegexTest)
#include "regex_test.moc"
