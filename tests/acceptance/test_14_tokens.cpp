// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/acceptance/gates.h"
#include "tests/core/text/token_goldens.h"
#include "tests/golden/golden.h"

using namespace warbler;

// Token ids of the tokenizers in the public data, equal to the reference's.
class Acceptance14Tokens : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void publishedIdsOfLlama2();
    void publishedIdsOfTheTinyModels();
    void aPadTokenInATweetIsTextUnlessMatched();
    void idsEqualTheReferences_data();
    void idsEqualTheReferences();
    void idsOfBertweetEqualTheReferences();
    void eightThreadsGiveTheIdsOfOne();

private:
    static std::shared_ptr<const Tokenizer> load(const char *place);
    static std::vector<TokenId> encode(const Tokenizer &tokenizer, const char *text,
                                       SpecialText mode = SpecialText::Plain);

    std::vector<std::string> m_tweets, m_texts;
};

std::shared_ptr<const Tokenizer> Acceptance14Tokens::load(const char *place) {
    return loadTokenizer(qEnvironmentVariable("WARBLER_TEST_DATA").toStdString() + "/" + place);
}

std::vector<TokenId> Acceptance14Tokens::encode(const Tokenizer &tokenizer, const char *text, SpecialText mode) {
    return tokenizer.encode(text, SpecialTokens::Add, mode);
}

void Acceptance14Tokens::initTestCase() {
    m_tweets = readGates().texts;
    m_texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    QCOMPARE(m_tweets.size(), std::size_t(500));
    QCOMPARE(m_texts.size(), std::size_t(2000));
}

void Acceptance14Tokens::publishedIdsOfLlama2() {
    const auto tokenizer = load("tokenizers/llama2");
    using Ids = std::vector<TokenId>;
    QCOMPARE(encode(*tokenizer, "This is a test"), (Ids{1, 910, 338, 263, 1243}));
    QCOMPARE(encode(*tokenizer, "Hi  Hello"), (Ids{1, 6324, 29871, 15043}));
    QCOMPARE(encode(*tokenizer, " "), (Ids{1, 259}));
    QCOMPARE(encode(*tokenizer, "生活的真谛是"), (Ids{1, 29871, 30486, 31704, 30210, 30848, 235, 179, 158, 30392}));
    QCOMPARE(encode(*tokenizer, "Hello <s>.", SpecialText::Match), (Ids{1, 15043, 29871, 1, 869}));
    QCOMPARE(encode(*tokenizer, " yes"), (Ids{1, 29871, 4874}));
}

void Acceptance14Tokens::publishedIdsOfTheTinyModels() {
    using Ids = std::vector<TokenId>;
    QCOMPARE(encode(*load("models/tiny-bloom"), "Hello world"), (Ids{43, 421, 82, 209, 753}));
    QCOMPARE(encode(*load("models/tiny-bert"), "Hello, world!"),
             (Ids{2, 50, 795, 804, 804, 793, 16, 65, 793, 799, 804, 808, 5, 3}));
}

void Acceptance14Tokens::aPadTokenInATweetIsTextUnlessMatched() {
    const auto tokenizer = load("models/tiny-bloom");
    QCOMPARE(encode(*tokenizer, "<pad>", SpecialText::Match), (std::vector<TokenId>{3}));
    QCOMPARE(encode(*tokenizer, "<pad>"), (std::vector<TokenId>{31, 83, 259, 33}));
}

void Acceptance14Tokens::idsEqualTheReferences_data() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("tweetIds");
    QTest::addColumn<QString>("tweetDigest");  // totals the specification names
    QTest::newRow("tiny-bloom") << "models/tiny-bloom"
                                << "tokens_tiny_bloom.json" << 43302 << "e01c6f69";
    QTest::newRow("tiny-bert") << "models/tiny-bert"
                               << "tokens_tiny_bert.json" << 79602 << "9cb72620";
    QTest::newRow("llama2") << "tokenizers/llama2"
                            << "tokens_llama2.json" << 27381 << "aa046e00";
    QTest::newRow("tinyllama") << "tokenizers/tinyllama"
                               << "tokens_tinyllama.json" << 25608 << "5b8796fe";
}

void Acceptance14Tokens::idsEqualTheReferences() {
    QFETCH(QString, place);
    QFETCH(QString, file);
    QFETCH(int, tweetIds);
    QFETCH(QString, tweetDigest);
    const auto tokenizer = load(place.toStdString().c_str());
    const nlohmann::json wanted = golden(file.toStdString());
    QCOMPARE(differencesInFull(*tokenizer, wanted["full"]), 0);
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["plain"], SpecialText::Plain), 0);
    QCOMPARE(differences(*tokenizer, m_texts, wanted["strings"]["match"], SpecialText::Match), 0);
    QCOMPARE(differences(*tokenizer, m_tweets, wanted["tweets"]["each"], SpecialText::Plain), 0);

    const SpecialTokens special = tokenizer->kind() == "WordPiece" ? SpecialTokens::Add : SpecialTokens::Omit;
    std::vector<TokenId> all;
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string &tweet : m_tweets) {
        const std::vector<TokenId> ids = tokenizer->encode(tweet, special);
        all.insert(all.end(), ids.begin(), ids.end());
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%s: %.0f tweets a second\n", qPrintable(place), 500 / seconds.count());
    QCOMPARE(all.size(), static_cast<std::size_t>(tweetIds));
    QCOMPARE(QString::fromStdString(digestOf(all).substr(0, 8)), tweetDigest);
}

// With the golden's own small vocabulary, since the public data have none of BERTweet.
void Acceptance14Tokens::idsOfBertweetEqualTheReferences() {
    const nlohmann::json wanted = golden("tokens_bertweet.json");
    QTemporaryDir folder;
    const auto write = [&](const char *name, const std::string &content) {
        std::ofstream(folder.filePath(name).toStdString(), std::ios::binary) << content;
    };
    for (const char *name : {"vocab.txt", "bpe.codes"})
        write(name, wanted[name].get<std::string>());
    std::vector<std::string> texts = m_texts;
    for (const nlohmann::json &text : wanted["texts"])
        texts.push_back(text);
    for (const bool isNormalised : {true, false}) {
        write("tokenizer_config.json", isNormalised ? "{}" : R"({"normalization": false})");
        const char *const name = isNormalised ? "normalised" : "raw";
        const auto tokenizer = loadTokenizer(folder.path().toStdString());
        QCOMPARE(differences(*tokenizer, m_tweets, wanted["tweets"][name]["plain"], SpecialText::Plain), 0);
        QCOMPARE(differences(*tokenizer, m_tweets, wanted["tweets"][name]["match"], SpecialText::Match), 0);
        QCOMPARE(differences(*tokenizer, texts, wanted[name]["plain"], SpecialText::Plain), 0);
        QCOMPARE(differences(*tokenizer, texts, wanted[name]["match"], SpecialText::Match), 0);
    }
}

void Acceptance14Tokens::eightThreadsGiveTheIdsOfOne() {
    for (const char *name : {"models/tiny-bloom", "tokenizers/llama2"}) {
        const auto tokenizer = load(name);
        const nlohmann::json wanted = golden(name[0] == 'm' ? "tokens_tiny_bloom.json" : "tokens_llama2.json");
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back(
                [&] { wrong += differences(*tokenizer, m_texts, wanted["strings"]["match"], SpecialText::Match); });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
}

int main(int argc, char **argv) {
    if (!hasGates())
        return 77;
    Acceptance14Tokens test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_14_tokens.moc"
