// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/models/model_folder.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "tests/core/models/file_builders.h"
#include "tests/core/models/hostile_corpus.h"
#include "tests/core/models/model_folders.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::putBert;
using test::refusalOf;

class ModelFolderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void opensAFolderAndReadsItsTensors();
    void theLeadingPartAndTheOldNormNamesAreTheSame();
    void shardsAreTheSameAsOneFile();
    void missingHeadsAreListedAndMissingWeightsRefused();
    void aWrongShapeNamesBothSides();
    void wholeNumberWeightsAreRefused();
    void unknownTensorsGiveOneWarning();
    void oneTensorUnderTwoNamesIsRefused();
    void aFolderWithoutWeightsSaysSo();
    void aMissingShardIsNamed();
    void anIndexCannotLeadOutOfItsFolder_data();
    void anIndexCannotLeadOutOfItsFolder();
    void truncatedWeightsAreRefused();
    void everyFamilyOpens_data();
    void everyFamilyOpens();
    void wrappersAreNoPartOfAName_data();
    void wrappersAreNoPartOfAName();
    void oneOfTheTiedNamesIsEnough_data();
    void oneOfTheTiedNamesIsEnough();
    void aClassifierNeedsNoLanguageHead();

private:
    std::string folder(const std::string &below = {}) const { return m_folder->path().toStdString() + below; }
    Error refused() const {
        return refusalOf([this] { openModelFolder(folder()); });
    }
    // The folder's weights, changed.
    void change(const std::function<void(TensorMap &)> &act) const {
        TensorMap tensors = readSafetensors(folder("/model.safetensors"));
        act(tensors);
        writeSafetensors(folder("/model.safetensors"), tensors);
    }
    void shard(const std::string &indexText) const {
        std::filesystem::remove(folder("/model.safetensors"));
        test::put(folder("/model.safetensors.index.json"), indexText);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void ModelFolderTest::opensAFolderAndReadsItsTensors() {
    const ModelConfig config = putBert(folder(), "bert.");
    const ModelFolder model = openModelFolder(folder() + "/.");
    QCOMPARE(model.path, std::filesystem::canonical(folder()).string());
    QCOMPARE(model.name, model.path);
    QCOMPARE(model.weightFiles, std::vector<std::string>{model.path + "/model.safetensors"});
    QVERIFY(model.has("embeddings.word_embeddings.weight") && !model.has("bert.embeddings.word_embeddings.weight"));
    const TensorMap wanted = test::weightsFor(config);
    for (const auto &[name, tensor] : wanted) {
        QVERIFY(model.read(name) == tensor);
        std::vector<std::uint8_t> bytes(tensor.bytes.size());
        model.readInto(name, bytes.data());
        QCOMPARE(bytes, tensor.bytes);
    }
    QVERIFY(model.missing.empty() && model.warnings.empty());
    QVERIFY(refusalOf([&] { model.read("nothing"); }).detail().find("nothing") != std::string::npos);
}

void ModelFolderTest::theLeadingPartAndTheOldNormNamesAreTheSame() {
    const ModelConfig config = putBert(folder(), "bert.");
    const ModelFolder whole = openModelFolder(folder());
    change([](TensorMap &tensors) {
        TensorMap renamed;
        for (auto &[name, tensor] : tensors) {
            std::string other = name.rfind("bert.", 0) == 0 ? name.substr(5) : name;
            const std::size_t norm = other.find("LayerNorm.");
            if (norm != std::string::npos)
                other = other.substr(0, norm + 10) + (other.back() == 's' ? "beta" : "gamma");
            renamed.emplace(other, tensor);
        }
        renamed.emplace("embeddings.position_ids", HostTensor::fromFloats({1}, {0}));
        renamed.emplace("cls.predictions.bias", HostTensor::fromFloats({1}, {0}));
        tensors = renamed;
    });
    const ModelFolder old = openModelFolder(folder());
    QVERIFY(old.warnings.empty());
    QCOMPARE(old.tensors.size(), whole.tensors.size());
    for (const auto &[name, tensor] : test::weightsFor(config))
        QVERIFY(old.read(name) == tensor);
}

void ModelFolderTest::shardsAreTheSameAsOneFile() {
    const TensorMap wanted = test::weightsFor(putBert(folder()));
    TensorMap parts[2];
    std::string map;
    int i = 0;
    for (const auto &[name, tensor] : wanted) {
        parts[i % 2].emplace(name, tensor);
        map += (map.empty() ? "\"" : ",\"") + name + "\":\"model-0000" + std::to_string(i++ % 2) + ".safetensors\"";
    }
    shard("{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}");
    for (int k : {0, 1})
        writeSafetensors(folder("/model-0000" + std::to_string(k) + ".safetensors"), parts[k]);
    const ModelFolder model = openModelFolder(folder());
    QCOMPARE(model.weightFiles.size(), std::size_t(2));
    for (const auto &[name, tensor] : wanted)
        QVERIFY(model.read(name) == tensor);
}

void ModelFolderTest::missingHeadsAreListedAndMissingWeightsRefused() {
    putBert(folder());
    change([](TensorMap &tensors) {
        for (const char *name : {"classifier.weight", "classifier.bias", "pooler.dense.weight", "pooler.dense.bias"})
            tensors.erase(name);
    });
    QCOMPARE(openModelFolder(folder()).missing, (std::vector<std::string>{"pooler.dense.weight", "pooler.dense.bias",
                                                                          "classifier.weight", "classifier.bias"}));
    change([](TensorMap &tensors) {
        tensors.erase("encoder.layer.0.attention.self.query.weight");
        tensors.erase("embeddings.LayerNorm.bias");
    });
    const Error error = refused();
    QCOMPARE(error.code(), ErrorCode::BadCheckpoint);
    QVERIFY2(error.detail().find("lack 2 tensors") != std::string::npos &&
                 error.detail().find("encoder.layer.0.attention.self.query.weight") != std::string::npos &&
                 error.detail().find("embeddings.LayerNorm.bias") != std::string::npos,
             error.what());
}

void ModelFolderTest::aWrongShapeNamesBothSides() {
    putBert(folder());
    test::put(folder("/config.json"), test::bertConfig("vocab_size", "11"));
    const std::string detail = refused().detail();
    QVERIFY2(detail.find("[10, 8]") != std::string::npos && detail.find("[11, 8]") != std::string::npos,
             detail.c_str());
}

void ModelFolderTest::wholeNumberWeightsAreRefused() {
    putBert(folder());
    change([](TensorMap &tensors) {
        HostTensor &tensor = tensors.at("embeddings.LayerNorm.bias");
        tensor.dtype = DType::I8;
        tensor.bytes.resize(8);
    });
    QVERIFY2(refused().detail().find("has type I8") != std::string::npos, refused().what());
}

void ModelFolderTest::unknownTensorsGiveOneWarning() {
    putBert(folder());
    change([](TensorMap &tensors) {
        for (int i = 0; i < 9; ++i)
            tensors.emplace("extra" + std::to_string(i), HostTensor::fromFloats({1}, {0}));
    });
    const ModelFolder model = openModelFolder(folder());
    QCOMPARE(model.warnings.size(), std::size_t(1));
    QVERIFY2(model.warnings[0].find("9 tensors") != std::string::npos &&
                 model.warnings[0].find("extra0") != std::string::npos,
             model.warnings[0].c_str());
}

void ModelFolderTest::oneTensorUnderTwoNamesIsRefused() {
    putBert(folder());
    change([](TensorMap &tensors) { tensors.emplace("bert.pooler.dense.bias", tensors.at("pooler.dense.bias")); });
    QVERIFY2(refused().detail().find("two tensors mean \"pooler.dense.bias\"") != std::string::npos, refused().what());
}

void ModelFolderTest::aFolderWithoutWeightsSaysSo() {
    putBert(folder());
    std::filesystem::remove(folder("/model.safetensors"));
    QCOMPARE(refused().code(), ErrorCode::MissingWeights);
    QVERIFY(!refused().hint().empty());
    test::put(folder("/tf_model.h5"), "x");
    QCOMPARE(refused().code(), ErrorCode::MissingWeights);
    QVERIFY(refused().detail().find("tf_model.h5") != std::string::npos);
    std::filesystem::remove(folder("/config.json"));
    QCOMPARE(refused().code(), ErrorCode::MissingFile);
    QCOMPARE(refusalOf([&] { openModelFolder(folder("/none")); }).code(), ErrorCode::MissingFile);
}

void ModelFolderTest::aMissingShardIsNamed() {
    putBert(folder());
    shard(R"({"weight_map":{"pooler.dense.bias":"model-00001-of-00002.safetensors"}})");
    QCOMPARE(refused().code(), ErrorCode::MissingWeights);
    QVERIFY2(refused().detail().find("model-00001-of-00002.safetensors") != std::string::npos, refused().what());
    writeSafetensors(folder("/model-00001-of-00002.safetensors"), {});
    QVERIFY2(refused().detail().find("\"pooler.dense.bias\" is not in model-00001") != std::string::npos,
             refused().what());
}

void ModelFolderTest::anIndexCannotLeadOutOfItsFolder_data() {
    QTest::addColumn<QString>("name");
    for (const char *name : {"../x.bin", "/etc/passwd", "a/b.safetensors", "..", "", "a\\b.bin", "a b.bin",
                             "model.safetensors.exe", "\u0000.bin", "%2e%2e.txt", "C:x.bin"})
        QTest::newRow(name) << name;
    QTest::newRow("a number") << "7";
}

void ModelFolderTest::anIndexCannotLeadOutOfItsFolder() {
    QFETCH(QString, name);
    putBert(folder());
    const std::string value = name == "7" ? "7" : "\"" + name.toStdString() + "\"";
    shard("{\"weight_map\":{\"w\":" + value + "}}");
    QCOMPARE(refused().code(), ErrorCode::BadCheckpoint);
    QVERIFY2(refused().detail().find("no file name allowed") != std::string::npos, refused().what());
}

void ModelFolderTest::truncatedWeightsAreRefused() {
    putBert(folder());
    const std::string file = folder("/model.safetensors");
    const std::uintmax_t size = std::filesystem::file_size(file);
    for (const std::uintmax_t cut :
         {size - 1, size / 2, std::uintmax_t(100), std::uintmax_t(8), std::uintmax_t(3), std::uintmax_t(0)}) {
        std::filesystem::resize_file(file, cut);
        QCOMPARE(refused().code(), ErrorCode::BadCheckpoint);
        QVERIFY(refused().detail().find("model.safetensors") != std::string::npos);
    }
}

void ModelFolderTest::everyFamilyOpens_data() {
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("config");
    QTest::newRow("bloom") << "transformer."
                           << R"({"model_type":"bloom","n_embed":8,"n_layer":2,"n_head":2,"vocab_size":9})";
    QTest::newRow("gpt2")
        << "transformer."
        << R"({"model_type":"gpt2","n_embd":8,"n_layer":2,"n_head":2,"vocab_size":9,"n_positions":5,"n_inner":6})";
    QTest::newRow("llama") << "model."
                           << R"({"model_type":"llama","hidden_size":8,"num_hidden_layers":2,"num_attention_heads":4,
          "num_key_value_heads":2,"vocab_size":9,"intermediate_size":6})";
    QTest::newRow("gemma") << "model."
                           << R"({"model_type":"gemma","hidden_size":8,"num_hidden_layers":2,"num_attention_heads":3,
          "num_key_value_heads":1,"head_dim":5,"vocab_size":9,"intermediate_size":6})";
    QTest::newRow("roberta")
        << "roberta."
        << R"({"model_type":"roberta","hidden_size":8,"num_hidden_layers":2,"num_attention_heads":2,
          "vocab_size":9,"max_position_embeddings":7,"intermediate_size":6,"type_vocab_size":1})";
}

void ModelFolderTest::everyFamilyOpens() {
    QFETCH(QString, prefix);
    QFETCH(QString, config);
    for (const std::string &part : {std::string(), prefix.toStdString()}) {
        test::put(folder("/config.json"), config.toStdString());
        const ModelConfig read = readModelConfig(folder("/config.json"));
        TensorMap tensors = test::weightsFor(read, part);
        if (tensors.count(part + "lm_head.weight") != 0 && !part.empty()) {  // outside the leading part in every family
            auto node = tensors.extract(part + "lm_head.weight");
            node.key() = "lm_head.weight";
            tensors.insert(std::move(node));
        }
        writeSafetensors(folder("/model.safetensors"), tensors);
        const ModelFolder model = openModelFolder(folder());
        QVERIFY(model.missing.empty() && model.warnings.empty());
        std::int64_t numbers = 0;
        for (const auto &[name, entry] : model.tensors)
            numbers += model.read(name).count();
        const std::int64_t tied = read.tiedHead && isDecoder(read.type) ? read.vocabulary * read.hidden : 0;
        QCOMPARE(numbers - tied, read.parameters() + read.headParameters());
    }
}

void ModelFolderTest::wrappersAreNoPartOfAName_data() {
    QTest::addColumn<QString>("prefix");
    for (const char *prefix :
         {"_orig_mod.", "module.", "module._orig_mod.", "_orig_mod.module.", "_fsdp_wrapped_module."})
        QTest::newRow(prefix) << QString::fromLatin1(prefix);
}

void ModelFolderTest::wrappersAreNoPartOfAName() {
    QFETCH(QString, prefix);
    test::putBert(folder(), prefix.toStdString() + "bert.");
    const ModelFolder model = openModelFolder(folder());
    QVERIFY(model.has("embeddings.word_embeddings.weight") && model.warnings.empty());
    QCOMPARE(unwrappedName("encoder.layer.0._orig_mod.output.dense.weight"),
             std::string("encoder.layer.0.output.dense.weight"));
    QCOMPARE(unwrappedName("encoder.my_orig_mod.weight"), std::string("encoder.my_orig_mod.weight"));
}

void ModelFolderTest::oneOfTheTiedNamesIsEnough_data() {
    QTest::addColumn<QString>("config");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("other");
    QTest::newRow("gpt2")
        << R"({"model_type":"gpt2","n_embd":8,"n_layer":1,"n_head":2,"vocab_size":9,"n_positions":5,"n_inner":6})"
        << "wte.weight"
        << "lm_head.weight";
    QTest::newRow("llama") << R"({"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":4,
          "vocab_size":9,"intermediate_size":6,"tie_word_embeddings":true})"
                           << "embed_tokens.weight"
                           << "_orig_mod.lm_head.weight";
    QTest::newRow("bert")
        << R"({"model_type":"bert","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":9})"
        << "embeddings.word_embeddings.weight"
        << "cls.predictions.decoder.weight";
    QTest::newRow("roberta")
        << R"({"model_type":"roberta","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":9})"
        << "embeddings.word_embeddings.weight"
        << "lm_head.decoder.weight";
}

void ModelFolderTest::oneOfTheTiedNamesIsEnough() {
    QFETCH(QString, config);
    QFETCH(QString, words);
    QFETCH(QString, other);
    test::put(folder("/config.json"), config.toStdString());
    TensorMap tensors = test::weightsFor(readModelConfig(folder("/config.json")), "");
    const HostTensor table = tensors.at(words.toStdString());
    tensors.erase(words.toStdString());
    tensors.erase("lm_head.weight");
    tensors[other.toStdString()] = table;
    writeSafetensors(folder("/model.safetensors"), tensors);
    QVERIFY(openModelFolder(folder()).read(words.toStdString()) == table);
}

void ModelFolderTest::aClassifierNeedsNoLanguageHead() {
    test::put(folder("/config.json"),
              R"({"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":4,"vocab_size":9,
          "intermediate_size":6})");
    TensorMap tensors = test::weightsFor(readModelConfig(folder("/config.json")), "model.");
    tensors.erase("model.lm_head.weight");
    tensors["score.weight"] = HostTensor::fromFloats({2, 8}, std::vector<float>(16, 1));
    tensors.erase("model.score.weight");
    writeSafetensors(folder("/model.safetensors"), tensors);
    QVERIFY(openModelFolder(folder()).hasClassifier());
    tensors.erase("score.weight");
    writeSafetensors(folder("/model.safetensors"), tensors);
    const Error error = test::refusalOf([this] { openModelFolder(folder()); });
    QVERIFY2(error.detail().find("lm_head.weight") != std::string::npos, error.what());
}

QTEST_APPLESS_MAIN(ModelFolderTest)
#include "model_folder_test.moc"
