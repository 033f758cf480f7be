// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/text/normalise.h"
#include "core/text/tfidf.h"
#include "core/text/tokenizers/unicode.h"
#include "tests/golden/golden.h"

using namespace warbler;

class TfidfTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void findsTheWordsScikitLearnFinds();
    void weighsAsScikitLearn();
    void aTextWithoutKnownWordsIsEmpty();
    void partsThatDoNotFitAreRefused();
    void lowersAsPython();
    void composesAsPython();

private:
    std::vector<std::string> m_texts;
    nlohmann::json m_wanted;
    TfidfVectorizer m_vectorizer;
};

void TfidfTest::initTestCase() {
    m_texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    m_wanted = golden("words.json");
    m_vectorizer = TfidfVectorizer::fit(std::span(m_texts).first(1000));
}

void TfidfTest::findsTheWordsScikitLearnFinds() {
    QCOMPARE(m_vectorizer.words().size(), m_wanted["words"]["count"].get<std::size_t>());
    std::string joined;
    for (const std::string &word : m_vectorizer.words())
        joined += (joined.empty() ? "" : "\n") + word;
    QCOMPARE(sha256Hex(joined), m_wanted["words"]["sha256"].get<std::string>());
}

void TfidfTest::weighsAsScikitLearn() {
    std::vector<double> idf;
    for (std::size_t i = 0; i < m_vectorizer.idf().size(); i += 20)
        idf.push_back(m_vectorizer.idf()[i]);
    QVERIFY(isNear(idf, m_wanted["idf"], 1e-12));
    // Saved and loaded again it is the same.
    const TfidfVectorizer copy = TfidfVectorizer::fromParts(m_vectorizer.words(), m_vectorizer.idf());
    for (const nlohmann::json &wanted : m_wanted["rows"]) {
        const TfidfVectorizer::Row row = copy.transform(m_texts[wanted["text"].get<std::size_t>()]);
        QCOMPARE(row.columns, wanted["columns"].get<std::vector<std::int32_t>>());
        QVERIFY(isNear(row.values, wanted["values"], 1e-12));
    }
}

void TfidfTest::aTextWithoutKnownWordsIsEmpty() {
    QVERIFY(m_vectorizer.transform("").columns.empty());
    QVERIFY(m_vectorizer.transform("zzzzqqq a b \xFF\xFE").values.empty());
}

void TfidfTest::partsThatDoNotFitAreRefused() {
    QVERIFY_EXCEPTION_THROWN(TfidfVectorizer::fromParts({"a", "b"}, {1.0}), Error);
}

void TfidfTest::lowersAsPython() {
    std::string lower, isWord;
    std::size_t range = 0;
    const nlohmann::json &without = m_wanted["without"];
    for (char32_t c = 0; c < 0x110000; ++c) {
        if (range < without.size() && c >= without[range][0].get<char32_t>()) {
            c = without[range++][1].get<char32_t>();
            continue;
        }
        unicode::appendLowerCase(lower, c);
        isWord += unicode::isPythonWord(c) ? '1' : '0';
    }
    QCOMPARE(sha256Hex(lower), m_wanted["lower_of_all_characters"].get<std::string>());
    QCOMPARE(sha256Hex(isWord), m_wanted["word_characters"].get<std::string>());
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        QCOMPARE(sha256Hex(pythonLower(m_texts[i])).substr(0, 8), m_wanted["lower_each"][i].get<std::string>());
    for (const nlohmann::json &pair : m_wanted["sigma"])
        QCOMPARE(pythonLower(pair[0].get<std::string>()), pair[1].get<std::string>());
}

void TfidfTest::composesAsPython() {
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        QCOMPARE(sha256Hex(nfc(m_texts[i])).substr(0, 8), m_wanted["nfc_each"][i].get<std::string>());
    QCOMPARE(nfc("e\u0301\xFF"), std::string("\u00e9\uFFFD"));
}

QTEST_APPLESS_MAIN(TfidfTest)
#include "tfidf_test.moc"
