// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/core/text/token_goldens.h"
#include "tests/golden/golden.h"

using namespace warbler;

// Folders as the reference's tokenizer classes read them: real normalisation tables, and the files beside a tokenizer.
class SideFilesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theLibrarysTablesAreRead_data();
    void theLibrarysTablesAreRead();
    void tablesInATokenizerJsonAreRead_data();
    void tablesInATokenizerJsonAreRead();
    void eachClassTurnsASentencePieceModelIntoItsOwn_data();
    void eachClassTurnsASentencePieceModelIntoItsOwn();
    void filesBesideTheTokenizerCount_data();
    void filesBesideTheTokenizerCount();
    void sideFilesAreChecked_data();
    void sideFilesAreChecked();

private:
    static std::string unpacked(const std::string &name);
    static void write(const QTemporaryDir &folder, const std::string &name, const std::string &content);
    std::vector<std::string> every(std::size_t step) const;
    std::vector<std::string> m_texts;
    nlohmann::json m_golden;
};

void SideFilesTest::initTestCase() {
    m_texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    m_golden = golden("charsmaps.json");
    QCOMPARE(m_texts.size(), std::size_t(2000));
}

std::string SideFilesTest::unpacked(const std::string &name) {
    QFile file(qEnvironmentVariable("WARBLER_TEST_SOURCE") + "/tests/golden/charsmaps/" + name.c_str());
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", name.c_str());
    return qUncompress(file.readAll()).toStdString();
}

void SideFilesTest::write(const QTemporaryDir &folder, const std::string &name, const std::string &content) {
    std::ofstream(folder.filePath(name.c_str()).toStdString(), std::ios::binary) << content;
}

std::vector<std::string> SideFilesTest::every(std::size_t step) const {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < m_texts.size(); i += step)
        texts.push_back(m_texts[i]);
    return texts;
}

void SideFilesTest::theLibrarysTablesAreRead_data() {
    QTest::addColumn<std::string>("rule");
    for (const char *rule : {"nfkc", "nmt_nfkc", "nfkc_cf", "nmt_nfkc_cf", "identity"})
        QTest::newRow(rule) << std::string(rule);
}

void SideFilesTest::theLibrarysTablesAreRead() {
    QFETCH(std::string, rule);
    QTemporaryDir folder;
    write(folder, "tokenizer.model", unpacked(rule + ".model.z"));
    const auto tokenizer = loadTokenizer(folder.path().toStdString());
    QCOMPARE(tokenizer->kind(), std::string("sentencepiece"));
    // Where two cuts score the same, versions of the library differ.
    std::vector<std::string> texts;
    nlohmann::json digests;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        if (m_golden["library"][rule][i].is_null())
            continue;
        texts.push_back(m_texts[i]);
        digests.push_back(m_golden["library"][rule][i]);
    }
    QVERIFY(texts.size() > 1900);
    QCOMPARE(differences(*tokenizer, texts, digests, SpecialText::Plain), 0);
}

void SideFilesTest::tablesInATokenizerJsonAreRead_data() { theLibrarysTablesAreRead_data(); }

void SideFilesTest::tablesInATokenizerJsonAreRead() {
    QFETCH(std::string, rule);
    QTemporaryDir folder;
    write(folder, "tokenizer.json", unpacked(rule + ".json.z"));
    const auto tokenizer = loadTokenizer(folder.path().toStdString());
    QCOMPARE(tokenizer->kind(), std::string("Unigram"));
    QCOMPARE(differences(*tokenizer, m_texts, m_golden["json"][rule], SpecialText::Plain), 0);
}

void SideFilesTest::eachClassTurnsASentencePieceModelIntoItsOwn_data() {
    QTest::addColumn<std::string>("name");
    const nlohmann::json classes = golden("charsmaps.json")["classes"];
    for (const auto &entry : classes.items())
        QTest::newRow(entry.key().c_str()) << entry.key();
}

void SideFilesTest::eachClassTurnsASentencePieceModelIntoItsOwn() {
    QFETCH(std::string, name);
    const nlohmann::json &wanted = m_golden["classes"][name];
    QTemporaryDir folder;
    write(folder, wanted["file"], unpacked(wanted["model"]));
    write(folder, "tokenizer_config.json", wanted["config"].dump());
    const auto tokenizer = loadTokenizer(folder.path().toStdString());
    QCOMPARE(differences(*tokenizer, every(m_golden["every"]), wanted["strings"], SpecialText::Match), 0);
}

void SideFilesTest::filesBesideTheTokenizerCount_data() {
    QTest::addColumn<std::string>("name");
    const nlohmann::json cases = golden("side_files.json")["cases"];
    for (const auto &entry : cases.items())
        QTest::newRow(entry.key().c_str()) << entry.key();
}

void SideFilesTest::filesBesideTheTokenizerCount() {
    QFETCH(std::string, name);
    const nlohmann::json sides = golden("side_files.json");
    const nlohmann::json &wanted = sides["cases"][name];
    QTemporaryDir folder;
    for (const auto &file : wanted["files"].items()) {
        const std::string content = file.value();
        write(folder, file.key(),
              content.starts_with("base:") ? sides["base"][content.substr(5)].get<std::string>() : content);
    }
    const auto tokenizer = loadTokenizer(folder.path().toStdString());
    for (std::size_t i = 0; i < sides["texts"].size(); ++i) {
        const std::string text = sides["texts"][i];
        QVERIFY2(tokenizer->encode(text, SpecialTokens::Add, SpecialText::Match) ==
                     wanted["match"][i].get<std::vector<TokenId>>(),
                 (text + " -> " +
                  nlohmann::json(tokenizer->encode(text, SpecialTokens::Add, SpecialText::Match)).dump() +
                  " instead of " + wanted["match"][i].dump())
                     .c_str());
    }
}

void SideFilesTest::sideFilesAreChecked_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *file, const char *content, const char *says) {
        QTest::newRow(says) << QByteArray(file) << QByteArray(content) << QByteArray(says);
    };
    row("added_tokens.json", R"({"x": -1})", "no whole number below 2,000,000");
    row("added_tokens.json", "{", "not JSON");
    row("special_tokens_map.json", R"({"mask_token": {"content": 3}})", "mask_token: content is not a text");
    row("special_tokens_map.json", R"({"mask_token": {"content": "x", "novelty": 3}})", "the option \"novelty\"");
    row("special_tokens_map.json", R"({"additional_special_tokens": [3]})", "additional_special_tokens: not an object");
    row("tokenizer_config.json", R"({"added_tokens_decoder": {"x": {"content": "y"}}})",
        "\"x\" is no whole number below 2,000,000");
    row("tokenizer_config.json", R"({"added_tokens_decoder": {"7": {}}})",
        "added_tokens_decoder.7: content is missing");
    row("tokenizer_config.json", R"({"tokenizer_class": "BertJapaneseTokenizer"})",
        "the tokenizer class BertJapaneseTokenizer");
}

void SideFilesTest::sideFilesAreChecked() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    QTemporaryDir folder;
    write(folder, "vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n");
    write(folder, file.toStdString(), content.toStdString());
    try {
        loadTokenizer(folder.path().toStdString());
        QFAIL("not refused");
    } catch (const Error &error) {
        QVERIFY2(error.detail().find(says.toStdString()) != std::string::npos && !error.hint().empty(), error.what());
    }
}

QTEST_APPLESS_MAIN(SideFilesTest)
#include "side_files_test.moc"
