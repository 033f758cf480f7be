// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/descriptor_write.h"
#include "core/base/sha256.h"
#include "core/models/adapter_config.h"
#include "core/models/adapter_folder.h"
#include "core/models/adapter_names.h"
#include "core/models/safetensors.h"
#include "tests/core/models/hostile_corpus.h"
#include "tests/core/models/model_folders.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class AdapterFolderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void readsWhatPeftWrote_data();
    void readsWhatPeftWrote();
    void writesTwelveKeysForPromptTuning();
    void writesThirteenKeysForLora();
    void whatItWroteReadsBackEqual_data();
    void whatItWroteReadsBackEqual();
    void prefersSafetensorsToBin();
    void readsNamesAsOtherProgramsWriteThem_data();
    void readsNamesAsOtherProgramsWriteThem();
    void twoTensorsOfOneNameAreRefused();
    void tensorsMustFitTheConfig_data();
    void tensorsMustFitTheConfig();
    void aFullDiskLeavesTheOldAdapterReadable();
    void anOldDescriptionDoesNotStayBesideANewAdapter();
    void aFolderThatIsNoneIsNamed();

private:
    std::string at(const std::string &below = {}) const { return m_folder->path().toStdString() + below; }
    static std::string goldenFolder(const QString &name) {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/adapters/" + name.toStdString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {
AdapterConfig promptConfig() {
    AdapterConfig config;
    config.baseModel = "sentence-transformers/all-MiniLM-L6-v2";
    config.tokenizerName = config.baseModel;
    config.virtualTokens = 2;
    config.tokenDim = 3;
    config.attentionHeads = 12;
    config.layers = 6;
    config.init = "TEXT";
    config.initText = "caf\u00e9 \"x\"";
    return config;
}
TensorMap prompt() { return {{"prompt_embeddings", HostTensor::fromFloats({2, 3}, {1, 2, 3, 4, 5, 6})}}; }
}  // namespace

void AdapterFolderTest::readsWhatPeftWrote_data() {
    QTest::addColumn<QString>("name");
    for (const char *name : {"prompt_causal", "prompt_causal_bin", "prompt_seqcls", "lora_causal", "lora_seqcls"})
        QTest::newRow(name) << name;
}

void AdapterFolderTest::readsWhatPeftWrote() {
    QFETCH(QString, name);
    const AdapterFolder folder = readAdapterFolder(goldenFolder(name));
    const bool isBin = name.endsWith("bin");
    const std::string file = isBin ? "adapter_model.bin" : "adapter_model.safetensors";
    const nlohmann::json wanted = golden("adapters.json").at("tensors").at(name.toStdString() + "/" + file);
    QCOMPARE(folder.tensors.size(), wanted.size());
    for (const auto &[tensor, value] : folder.tensors)
        QCOMPARE(test::digest(value), wanted.at(tensor).at("sha256").get<std::string>());
    QCOMPARE(folder.config.kind, name.startsWith("lora") ? AdapterKind::Lora : AdapterKind::PromptTuning);
    QCOMPARE(folder.config.task, name.endsWith("seqcls") ? Task::SeqCls : Task::CausalLm);
    QCOMPARE(folder.config.baseModel, std::string("example/base"));
    QVERIFY(folder.warblerJson.empty());
    QCOMPARE(folder.weightsSha256, sha256HexOfFile(goldenFolder(name) + "/" + file));
    if (folder.config.kind == AdapterKind::PromptTuning) {
        QCOMPARE(folder.config.virtualTokens, std::int64_t(5));
        QCOMPARE(folder.config.tokenDim, std::int64_t(16));
    } else if (folder.config.task == Task::SeqCls) {
        QCOMPARE(folder.config.rank, std::int64_t(3));
        QCOMPARE(folder.config.alpha, 5.0);
        QCOMPARE(folder.config.dropout, 0.05);
        QVERIFY(folder.config.rankStabilised);
        QCOMPARE(folder.config.targetModules.size(), std::size_t(2));
    }
}

void AdapterFolderTest::writesTwelveKeysForPromptTuning() {
    QCOMPARE(adapterConfigText(promptConfig()), std::string(R"({
  "base_model_name_or_path": "sentence-transformers/all-MiniLM-L6-v2",
  "inference_mode": true,
  "num_attention_heads": 12,
  "num_layers": 6,
  "num_transformer_submodules": 1,
  "num_virtual_tokens": 2,
  "peft_type": "PROMPT_TUNING",
  "prompt_tuning_init": "TEXT",
  "prompt_tuning_init_text": "caf\u00e9 \"x\"",
  "task_type": "CAUSAL_LM",
  "token_dim": 3,
  "tokenizer_name_or_path": "sentence-transformers/all-MiniLM-L6-v2"
})"));
    AdapterConfig sampled = promptConfig();
    sampled.init = "SAMPLE_VOCAB";
    sampled.initText.reset();
    const nlohmann::json written = nlohmann::json::parse(adapterConfigText(sampled));
    QCOMPARE(written.at("prompt_tuning_init").get<std::string>(), std::string("RANDOM"));
    QVERIFY(written.at("prompt_tuning_init_text").is_null());
}

void AdapterFolderTest::writesThirteenKeysForLora() {
    AdapterConfig config;
    config.kind = AdapterKind::Lora;
    config.task = Task::SeqCls;
    config.baseModel = "bert";
    config.rank = 8;
    config.alpha = 16;
    config.dropout = 0.05;
    config.targetModules = {"value", "query"};
    config.modulesToSave = {"classifier"};
    QCOMPARE(adapterConfigText(config), std::string(R"({
  "base_model_name_or_path": "bert",
  "bias": "none",
  "fan_in_fan_out": false,
  "inference_mode": true,
  "init_lora_weights": true,
  "lora_alpha": 16,
  "lora_dropout": 0.05,
  "modules_to_save": [
    "classifier"
  ],
  "peft_type": "LORA",
  "r": 8,
  "target_modules": [
    "query",
    "value"
  ],
  "task_type": "SEQ_CLS",
  "use_rslora": false
})"));
    config.targetModules = {".*query"};
    config.targetIsRegex = true;
    config.modulesToSave.clear();
    config.dropout = 0;
    const nlohmann::json written = nlohmann::json::parse(adapterConfigText(config));
    QCOMPARE(written.at("target_modules").get<std::string>(), std::string(".*query"));
    QVERIFY(written.at("modules_to_save").is_null());
    QVERIFY(adapterConfigText(config).find("\"lora_dropout\": 0.0") != std::string::npos);
}

void AdapterFolderTest::whatItWroteReadsBackEqual_data() { readsWhatPeftWrote_data(); }

void AdapterFolderTest::whatItWroteReadsBackEqual() {
    QFETCH(QString, name);
    const AdapterFolder peft = readAdapterFolder(goldenFolder(name));
    writeAdapterFolder(at("/new/place"), peft.config, peft.tensors, "{\"template\": \"{text}\"}");
    const AdapterFolder ours = readAdapterFolder(at("/new/place"));
    QVERIFY(ours.tensors == peft.tensors);
    const nlohmann::json record = nlohmann::json::parse(ours.warblerJson);
    QVERIFY(record == nlohmann::json({{"template", "{text}"}, {"weights_sha256", ours.weightsSha256}}));
    QCOMPARE(adapterConfigText(ours.config), adapterConfigText(peft.config));
    QCOMPARE(ours.path, std::filesystem::canonical(at("/new/place")).string());
    if (!name.endsWith("bin"))
        QCOMPARE(ours.weightsSha256, peft.weightsSha256);
}

void AdapterFolderTest::prefersSafetensorsToBin() {
    const AdapterFolder peft = readAdapterFolder(goldenFolder("prompt_causal"));
    writeAdapterFolder(at(), peft.config, peft.tensors, "");
    test::put(at("/adapter_model.bin"), "rubbish");
    QVERIFY(readAdapterFolder(at()).tensors == peft.tensors);
}

void AdapterFolderTest::readsNamesAsOtherProgramsWriteThem_data() {
    QTest::addColumn<QString>("inFile");
    QTest::addColumn<QString>("plain");
    const QString q = QStringLiteral("base_model.model.model.layers.0.q_proj.");
    QTest::newRow("an adapter's name") << q + "lora_A.default.weight" << q + "lora_A.weight";
    QTest::newRow("another adapter's name") << q + "lora_B.my_run.weight" << q + "lora_B.weight";
    QTest::newRow("compiled") << QStringLiteral("_orig_mod.") + q + "lora_A.weight" << q + "lora_A.weight";
    QTest::newRow("compiled inside") << QStringLiteral("base_model.model._orig_mod.model.layers.0.q_proj.lora_A.weight")
                                     << q + "lora_A.weight";
    QTest::newRow("data-parallel") << QStringLiteral("module.") + q + "lora_A.default.weight" << q + "lora_A.weight";
    QTest::newRow("magnitude") << q + "lora_magnitude_vector.default.weight" << q + "lora_magnitude_vector";
    QTest::newRow("old magnitude") << q + "lora_magnitude_vector.default" << q + "lora_magnitude_vector";
    QTest::newRow("table") << QStringLiteral("base_model.model.wte.lora_embedding_A.default")
                           << QStringLiteral("base_model.model.wte.lora_embedding_A");
    QTest::newRow("saved module") << QStringLiteral(
                                         "base_model.model.classifier.modules_to_save.default.out_proj.weight")
                                  << QStringLiteral("base_model.model.classifier.out_proj.weight");
    QTest::newRow("bias") << q + "base_layer.bias" << q + "bias";
    QTest::newRow("copy of the base") << QStringLiteral("base_model.model.classifier.original_module.weight")
                                      << QString();
    QTest::newRow("rows") << QStringLiteral("base_model.model.wte.token_adapter.trainable_tokens_delta.default")
                          << QStringLiteral("base_model.model.wte.trainable_tokens_delta");
    QTest::newRow("rows of the base") << QStringLiteral(
                                             "base_model.model.wte.token_adapter.trainable_tokens_original.default")
                                      << QString();
    QTest::newRow("ia3") << q + "ia3_l.default" << q + "ia3_l";
    QTest::newRow("prompt") << QStringLiteral("prompt_encoder.default.embedding.weight")
                            << QStringLiteral("prompt_embeddings");
    QTest::newRow("as it should be") << q + "lora_A.weight" << q + "lora_A.weight";
}

void AdapterFolderTest::readsNamesAsOtherProgramsWriteThem() {
    QFETCH(QString, inFile);
    QFETCH(QString, plain);
    QCOMPARE(QString::fromStdString(plainAdapterName(inFile.toStdString()).value_or("")), plain);
}

void AdapterFolderTest::twoTensorsOfOneNameAreRefused() {
    test::put(at("/adapter_config.json"), test::loraConfig());
    const HostTensor a = HostTensor::fromFloats({2, 5}, std::vector<float>(10)),
                     other = HostTensor::fromFloats({2, 5}, std::vector<float>(10, 1)),
                     b = HostTensor::fromFloats({5, 2}, std::vector<float>(10));
    writeSafetensors(at("/adapter_model.safetensors"), {{"base_model.model.q.lora_A.weight", a},
                                                        {"base_model.model.q.lora_A.default.weight", other},
                                                        {"base_model.model.q.lora_B.weight", b}});
    const Error error = refusalOf([this] { readAdapterFolder(at()); });
    QCOMPARE(error.code(), ErrorCode::BadAdapter);
    QVERIFY2(error.detail().find("two tensors mean") != std::string::npos, error.what());
}

void AdapterFolderTest::tensorsMustFitTheConfig_data() {
    QTest::addColumn<QString>("config");
    QTest::addColumn<QString>("tensors");  // name:rows:columns
    QTest::addColumn<QString>("message");
    const QString prompt = QString::fromStdString(test::promptConfig());
    const QString lora = QString::fromStdString(test::loraConfig());
    QTest::newRow("other number of tokens") << prompt << "prompt_embeddings:4:3"
                                            << "num_virtual_tokens is 2";
    QTest::newRow("other width") << prompt << "prompt_embeddings:2:4"
                                 << "token_dim is 3";
    QTest::newRow("no prompt") << prompt << "base_model.score.weight:2:3"
                               << "\"prompt_embeddings\" is missing";
    QTest::newRow("flat prompt") << prompt << "prompt_embeddings:6"
                                 << "not [tokens, hidden]";
    QTest::newRow("foreign tensor") << prompt << "prompt_embeddings:2:3 word_embeddings.weight:2:3"
                                    << "\"word_embeddings.weight\" belongs to no adapter";
    QTest::newRow("no pair") << lora << "base_model.model.q.lora_A.weight:2:5"
                             << "has no partner";
    QTest::newRow("other rank") << lora << "base_model.model.q.lora_A.weight:3:5 base_model.model.q.lora_B.weight:5:3"
                                << "r is 2";
    QTest::newRow("no tensors") << lora << ""
                                << "holds no LoRA tensors";
    QTest::newRow("dora vector") << lora << "base_model.model.q.lora_magnitude_vector:5"
                                 << "lora_magnitude_vector";
}

void AdapterFolderTest::tensorsMustFitTheConfig() {
    QFETCH(QString, config);
    QFETCH(QString, tensors);
    QFETCH(QString, message);
    TensorMap map;
    for (const QString &text : tensors.split(' ', Qt::SkipEmptyParts)) {
        const QStringList parts = text.split(':');
        std::vector<std::int64_t> shape;
        for (int i = 1; i < parts.size(); ++i)
            shape.push_back(parts[i].toLongLong());
        std::size_t count = 1;
        for (const std::int64_t size : shape)
            count *= static_cast<std::size_t>(size);
        map.emplace(parts[0].toStdString(), HostTensor::fromFloats(shape, std::vector<float>(count)));
    }
    test::put(at("/adapter_config.json"), config.toStdString());
    writeSafetensors(at("/adapter_model.safetensors"), map);
    const Error error = refusalOf([this] { readAdapterFolder(at()); });
    QCOMPARE(error.code(), ErrorCode::BadAdapter);
    QVERIFY2(error.detail().find(message.toStdString()) != std::string::npos, error.what());
    QVERIFY(error.detail().find(at()) != std::string::npos ||
            error.detail().find("adapter_model.safetensors") != std::string::npos);
}

void AdapterFolderTest::aFullDiskLeavesTheOldAdapterReadable() {
    writeAdapterFolder(at(), promptConfig(), prompt(), "{}");
    setWriteFault([](std::uint64_t, const std::string &) { return ENOSPC; });
    const TensorMap other = {{"prompt_embeddings", HostTensor::fromFloats({2, 3}, {9, 9, 9, 9, 9, 9})}};
    const Error error = refusalOf([&] { writeAdapterFolder(at(), promptConfig(), other, "{}"); });
    setWriteFault({});
    QCOMPARE(error.code(), ErrorCode::DiskFull);
    QVERIFY(readAdapterFolder(at()).tensors == prompt());
}

void AdapterFolderTest::anOldDescriptionDoesNotStayBesideANewAdapter() {
    writeAdapterFolder(at(), promptConfig(), prompt(), "{\"old\": 1}");
    writeAdapterFolder(at(), promptConfig(), prompt(), "");
    QVERIFY(readAdapterFolder(at()).warblerJson.empty());
}

void AdapterFolderTest::aFolderThatIsNoneIsNamed() {
    QCOMPARE(refusalOf([&] { readAdapterFolder(at("/none")); }).code(), ErrorCode::MissingFile);
    QVERIFY(refusalOf([&] { readAdapterFolder(at()); }).detail().find("adapter_config.json") != std::string::npos);
    test::put(at("/adapter_config.json"), test::promptConfig());
    const Error error = refusalOf([&] { readAdapterFolder(at()); });
    QCOMPARE(error.code(), ErrorCode::MissingFile);
    QVERIFY(error.detail().find("adapter_model.safetensors") != std::string::npos);
}

QTEST_APPLESS_MAIN(AdapterFolderTest)
#include "adapter_folder_test.moc"
