// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/core/text/token_goldens.h"
#include "tests/golden/golden.h"

using namespace warbler;

// BERTweet's tokenizer: ids equal to those of transformers' BertweetTokenizer, and what its two files may not hold.
class BertweetTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void idsEqualTheReferences_data();
    void idsEqualTheReferences();
    void eightThreadsGiveTheIdsOfOne();
    void tweetsAreNormalisedUnlessTheConfigSaysNo();
    void partsAreSpelledAsOneText();
    void specialTokensInATweetAreText();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void sizesAreLimited();
    void changedBytesNeverCrash();
    void longTextsTakeNoLongerPerCharacter();

private:
    void write(const std::string &name, const std::string &content) const;
    std::shared_ptr<const Tokenizer> load() const { return loadTokenizer(m_folder->path().toStdString()); }
    QByteArray refusal(ErrorCode code) const;

    nlohmann::json m_golden;
    std::vector<std::string> m_texts;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void BertweetTest::write(const std::string &name, const std::string &content) const {
    std::ofstream(m_folder->path().toStdString() + "/" + name, std::ios::binary) << content;
}

QByteArray BertweetTest::refusal(ErrorCode code) const {
    try {
        load();
    } catch (const Error &error) {
        if (error.code() != code || error.hint().empty() || !error.detail().starts_with(m_folder->path().toStdString()))
            return "another kind of error: " + QByteArray::fromStdString(error.detail());
        return QByteArray::fromStdString(error.detail());
    }
    return "no refusal";
}

void BertweetTest::initTestCase() {
    m_golden = golden("tokens_bertweet.json");
    m_texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    for (const nlohmann::json &text : m_golden["texts"])
        m_texts.push_back(text);
    QVERIFY(m_texts.size() >= 3500);
}

void BertweetTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char *name : {"vocab.txt", "bpe.codes"})
        write(name, m_golden[name].get<std::string>());
}

void BertweetTest::idsEqualTheReferences_data() {
    QTest::addColumn<std::string>("config");
    QTest::addColumn<std::string>("name");
    QTest::newRow("normalised") << std::string(R"({"normalization": true, "tokenizer_class": "BertweetTokenizer"})")
                                << std::string("normalised");
    QTest::newRow("raw") << std::string(R"({"normalization": false})") << std::string("raw");
}

void BertweetTest::idsEqualTheReferences() {
    QFETCH(std::string, config);
    QFETCH(std::string, name);
    write("tokenizer_config.json", config);
    const auto tokenizer = load();
    QCOMPARE(tokenizer->vocabularySize(), m_golden["size"].get<std::int64_t>());
    QCOMPARE(tokenizer->idOf("<mask>"), std::optional<TokenId>(m_golden["size"].get<TokenId>() - 1));
    if (name == "normalised")
        QCOMPARE(differencesInFull(*tokenizer, m_golden["full"]), 0);
    QCOMPARE(differences(*tokenizer, m_texts, m_golden[name]["plain"], SpecialText::Plain), 0);
    QCOMPARE(differences(*tokenizer, m_texts, m_golden[name]["match"], SpecialText::Match), 0);
}

void BertweetTest::eightThreadsGiveTheIdsOfOne() {
    const auto tokenizer = load();
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back(
            [&] { wrong += differences(*tokenizer, m_texts, m_golden["normalised"]["plain"], SpecialText::Plain); });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

// A tokenizer.json beside the two files changes nothing; nor does a file of added tokens that agrees with them.
void BertweetTest::tweetsAreNormalisedUnlessTheConfigSaysNo() {
    const std::vector<TokenId> normalised = load()->encode("@Anna www.who.int \u2764");
    QCOMPARE(load()->encode("@Bill  https://t.co/x \u2764\uFE0F"), normalised);
    QCOMPARE(load()->kind(), std::string("BERTweet BPE of normalised tweets"));
    write("tokenizer.json", "{}");
    write("tokenizer_config.json", R"({"bos_token": "<s>", "model_max_length": 128, "mask_token": "<mask>"})");
    write("added_tokens.json", "{\"<mask>\": " + std::to_string(m_golden["size"].get<int>() - 1) + "}");
    QCOMPARE(load()->encode("@Bill  https://t.co/x \u2764\uFE0F"), normalised);
    write("tokenizer_config.json", R"({"normalization": false})");
    QCOMPARE(load()->kind(), std::string("BERTweet BPE"));
    QVERIFY(load()->encode("@Bill  https://t.co/x \u2764\uFE0F") != normalised);
}

void BertweetTest::partsAreSpelledAsOneText() {
    const auto tokenizer = load();
    QCOMPARE(tokenizer->decode(tokenizer->encode("the vaccine  says\nit's")), std::string("the vaccine says it's"));
    QCOMPARE(tokenizer->decode(tokenizer->encode("the"), SpecialTokens::Add), std::string("<s> the </s>"));
    QCOMPARE(tokenizer->decode({}), std::string());
}

void BertweetTest::specialTokensInATweetAreText() {
    const auto tokenizer = load();
    QCOMPARE(tokenizer->encode("<mask>", SpecialTokens::Omit, SpecialText::Match),
             (std::vector<TokenId>{*tokenizer->idOf("<mask>")}));
    const auto around = tokenizer->encodeAround("<mask> ", "a <mask>", " </s>", SpecialTokens::Omit);
    QCOMPARE(around.front(), *tokenizer->idOf("<mask>"));
    QCOMPARE(around.back(), TokenId(2));
    QCOMPARE(std::count(around.begin(), around.end(), *tokenizer->idOf("<mask>")), std::ptrdiff_t(1));
}

void BertweetTest::badFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *file, const char *content, const char *says) {
        QTest::addRow("%s: %s", file, says) << QByteArray(file) << QByteArray(content) << QByteArray(says);
    };
    row("vocab.txt", "", "holds no tokens");
    row("vocab.txt", "a 2\nb\n", "line 2: \"b\" is not \"token count\"");
    row("vocab.txt", "a 2\n\nb 1\n", "line 2: \"\" is not");
    row("vocab.txt", "a many\n", "line 1: \"a many\" is not");
    row("vocab.txt", "a -1\n", "line 1");
    row("vocab.txt", "a\t3\n", "line 1");
    row("vocab.txt", "a 99999999999999999999999\n", "line 1");
    row("vocab.txt", "a 2\na 1\n", "the token \"a\" stands twice in the vocabulary");
    row("vocab.txt", "<s> 2\n", "the token \"<s>\" stands twice in the vocabulary");
    row("vocab.txt", "\xFF 2\n", "not UTF-8");
    row("vocab.txt", "[UNK]\n[CLS]\n", "\"[UNK]\" is not \"token count\"");
    row("bpe.codes", "", "holds no merges");
    row("bpe.codes", "a b 3", "holds no merges");
    row("bpe.codes", "a b 3\na b\n", "line 2: \"a b\" is not two symbols and a count");
    row("bpe.codes", "a b c 3\n", "line 1");
    row("bpe.codes", "#version: 0.2\n", "line 1");
    row("bpe.codes", "a b 3\n\n", "line 2: \"\" is not");
    row("bpe.codes", "a b x\n", "is not two symbols and a count");
    row("bpe.codes", "a \xC3 1\n", "not UTF-8");
    row("tokenizer_config.json", "{\"normalization\": \"no\"}", "normalization is neither true nor false");
    row("tokenizer_config.json", "[1]", "not a JSON object");
    row("added_tokens.json", "{\"<mask>\": -1}", "no whole number");
}

void BertweetTest::badFilesAreRefused() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    write(file.toStdString(), content.toStdString());
    const QByteArray message = refusal(ErrorCode::BadTokenizer);
    QVERIFY2(message.contains(says) && message.contains(file + ": "), message);
}

void BertweetTest::sizesAreLimited() {
    write("bpe.codes", std::string(4097, 'a') + " b 1\n");
    QVERIFY(refusal(ErrorCode::BadTokenizer).contains("line 1: longer than 4096 bytes"));
    std::string codes;
    for (int i = 0; i <= 500000; ++i)
        codes += "a b 1\n";
    write("bpe.codes", codes);
    QVERIFY(refusal(ErrorCode::BadTokenizer).contains("more than 500,000 merges"));
    std::string vocabulary;
    for (int i = 0; i <= 1000000; ++i)
        vocabulary += std::to_string(i) + " 1\n";
    write("vocab.txt", vocabulary);
    QVERIFY(refusal(ErrorCode::BadTokenizer).contains("more than 1,000,000 tokens"));
    write("vocab.txt", std::string(5000, 'x') + " 1\n");
    QVERIFY(refusal(ErrorCode::BadTokenizer).contains("longer than 4096 bytes"));

    init();
    write("tokenizer_config.json", R"({"tokenizer_class": "PhobertTokenizer"})");
    QVERIFY(refusal(ErrorCode::UnsupportedOption)
                .contains("bpe.codes: the tokenizer class PhobertTokenizer is not supported"));
    write("tokenizer_config.json", R"({"cls_token": "[CLS]"})");
    QVERIFY(refusal(ErrorCode::UnsupportedOption).contains("cls_token \"[CLS]\" instead of \"<s>\""));
    write("tokenizer_config.json", "{}");
    write("added_tokens.json", "{\"<new>\": 4000}");
    QVERIFY(refusal(ErrorCode::UnsupportedOption).contains("the added token \"<new>\" with id 4000"));

    init();
    QFile::remove(m_folder->filePath("vocab.txt"));
    QVERIFY(refusal(ErrorCode::MissingFile).contains("vocab.txt is missing"));
    init();
    QFile::remove(m_folder->filePath("bpe.codes"));
    write("config.json", R"({"model_type": "roberta", "tokenizer_class": "BertweetTokenizer"})");
    QVERIFY(refusal(ErrorCode::MissingFile).contains("bpe.codes is missing"));
}

void BertweetTest::changedBytesNeverCrash() {
    std::uint32_t state = 20261127;
    const auto draw = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    int reads = 0, refusals = 0;
    for (int round = 0; round < 200; ++round) {
        init();
        const char *const name = round % 2 == 0 ? "vocab.txt" : "bpe.codes";
        std::string content = m_golden[name].get<std::string>().substr(0, 4000);
        content.resize(content.rfind('\n') + 1);
        for (std::size_t changes = 1 + draw(2); changes > 0; --changes)
            content[draw(content.size())] = "\n\t\x01@</w>aZzq9\x80"[draw(14)];
        write(name, content);
        try {
            const auto tokenizer = load();
            ++reads;
            for (const TokenId id : tokenizer->encode("Gates says: 5G 😂 </s> it's naïve &#xD800; x.org/(a)",
                                                      SpecialTokens::Add, SpecialText::Match))
                QVERIFY(id >= 0 && id < tokenizer->vocabularySize());
        } catch (const Error &error) {
            QVERIFY(error.code() == ErrorCode::BadTokenizer);
            ++refusals;
        }
    }
    QVERIFY2(reads > 10 && refusals > 50, qPrintable(QString("%1 read, %2 refused").arg(reads).arg(refusals)));
}

// What makes the patterns backtrack, at a length where work that grows with its square would take hours.
void BertweetTest::longTextsTakeNoLongerPerCharacter() {
    const auto tokenizer = load();
    const auto many = [](const std::string &part) {
        std::string text;
        while (text.size() < 500'000)
            text += part;
        return text;
    };
    for (const char *part : {"a", "zq", "a.", "a-", "a.1", "<a", "(a", "x.org/(a(", "http:!?", "a.b@", "#'", "1-", "1 ",
                             "&#x", "a.b.com/!?", ")(", "http://a(b)"})
        QVERIFY(tokenizer->encode(many(part)).size() > 2);
}

QTEST_APPLESS_MAIN(BertweetTest)
#include "bertweet_test.moc"
