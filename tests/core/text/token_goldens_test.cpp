// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/core/text/token_goldens.h"
#include "tests/golden/golden.h"

using namespace warbler;

// Ids equal to the reference's, for what needs no public data: the default encoder and the small tokenizers of the
// goldens.
class TokenGoldensTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theDefaultEncodersIdsEqualTheReferences();
    void everyComponentsIdsEqualTheReferences_data();
    void everyComponentsIdsEqualTheReferences();
    void theVocabularyAloneGivesTheSameIds();
    void eightThreadsGiveTheIdsOfOne();

private:
    std::vector<std::string> m_texts;
    nlohmann::json m_toys;
    std::string m_model;
};

void TokenGoldensTest::initTestCase() {
    m_texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    m_toys = golden("tokens_toys.json");
    m_model = qEnvironmentVariable("WARBLER_DEFAULT_MODEL").toStdString();
    QCOMPARE(m_texts.size(), std::size_t(2000));
    QVERIFY(!m_model.empty());
}

void TokenGoldensTest::theDefaultEncodersIdsEqualTheReferences() {
    const auto tokenizer = loadTokenizer(m_model);
    const nlohmann::json wanted = golden("tokens_minilm.json");
    QCOMPARE(tokenizer->kind(), std::string("WordPiece"));
    QCOMPARE(tokenizer->vocabularySize(), std::int64_t(30522));
    QCOMPARE(differencesInFull(*tokenizer, wanted["full"]), 0);
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["plain"], SpecialText::Plain), 0);
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["match"], SpecialText::Match), 0);
}

void TokenGoldensTest::everyComponentsIdsEqualTheReferences_data() {
    QTest::addColumn<std::string>("name");
    const nlohmann::json toys = golden("tokens_toys.json");
    for (const auto &toy : toys["toys"].items())
        QTest::newRow(toy.key().c_str()) << toy.key();
}

void TokenGoldensTest::everyComponentsIdsEqualTheReferences() {
    QFETCH(std::string, name);
    const nlohmann::json &toy = m_toys["toys"][name];
    QTemporaryDir folder;
    const std::string file = folder.filePath("tokenizer.json").toStdString();
    std::ofstream(file) << toy["tokenizer"].get<std::string>();
    const auto tokenizer = loadTokenizer(file);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < m_texts.size(); i += m_toys["every"].get<std::size_t>())
        texts.push_back(m_texts[i]);
    QCOMPARE(differences(*tokenizer, texts, toy["strings"]["plain"], SpecialText::Plain), 0);
    QCOMPARE(differences(*tokenizer, texts, toy["strings"]["match"], SpecialText::Match), 0);
}

// The same encoder from its vocab.txt and tokenizer_config.json, without tokenizer.json.
void TokenGoldensTest::theVocabularyAloneGivesTheSameIds() {
    QTemporaryDir folder;
    for (const char *name : {"vocab.txt", "tokenizer_config.json"})
        QVERIFY(QFile::copy(QString::fromStdString(m_model) + "/" + name, folder.filePath(name)));
    const auto tokenizer = loadTokenizer(folder.path().toStdString());
    const nlohmann::json wanted = golden("tokens_minilm.json");
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["plain"], SpecialText::Plain), 0);
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["match"], SpecialText::Match), 0);
}

void TokenGoldensTest::eightThreadsGiveTheIdsOfOne() {
    const auto tokenizer = loadTokenizer(m_model);
    const nlohmann::json wanted = golden("tokens_minilm.json");
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back(
            [&] { wrong += differences(*tokenizer, m_texts, wanted["strings"]["plain"], SpecialText::Plain); });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TokenGoldensTest)
#include "token_goldens_test.moc"
