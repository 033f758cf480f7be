// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <fstream>
#include <limits>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/golden/golden.h"

using namespace warbler;

namespace {

// Writes protobuf's wire format.
std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(0x80 | (value & 0x7F));
    return out + static_cast<char>(value);
}

std::string number(int field, std::uint64_t value) { return varint(std::uint64_t(field) << 3) + varint(value); }

std::string bytes(int field, const std::string &content) {
    return varint(std::uint64_t(field) << 3 | 2) + varint(content.size()) + content;
}

std::string single(int field, float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    std::string out = varint(std::uint64_t(field) << 3 | 5);
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(bits >> shift);
    return out;
}

std::string piece(const std::string &text, float score, int type) {
    return bytes(1, bytes(1, text) + single(2, score) + number(3, type));
}

// <unk> <s> </s> and the letters of a small BPE model (model_type 2); no normalisation table, spaces kept.
std::string soundPieces() {
    std::string model = piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("</s>", 0, 3);
    const char *const tokens[] = {"▁a", "ab", "▁ab", "a", "b", "▁", "c"};
    float score = 0;
    for (const char *token : tokens)
        model += piece(token, --score, 1);
    return model;
}

std::string settings(const std::string &table = {}) {
    return bytes(2, number(3, 2)) +
           bytes(3, bytes(1, "identity") + (table.empty() ? "" : bytes(2, table)) + number(4, 0));
}

}  // namespace

// Sentencepiece models: what our own walk refuses before the library sees it, and what the wrapper adds to the library.
class SentencePieceTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void readsASoundModel();
    void theConfigDecidesAboutBeginAndEnd();
    void onlyTheFirstPieceGetsAMarkUnlessLegacy();
    void ourOwnBpeGivesTheLibrarysIds();
    void brokenModelsAreRefused_data();
    void brokenModelsAreRefused();
    void anEndAnywhereIsReadOrRefused();
    void changedBytesNeverCrash();

private:
    std::shared_ptr<const Tokenizer> load(const std::string &model);
    QTemporaryDir m_folder;
};

void SentencePieceTest::initTestCase() { QVERIFY(m_folder.isValid()); }

std::shared_ptr<const Tokenizer> SentencePieceTest::load(const std::string &model) {
    std::ofstream(m_folder.filePath("tokenizer.model").toStdString(), std::ios::binary)
        << model;  // no fsync: many are written
    return loadTokenizer(m_folder.path().toStdString());
}

void SentencePieceTest::readsASoundModel() {
    const auto tokenizer = load(soundPieces() + settings());
    using Ids = std::vector<TokenId>;
    QCOMPARE(tokenizer->kind(), std::string("sentencepiece"));
    QCOMPARE(tokenizer->vocabularySize(), std::int64_t(10));
    QCOMPARE(tokenizer->encode("ab c"), (Ids{1, 5, 8, 9}));
    QCOMPARE(tokenizer->encode("ab c", SpecialTokens::Omit), (Ids{5, 8, 9}));
    QCOMPARE(tokenizer->encode(""), (Ids{1}));
    // Neighbouring unknown characters are one.
    QCOMPARE(tokenizer->encode("axyb"), (Ids{1, 3, 0, 7}));
    QCOMPARE(tokenizer->encode("a</s>b", SpecialTokens::Add, SpecialText::Match), (Ids{1, 3, 2, 8, 7}));
    QVERIFY(tokenizer->encode("a</s>b") != tokenizer->encode("a</s>b", SpecialTokens::Add, SpecialText::Match));
    QCOMPARE(tokenizer->encodeAround("</s>", "</s>", "</s>", SpecialTokens::Omit).front(), 2);
    QCOMPARE(tokenizer->encodeAround("</s>", "</s>", "</s>", SpecialTokens::Omit).back(), 2);
    QCOMPARE(tokenizer->decode({1, 5, 8, 9, 2}), std::string("ab c"));
    QCOMPARE(tokenizer->decode({1, 5, 2}, SpecialTokens::Add), std::string("<s>ab</s>"));
    QCOMPARE(tokenizer->decode({-1, 5, 99}), std::string("ab"));
    QCOMPARE(tokenizer->idOf("</s>"), std::optional<TokenId>(2));
    QVERIFY(!tokenizer->idOf("zz"));
    QCOMPARE(tokenizer->tokenOf(5), std::string("▁ab"));
    QCOMPARE(tokenizer->tokenOf(10), std::string());
}

void SentencePieceTest::theConfigDecidesAboutBeginAndEnd() {
    const std::string config = m_folder.filePath("tokenizer_config.json").toStdString();
    saveFile(config, R"({"add_bos_token": false, "add_eos_token": true, "model_max_length": 1e30})");
    QCOMPARE(load(soundPieces() + settings())->encode("ab"), (std::vector<TokenId>{5, 2}));
    QFile::remove(QString::fromStdString(config));
}

void SentencePieceTest::onlyTheFirstPieceGetsAMarkUnlessLegacy() {
    const std::string config = m_folder.filePath("tokenizer_config.json").toStdString();
    const std::string model = soundPieces() + settings();
    QCOMPARE(load(model)->encode("ab</s>ab", SpecialTokens::Add, SpecialText::Match),
             (std::vector<TokenId>{1, 5, 2, 5}));
    saveFile(config, R"({"legacy": false})");
    QCOMPARE(load(model)->encode("ab</s>ab", SpecialTokens::Add, SpecialText::Match),
             (std::vector<TokenId>{1, 5, 2, 4}));
    QCOMPARE(load(model)->encode("ab c"), (std::vector<TokenId>{1, 5, 8, 9}));
    QFile::remove(QString::fromStdString(config));
}

// An unused piece makes the wrapper leave everything to the library.
void SentencePieceTest::ourOwnBpeGivesTheLibrarysIds() {
    const nlohmann::json toy =
        nlohmann::json::parse(golden("tokens_toys.json")["toys"]["llama"]["tokenizer"].get<std::string>());
    std::vector<std::string> tokens(toy["model"]["vocab"].size());
    for (const auto &entry : toy["model"]["vocab"].items())
        tokens[entry.value().get<std::size_t>()] = entry.key();
    for (const bool withBytes : {true, false}) {
        std::string model = piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("</s>", 0, 3);
        for (std::size_t id = 3; id < tokens.size(); ++id) {
            const bool isByte = tokens[id].starts_with("<0x");
            if (!isByte || withBytes)
                model += piece(tokens[id], -static_cast<float>(id / 3), isByte ? 6 : 1);  // some scores are equal
        }
        model += bytes(2, number(3, 2) + number(35, withBytes ? 1 : 0)) + bytes(3, bytes(1, "identity") + number(4, 0));
        const auto ours = load(model), librarys = load(model + piece("never used", 0, 5));
        for (const std::string &text : golden("tokens_strings.json").get<std::vector<std::string>>())
            QCOMPARE(ours->encode(text), librarys->encode(text));
    }
}

void SentencePieceTest::brokenModelsAreRefused_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *says, const std::string &model) {
        QTest::newRow(says) << QByteArray::fromStdString(model) << QByteArray(says);
    };
    const std::string sound = soundPieces() + settings();
    row("it has no pieces", "");
    row("it has no pieces", settings());
    row("wire type 3", sound + varint(9 << 3 | 3));
    row("a field number out of range", std::string(3, '\0'));
    row("a length that points outside the file",
        sound + varint(1 << 3 | 2) + varint(std::numeric_limits<std::uint64_t>::max()));
    row("not a sentencepiece model", "PK\x03\x04 this is a zip");
    row("a number longer than 10 bytes", sound + varint(9 << 3) + std::string(11, '\xFF'));
    row("the file ends inside a number", sound + "\x80");
    row("field 1 is no message", sound + number(1, 7));
    row("piece 10 has 0 bytes", sound + piece("", 0, 1));
    row("piece 10 has 5000 bytes", sound + piece(std::string(5000, 'x'), 0, 1));
    row("piece 10 is not UTF-8", sound + piece("\xFF", 0, 1));
    row("piece 10, \"a\", stands twice", sound + piece("a", 0, 1));
    row("piece 10 has a score that is not finite", sound + piece("d", std::numeric_limits<float>::quiet_NaN(), 1));
    row("piece 10 has a score that is not finite", sound + piece("d", std::numeric_limits<float>::infinity(), 1));
    row("piece 10 has a field of the wrong type", sound + bytes(1, number(1, 5)));
    row("shorter than its own length field", soundPieces() + settings("ab"));
    row("the trie's length is not inside the table",
        soundPieces() + settings(std::string("\xFF\xFF\xFF\x7F", 4) + "abcd"));
    row("the replacements do not end with a zero byte",
        soundPieces() + settings(std::string("\x04\0\0\0\0\0\0\0a", 9)));
    row("a step of the trie leads outside the table",
        soundPieces() + settings(std::string("\x04\0\0\0\xFF\xFF\xFF\x7F\0", 9)));
    row("the normalisation table is of the wrong type", soundPieces() + bytes(3, number(2, 1)));
    row("the sentencepiece library refuses it", piece("a", 0, 1) + settings());
}

void SentencePieceTest::brokenModelsAreRefused() {
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, says);
    try {
        load(model.toStdString());
        QFAIL("not refused");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadTokenizer);
        QVERIFY2(error.detail().find(says.toStdString()) != std::string::npos, error.what());
    }
}

void SentencePieceTest::anEndAnywhereIsReadOrRefused() {
    const std::string model = soundPieces() + settings();
    int refusals = 0;
    for (std::size_t size = 0; size < model.size(); ++size) {
        try {
            load(model.substr(0, size));
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadTokenizer);
            ++refusals;
        }
    }
    QVERIFY(refusals > int(model.size()) / 2);
}

void SentencePieceTest::changedBytesNeverCrash() {
    const std::string model = soundPieces() + settings();
    std::uint32_t state = 7;
    const auto draw = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    int reads = 0;
    for (int round = 0; round < 500; ++round) {
        std::string changed = model;
        for (std::size_t changes = 1 + draw(3); changes > 0; --changes)
            changed[draw(changed.size())] = static_cast<char>(draw(256));
        try {
            const auto tokenizer = load(changed);
            ++reads;
            for (const TokenId id : tokenizer->encode("ab </s> c 😂", SpecialTokens::Add, SpecialText::Match))
                QVERIFY(id >= 0 && id < tokenizer->vocabularySize());
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadTokenizer);
        }
    }
    QVERIFY(reads > 50);
}

QTEST_APPLESS_MAIN(SentencePieceTest)
#include "sentencepiece_test.moc"
