// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "core/text/tokenizers/pipeline_from_file.h"
#include "tests/golden/golden.h"

using namespace warbler;
using nlohmann::json;

// What a tokenizer file may not hold, each with its own message.
class TokenizerRefusalsTest : public QObject {
    Q_OBJECT
private slots:
    void theFileTheOthersAreMadeOfIsRead();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void unknownPartsAreRefusedByName_data();
    void unknownPartsAreRefusedByName();
    void sizesAreLimited();
    void noPartLetsATextGrowWithoutEnd_data();
    void noPartLetsATextGrowWithoutEnd();
    void aTemplateHasAtMost4096Tokens();
    void addedTokensDoNotGrowWithoutEnd();
    void anEndAnywhereIsRefused();
    void changedBytesNeverCrash();
    void foldersAreSearchedInOrder();
    void vocabularyFilesAreChecked();

private:
    static json sound();
    static QByteArray refusal(const std::string &text, ErrorCode code);
};

// A whole small tokenizer.json.
json TokenizerRefusalsTest::sound() {
    return json::parse(R"({"version": "1.0", "truncation": {"max_length": 4}, "padding": {"strategy": {"Fixed": 9}},
        "added_tokens": [{"id": 0, "content": "<s>", "special": true, "normalized": false,
          "single_word": false, "lstrip": false, "rstrip": false}],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>",
          "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                           "pair": [], "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}}},
        "decoder": {"type": "Unheard"},
        "model": {"type": "BPE", "dropout": null, "unk_token": null, "vocab": {"<s>": 0, "a": 1, "b": 2,
          "ab": 3}, "merges": ["a b"]}})");
}

QByteArray TokenizerRefusalsTest::refusal(const std::string &text, ErrorCode code) {
    try {
        makePipelineTokenizer(parseTokenizerJson(text, "tokenizer.json"));
    } catch (const Error &error) {
        if (error.code() != code || error.hint().empty() || !error.detail().starts_with("tokenizer.json: "))
            return "another kind of error: " + QByteArray::fromStdString(error.detail());
        return QByteArray::fromStdString(error.detail());
    }
    return "no refusal";
}

void TokenizerRefusalsTest::theFileTheOthersAreMadeOfIsRead() {
    const auto tokenizer = makePipelineTokenizer(parseTokenizerJson(sound().dump(), "tokenizer.json"));
    QCOMPARE(tokenizer->encode("AB a bb xab"), (std::vector<TokenId>{0, 3, 1, 2, 2, 3}));
    QCOMPARE(tokenizer->decode({0, 3, 1}), std::string("ab a"));
    QCOMPARE(tokenizer->decode({0, 3, 77}, SpecialTokens::Add), std::string("<s> ab "));
    QCOMPARE(tokenizer->vocabularySize(), std::int64_t(4));
    QVERIFY(!tokenizer->idOf("zzz"));
    QCOMPARE(tokenizer->tokenOf(-1), std::string());
}

void TokenizerRefusalsTest::brokenFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *says, const std::string &text) {
        QTest::newRow(says) << QByteArray::fromStdString(text) << QByteArray(says);
    };
    const auto changed = [&](const char *says, const char *pointer, const json &value) {
        json file = sound();
        file[json::json_pointer(pointer)] = value;
        row(says, file.dump());
    };
    row("not JSON at byte", "{\"model\": ");
    row("not JSON at byte 1", "PK\x03\x04");
    row("not UTF-8 at byte", "{\"model\": {\"vocab\": {\"\xFF\": 1}}}");
    row("the file is not a JSON object", "[]");
    row("the field model is missing", "{\"version\": \"1.0\"}");
    row("the field \"model\" stands twice", "{\"model\": {}, \"model\": {}}");
    row("brackets nested deeper than 32", "{\"decoder\": " + std::string(40, '[') + std::string(40, ']') + "}");
    row("normalizer has the wrong form", "{\"normalizer\": 3}");
    row("added_tokens has the wrong form", "{\"added_tokens\": {}}");
    row("added_tokens: an entry is not an object", "{\"added_tokens\": [1]}");
    row("the token \"a\" stands twice in the vocabulary",
        R"({"model": {"type": "BPE", "vocab": {"a": 0, "a": 1}, "merges": []}})");
    changed("the id 1 belongs to", "/model/vocab/c", 1);
    changed("is not below 2,000,000", "/model/vocab/c", 2000000);
    changed("is not below 2,000,000", "/model/vocab/d", -1);
    changed("has no whole number as id", "/model/vocab/c", 1.5);
    changed("model.vocab has the wrong form", "/model/vocab", 7);
    changed("model.merges is not a list", "/model/merges", json::object());
    changed("\"ab\" is not two tokens with one space between", "/model/merges/0", "ab");
    changed("\"a b c\" is not two tokens", "/model/merges/0", "a b c");
    changed("needs the token \"z\"", "/model/merges/0", "a z");
    changed("needs the token \"ba\"", "/model/merges/0", json::array({"b", "a"}));
    changed("is not a pair of texts", "/model/merges/0", json::array({"b", 1}));
    changed("an entry with more than two parts", "/model/merges/0", json::array({"b", "a", "c"}));
    changed("entry 0 is not a text", "/model/merges/0", 5);
    changed("unk_token \"?\" is not in the vocabulary", "/model/unk_token", "?");
    changed("fuse_unk is neither true nor false", "/model/fuse_unk", "yes");
    changed("added_tokens[0]: the id is missing or not below 2,000,000", "/added_tokens/0/id", 2000000);
    changed("has id 1, in the vocabulary 0", "/added_tokens/0/id", 1);
    changed("belongs to another token", "/added_tokens/0/content", "new");
    changed("added_tokens[0]: content is missing", "/added_tokens/0/content", nullptr);
    changed("the id 9 belongs to no token", "/post_processor/special_tokens/<s>/ids/0", 9);
    changed("special_tokens has no ids for", "/post_processor/special_tokens", json::object());
    changed("neither SpecialToken nor Sequence", "/post_processor/single/0", "A");
    changed("sep is not [token, id]", "/post_processor", {{"type", "BertProcessing"}, {"cls", {"<s>", 0}}});
    changed("type is missing", "/normalizer", json::object());
    changed("normalizers is not a list", "/normalizer", {{"type", "Sequence"}, {"normalizers", 1}});
    changed("pattern is not", "/normalizer", {{"type", "Replace"}, {"pattern", "a"}, {"content", ""}});
    changed("precompiled_charsmap: not base64", "/normalizer",
            {{"type", "Precompiled"}, {"precompiled_charsmap", "!!!!"}});
    changed("the trie's length is not inside the table", "/normalizer",
            {{"type", "Precompiled"}, {"precompiled_charsmap", "/////w=="}});
    changed("replacements do not end with a zero byte", "/normalizer",
            {{"type", "Precompiled"}, {"precompiled_charsmap", "BAAAAAAAAABB"}});
    changed("a step of the trie leads outside the table", "/normalizer",
            {{"type", "Precompiled"}, {"precompiled_charsmap", "BAAAAAAAAAAA"}});
    changed("replacement is not one character", "/pre_tokenizer", {{"type", "Metaspace"}, {"replacement", "__"}});
    changed("vocab or merges do not fit the type WordPiece", "/model/type", "WordPiece");
    changed("vocab or merges do not fit the type WordLevel", "/model/type", "WordLevel");
    changed("vocab is not a list of [token, score]", "/model/type", "Unigram");
    changed("processors is not a list", "/post_processor", {{"type", "Sequence"}});
    changed("individual_digits is missing", "/pre_tokenizer", {{"type", "Digits"}});
    changed("length is not above 0", "/pre_tokenizer", {{"type", "FixedLength"}, {"length", 0}});
    changed("delimiter is not one character", "/pre_tokenizer", {{"type", "CharDelimiterSplit"}, {"delimiter", "ab"}});
    changed("strip_right is missing", "/normalizer", {{"type", "Strip"}, {"strip_left", true}});
    json unigram = sound();
    unigram["model"] = {
        {"type", "Unigram"}, {"unk_id", 5}, {"vocab", json::array({json::array({"<s>", 0}), json::array({"a", -1})})}};
    row("unk_id is missing or not in the vocabulary", unigram.dump());
    unigram["model"]["vocab"][1] = json::array({"a"});
    row("entry 1 is not [token, score]", unigram.dump());
    json piece = sound();
    piece["model"] = {
        {"type", "WordPiece"}, {"unk_token", "<s>"}, {"max_input_chars_per_word", 0}, {"vocab", {{"<s>", 0}}}};
    row("max_input_chars_per_word is not between 1 and 10,000", piece.dump());
}

void TokenizerRefusalsTest::brokenFilesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const QByteArray message = refusal(text.toStdString(), ErrorCode::BadTokenizer);
    QVERIFY2(message.contains(says), message);
}

void TokenizerRefusalsTest::unknownPartsAreRefusedByName_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto changed = [](const char *says, const char *pointer, const json &value) {
        json file = sound();
        file[json::json_pointer(pointer)] = value;
        QTest::newRow(says) << QByteArray::fromStdString(file.dump()) << QByteArray(says);
    };
    changed("normalizer: the normalizer \"Unheard\"", "/normalizer", {{"type", "Unheard"}});
    changed("normalizer.normalizers[0]: the normalizer \"Unheard\"", "/normalizer",
            {{"type", "Sequence"}, {"normalizers", {{{"type", "Unheard"}}}}});
    changed("pre_tokenizer: the pre-tokenizer \"Unheard\"", "/pre_tokenizer", {{"type", "Unheard"}});
    changed("the Split behavior \"Doubled\"", "/pre_tokenizer",
            {{"type", "Split"}, {"pattern", {{"String", "a"}}}, {"behavior", "Doubled"}});
    changed("the behavior \"Doubled\"", "/pre_tokenizer", {{"type", "Punctuation"}, {"behavior", "Doubled"}});
    changed("the prepend_scheme \"twice\"", "/pre_tokenizer",
            {{"type", "Metaspace"}, {"replacement", "_"}, {"prepend_scheme", "twice"}});
    changed("post_processor: the post-processor \"Unheard\"", "/post_processor", {{"type", "Unheard"}});
    const json around = sound()["post_processor"];
    changed("a template inside another", "/post_processor", {{"type", "Sequence"}, {"processors", {around, around}}});
    changed("a template without the text", "/post_processor/single", json::array());
    changed("a template with the text twice", "/post_processor/single/0", {{"Sequence", {{"id", "A"}}}});
    changed("the model type \"Unheard\"", "/model/type", "Unheard");
    changed("the option continuing_subword_prefix", "/model/continuing_subword_prefix", "##");
    changed("dropout above 0", "/model/dropout", 0.1);
    changed("the option end_of_word_suffix", "/model/end_of_word_suffix", "</w>");
    changed("the option \"novelty\"", "/model/novelty", true);
    changed("normalizer: the option \"novelty\"", "/normalizer/novelty", 1);
    changed("pattern of kind \"Glob\"", "/normalizer",
            {{"type", "Replace"}, {"pattern", {{"Glob", "a"}}}, {"content", ""}});
}

void TokenizerRefusalsTest::unknownPartsAreRefusedByName() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const QByteArray message = refusal(text.toStdString(), ErrorCode::UnsupportedOption);
    QVERIFY2(message.contains(says), message);
}

void TokenizerRefusalsTest::sizesAreLimited() {
    json file = sound();
    file["model"]["vocab"][std::string(5000, 'x')] = 4;
    QVERIFY(refusal(file.dump(), ErrorCode::BadTokenizer).contains("longer than 4096 bytes"));
    file = sound();
    file["added_tokens"][0]["content"] = std::string(5000, 'x');
    QVERIFY(refusal(file.dump(), ErrorCode::BadTokenizer).contains("longer than 4096 bytes"));
    file = sound();
    file["normalizer"] = {{"type", "Replace"}, {"pattern", {{"Regex", std::string(5000, 'x')}}}, {"content", ""}};
    QVERIFY(refusal(file.dump(), ErrorCode::BadTokenizer).contains("1 to 4096 are read"));

    // Lists written as text, since as json values they would take more memory than the reader may.
    std::string vocabulary = R"({"model": {"type": "BPE", "merges": [], "vocab": {)";
    for (int i = 0; i <= 1000000; ++i)
        vocabulary += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":" + std::to_string(i);
    QVERIFY(refusal(vocabulary + "}}}", ErrorCode::BadTokenizer).contains("more than 1,000,000 tokens"));
    std::string merges = R"({"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a a")";
    for (int i = 0; i < 2000000; ++i)
        merges += ",\"a a\"";
    QVERIFY(refusal(merges + "]}}", ErrorCode::BadTokenizer).contains("more than 2,000,000 merges"));
    std::string added = R"({"added_tokens": [)";
    for (int i = 0; i <= 100000; ++i)
        added +=
            (i == 0 ? "" : ",") + (R"({"id": )" + std::to_string(i) + R"(, "content": ")" + std::to_string(i)) + "\"}";
    QVERIFY(refusal(added + "]}", ErrorCode::BadTokenizer).contains("more than 100,000 entries"));
    std::string nodes = R"({"normalizer": [0)";
    for (int i = 0; i < 200000; ++i)
        nodes += ",0";
    QVERIFY(refusal(nodes + "]}", ErrorCode::BadTokenizer).contains("more than 100,000 values"));
}

// What a text or the tokens around it may become is limited, whichever part makes it grow.
void TokenizerRefusalsTest::noPartLetsATextGrowWithoutEnd_data() {
    QTest::addColumn<QByteArray>("file");
    const auto row = [](const char *name, const char *pointer, const json &part, int times, const char *list) {
        json file = sound(), parts = json::array();
        for (int i = 0; i < times; ++i)
            parts.push_back(part);
        file["normalizer"] = nullptr;
        file[json::json_pointer(pointer)] = {{"type", "Sequence"}, {list, parts}};
        QTest::newRow(name) << QByteArray::fromStdString(file.dump());
    };
    const auto normalizer = [&](const char *name, const json &part, int times) {
        row(name, "/normalizer", part, times, "normalizers");
    };
    const auto preTokenizer = [&](const char *name, const json &part, int times) {
        row(name, "/pre_tokenizer", part, times, "pretokenizers");
    };
    normalizer("Replace", {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}}, 40);
    normalizer("Replace by pattern", {{"type", "Replace"}, {"pattern", {{"Regex", "."}}}, {"content", "aaaa"}}, 40);
    normalizer("Prepend", {{"type", "Prepend"}, {"prepend", std::string(3000, 'a')}}, 10);
    normalizer("ByteLevel", {{"type", "ByteLevel"}}, 40);
    // One key, "a", and its replacement, 4,000 letters.
    std::string table = std::string("\x00\x0C\x00\x00", 4);
    std::vector<std::uint32_t> units(768, 0x80000000);
    units[0] = 256u << 10;                                                           // children at 256
    units[256 ^ 'a'] = (((256u ^ 'a') ^ 512u) << 10) | 0x100u | std::uint32_t('a');  // leaf at 512
    units[512] = 0x80000000;                                                         // replacement 0
    for (const std::uint32_t unit : units)
        for (int shift = 0; shift < 32; shift += 8)
            table += static_cast<char>(unit >> shift);
    table += std::string(4000, 'a') + '\0';
    normalizer(
        "Precompiled",
        {{"type", "Precompiled"}, {"precompiled_charsmap", QByteArray::fromStdString(table).toBase64().toStdString()}},
        4);
    preTokenizer("the pre-tokenizer ByteLevel",
                 {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"use_regex", false}}, 40);
    preTokenizer(
        "Metaspace",
        {{"type", "Sequence"},
         {"pretokenizers",
          {{{"type", "FixedLength"}, {"length", 1}},
           {{"type", "Metaspace"}, {"replacement", "\u2581"}, {"prepend_scheme", "always"}, {"split", false}}}}},
        40);
}

void TokenizerRefusalsTest::noPartLetsATextGrowWithoutEnd() {
    QFETCH(QByteArray, file);
    const auto tokenizer = makePipelineTokenizer(parseTokenizerJson(file.toStdString(), "tokenizer.json"));
    try {
        tokenizer->encode(std::string(300, 'a') + " é");
        QFAIL("not refused");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadTokenizer);
        QVERIFY2(error.detail().starts_with("tokenizer.json: ") &&
                     error.detail().find("64 times its size") != std::string::npos,
                 error.what());
    }
}

void TokenizerRefusalsTest::aTemplateHasAtMost4096Tokens() {
    json file = sound();
    json &around = file["post_processor"];
    around["special_tokens"]["<s>"]["ids"] = std::vector<int>(3000, 0);
    makePipelineTokenizer(parseTokenizerJson(file.dump(), "tokenizer.json"));
    around["single"].push_back(around["single"][0]);
    QVERIFY(refusal(file.dump(), ErrorCode::BadTokenizer).contains("more than 4,096 tokens around the text"));
}

// Each added token is normalised when the file is read.
void TokenizerRefusalsTest::addedTokensDoNotGrowWithoutEnd() {
    json file = sound();
    for (int i = 1; i < 600; ++i)
        file["added_tokens"].push_back(
            {{"id", i + 3}, {"content", std::to_string(i) + std::string(2000, 'a')}, {"normalized", true}});
    file["normalizer"] = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", std::string(60, 'b')}};
    QVERIFY(refusal(file.dump(), ErrorCode::BadTokenizer).contains("added tokens grow beyond 64 MiB"));
}

void TokenizerRefusalsTest::anEndAnywhereIsRefused() {
    const std::string text = sound().dump();
    for (std::size_t size = 0; size < text.size(); ++size)
        QVERIFY(refusal(text.substr(0, size), ErrorCode::BadTokenizer).startsWith("tokenizer.json: "));
}

// Whatever a changed byte makes of the file, it is read or refused; and what is read encodes.
void TokenizerRefusalsTest::changedBytesNeverCrash() {
    const json toys = golden("tokens_toys.json")["toys"];
    std::uint32_t state = 20261122;
    const auto draw = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    const char *const spice[] = {"\"", "{",   "}",    "[",       "]",       ",",    ":",    "0",
                                 "-1", "1e9", "null", "\\u0000", "\\ud800", "\xFF", "true", "2000000"};
    int reads = 0, refusals = 0;
    for (const auto &toy : toys.items()) {
        const std::string whole = toy.value()["tokenizer"];
        for (int round = 0; round < 40; ++round) {
            std::string text = whole;
            for (std::size_t changes = 1 + draw(2); changes > 0; --changes) {
                const std::size_t at = draw(text.size());
                if (draw(2) == 0)
                    text.replace(at, draw(4), spice[draw(std::size(spice))]);
                else
                    text[at] = static_cast<char>(32 + draw(95));
            }
            try {
                const auto tokenizer = makePipelineTokenizer(parseTokenizerJson(text, "tokenizer.json"));
                ++reads;
                for (const TokenId id :
                     tokenizer->encode("Gates says: 5G 😂 </s> it's naïve", SpecialTokens::Add, SpecialText::Match))
                    QVERIFY(id >= 0 && id < tokenizer->vocabularySize());
            } catch (const Error &error) {
                QVERIFY(error.code() == ErrorCode::BadTokenizer || error.code() == ErrorCode::UnsupportedOption);
                ++refusals;
            }
        }
    }
    QVERIFY2(reads > 10 && refusals > 100, qPrintable(QString("%1 read, %2 refused").arg(reads).arg(refusals)));
}

void TokenizerRefusalsTest::foldersAreSearchedInOrder() {
    QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(name).toStdString(); };
    const auto message = [](const std::string &place) {
        try {
            loadTokenizer(place);
        } catch (const Error &error) {
            return QByteArray::fromStdString(error.detail());
        }
        return QByteArray();
    };
    QVERIFY(message(path("absent")).contains("no such file or folder"));
    QVERIFY(message(folder.path().toStdString()).contains("holds none of"));
    std::ofstream(path("notes.txt")) << "x";
    QVERIFY(message(path("notes.txt")).contains("neither a .json nor a .model file"));
    std::ofstream(path("vocab.txt")) << "[UNK]\n[CLS]\n[SEP]\na\n";
    QCOMPARE(loadTokenizer(folder.path().toStdString())->kind(), std::string("WordPiece"));
    std::ofstream(path("vocab.json")) << R"({"<|endoftext|>": 0, "a": 1, "b": 2, "ab": 3})";
    std::ofstream(path("merges.txt")) << "#version: 0.2\na b\n";
    QCOMPARE(loadTokenizer(folder.path().toStdString())->encode("ab", SpecialTokens::Add), (std::vector<TokenId>{3}));
    std::ofstream(path("tokenizer.model")) << "x";
    QVERIFY(message(folder.path().toStdString()).contains("not a sentencepiece model"));
    std::ofstream(path("tokenizer.json")) << sound().dump();
    QCOMPARE(loadTokenizer(folder.path().toStdString())->kind(), std::string("BPE"));
}

void TokenizerRefusalsTest::vocabularyFilesAreChecked() {
    QTemporaryDir folder;
    const std::string place = folder.path().toStdString();
    const auto message = [&](const char *name, const std::string &content) {
        std::ofstream(place + "/" + name) << content;
        try {
            loadTokenizer(place);
        } catch (const Error &error) {
            return QByteArray::fromStdString(error.detail());
        }
        return QByteArray();
    };
    QVERIFY(message("vocab.txt", "[UNK]\n[CLS]\na\n").contains("the token [SEP] is missing"));
    QVERIFY(message("vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\na\n").contains("stands twice"));
    QVERIFY(message("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n\xFF\n").contains("not UTF-8"));
    QVERIFY(message("tokenizer_config.json", "{\"do_lower_case\": 3}").contains("neither true nor false"));
    std::ofstream(place + "/tokenizer_config.json") << "{}";
    QVERIFY(message("vocab.json", "{\"a\": -1}") != QByteArray());
    std::ofstream(place + "/merges.txt") << "a b\n";
    QVERIFY(message("vocab.json", "{\"a\": 0}").contains("needs the token \"b\""));
    QVERIFY(message("vocab.json", "{\"a\": \"0\"}").contains("no whole number below 2,000,000"));
    QVERIFY(message("vocab.json", "[0]").contains("not a JSON object"));
}

QTEST_APPLESS_MAIN(TokenizerRefusalsTest)
#include "tokenizer_refusals_test.moc"
